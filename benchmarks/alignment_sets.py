"""Documents with gold beads: the development sets of the shared folder, and our own invented pairs."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kmedtext.records import Kind, Sentence

GoldBead = tuple[tuple[int, ...], tuple[int, ...]]
NOISES = ("00", "05", "15", "30")
PAGES = ("p01", "p04", "p07")
AUTHORS = ("", "wa", "wb")
OWN = Path(__file__).parent / "data" / "alignment_pairs"
_ROLES = {"subtitle": "deck"}


@dataclass(frozen=True, slots=True)
class Document:
    """Two texts and which of their sentences translate each other; ``links`` as in the shared scoring."""

    name: str
    ko: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    gold: tuple[GoldBead, ...]
    links: tuple[dict[str, Any], ...] = ()


def ntrex(shared: Path, noise: str) -> list[Document]:
    """News documents, translated closely, with that percentage of sentences dropped or merged."""
    path = shared / "data" / "alignment" / "sentences" / f"ntrex_dev_noise{noise}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_plain(row["doc"], row["ko"], row["en"], row["gold"]) for row in map(json.loads, lines)]


def react(shared: Path) -> list[dict[str, Any]]:
    """Technical documentation: pairs of files, each side in aligned paragraphs of text (no noise)."""
    path = shared / "data" / "alignment" / "sentences" / "react_docs_dev.json.gz"
    rows: list[dict[str, Any]] = json.loads(gzip.decompress(path.read_bytes()))
    return rows


def pages(shared: Path) -> list[Document]:
    """The hand-written page dumps: a close, an adapted and a comparable pair."""
    return [_pair(name, shared / "data" / "pages" / f"{name}_alignment.json", "_sentences") for name in PAGES]


def own() -> list[Document]:
    """The pairs invented for development: close, adapted, comparable, with omissions."""
    return [_pair(path.stem, path, "") for path in sorted(OWN.glob("*.json"))]


def author(document: Document) -> str:
    """Which of AUTHORS wrote an invented pair: file names begin with it."""
    start = document.name.partition("_")[0]
    return start if start in AUTHORS else ""


def in_design(document: Document) -> bool:
    """Whether an invented pair is of the half that may be fitted on; the other half is held."""
    return int(hashlib.sha256(document.name.encode()).hexdigest()[0], 16) % 2 == 0


def real_pair(shared: Path) -> Document:
    """The real press release and its English report; gold are the beads that keep the order."""
    table = json.loads((shared / "gold" / "alignment_003_001.json").read_text(encoding="utf-8"))
    return Document(
        "003-001",
        _sentences(((_kind(row["role"]), row["text"]) for row in table["ko"]), "ko"),
        _sentences(((_kind(row["role"]), row["text"]) for row in table["en"]), "en"),
        _gold(table["beads_monotone"]),
        tuple(table["links"]),
    )


def _kind(role: str) -> Kind:
    role = _ROLES.get(role, role)
    return Kind(role) if role in set(Kind) else Kind.PARAGRAPH


def _pair(name: str, path: Path, ending: str) -> Document:
    table = json.loads(path.read_text(encoding="utf-8"))
    ko, en = table[f"ko{ending}"], table[f"en{ending}"]
    return Document(
        name,
        _sentences(((_kind(row["kind"]), row["text"]) for row in ko), "ko"),
        _sentences(((_kind(row["kind"]), row["text"]) for row in en), "en"),
        _gold((bead["ko"], bead["en"]) for bead in table["beads"]),
    )


def _plain(name: str, ko: list[str], en: list[str], gold: list[tuple[list[int], list[int]]]) -> Document:
    body = Kind.PARAGRAPH
    return Document(
        name,
        _sentences(((body, t) for t in ko), "ko"),
        _sentences(((body, t) for t in en), "en"),
        _gold(gold),
    )


def _sentences(rows: Iterable[tuple[Kind, str]], lang: str) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    start = 0
    for kind, text in rows:
        found.append(Sentence(text, lang, start, start + len(text), kind))
        start += len(text) + 1
    return tuple(found)


def _gold(beads: Iterable[tuple[list[int], list[int]]]) -> tuple[GoldBead, ...]:
    return tuple((tuple(ko), tuple(en)) for ko, en in beads if ko and en)
