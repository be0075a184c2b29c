"""Glossaries from files: a table, a term base, or what ``kmedtext terms`` wrote."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

from kmedtext.errors import UsageError
from kmedtext.translation.fidelity.glossary import Glossary
from kmedtext.translation.xmlelements import elements, lang_of, local

_HEADERS = {
    "ko": "ko",
    "korean": "ko",
    "한국어": "ko",
    "국문": "ko",
    "en": "en",
    "english": "en",
    "영어": "en",
    "영문": "en",
}


def load_glossary(path: str | os.PathLike[str]) -> Glossary:
    """Read a glossary: ``.tsv`` or ``.csv``, ``.tbx``, or the ``terms.jsonl`` that ``kmedtext terms`` writes.

    A table has Korean and English in its first two columns, or says with a header (``ko``, ``en``) where they are;
    lines that begin with ``#`` are notes; a term without a counterpart is left as it is. Raises
    :class:`~kmedtext.errors.UsageError` where the file is none of these.
    """
    file = Path(os.fsdecode(path))
    readers = {".tsv": _table, ".csv": _table, ".tbx": _tbx, ".jsonl": _jsonl}
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise UsageError(f"{file}: a glossary is a .tsv, .csv, .tbx or .jsonl file")
    if reader is not _tbx:
        return Glossary(reader(file))
    return Glossary(list(reader(file)))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a glossary") from error
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8; save the glossary as UTF-8") from None


def _table(path: Path) -> Iterator[tuple[str, str | None]]:
    lines = [line for line in _text(path).splitlines() if line.strip() and not line.startswith("#")]
    rows = list(
        csv.reader(io.StringIO("\n".join(lines)), delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    )
    if not rows:
        return
    names = [_HEADERS.get(cell.strip().lower()) for cell in rows[0]]
    columns = {"ko": 0, "en": 1}
    if "ko" in names:
        columns = {name: names.index(name) for name in ("ko", "en") if name in names}
        rows = rows[1:]
    for row in rows:
        found = {name: row[at].strip() for name, at in columns.items() if at < len(row)}
        yield found.get("ko", ""), found.get("en") or None


def _jsonl(path: Path) -> Iterator[tuple[str, str | None]]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        problem = False
        try:
            row = json.loads(line)
            ko, en = row["ko"], row.get("en")
            problem = not isinstance(ko, str) or not isinstance(en, str | None)
        except (ValueError, KeyError, TypeError, AttributeError):
            problem = True
        if problem:
            raise UsageError(f"{path}: line {number} is no term; each line is an object with ko and en")
        if en:  # a Korean short form of which no English is known says nothing about a translation
            yield ko, en


def _tbx(path: Path) -> Iterator[tuple[str, str | None]]:
    """Both dialects: termEntry/langSet (2008) and conceptEntry/langSec (2019)."""
    roots = ("martif", "tbx")
    root = _root(path)
    what = "a TBX file"
    for entry in elements(path, root if root in roots else roots[1], ("termEntry", "conceptEntry"), what):
        terms: dict[str, list[str]] = {"ko": [], "en": []}
        for section in entry:
            lang = lang_of(section)
            if local(section) in ("langSet", "langSec") and lang in terms:
                terms[lang] += [
                    (term.text or "").strip()
                    for term in section.iter()
                    if local(term) == "term" and term.text
                ]
        for ko in terms["ko"]:
            for en in terms["en"]:
                yield ko, en


def _root(path: Path) -> str:
    """``martif`` where the file begins like the older dialect."""
    try:
        with path.open("rb") as file:
            return "martif" if b"<martif" in file.read(4096) else "tbx"
    except OSError:
        return "tbx"
