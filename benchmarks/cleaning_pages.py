"""Pages with gold for the cleaning benchmark, and the part of them that nobody looks at."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from benchmarks import annotated
from kmedtext.cleaning import clean
from kmedtext.cleaning.cleaner import TREATED
from kmedtext.records import Article, Page

BODY_KINDS = ("heading", "paragraph", "list", "table")
KEPT_BESIDE = ("title", "deck", "caption")
HELD_DIGITS = "012"
FIELDS = ("title", "byline", "published", "publisher")
SETS = ("scrapinghub", "wcxb_dev", "korean_recombined", "korean_real")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """A page with its gold. ``blocks`` and ``meta`` are filled for hand-annotated pages only.

    ``files`` are those that text and gold were read from.
    """

    set: str
    id: str
    text: str
    gold: str
    page: str = "article"
    lang: str = "en"
    group: str = ""
    html: Path | None = None
    blocks: tuple[dict[str, Any], ...] = ()
    meta: tuple[tuple[str, Any], ...] = ()
    files: tuple[Path, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the page is of the part that is set aside: by a hash of set and id, about 3 in 16."""
        return hashlib.sha256(f"{self.set}/{self.id}".encode()).hexdigest()[0] in HELD_DIGITS


def load_pages(shared: Path, name: str) -> Iterator[GoldPage]:
    """Read one set of ``data/cleaning``, or ``seeds`` or ``pages``."""
    if name == "seeds":
        yield from _annotated(shared / "gold" / "articles", shared / "seeds", name)
        return
    if name == "pages":
        yield from _annotated(shared / "data" / "pages", shared / "data" / "pages", name)
        return
    folder = shared / "data" / "cleaning" / name
    for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        key = entry["id"]
        html = folder / "html" / f"{key}.html.gz"
        files = (folder / "text" / f"{key}.txt", folder / "gold" / f"{key}.txt")
        meta = tuple((field, entry[field]) for field in ("title", "author", "date") if entry.get(field))
        yield GoldPage(
            set=name,
            id=key,
            text=files[0].read_text(encoding="utf-8"),
            gold=files[1].read_text(encoding="utf-8"),
            page=entry.get("page", "article"),
            lang=entry.get("lang", "en"),
            group=entry.get("template") or urlparse(entry.get("url") or "").netloc or key,
            html=html if html.exists() else None,
            meta=meta,
            files=files,
        )


def _annotated(gold: Path, texts: Path, name: str) -> Iterator[GoldPage]:
    for path in sorted(gold.glob("*.json")):
        if path.stem.endswith("_alignment"):
            continue
        record = json.loads(path.read_text(encoding="utf-8"))
        blocks = tuple(record["blocks"])
        yield GoldPage(
            set=name,
            id=path.stem,
            text=(texts / record["source"]).read_text(encoding="utf-8"),
            gold="\n\n".join(block["text"] for block in blocks if block["kind"] in BODY_KINDS),
            lang=record["lang"],
            group=path.stem,
            blocks=blocks,
            meta=tuple((field, record.get(field)) for field in FIELDS),
            files=(texts / record["source"], path),
        )


def own_pages(folder: Path, name: str) -> Iterator[GoldPage]:
    """The annotated pages of a folder that we wrote, as pages of a set."""
    for page in annotated.pages(folder):
        yield GoldPage(
            set=name,
            id=page.name,
            text=page.text,
            gold=page.body,
            page=page.truth["page"],
            lang=page.truth["lang"],
            group=page.name,
            meta=tuple((field, page.truth[field]) for field in FIELDS),
            files=(folder / f"{page.name}.page",),
        )


def any_language(page: Page, article: Article) -> Article:
    """The article when every language is kept: cleaned anew only where its language has emptied it."""
    return article if article.lang in (*TREATED, "und") else clean(page, languages=None)


def read_html(path: Path) -> bytes:
    """The bytes of a gzipped page."""
    return gzip.decompress(path.read_bytes())


def load_scoring(shared: Path) -> Callable[[list[tuple[str, str]]], tuple[float, float, float]]:
    """The reference ``cleaning_f1`` of ``tools/scoring.py``, loaded by path."""
    spec = importlib.util.spec_from_file_location("shared_scoring", shared / "tools" / "scoring.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "tools" / "scoring.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Callable[[list[tuple[str, str]]], tuple[float, float, float]] = module.cleaning_f1
    return score
