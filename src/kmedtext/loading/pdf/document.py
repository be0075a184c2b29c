"""The document: opening a PDF, and what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kmedtext.errors import FailureCode, LoadError, MissingExtraError

_TRUNCATED_ADVICE = "Fetch or save it again; if it opens in a reader, print it to a new PDF."
_DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})(?P<month>\d\d)?(?P<day>\d\d)?(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?:(?P<zone>Z)(?:00'?00)?'?|(?P<sign>[+-])(?P<hours>\d\d)'?(?P<minutes>\d\d)?'?)?"
)
_FIELDS = {
    "Title": "title",
    "Author": "author",
    "Subject": "subject",
    "Keywords": "keywords",
    "Creator": "creator",
    "Producer": "producer",
    "CreationDate": "created",
    "ModDate": "modified",
}


@contextmanager
def opened_pdf(data: bytes, where: str) -> Iterator[Any]:
    """Open a PDF; LoadError where it needs a password, is damaged, or is none."""
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError("pdf", "reading PDF") from error
    import pypdfium2.raw as library

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == library.FPDF_ERR_PASSWORD:
            raise LoadError(
                FailureCode.ENCRYPTED,
                where,
                "it opens with a password only",
                "Open it in a reader with its password, and save it without one.",
            ) from error
        if code == library.FPDF_ERR_SECURITY:
            raise LoadError(
                FailureCode.ENCRYPTED,
                where,
                "it is encrypted in a way that is not supported (a certificate, or a reader of its own)",
                "Open it in the reader that it was made for, and print it to a new PDF.",
            ) from error
        raise LoadError(
            FailureCode.TRUNCATED,
            where,
            "the PDF has no readable structure: it is cut short or damaged",
            _TRUNCATED_ADVICE,
        ) from error
    try:
        yield document
    finally:
        document.close()


def damaged(where: str, message: str) -> LoadError:
    """The failure of a PDF that opens, but whose pages cannot be read."""
    return LoadError(FailureCode.TRUNCATED, where, message, _TRUNCATED_ADVICE)


def metadata_of(document: Any) -> dict[str, str]:
    """What a PDF says of itself; dates in ISO 8601."""
    found: dict[str, str] = {}
    for name, value in document.get_metadata_dict(skip_empty=True).items():
        text = " ".join(value.replace("\x00", "").split())
        field = _FIELDS.get(name)
        if field and text:
            found[field] = iso_date(text) if name.endswith("Date") else text
    return found


def iso_date(text: str) -> str:
    """A date as PDF writes it in ISO 8601; what is none stays as it is.

    >>> iso_date("D:20141105172216+09'00'"), iso_date("D:2014"), iso_date("yesterday")
    ('2014-11-05T17:22:16+09:00', '2014', 'yesterday')
    """
    found = _DATE.fullmatch(text.strip())
    if found is None:
        return text
    parts = [found[name] for name in ("year", "month", "day")]
    date = "-".join(part for part in parts if part)
    if found["minute"] is None:
        return date
    clock = ":".join(part for part in (found["hour"], found["minute"], found["second"]) if part)
    zone = (
        "Z"
        if found["zone"]
        else f"{found['sign']}{found['hours']}:{found['minutes'] or '00'}"
        if found["sign"]
        else ""
    )
    return f"{date}T{clock}{zone}"
