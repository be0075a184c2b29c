"""TMX, the exchange format of translation memories (1.4b and before), read as a stream."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from dataclasses import dataclass, field

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.files import document_of, opened
from kmedtext.loading.limits import Limits
from kmedtext.loading.paired.segments import Segment, TmxHeader, one_line
from kmedtext.loading.xml.xmltree import local, told_xml

_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})  # mark-up of the document that was translated: no text
_WRITTEN = frozenset({"seg", "prop", "note"})


@dataclass(slots=True)
class _Unit:
    """A unit that is being read."""

    id: str | None = None
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)  # ko, en: language as written, text
    properties: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class TmxReader:
    """Reads the units of a file one after the other; ``header`` is known when the first unit is."""

    def __init__(self, path: str, limits: Limits) -> None:
        self.header = TmxHeader()
        self._document = document_of(path)
        self._where, self._limits = self._document.origin.where, limits
        self._ready: list[Segment] = []
        self._unit: _Unit | None = None
        self._lang = ""
        self._text: list[str] | None = None
        self._type = ""
        self._size = self._depth = self._codes = self._count = 0
        self._root = ""

    def segments(self) -> Iterator[Segment]:
        """Give the units in order, those without Korean and English too. LoadError where the file is damaged."""
        with opened(self._document) as file:
            size = file.seek(0, 2)
            file.seek(0)
            if size > self._limits.max_unpacked:
                raise self._too_large(f"it has more than {self._limits.max_unpacked:,} bytes", "max_unpacked")
            if size == 0:
                raise LoadError(FailureCode.EMPTY, self._where, "the file is empty", "Check the download.")
            try:
                data: bytes | mmap.mmap = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except (OSError, ValueError):  # no real file
                data = file.read()
            for _ in told_xml(data, self, self._where, doctype=True):
                yield from self._ready
                self._ready.clear()
            yield from self._ready
        if self._root != "tmx":
            raise LoadError(
                FailureCode.UNSUPPORTED,
                self._where,
                "it is XML, but no TMX: its outermost element is another one",
                "Give a .tmx file.",
            )

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        """An element begins."""
        name = local(tag)
        self._root = self._root or name
        self._depth += 1
        if self._depth > self._limits.max_depth:
            raise self._too_large(
                f"it has more than {self._limits.max_depth:,} elements inside one another", "max_depth"
            )
        attributes = {local(key): value for key, value in attrs.items()}
        if name == "header":
            self.header = TmxHeader(attributes)
        elif name == "tu":
            self._unit = _Unit(attributes.get("tuid"))
        elif name == "tuv":
            self._lang = attributes.get("lang", "")
        elif name in _WRITTEN:
            self._text, self._size, self._type = [], 0, attributes.get("type", "")
        elif name in _CODES:
            self._codes += 1

    def data(self, text: str, /) -> None:
        """Some text."""
        if self._text is None or self._codes:
            return
        self._text.append(text)
        self._size += len(text)
        if self._size > self._limits.max_bytes:
            raise self._too_large(
                f"a segment has more than {self._limits.max_bytes:,} characters", "max_bytes"
            )

    def end(self, tag: str, /) -> None:
        """An element ends."""
        name = local(tag)
        self._depth -= 1
        if name in _WRITTEN:
            self._written(name, "".join(self._text or ()))
            self._text = None
        elif name in _CODES:
            self._codes -= 1
        elif name == "tuv":
            self._lang = ""
        elif name == "tu" and self._unit is not None:
            self._count += 1
            self._ready.append(_segment(self._unit, str(self._count)))
            self._unit = None

    def _written(self, name: str, text: str) -> None:
        if self._unit is None:  # the header's
            head = self.header
            if name == "prop":
                self.header = TmxHeader(head.attributes, (*head.properties, (self._type, text)), head.notes)
            elif name == "note":
                self.header = TmxHeader(head.attributes, head.properties, (*head.notes, text))
        elif name == "prop":
            self._unit.properties.append((self._type, text))
        elif name == "note":
            self._unit.notes.append(text)
        else:
            # the first of several variants of a language is taken
            root = self._lang.lower().replace("_", "-").partition("-")[0]
            side = {"ko": "ko", "kor": "ko", "en": "en", "eng": "en"}.get(root)
            if side is not None:
                self._unit.texts.setdefault(side, (self._lang, one_line(text)))

    def _too_large(self, what: str, limit: str) -> LoadError:
        return LoadError(FailureCode.TOO_LARGE, self._where, what, f"Split it, or raise Limits({limit}=…).")


def _segment(unit: _Unit, number: str) -> Segment:
    (ko_lang, ko), (en_lang, en) = (unit.texts.get(lang, (lang, "")) for lang in ("ko", "en"))
    return Segment(
        unit.id or number,
        (ko,) if ko else (),
        (en,) if en else (),
        ko_lang,
        en_lang,
        tuple(unit.properties),
        tuple(unit.notes),
    )
