"""The side-by-side view as one page of HTML: no scripts, nothing fetched, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from kmedtext.cli.sidebyside import Line

# Nothing may run or be fetched, whatever a text holds; the style stands in the page.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_COLUMNS = ("number", "score", "kind", "ko", "en", "evidence")


def page(title: str, rows: Sequence[Line], figures: str) -> str:
    """Write the view as a page.

    >>> "<b>" in page("<b>", [], "")
    False
    """
    style = files("kmedtext.cli").joinpath("sidebyside.css").read_text(encoding="utf-8")
    head = (
        ("number", "#"),
        ("score", "score"),
        ("kind", "type"),
        ("ko", "한국어"),
        ("en", "English"),
        ("evidence", "evidence"),
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f'<h1>{_text(title)}</h1>\n<p class="figures">{_text(figures)}</p>\n<table>\n'
        + "".join(f'<col class="{name}">' for name in _COLUMNS)
        + "\n<thead><tr>"
        + "".join(f'<th class="{name}" scope="col">{label}</th>' for name, label in head)
        + "</tr></thead>\n<tbody>\n"
        + "".join(map(_row, rows))
        + "</tbody>\n</table>\n</body>\n</html>\n"
    )


def _row(row: Line) -> str:
    sort = "alone" if row.score is None else "crossing" if row.crossing else "pair"
    score = ""
    if row.score is not None:
        score = f'{row.score:.3f}<span class="bar" style="width:{100 * row.score:.0f}%"></span>'
    told = [] if row.similarity is None else [f"<li>cosine {row.similarity:.2f}</li>"]
    told += [f'<li class="{"for" if good else "against"}">{_text(what)}</li>' for what, good in row.evidence]
    return (
        f'<tr class="{sort}"><td class="number">{_text(row.number)}</td><td class="score">{score}</td>'
        f'<td class="kind">{_text(row.kind)}{" ×" if row.crossing else ""}</td>'
        f'<td class="ko" lang="ko">{_text(row.ko)}</td><td class="en" lang="en">{_text(row.en)}</td>'
        f'<td class="evidence"><ul>{"".join(told)}</ul></td></tr>\n'
    )


def _text(text: str) -> str:
    """Escape, and leave out what HTML cannot hold."""
    shown = "".join(c if c.isprintable() or c in "\n\t " else "\ufffd" for c in text)
    return escape(shown.encode("utf-8", "replace").decode("utf-8"))
