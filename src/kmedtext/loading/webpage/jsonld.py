"""The few fields of a page's JSON-LD that tell its title, times, authors and publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Recipe)$")
_TEXTS = (
    "headline",
    "datePublished",
    "dateModified",
    "articleSection",
    "inLanguage",
    "license",
    "copyrightNotice",
)
_NAMES = ("author", "publisher")
_ORGANIZATION = re.compile(r"(?:Organization|Corporation|Hospital|University|Newspaper)$")
_HOLDING = ("breadcrumb", "mainEntity", "mainEntityOfPage", "@graph")
_MAX_NODES = 1000


def linked_data(script: str) -> Iterator[tuple[str, str]]:
    """Yield (field, value) of the articles in a JSON-LD script, then of its other nodes.

    ``author`` and ``publisher`` give names, references by ``@id`` resolved; an author that is an
    organization comes as ``house``, the steps of a list of breadcrumbs as ``breadcrumb``. Broken
    JSON gives nothing.

    >>> list(linked_data('{"@type": "NewsArticle", "author": [{"name": "김가온"}]}'))
    [('@type', 'NewsArticle'), ('author', '김가온')]
    """
    nodes = list(_nodes(unwrapped(script)))
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    nodes.sort(key=lambda node: not any(map(_ARTICLE.search, _strings(node.get("@type")))))
    for node in nodes:
        for value in _strings(node.get("@type")):
            yield "@type", value
        for field in _TEXTS:
            for value in _strings(node.get(field)):
                yield field, value
        for field in _NAMES:
            for value, house in _names(node.get(field), known):
                yield "house" if house and field == "author" else field, value
        yield from (("breadcrumb", value) for value in _steps(node))


def unwrapped(script: str) -> object:
    """Read a script that is JSON, out of the comments that some wrap it in; None if it is broken."""
    try:
        # strict=False: line ends inside strings are the commonest slip
        return json.loads(_WRAPPING.sub("", script).strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: object) -> Iterator[dict[str, Any]]:
    """Yield the nodes that describe the page: not those nested in fields, such as comments."""
    todo = [data]
    count = 0
    while todo and count < _MAX_NODES:
        item = todo.pop()
        count += 1
        if isinstance(item, list):
            todo.extend(reversed(item))
        elif isinstance(item, dict):
            yield item
            todo.extend(item[key] for key in _HOLDING if key in item)


def _strings(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and item.strip():
            yield item


def _names(value: object, known: dict[str, dict[str, Any]]) -> Iterator[tuple[str, bool]]:
    """Names, and whether each is that of an organization."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            full = item if "name" in item else known.get(str(item.get("@id")), item)
            house = any(map(_ORGANIZATION.search, _strings(full.get("@type"))))
            yield from ((name, house) for name in _strings(full.get("name")))
        else:
            yield from ((name, False) for name in _strings(item))


def _steps(node: dict[str, Any]) -> Iterator[str]:
    """The names of a list of breadcrumbs, in its order."""
    if "BreadcrumbList" not in _strings(node.get("@type")):
        return
    steps = node.get("itemListElement")
    for step in steps if isinstance(steps, list) else []:
        if isinstance(step, dict):
            item = step.get("item")
            yield from _strings(step.get("name") or (item.get("name") if isinstance(item, dict) else None))
