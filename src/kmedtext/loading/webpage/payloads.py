"""Payloads: the story of a page that a script draws, found in the JSON that the script reads.

Where the DOM holds (almost) no prose, ``__NEXT_DATA__``, ``window.__INITIAL_STATE__`` and their
like, or the ``articleBody`` of JSON-LD, may hold all of it. Their story is made HTML again and
rendered as any other, in front of what little text the DOM has.
"""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kmedtext.loading.webpage.jsonld import unwrapped
from kmedtext.records import Region

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_ASSIGNED = re.compile(
    r"(?:(?:window|self|globalThis)(?:\.|\[[\"'])|\b(?:var|let|const)\s{1,4})[A-Za-z_$][\w$]{2,60}(?:[\"']\])?"
    r"\s{0,4}=\s{0,4}(?P<parse>JSON\.parse\(\s{0,4})?(?=[{\[\"])"
)
_UNDEFINED = re.compile(r"(?<=[:,\[])\s?undefined(?=[,}\]])")
_TAG = re.compile(r"<[^<>]*>")
_MARKUP = re.compile(
    r"<(?:p|br|div|h[1-6]|li|span|strong|figure|b|em|a|article|section)\b[^<>]*>", re.IGNORECASE
)
_ESCAPED = re.compile(r"&lt;(?:p|br|div)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[가-힣][.?!]|[a-z)\"”][.?!](?=\s|$)")
_STAMP = range(10**9, 4 * 10**9)
_SAMPLE = 30
_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Story:
    """A story found in a payload: its body as HTML, and what stands beside it, by field."""

    body: str
    letters: int
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def markup(self) -> str:
        """The story as an HTML page: title, writers, dates, body."""
        heads = [f"<h1>{html.escape(value)}</h1>" for value in self.facts.get("title", ())[:1]]
        heads += [
            f"<p>{html.escape(value)}</p>"
            for name in ("author", "published", "modified")
            for value in self.facts.get(name, ())[:4]
        ]
        return f"<article>{''.join(heads)}<div>{self.body}</div></article>"


def payload_story(
    tree: LexborHTMLParser, text: str, regions: Sequence[Region], titles: Sequence[str] = ()
) -> Story | None:
    """Find the story that the page's scripts hold, if ``text``, that of its DOM, does not have it.

    ``titles`` are those that the head tells; they choose where scripts hold several stories.

    >>> from selectolax.lexbor import LexborHTMLParser
    >>> body = "<p>병원은 18일 새 병동을 열었다고 밝혔다.</p>" * 20
    >>> script = json.dumps({"props": {"post": {"title": "새 병동", "content": body}}})
    >>> tree = LexborHTMLParser(f'<div id="root"></div><script id="__NEXT_DATA__">{script}</script>')
    >>> payload_story(tree, "", ()).facts["title"]
    ('새 병동',)
    """
    bounds = _table()["bounds"]
    shown = sum(
        region.end - region.start
        for region in regions
        if not region.hidden
        and region.end - region.start >= bounds["prose"]
        and 2 * region.links < region.end - region.start
    )
    if shown >= bounds["plenty"]:
        return None
    found: dict[str, Story] = {}
    for data in _payloads(tree):
        for story in _stories(data):
            held = found.get(story.body)
            if held is None or len(story.facts) > len(held.facts):
                found[story.body] = story
    chosen = _choose(list(found.values()), titles)
    if chosen is None or shown >= bounds["share"] * chosen.letters or _has(text, chosen):
        return None
    return chosen


