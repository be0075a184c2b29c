"""A bilingual document: an article and its translation, side by side."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from kmedtext.export.characters import for_utf8
from kmedtext.export.folder import output_error, replacing
from kmedtext.export.formats import chosen
from kmedtext.export.jsonl import write_lines
from kmedtext.export.rows import record_row, untranslated_row
from kmedtext.export.sidebyside import Row, rows_of, summary_of
from kmedtext.export.tmx import write_tmx
from kmedtext.export.wordfile import write_docx
from kmedtext.translation import Translated

BILINGUAL_FORMATS: Final = ("jsonl", "tmx", "md", "docx", "txt")
"""The formats that :func:`write_bilingual` knows."""

_MARKDOWN = str.maketrans({char: f"\\{char}" for char in "\\|*_`<>[]#~"} | {"\n": "<br>"})


def check_bilingual_formats(formats: Sequence[str]) -> tuple[str, ...]:
    """Give the formats once each, in the order of BILINGUAL_FORMATS; raise UsageError for an unknown one or none.

    >>> check_bilingual_formats(["docx", "jsonl"])
    ('jsonl', 'docx')
    """
    return chosen(formats, BILINGUAL_FORMATS)


def write_bilingual(
    translated: Translated,
    folder: str | os.PathLike[str],
    *,
    formats: Sequence[str] = ("jsonl",),
    name: str | None = None,
) -> tuple[Path, ...]:
    """Write a translated article into a folder that exists, and give the paths.

    ``jsonl`` and ``tmx`` hold its records as a build writes them, ``md`` and ``docx`` both sides in a table, ``txt`` the new side
    alone, laid out like the article. What stayed untranslated is in ``NAME.untranslated.jsonl``, where there is any.
    ``name`` is the files' name without ending, the article's id unless said. Raises
    :class:`~kmedtext.errors.OutputError` where the disk refuses.
    """
    wanted = check_bilingual_formats(formats)
    stem = Path(folder) / (name or translated.article.id)
    records = translated.records(with_morphemes="jsonl" in wanted) if {"jsonl", "tmx"} & {*wanted} else ()
    writers: dict[str, Callable[[BinaryIO], object]] = {
        "jsonl": lambda file: write_lines(file, map(record_row, records)),
        "tmx": lambda file: write_tmx(file, records),
        "md": lambda file: file.write(for_utf8(markdown(translated)).encode()),
        "docx": lambda file: write_docx(file, translated),
        "txt": lambda file: file.write(for_utf8(f"{translated.text}\n").encode()),
    }
    endings = {ending: writers[ending] for ending in wanted}
    missing = translated.untranslated
    if missing:
        endings["untranslated.jsonl"] = lambda file: write_lines(file, map(untranslated_row, missing))
    paths = []
    for ending, writer in endings.items():
        path = stem.with_name(f"{stem.name}.{ending}")
        try:
            with replacing(path) as file:
                writer(file)
        except OSError as error:
            raise output_error(path, error) from error
        paths.append(path)
    return tuple(paths)


def markdown(translated: Translated) -> str:
    """Both sides as a Markdown table, a row a sentence; headings bold, lists with their marks."""
    lines = [
        f"{summary_of(translated).translate(_MARKDOWN)}",
        "",
        f"| {translated.source} | {translated.target} |",
        "|---|---|",
    ]
    lines += [f"| {_cell(row.source, row)} | {_cell(row.target, row)} |" for row in rows_of(translated)]
    return "\n".join(lines) + "\n"


def _cell(text: str, row: Row) -> str:
    written = text.strip().translate(_MARKDOWN)
    return f"**{written}**" if written and row.heading else written
