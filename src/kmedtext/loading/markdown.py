"""Markdown: it is rendered as its readers see it, through HTML; the facts at its head are its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kmedtext.loading.headed import headed_html, source_metadata
from kmedtext.loading.html import HtmlLoader
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.signatures import describe
from kmedtext.loading.texts import TextLoader, merged_flags
from kmedtext.loading.xml.xmlfacts import iso
from kmedtext.records import Page

_NAMES = (".md", ".markdown", ".mdown", ".mkd")
_NAMED = 0.65
# Marks that mean the most take 25 µs a character; a text beyond this is read as plain text.
_LONGEST = 500_000
_MATTER = re.compile(
    r"---[ \t]*+\r?\n((?:(?!(?:---|\.\.\.)[ \t]*+\r?$).*+\n){1,200}+)(?:---|\.\.\.)[ \t]*+\r?(?:\n|\Z)",
    re.MULTILINE,
)
_FIELD = re.compile(r"([A-Za-z][\w-]{0,40}):[ \t]*+(.*)$", re.MULTILINE)
# A definition of one word would be taken for that of a link's address, and not be shown.
_NOTE = re.compile(r"^( {0,3})\[\^", re.MULTILINE)
_HEADING = re.compile(r"<h1[\s>]")
# The keys of front matter that site generators (Jekyll, Hugo, Pandoc) share, and the facts they tell.
_FACTS = {
    "title": "title",
    "author": "author",
    "authors": "author",
    "date": "published",
    "lastmod": "modified",
    "publisher": "publisher",
    "category": "section",
    "categories": "section",
    "lang": "language",
    "language": "language",
}


class MarkdownLoader:
    """Markdown, by its name: any text may look like it."""

    media_types = ("text/markdown",)

    def accepts(self, sample: Sample) -> float:
        """Accept text in a file named so."""
        return _NAMED if sample.named(*_NAMES) and not describe(sample.head) else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Decode the text, take the facts from its head, and render the rest.

        A text too long to be rendered in little time stays as it is (flag ``marks_left``).
        """
        plain = TextLoader().load(data, origin, limits)
        text = plain.text
        matter = _MATTER.match(text)
        if matter and not _FIELD.match(matter[1]):
            matter = None  # text between two rules
        facts = _facts(matter[1]) if matter else {}
        source = replace(
            plain.source,
            media_type=self.media_types[0],
            metadata={**plain.source.metadata, **source_metadata(facts)},
        )
        if len(text) > _LONGEST:
            return replace(plain, source=replace(source, flags=(*source.flags, "marks_left")))
        body = _rendered(text[matter.end() :] if matter else text)
        markup = headed_html(body, facts, titled=_HEADING.search(body) is not None)
        inner = replace(origin, charset="utf-8")
        page = HtmlLoader().load(markup.encode("utf-8", "surrogatepass"), inner, limits)
        flags = merged_flags(source.flags, page.source.flags)
        return replace(page, source=replace(source, flags=flags))


def _rendered(text: str) -> str:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return str(reader.render(_NOTE.sub(r"\1\\[^", text)))


def _facts(matter: str) -> dict[str, list[str]]:
    """The facts in front matter: its lines ``key: value``, and lists in one line."""
    found: dict[str, list[str]] = {}
    for field in _FIELD.finditer(matter):
        name = _FACTS.get(field[1].lower())
        if name and name not in found:
            values = list(_values(field[2].strip()))
            found[name] = [iso(value) for value in values] if name in ("published", "modified") else values
    return {name: values for name, values in found.items() if values}


def _values(value: str) -> Iterator[str]:
    listed = value.startswith("[") and value.endswith("]")
    for part in value[1:-1].split(",") if listed else [value]:
        if text := part.strip().strip("\"'").strip():
            yield text
