"""TMX 1.4b, the exchange format of translation memories (LISA OSCAR, 2005-04-26), written as a stream."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from kmedtext.__about__ import __version__
from kmedtext.export.characters import for_xml
from kmedtext.export.rows import number
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
_TAIL = "</body>\n</tmx>\n"


def write_tmx(file: BinaryIO, records: Iterable[Record]) -> int:
    """Write records as translation units and return their number.

    One ``tu`` a record: ``tuid`` is its id, its properties (``x-score``, ``x-origin`` …) say the rest.
    ``segtype`` is ``block``, because a record may hold more than one sentence on a side; units of
    one sentence say ``sentence``. What XML forbids becomes U+FFFD.
    """
    file.write(_HEAD.format(version=for_xml(__version__)).encode())
    count = 0
    for record in records:
        file.write(_unit(record).encode())
        count += 1
    file.write(_TAIL.encode())
    return count


def _unit(record: Record) -> str:
    segtype = ' segtype="sentence"' if record.bead == "1-1" else ""
    # what a machine made must not pass for human in any tool, whichever of the marks it knows
    tool = f' creationtool="{for_xml(record.machine.engine)}" creationid="MT"' if record.machine else ""
    properties = "".join(
        f'<prop type="{name}">{for_xml(value)}</prop>\n' for name, value in _properties(record)
    )
    return (
        f'<tu tuid="{for_xml(record.id)}"{segtype}{tool}>\n{properties}'
        f'<tuv xml:lang="ko"><seg>{for_xml(record.ko)}</seg></tuv>\n'
        f'<tuv xml:lang="en"><seg>{for_xml(record.en)}</seg></tuv>\n</tu>\n'
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