def _has(text: str, story: Story) -> bool:
    """Whether a text has the story already: two of three samples of it."""
    held, own = _squeezed(text), _squeezed(html.unescape(_TAG.sub(" ", story.body)))
    samples = [own[at : at + _SAMPLE] for at in (len(own) // 8, len(own) // 2, len(own) * 3 // 4)]
    return sum(sample in held for sample in samples) > 1


def _choose(stories: Sequence[Story], titles: Sequence[str]) -> Story | None:
    """The story of the page's title; without one, the only large one."""
    known = [key for title in titles if len(key := _squeezed(title)) > 3]
    titled = [
        story
        for story in stories
        if any(
            len(own := _squeezed(name)) > 3 and any(own in key or key in own for key in known)
            for name in story.facts.get("title", ())
        )
    ]
    ranked = sorted(titled or stories, key=lambda story: (-story.letters, -len(story.facts)))
    if not ranked:
        return None
    if (
        not titled
        and len(ranked) > 1
        and ranked[1].letters >= _table()["bounds"]["rival"] * ranked[0].letters
    ):
        first, second = (_squeezed(_TAG.sub("", story.body)) for story in ranked[:2])
        if not (second[:200] in first or first[:200] in second):
            return None
    return ranked[0]


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("kmedtext.loading").joinpath("data/payloads.toml").read_text("utf-8"))


@cache
def _fields() -> dict[str, dict[str, int]]:
    return {name: {key: place for place, key in enumerate(keys)} for name, keys in _table()["keys"].items()}


def _key(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _payloads(tree: LexborHTMLParser) -> Iterator[object]:
    """The JSON of the page's scripts: whole ones, and values that scripts assign."""
    left: int = _table()["bounds"]["assignments"]
    for node in tree.css("script"):
        attributes = node.attributes
        if attributes.get("src"):
            continue
        source = node.text() or ""
        if len(source) < _table()["bounds"]["letters"]:
            continue
        kind = (attributes.get("type") or "").lower()
        if "json" in kind or (attributes.get("id") or "").startswith("__NEXT_DATA__"):
            yield unwrapped(source)
            continue
        for match in _ASSIGNED.finditer(source):
            if not left:
                break
            left -= 1
            yield _assigned(source, match)


def _assigned(source: str, match: re.Match[str]) -> object:
    reader = json.JSONDecoder(strict=False)
    text = source[match.end() :]
    try:
        if "undefined" in text:
            text = _UNDEFINED.sub("null", text)
        data, _ = reader.raw_decode(text)
        return json.loads(data, strict=False) if match["parse"] and isinstance(data, str) else data
    except (ValueError, RecursionError):
        return None


def _stories(data: object) -> Iterator[Story]:
    """The stories in a value: objects one of whose fields is prose."""
    reading = Reading(data)
    todo: list[object] = [data]
    nodes = 0
    most: int = _table()["bounds"]["nodes"]
    while todo and nodes < most:
        item = todo.pop()
        nodes += 1
        if isinstance(item, list):
            todo.extend(reversed(item))
        elif isinstance(item, dict):
            story = reading.story(item)
            if story is not None and ("title" in story.facts or "published" in story.facts):
                yield story
            todo.extend(item.values())


class Reading:
    """A payload that is being read: it knows what its references mean."""

    def __init__(self, data: object) -> None:
        self._flat = data if isinstance(data, list) and _is_flat(data) else None
        self._named = data if isinstance(data, dict) else {}
        self._left: int = 4 * _table()["bounds"]["nodes"]

    def story(self, item: dict[str, Any]) -> Story | None:
        """The story that an object holds, if one of its fields is prose."""
        best: tuple[int, str] | None = None
        for key, raw in item.items():
            if _key(key) not in _fields()["body"]:
                continue
            body = self._body(raw, _DEPTH)
            letters = _letters(body) if body else 0
            if letters and (best is None or letters > best[0]):
                best = letters, body
        if best is None:
            return None
        facts = {
            name: found
            for name in ("title", "published", "modified", "author", "section", "views", "publisher")
            if (found := self._facts(item, name))
        }
        return Story(best[1], best[0], facts)

    def _seen(self, value: object) -> object:
        """What a reference stands for: an Apollo ``__ref``, an index of a flat list."""
        if isinstance(value, dict) and isinstance(value.get("__ref"), str):
            return self._named.get(value["__ref"], value)
        if self._flat is not None and type(value) is int and 0 <= value < len(self._flat):
            return self._flat[value]
        return value

    def _body(self, raw: object, depth: int) -> str:
        value = self._seen(raw)
        if isinstance(value, str):
            return _as_html(value) if len(value) >= _table()["bounds"]["letters"] else ""
        if isinstance(value, list) and value:
            return "".join(_paragraph(self._element(part, _DEPTH - 1)) for part in value)
        if isinstance(value, dict) and depth:
            inner = (part for key, part in value.items() if part and _key(key) in _fields()["holder"])
            return self._body(next(inner, ""), depth - 1)
        return ""

    def _element(self, raw: object, depth: int) -> str:
        """The text of an element of a list of blocks."""
        value = self._seen(raw)
        self._left -= 1
        if isinstance(value, str):
            return value
        if not depth or self._left < 0:
            return ""
        if isinstance(value, list):
            return "".join(self._element(part, depth - 1) for part in value)
        if isinstance(value, dict):
            inner = _fields()["element"]
            for key in sorted((key for key in value if _key(key) in inner), key=lambda key: inner[_key(key)]):
                text = self._element(value[key], depth - 1)
                if text:
                    return text
        return ""

    def _facts(self, item: dict[str, Any], name: str) -> tuple[str, ...]:
        keys = _fields()[name]
        for key in sorted((key for key in item if _key(key) in keys), key=lambda key: keys[_key(key)]):
            found = tuple(dict.fromkeys(self._texts(item[key], 3, dated=name in ("published", "modified"))))
            if found:
                return found[:8]
        return ()

    def _texts(self, raw: object, depth: int, *, dated: bool) -> Iterator[str]:
        value = self._seen(raw)
        if isinstance(value, str):
            text = " ".join(html.unescape(_TAG.sub(" ", value)).split())
            if 0 < len(text) <= 300:
                yield text
        elif type(value) is int and dated:
            seconds = value // 1000 if value // 1000 in _STAMP else value
            if seconds in _STAMP:
                from datetime import UTC, datetime

                yield datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        elif type(value) is int:
            yield str(value)
        elif depth and isinstance(value, list):
            for part in value[:20]:
                yield from self._texts(part, depth - 1, dated=dated)
        elif depth and isinstance(value, dict):
            inner = _fields()["inner"]
            for key in sorted((key for key in value if _key(key) in inner), key=lambda key: inner[_key(key)])[
                :1
            ]:
                yield from self._texts(value[key], depth - 1, dated=dated)


def _is_flat(data: list[Any]) -> bool:
    """Whether a list holds all values of a page, and its objects their places in it (Nuxt)."""
    first = data[0] if len(data) > 2 else None
    places = first.values() if isinstance(first, dict) else first[1:] if isinstance(first, list) else ()
    return bool(places) and all(type(place) is int for place in places)


def _as_html(text: str) -> str:
    """Text or HTML as HTML; a line of text becomes a paragraph."""
    if _ESCAPED.search(text) and not _MARKUP.search(text):
        text = html.unescape(text)
    if _MARKUP.search(text):
        return text
    return "".join(_paragraph(line) for line in html.unescape(text).split("\n"))


def _paragraph(text: str) -> str:
    if not text.strip():
        return ""
    return f"<p>{text}</p>" if _MARKUP.search(text) else f"<p>{html.escape(text.strip(), quote=False)}</p>"


def _letters(body: str) -> int:
    """The number of letters, if they are those of a story."""
    bounds = _table()["bounds"]
    text = _TAG.sub(" ", body)
    letters = len(_LETTER.findall(text))
    if letters < bounds["letters"] or len(_SENTENCE_END.findall(text)) < bounds["sentences"]:
        return 0
    return letters
