"""Dressing: annotated pages that we wrote become HTML, in templates drawn by chance.

The benchmark pages with HTML that may be trained on are English; this gives Korean ones, and elements that
those seldom have. What is drawn depends on nothing but the seed.
"""

from __future__ import annotations

import html
import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import annotated
from benchmarks.annotated import BODY, Annotated
from benchmarks.cleaning_mixing import mixed
from benchmarks.cleaning_pages import GoldPage

OWN_HTML = "own_html"


@cache
def _templates() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "templates.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def dressed(count: int, seed: int = 0) -> Iterator[tuple[GoldPage, str]]:
    """Yield the annotated pages and mixtures of them, each with its HTML."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    pages = list(annotated.pages())
    for page in (*pages, *mixed(pages, count, seed=seed + 1)):
        gold = GoldPage(set=OWN_HTML, id=page.name, text=page.text, gold=page.body, group=page.name)
        yield gold, dress(page, rng)


def dress(page: Annotated, rng: random.Random) -> str:
    """Write a page as HTML."""
    table = _templates()
    lines = _logical(page)
    inside = [place for place, (kind, _) in enumerate(lines) if kind in BODY]
    front = [place for place, (kind, _) in enumerate(lines) if kind in ("title", "deck", "byline", "date")]
    first, last = (inside[0], inside[-1]) if inside else (len(lines), -1)
    top = min([place for place in front if place < first] or [first])
    chosen = {kind: rng.choice(ways) for part in ("boxes", "body") for kind, ways in table[part].items()}
    chosen["paragraph"] = rng.choice(table["paragraphs"])
    end = min(len(lines), last + 1 + rng.choice((0, 0, 2, 5)))
    out = [_runs(lines[:top], chosen, rng)]
    story = _put(rng.choice(table["stories"]), _story(lines[first : last + 1], chosen, rng))
    main = _runs(lines[top:first], chosen, rng) + story + _runs(lines[last + 1 : end], chosen, rng)
    out.append(_put(rng.choice(table["mains"]), main))
    out.append(_runs(lines[end:], chosen, rng))
    body = "".join(out[:1] + out[2:] + out[1:2] if rng.random() < 0.1 else out)
    return f"<html><body>{_put(rng.choice(table['wraps']), body)}</body></html>"


def _logical(page: Annotated) -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for line, row in zip(page.lines, (row for row in page.rows if row.kind), strict=True):
        text = row.text.replace("¦", "").strip()
        if line.goes_on and lines:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {text}")
        elif text:
            lines.append((line.kind, text))
    return lines


def _runs(lines: list[tuple[str, str]], chosen: dict[str, str], rng: random.Random) -> str:
    """Each run of lines of one kind becomes a box; the way of a kind sometimes changes within a page."""
    out: list[str] = []
    at = 0
    while at < len(lines):
        kind = lines[at][0]
        end = at
        while end < len(lines) and lines[end][0] == kind and (end == at or rng.random() < 0.95):
            end += 1
        ways = _templates()["boxes"].get(kind) or _templates()["body"].get(kind)
        way = chosen.get(kind, "p") if not ways or rng.random() < 0.7 else rng.choice(ways)
        out.append(_box(way, [text for _, text in lines[at:end]]))
        at = end
    return "".join(out)


def _story(lines: list[tuple[str, str]], chosen: dict[str, str], rng: random.Random) -> str:
    out: list[str] = []
    at = 0
    while at < len(lines):
        kind = lines[at][0]
        end = at + 1
        while end < len(lines) and lines[end][0] == kind:
            end += 1
        texts = [text for _, text in lines[at:end]]
        if kind == "paragraph":
            out.append(_paragraphs(chosen[kind], texts))
        elif kind in BODY:
            if kind == "list":
                texts = [re.sub(r"^[-•○●□·*ㅇ]\s+", "", text) for text in texts]
            out.append(_box(chosen[kind], texts) if kind in chosen else _paragraphs("p", texts))
        else:
            out.append(_runs(lines[at:end], chosen, rng))
        at = end
    return "".join(out)


def _paragraphs(way: str, texts: list[str]) -> str:
    if way == "br":
        return "<div>" + "<br><br>".join(map(html.escape, texts)) + "</div>"
    return "".join(_put(way, html.escape(text)) for text in texts)


def _box(way: str, texts: list[str]) -> str:
    """A container with a line's element for each text; cells of a row are parted at bars, tabs and wide gaps."""
    container, _, rest = way.partition(" > ")
    if not rest:
        return "".join(_put(container, html.escape(text)) for text in texts)
    if rest.endswith("td"):
        rows = []
        for text in texts:
            cells = [cell for cell in re.split(r"\s*[|\t]\s*|\s{2,}", text) if cell]
            row = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
            rows.append(f"<tr>{row}</tr>")
        return _put(container, "".join(rows))
    return _put(container, "".join(_put(rest, html.escape(text)) for text in texts))


def _put(way: str, inner: str) -> str:
    """Wrap in elements: ``div.a > p`` around ``inner``."""
    for part in reversed(way.split(" > ")):
        if part == "{}":
            continue
        tag = re.split(r"[.#]", part, maxsplit=1)[0]
        names = "".join(f' class="{name[1:]}"' for name in re.findall(r"\.[\w-]+", part))
        ids = "".join(f' id="{name[1:]}"' for name in re.findall(r"#[\w-]+", part))
        link = ' href="/x"' if tag == "a" else ""
        inner = f"<{tag}{ids}{names}{link}>{inner}</{tag}>"
    return inner
