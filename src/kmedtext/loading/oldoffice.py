"""Office documents in OLE files: those before 2007, and newer ones behind a password. Neither can be read."""

from __future__ import annotations

from io import BytesIO

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample, sample_of
from kmedtext.records import Page

_SURE = 0.9
# What each is, and what to save it as. The order decides: a document may hold others.
_SORTS = {
    "word": ("a Word document of before 2007 (.doc)", ".docx"),
    "powerpoint": ("a presentation of before 2007 (.ppt)", ".pptx"),
    "excel": ("a workbook of before 2007 (.xls)", ".xlsx"),
}


class OldOfficeLoader:
    """OLE files of Word, PowerPoint and Excel: says what they are and what to do."""

    media_types = ("application/msword", "application/vnd.ms-powerpoint", "application/vnd.ms-excel")

    def accepts(self, sample: Sample) -> float:
        """Look for the names of their streams."""
        mine = sample.entries & {*_SORTS, "encrypted"}
        return _SURE if mine and "hwp" not in sample.entries else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:  # noqa: ARG002 - there is nothing to limit
        """Raise LoadError ``encrypted`` or ``unsupported``."""
        marks = sample_of(BytesIO(data), origin.name).entries
        for sort, (what, ending) in _SORTS.items():
            if sort in marks:
                raise LoadError(
                    FailureCode.UNSUPPORTED,
                    origin.where,
                    f"it is {what}",
                    f"Save it as {ending} (LibreOffice: soffice --convert-to {ending[1:]} FILE) and give that.",
                )
        raise LoadError(
            FailureCode.ENCRYPTED,
            origin.where,
            "it is an Office document behind a password",
            "Open it with its password, save it without one, and give that.",
        )
