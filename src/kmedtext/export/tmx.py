"""TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005-04-26), written as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from kmedtext.__about__ import __version__
from kmedtext.export.characters import for_xml
from kmedtext.export.rows import number
from kmedtext.loading.paired import Segment, TmxHeader
from kmedtext.records import Record

# No DOCTYPE: the standard asks for none, and a parser would look for tmx14.dtd beside the file.
# No creationdate: the same records give the same bytes.
_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="kmedtext" creationtoolversion="{version}" segtype="block" o-tmf="kmedtext" \
adminlang="en" srclang="ko" datatype="plaintext"/>
<body>
"""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_TAIL = "</body>\n</tmx>\n"


@dataclass(frozen=True, slots=True)
class Originals:
    """What a TMX said beside its texts: its header, and its units by the number of their bead."""

    header: TmxHeader | None = None
    segments: Mapping[int, Segment] = field(default_factory=dict)


def write_tmx(file: BinaryIO, records: Iterable[Record], originals: Originals | None = None) -> int:
    """Write records as translation units and return their number.

    One ``tu`` a record: ``tuid`` is its id, its properties (``x-score``, ``x-origin`` …) say the rest.
    ``originals`` are kept: the header's attributes, properties and notes, and of each unit its id, its languages as
    they were written, its properties and notes, behind which ours stand.
    ``segtype`` is ``block``, because a record may hold more than one sentence on a side; units of
    one sentence say ``sentence``. What XML forbids becomes U+FFFD.
    """
    file.write(_head(originals).encode())
    count = 0
    for record in records:
        segment = originals.segments.get(_bead(record)) if originals else None
        file.write(_unit(record, segment).encode())
        count += 1
    file.write(_TAIL.encode())
    return count


def _bead(record: Record) -> int:
    """The number of the bead; -1 where the id does not say it."""
    number = record.id.rpartition("#")[2].partition(".")[0]
    return int(number) if number.isascii() and number.isdecimal() else -1


def _head(originals: Originals | None) -> str:
    own = _HEAD.format(version=for_xml(__version__))
    if originals is None or originals.header is None:
        return own
    header = originals.header
    # who made this file is said truly, what it says of its texts is kept
    ours = {"creationtool": "kmedtext", "creationtoolversion": __version__}
    kept = {
        "segtype": "block",
        "o-tmf": "kmedtext",
        "adminlang": "en",
        "srclang": "ko",
        "datatype": "plaintext",
    }
    kept |= {name: value for name, value in header.attributes.items() if _NAME.fullmatch(name)}
    attributes = " ".join(f'{name}="{for_xml(value)}"' for name, value in (kept | ours).items())
    inside = "".join(f"<note>{for_xml(note)}</note>\n" for note in header.notes)
    inside += "".join(
        f'<prop type="{for_xml(name)}">{for_xml(value)}</prop>\n' for name, value in header.properties
    )
    before, _, after = own.partition("<header ")
    rest = after.partition("/>\n")[2]
    return f"{before}<header {attributes}>\n{inside}</header>\n{rest}"


def _unit(record: Record, segment: Segment | None) -> str:
    segtype = ' segtype="sentence"' if record.bead == "1-1" else ""
    # what a machine made must not pass for human in any tool, whichever of the marks it knows
    tool = f' creationtool="{for_xml(record.machine.engine)}" creationid="MT"' if record.machine else ""
    whole = segment if record.part_of is None else None
    kept = segment.properties if segment else ()
    ours = [(name, value) for name, value in _properties(record)]
    named = {name for name, _ in ours}
    properties = "".join(
        f'<prop type="{for_xml(name)}">{for_xml(value)}</prop>\n'
        for name, value in (*((n, v) for n, v in kept if n not in named), *ours)
    )
    notes = "".join(f"<note>{for_xml(note)}</note>\n" for note in (segment.notes if segment else ()))
    ko_lang, en_lang = (segment.ko_lang, segment.en_lang) if segment else ("ko", "en")
    return (
        f'<tu tuid="{for_xml(whole.id if whole else record.id)}"{segtype}{tool}>\n{notes}{properties}'
        f'<tuv xml:lang="{for_xml(ko_lang)}"><seg>{for_xml(record.ko)}</seg></tuv>\n'
        f'<tuv xml:lang="{for_xml(en_lang)}"><seg>{for_xml(record.en)}</seg></tuv>\n</tu>\n'
    )


def _properties(record: Record) -> Iterator[tuple[str, str]]:
    yield "x-score", str(number(record.score))
    yield "x-similarity", str(number(record.similarity))
    yield "x-origin", record.origin
    yield "x-bead", record.bead
    yield "x-crossing", str(record.crossing).lower()
    if record.part_of is not None:
        yield "x-part-of", record.part_of
    yield "x-kind", str(record.kind)
    yield "x-ko-doc", record.ko_doc
    yield "x-ko-span", "{}-{}".format(*record.ko_span)
    yield "x-en-doc", record.en_doc
    yield "x-en-span", "{}-{}".format(*record.en_span)
    if record.machine is not None:
        yield "x-engine", record.machine.engine
        if record.machine.model:
            yield "x-model", record.machine.model
        yield "x-date", record.machine.date
        yield "x-machine-lang", record.machine.lang
        yield "x-quality", str(number(record.machine.quality))
        if record.machine.failed:
            yield "x-failed", " ".join(record.machine.failed)
    if record.opinion is not None:
        yield "x-opinion", str(number(record.opinion))
