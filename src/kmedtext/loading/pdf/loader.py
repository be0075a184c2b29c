"""PDF: the lines of its pages in reading order, and what each paragraph is."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.pdf.composition import compose
from kmedtext.loading.pdf.document import damaged, metadata_of, opened_pdf
from kmedtext.loading.pdf.printed import Sheet
from kmedtext.loading.pdf.reading import PageReader
from kmedtext.loading.pdf.streams import check_streams
from kmedtext.loading.sample import Sample
from kmedtext.records import Page

_SIGNATURE = b"%PDF-"
_WITHIN = 1024
"""Bytes that readers accept in front of the signature."""
_SURE, _BEHIND = 0.95, 0.9


class PdfLoader:
    """PDF with a text layer."""

    media_types = ("application/pdf",)
    confined = True

    def accepts(self, sample: Sample) -> float:
        """Look for the signature, at the start or a little behind it."""
        if sample.head.startswith(_SIGNATURE):
            return _SURE
        at = sample.head.find(_SIGNATURE, 0, _WITHIN)
        return _BEHIND if at > 0 and sample.named(".pdf") else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read the pages; LoadError where there is no text in them, or the file cannot be read."""
        with _uncollected():
            return self._load(data, origin, limits)

    def _load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        where = origin.where
        check_streams(data, limits, where)
        with opened_pdf(data, where) as document:
            if len(document) > limits.max_pages:
                raise LoadError(
                    FailureCode.TOO_LARGE,
                    where,
                    f"it has more than {limits.max_pages:,} pages",
                    "Split it, or raise Limits(max_pages=…).",
                )
            sheets, broken = _sheets(document)
            metadata = metadata_of(document)
        if not sheets or len(broken) == len(sheets):
            raise damaged(where, "none of its pages can be read")
        if not any(sheet.lines for sheet in sheets):
            raise _without_text(sheets, where)
        text, regions = compose(sheets)
        metadata["pages"] = str(len(sheets))
        flags: list[str] = []
        scanned = [sheet.number for sheet in sheets if sheet.pictured]
        for flag, pages in (("pages_without_text", scanned), ("pages_unreadable", broken)):
            if pages:
                flags.append(flag)
                metadata[flag] = ranges(pages)
        if any(sheet.recognised for sheet in sheets):
            flags.append("text_recognised")
        source = origin.source(data, self.media_types[0], metadata=metadata, flags=tuple(flags))
        return Page(origin.id, text, source, regions)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the garbage collector rest: nearly all that is made lives until the page is, and looking through it takes a fifth of the time."""
    rests = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not rests:
            gc.enable()


def _sheets(document: Any) -> tuple[list[Sheet], list[int]]:
    """The pages, and the numbers of those that the PDF library cannot read."""
    import pypdfium2

    reader = PageReader()
    sheets: list[Sheet] = []
    broken: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            sheets.append(Sheet(number, 0.0, 0.0))
            broken.append(number)
            continue
        sheets.append(reader.read(page, number))
        page.close()
    return sheets, broken


def _without_text(sheets: list[Sheet], where: str) -> LoadError:
    if any(sheet.pictured for sheet in sheets):
        return LoadError(
            FailureCode.SCANNED,
            where,
            "its pages are pictures without a text layer",
            "Recognising text in pictures (OCR) is out of kmedtext's scope: run an OCR program that adds a text layer, and give its result.",
        )
    return LoadError(FailureCode.EMPTY_EXTRACTION, where, "its pages are blank", "Leave it out.")


def ranges(numbers: Iterable[int]) -> str:
    """Write numbers as ranges.

    >>> ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)
