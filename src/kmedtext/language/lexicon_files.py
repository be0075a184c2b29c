"""Lexicons from lists that users are entitled to: classifications, drug lists, user dictionaries, harvested terms."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from kmedtext.errors import UsageError
from kmedtext.language.lexicon import Lexicon, Term
from kmedtext.language.lexicon_rows import Row, rows_of
from kmedtext.language.tables import toml
from kmedtext.loading.origin import shown

_TAG = re.compile(
    r"N(?:NG|NP|NB|R|P)|V(?:V|A|X|CP|CN)|M(?:M|AG|AJ)|IC|X(?:PN|SN|SV|SA|SM|R)|S[LHNWFP]|J(?:K[SCGOBVQ]|X|C)|E[PFC]|ET[NM]"
)
_ANALYSIS = re.compile(r"[^\s/]+/[A-Z]{2,3}(?: \+ [^\s/]+/[A-Z]{2,3})+")
_LONGEST = 60  # characters of a form: what is longer is a description, not a word
_LETTER = re.compile(r"[^\W\d_]")


def load_lexicon(
    path: str | os.PathLike[str],
    *,
    columns: Mapping[str, str | int] | None = None,
    name: str | None = None,
    origin: str = "",
    licence: str = "",
    min_count: int = 1,
) -> Lexicon:
    """Load a layer of terms from CSV, TSV, XLSX, JSON lines, or a user dictionary of Kiwi.

    ``columns`` says which column is which: ``{"form": "한글명", "english": "영문명"}``, by header or, where the
    list has no header, by number from 0; without it the usual headers are known, and ``terms.jsonl`` of a corpus is.
    Columns are form, english, tag, abbreviation, category, variants (``|`` between), parts (``+`` between), score
    and count; rows with a count below ``min_count`` are left out. Lines of a Kiwi dictionary are form, tag and score.
    What is no word (no letter, too long) is listed in ``skipped`` with its line; a wrong tag or score is an error.

    Raises LoadError where the file cannot be read, UsageError with the line where a row is wrong.
    """
    if not isinstance(path, str | os.PathLike):
        raise UsageError(f"load_lexicon takes the path of a file, a str or a Path, not {type(path).__name__}")
    file = Path(os.fsdecode(path))
    where = shown(str(file))
    rows = rows_of(file)
    first = next(rows, None)
    if first is None:
        raise UsageError(f"{where}: there is no row in it; give a list with a header, or form, tag and score")
    places, has_header = _places(first, columns, where)
    terms: dict[tuple[str, str], Term] = {}
    skipped: list[tuple[int, str]] = []
    for number, cells in rows if has_header else _again(first, rows):
        row = {key: cells[at] if at < len(cells) else "" for key, at in places.items()}
        form = " ".join(unicodedata.normalize("NFC", row["form"]).split())
        reason = _unfit(form, row, min_count, where, number)
        if reason:
            skipped.append((number, reason))
            continue
        term = _term(form, row, where, number)
        terms.setdefault((term.form, term.tag), term)
    return Lexicon(name or file.stem, tuple(terms.values()), origin or where, licence, tuple(skipped))


def _again(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


def _places(first: Row, columns: Mapping[str, str | int] | None, where: str) -> tuple[dict[str, int], bool]:
    """Where each column stands, and whether the first row is a header."""
    known: dict[str, list[str]] = toml("lexicon_columns.toml")
    number, cells = first
    headers = ["".join(cell.lower().split()) for cell in cells]
    if columns is None:
        places = {
            key: next(headers.index(name) for name in names if name in headers)
            for key, names in known.items()
            if any(name in headers for name in names)
        }
        if "form" in places:
            return places, True
        if len(cells) in (2, 3) and _is_tag(cells[1]):
            return {"form": 0, "tag": 1, "score": 2}, False
        raise UsageError(
            f"{where}, line {number}: no column is known as the Korean form among {', '.join(cells[:12])}; "
            "name it: columns={'form': 'HEADER', 'english': 'HEADER'}"
        )
    unknown = [key for key in columns if key not in known]
    if unknown or "form" not in columns:
        raise UsageError(
            f"columns has to name form, and may name {', '.join(known)}; not {', '.join(unknown) or 'none'}"
        )
    places = {}
    for key, column in columns.items():
        if isinstance(column, int):
            places[key] = column
        elif (header := "".join(column.lower().split())) in headers:
            places[key] = headers.index(header)
        else:
            raise UsageError(
                f"{where}, line {number}: no column is called {column}; there are {', '.join(cells[:12])}"
            )
    return places, not all(isinstance(column, int) for column in columns.values())


def _is_tag(cell: str) -> bool:
    return _TAG.fullmatch(cell) is not None or _ANALYSIS.fullmatch(cell) is not None


def _unfit(form: str, row: Mapping[str, str], min_count: int, where: str, number: int) -> str:
    if not form:
        return "no form"
    if not _LETTER.search(form):
        return "no letter in the form"
    if len(form) > _LONGEST:
        return f"a form of more than {_LONGEST} characters"
    if row.get("count") and _number(row["count"], "count", where, number) < min_count:
        return f"a count below {min_count}"
    return ""


def _number(cell: str, what: str, where: str, number: int) -> float:
    try:
        return float(cell)
    except ValueError as error:
        raise UsageError(f"{where}, line {number}: the {what} is no number") from error


def _term(form: str, row: Mapping[str, str], where: str, number: int) -> Term:
    tag = row.get("tag") or "NNG"
    if not _is_tag(tag):
        raise UsageError(f"{where}, line {number}: {tag:.20} is no Sejong tag; most terms are NNG, names NNP")
    parts = tuple(part for part in row.get("parts", "").split("+") if part)
    if parts and "".join(parts) != form.replace(" ", ""):
        raise UsageError(f"{where}, line {number}: the parts do not add up to the form")
    return Term(
        form,
        tag,
        row.get("english", ""),
        row.get("abbreviation", ""),
        row.get("category", ""),
        tuple(variant.strip() for variant in row.get("variants", "").split("|") if variant.strip()),
        parts,
        _number(row["score"], "score", where, number) if row.get("score") else None,
    )
