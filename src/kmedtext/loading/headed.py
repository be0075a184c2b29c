"""HTML pages made of a body and of facts that stood elsewhere: a feed's entry, a text's front matter."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

# The names under which pages on the web tell these facts, so that they are read as theirs are.
_META = {
    "title": "og:title",
    "author": "author",
    "published": "article:published_time",
    "modified": "article:modified_time",
    "publisher": "og:site_name",
    "section": "article:section",
}

Facts = Mapping[str, Sequence[str]]


def headed_html(body: str, facts: Facts, *, titled: bool = False) -> str:
    """Write a page with the facts in its head; above the body stands the title, unless it is ``titled``.

    >>> headed_html("<p>혈압</p>", {"title": ["A & B"], "language": ["ko"]})
    '<!DOCTYPE html><html lang="ko"><head>...<title>A &amp; B</title>...<body><h1>A &amp; B</h1>\\n<p>혈압</p></body></html>'
    """
    title = html.escape(next(iter(facts.get("title", ())), ""))
    language = html.escape(next(iter(facts.get("language", ())), ""))
    metas = "".join(
        f'<meta property="{name}" content="{html.escape(value)}">'
        for fact, name in _META.items()
        for value in facts.get(fact, ())
    )
    shown = f"<h1>{title}</h1>\n" if title and not titled else ""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{metas}</head>'
        f"<body>{shown}{body}</body></html>"
    )


def source_metadata(facts: Facts) -> dict[str, str]:
    """The facts as the metadata of a source: one text each, the day of publication as ``created``.

    >>> source_metadata({"published": ["2031-04-05"], "author": ["김가온", "이나래"], "title": []})
    {'created': '2031-04-05', 'author': '김가온, 이나래'}
    """
    return {
        "created" if name == "published" else name: ", ".join(values) if name == "author" else values[0]
        for name, values in facts.items()
        if values
    }
