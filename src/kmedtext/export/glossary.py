"""The glossary as files: JSON lines, a table for spreadsheets, TBX for term bases."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Final

from kmedtext.errors import OutputError
from kmedtext.export.characters import for_xml
from kmedtext.export.folder import output_error, replacing
from kmedtext.export.formats import chosen
from kmedtext.export.jsonl import write_lines
from kmedtext.export.rows import Row, number
from kmedtext.export.schema import fields
from kmedtext.export.spreadsheet import write_table
from kmedtext.terminology import Evidence, GlossaryEntry

TERM_FORMATS: Final = ("jsonl", "csv", "tbx")
"""The formats that :func:`write_terms` knows."""

_JOINED: Final = " | "


def term_row(entry: GlossaryEntry) -> Row:
    """Give an entry as a row of ``terms.jsonl``."""
    return {
        "ko": entry.ko,
        "en": entry.en,
        "kind": entry.kind,
        "sources": list(entry.sources),
        "count": entry.count,
        "abbreviations": list(entry.abbreviations),
        "others": list(entry.others),
        "likelihood": number(entry.likelihood),
        "dice": number(entry.dice),
        "docs": list(entry.docs),
        "evidence": [{"doc": item.doc, "text": item.text} for item in entry.evidence],
    }


def check_term_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Give the formats once each, in the order of TERM_FORMATS; raise UsageError for an unknown one or none.

    >>> check_term_formats(["tbx", "jsonl", "tbx"])
    ('jsonl', 'tbx')
    """
    return chosen(formats, TERM_FORMATS)


def write_terms(
    entries: Iterable[GlossaryEntry],
    folder: str | os.PathLike[str],
    *,
    formats: Sequence[str] = ("jsonl",),
) -> tuple[Path, ...]:
    """Write a glossary as ``terms.jsonl``, ``terms.csv`` and ``terms.tbx`` into a folder; return their paths.

    The folder is made where it is missing; of its files only these are replaced. The same entries give the same
    bytes. Raises :class:`~kmedtext.errors.OutputError` where the disk refuses.
    """
    wanted = check_term_formats(formats)
    rows = tuple(entries)
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OutputError(f"{target}: is a file, not a folder; name another output folder") from None
    except OSError as error:
        raise output_error(target, error) from error
    writers = {"jsonl": _write_jsonl, "csv": _write_csv, "tbx": _write_tbx}
    paths: list[Path] = []
    for name in wanted:
        path = target / f"terms.{name}"
        try:
            with replacing(path) as file:
                writers[name](file, rows)
        except OSError as error:
            raise output_error(path, error) from error
        paths.append(path)
    return tuple(paths)


def _write_jsonl(file: BinaryIO, entries: Sequence[GlossaryEntry]) -> None:
    write_lines(file, map(term_row, entries))


def _write_csv(file: BinaryIO, entries: Sequence[GlossaryEntry]) -> None:
    """One row an entry, lists joined by ``" | "``; the texts of the evidence only."""
    header = (field.name for field in fields("terms") if "[" not in field.name)
    write_table(file, header, ([_plain(value) for value in term_row(entry).values()] for entry in entries))


def _plain(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return _JOINED.join(item["text"] if isinstance(item, dict) else item for item in value)


# TBX-Basic (ISO 30042:2019) in its DCA style: data categories are attributes of a few elements.
_HEAD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx style="dca" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader>
<fileDesc>
<titleStmt><title>kmedtext glossary</title></titleStmt>
<sourceDesc><p>Terms of Korean and English articles, found by kmedtext</p></sourceDesc>
</fileDesc>
</tbxHeader>
<text>
<body>
"""
_TAIL: Final = "</body>\n</text>\n</tbx>\n"


def _write_tbx(file: BinaryIO, entries: Sequence[GlossaryEntry]) -> None:
    file.write(_HEAD.encode())
    for count, entry in enumerate(entries, 1):
        file.write("".join(_concept(entry, count)).encode())
    file.write(_TAIL.encode())


def _concept(entry: GlossaryEntry, count: int) -> Iterator[str]:
    korean = [other for other in entry.others if _is_korean(other)]
    latin = [other for other in entry.others if not _is_korean(other)]
    yield f'<conceptEntry id="c{count}">\n'
    yield f"<note>{for_xml(_remark(entry))}</note>\n"
    hangul, other = _evidence(entry)
    yield '<langSec xml:lang="ko">\n'
    yield _term(entry.ko, "fullForm", hangul)
    yield from (_term(text, "variant", ()) for text in korean)
    yield "</langSec>\n"
    english = [(entry.en, "fullForm")] if entry.en is not None else []
    english += [(text, "variant") for text in latin] + [
        (text, "abbreviation") for text in entry.abbreviations
    ]
    if english:
        yield '<langSec xml:lang="en">\n'
        for place, (text, kind) in enumerate(english):
            short = kind == "fullForm" and text.isupper() and " " not in text
            yield _term(text, "abbreviation" if short else kind, other if place == 0 else ())
        yield "</langSec>\n"
    yield "</conceptEntry>\n"


def _remark(entry: GlossaryEntry) -> str:
    said = f"{entry.kind}; {', '.join(entry.sources)}; shown {entry.count} times"
    if entry.dice is not None:
        said += f"; log-likelihood {number(entry.likelihood)}, Dice {number(entry.dice)}"
    return said


def _term(text: str, kind: str, evidence: Sequence[Evidence]) -> str:
    shown = "".join(
        f'<descripGrp><descrip type="context">{for_xml(item.text)}</descrip>'
        f'<admin type="source">{for_xml(item.doc)}</admin></descripGrp>\n'
        for item in evidence
    )
    return (
        f"<termSec>\n<term>{for_xml(text)}</term>\n"
        f'<termNote type="termType">{kind}</termNote>\n{shown}</termSec>\n'
    )


def _evidence(entry: GlossaryEntry) -> tuple[list[Evidence], list[Evidence]]:
    """The sentences with Hangul, and the others."""
    korean = [item for item in entry.evidence if _is_korean(item.text)]
    return korean, [item for item in entry.evidence if not _is_korean(item.text)]


def _is_korean(text: str) -> bool:
    return any("가" <= char <= "힣" for char in text)
