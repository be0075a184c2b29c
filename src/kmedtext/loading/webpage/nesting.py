"""How deep and how large the tree of an HTML page will be, before it is built.

The parser's time grows with the square of the depth (200,000 levels take minutes), and
formatting elements left open multiply: each block opens them all anew. So both are estimated,
from above, in one pass over the tags. End tags are believed only where the parser would believe
them; what is doubtful counts as deeper.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.webpage.tags import Tags, tags

# The ends and starts of comments and CDATA, and tags with their attributes: a quoted value may hold tags.
# Possessive, so that an unclosed quote costs one look ahead and no backtracking.
_TOKEN = re.compile(
    r"""<!--(?:-?>)?+ | --!?> | <!\[CDATA\[ | \]\]>
    | <(/?+)([a-zA-Z][^\s/>]*+)
      (?: [^>="'/]++ | =\s*+(?:"[^"]*+"|'[^']*+')?+ | ["'] | /(?!>) )*+ (/?+)""",
    re.VERBOSE,
)

# Of formatting elements that are written alike, the parser opens three anew.
_COPIES = 3
# Items of lists close an open one of their kind, and nest in one of the other: <li><dd><li><dd>.
_ITEMS = {"li": 0, "dd": 1, "dt": 1}
_COMMENT, _COMMENT_END = "<!--", "-->"


# So few start tags make no tree that takes long to build: not even when half of them are formatting elements
# that each of the others opens anew. Rendering counts what it meets, and stops at the limits.
_FEW = 2_000


def check_size(html: str, limits: Limits, path: str) -> None:
    """Raise LoadError ``too_large`` when the tree would take long to build, and be beyond ``limits``."""
    if html.count("<") - html.count("</") <= _FEW:
        return
    depth, nodes = measure(html, limits)
    if depth > limits.max_depth:
        raise too_deep(path, limits)
    if nodes > limits.max_nodes:
        raise too_many(path, limits)


def measure(html: str, limits: Limits) -> tuple[int, int]:
    """Estimate (depth, nodes) of the tree; stops early once a limit is passed.

    >>> measure("<div><p>one<p>two</div><div><span>x</span></div>", Limits())
    (2, 10)
    """
    tree = Outline(tags())
    until = ""  # inside a comment or raw text: what ends it
    doubtful = False  # … unless it is not what it looks like: SVG has no raw text
    for found in _TOKEN.finditer(html):
        slash, name, empty = found.groups()
        token = found[0] if name is None else name.lower()
        if until:
            if until == _COMMENT_END:
                ends = token.startswith("--")
            else:
                ends = token == until and (name is None or bool(slash))
            if ends:
                until = ""
            elif doubtful and name is not None and not slash:
                tree.open(token, found[0], empty=False)
        elif name is None:
            if token == _COMMENT:
                until, doubtful = _COMMENT_END, tree.foreign()
            elif token.startswith("<![") and tree.foreign():
                until, doubtful = "]]>", True
        elif slash:
            tree.close(token)
        else:
            tree.open(token, found[0], empty=bool(empty))
            if token in tree.sets.raw:
                until, doubtful = token, tree.foreign()
        if tree.depth > limits.max_depth or tree.nodes > limits.max_nodes:
            break
    return tree.depth, tree.nodes


@dataclass(slots=True)
class Outline:
    """The elements that are open, by name; the greatest depth and the number of nodes so far."""

    sets: Tags
    depth: int = 0
    nodes: int = 0
    _stack: list[str] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=lambda: {"svg": [], "math": []})
    _walls: list[int] = field(default_factory=list)
    _barriers: list[int] = field(default_factory=list)
    _formatting: dict[str, list[str]] = field(default_factory=dict)
    _copies: Counter[str] = field(default_factory=Counter)
    _active: int = 0
    _item: str = ""

    def foreign(self) -> bool:
        """Tell whether SVG or MathML is open."""
        return bool(self._places["svg"] or self._places["math"])

    def open(self, name: str, tag: str, *, empty: bool) -> None:
        """Count a start tag; ``empty`` for ``<name/>``, which only SVG and MathML know."""
        sets = self.sets
        foreign = self.foreign() or name in sets.foreign
        if not foreign and name in sets.shallow:  # no formatting element is shallow
            self.nodes += 2 + self._active
            if name in _ITEMS:
                self._item_starts(name)
            return
        formatting = name in sets.formatting
        self.nodes += 2 if formatting else 2 + self._active
        if empty if foreign else name in sets.shallow or name in sets.raw:
            return
        if formatting:
            self._formatting.setdefault(name, []).append(tag)
            self._copies[tag] += 1
            self._active += self._copies[tag] <= _COPIES
        place = self._push(name)
        if name in sets.walls:
            self._walls.append(place)
            self._barriers.append(place)
        elif name in sets.scoped or name in sets.special:
            self._barriers.append(place)
        if name in sets.walls or name in sets.scoped or name in sets.special:
            self._item = ""

    def _push(self, name: str) -> int:
        """Put an element on top; give its place."""
        place = len(self._stack)
        self._stack.append(name)
        self._places.setdefault(name, []).append(place)
        self.depth = max(self.depth, place + 1)
        return place

    def _item_starts(self, name: str) -> None:
        """An item closes the open one of its own kind; one of the other kind it stands in, which then counts."""
        if self._item and _ITEMS[self._item] != _ITEMS[name]:
            self._push(self._item)
        self._item = name

    def close(self, name: str) -> None:
        """Count an end tag, if the parser would obey it."""
        if self._item and _ITEMS.get(name) == _ITEMS[self._item]:
            self._item = ""
        places = self._places.get(name)
        if not places:
            return
        place, sets = places[-1], self.sets
        stops = (
            self._walls
            if name in sets.scoped or name in sets.walls or name in sets.formatting
            else self._barriers
        )
        if stops and stops[-1] > place:
            return
        if name in sets.formatting and self._formatting.get(name):
            tag = self._formatting[name].pop()
            self._active -= self._copies[tag] <= _COPIES
            self._copies[tag] -= 1
        if name in sets.only_on_top and place != len(self._stack) - 1:
            return
        for inner in self._stack[place:]:
            self._places[inner].pop()
        del self._stack[place:]
        for marks in (self._walls, self._barriers):
            while marks and marks[-1] >= place:
                marks.pop()


def too_deep(path: str, limits: Limits) -> LoadError:
    """Say that elements are nested too deep."""
    return LoadError(
        FailureCode.TOO_LARGE,
        path,
        f"the HTML nests more than {limits.max_depth:,} elements",
        "Save the page as plain text, or raise Limits(max_depth=…).",
    )


def too_many(path: str, limits: Limits) -> LoadError:
    """Say that there are too many nodes."""
    return LoadError(
        FailureCode.TOO_LARGE,
        path,
        f"the HTML has more than {limits.max_nodes:,} nodes",
        "Split the page, or raise Limits(max_nodes=…).",
    )
