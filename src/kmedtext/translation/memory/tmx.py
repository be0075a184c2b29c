"""A memory as TMX 1.4b, out and in, as a stream; what a machine made stays marked, whoever wrote the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from kmedtext.__about__ import __version__
from kmedtext.errors import OutputError
from kmedtext.records import Origin
from kmedtext.translation.memory.memory import TranslationMemory
from kmedtext.translation.memory.settings import settings
from kmedtext.translation.memory.units import HUMAN, Unit
from kmedtext.translation.xmlelements import elements, lang_of, local

_BATCH = 500
# No DOCTYPE, as in records.tmx.
_HEAD = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
<header creationtool="kmedtext" creationtoolversion="{__version__}" segtype="sentence" o-tmf="kmedtext" \
adminlang="en" srclang="*all*" datatype="plaintext"/>
<body>
"""
_TAIL = "</body>\n</tmx>\n"
# what XML 1.0 forbids, one for one
_FORBIDDEN = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a TMX gave: units that were new, units that were there already, and how many had not both languages."""

    human: int = 0
    machine: int = 0
    known: int = 0
    skipped: int = 0


def export_tmx(memory: TranslationMemory, path: str | os.PathLike[str]) -> int:
    """Write all units of a memory as TMX and give their number.

    A machine's unit says so three times: ``creationtool`` is the engine, ``creationid`` is ``MT``, the property
    ``x-origin`` is ``machine``; ``x-signature``, ``x-model`` and ``x-glossary`` say the rest.
    """
    target = Path(os.fsdecode(path))
    part = target.with_name(f".{target.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_HEAD)
            for unit in memory.units():
                file.write(_written(unit))
                count += 1
            file.write(_TAIL)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"{target}: cannot be written ({error.strerror}); name another file") from error
    return count


def import_tmx(
    memory: TranslationMemory, path: str | os.PathLike[str], *, source: str = "ko", target: str = "en"
) -> Imported:
    """Take the units of a TMX that have both languages into a memory.

    A unit is a person's unless something in it says machine (``x-origin``, ``creationid`` MT, and what
    ``memory.toml`` lists). A person's unit serves both directions; units that the memory has stay as they are.
    Raises :class:`~kmedtext.errors.UsageError` where the file is no TMX; what was read before stays.
    """
    file = Path(os.fsdecode(path))
    new: dict[Origin, int] = {"human": 0, "machine": 0}
    known = 0
    skipped: list[None] = []
    units = _units(file, (source, target), skipped)
    while batch := list(islice(units, _BATCH)):
        for origin in new:
            own = [unit for unit in batch if unit.origin == origin]
            put = memory.put(own) if own else 0
            new[origin] += put
            known += len(own) - put
    return Imported(new["human"], new["machine"], known, len(skipped))


def _written(unit: Unit) -> str:
    machine = unit.origin == "machine"
    element = Element("tu")
    if unit.made:
        element.set("creationdate", f"{unit.made.replace('-', '')}T000000Z")
    element.set("creationtool", _allowed(unit.engine))
    if machine:
        element.set("creationid", "MT")
    element.set("srclang", unit.source)
    properties: dict[str, str] = {"x-origin": unit.origin}
    if machine:
        properties["x-signature"] = unit.signature
        properties |= {"x-model": unit.model} if unit.model else {}
        properties |= {"x-glossary": unit.glossary} if unit.glossary else {}
    for name, value in properties.items():
        SubElement(element, "prop", type=name).text = _allowed(value)
    for lang, text in ((unit.source, unit.text), (unit.target, unit.translation)):
        SubElement(SubElement(element, "tuv", {"xml:lang": lang}), "seg").text = _allowed(text)
    # a parser takes a bare carriage return for a line feed
    return tostring(element, encoding="unicode").replace("\r", "&#13;") + "\n"


def _allowed(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").translate(_FORBIDDEN)


def _units(path: Path, langs: tuple[str, str], skipped: list[None]) -> Iterator[Unit]:
    header: dict[str, str] = {}
    for element in elements(path, "tmx", ("header", "tu"), "a TMX file (version 1.1 to 1.4)"):
        if local(element) == "header":
            header = dict(element.attrib)
        elif (unit := _unit(element, header, langs)) is not None:
            yield unit
        else:
            skipped.append(None)


def _unit(element: Element, header: dict[str, str], langs: tuple[str, str]) -> Unit | None:
    """One unit in one of the two languages' order; None where it has not both."""
    texts: dict[str, str] = {}
    for tuv in element.iterfind("tuv"):
        lang = lang_of(tuv)
        seg = tuv.find("seg")
        text = "" if seg is None else _said(seg).strip()
        if lang in langs and text:
            texts.setdefault(lang, text)
    if len(texts) < 2:
        return None
    given = (element.get("srclang") or header.get("srclang") or "").lower().split("-")[0]
    source = given if given in langs else langs[0]
    target = langs[1] if source == langs[0] else langs[0]
    properties = {
        (prop.get("type") or "").lower(): (prop.text or "").strip() for prop in element.iterfind("prop")
    }
    machine = _is_machine(element, properties)
    tool = element.get("creationtool") or header.get("creationtool") or "tmx"
    date = element.get("creationdate") or ""
    made = f"{date[:4]}-{date[4:6]}-{date[6:8]}" if date[:8].isdecimal() and len(date) >= 8 else ""
    return Unit(
        texts[source],
        texts[target],
        source,
        target,
        engine=tool,
        signature=(properties.get("x-signature") or f"tmx:{tool}") if machine else HUMAN,
        origin="machine" if machine else "human",
        glossary=properties.get("x-glossary", "") if machine else "",
        model=properties.get("x-model") or None,
        made=made,
    )


def _is_machine(element: Element, properties: dict[str, str]) -> bool:
    rules: dict[str, Any] = settings()["tmx"]
    ids = set(rules["machine_ids"])
    named = [node.get(name) for node in element.iter() for name in ("creationid", "changeid", "creationtool")]
    if any(name and name.strip().lower() in ids for name in named):
        return True
    values = set(rules["machine_values"])
    inner = {
        (prop.get("type") or "").lower(): (prop.text or "").strip() for prop in element.iterfind("tuv/prop")
    }
    return any(
        said.get(name, "").lower() in values
        for said in (properties, inner)
        for name in rules["machine_properties"]
    )


def _said(seg: Element) -> str:
    """The text of a segment; codes of the original format (bpt, ept, it, ph) are no text, hi is."""
    parts = [seg.text or ""]
    for child in seg:
        if local(child) == "hi":
            parts.append(_said(child))
        parts.append(child.tail or "")
    return "".join(parts)
