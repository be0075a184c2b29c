"""HWP 5: 한글's binary documents, those for distribution (배포용) too. HWP 3 and older are told of."""

from __future__ import annotations

import struct

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.hancom.container import SIGNATURE, Container
from kmedtext.loading.hancom.second import read_twice
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.records import Page

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURE, _NAMED = 0.95, 0.6
# In HWP 3 the number of the password's check stands here; it is 0 where there is no password.
_PASSWORD_3 = 30 + 96


class HwpLoader:
    """HWP documents: paragraphs, tables, notes, text boxes, headers and footers."""

    media_types = ("application/x-hwp", "application/vnd.hancom.hwp", "application/haansofthwp")
    confined = True

    def accepts(self, sample: Sample) -> float:
        """Accept OLE files that hold the signature, HWP 3's files, and OLE files of that name that are nothing else."""
        if sample.head.startswith(SIGNATURE) or "hwp" in sample.entries:
            return _SIGNATURE
        is_ole = sample.head.startswith(_OLE) and not sample.entries
        return _NAMED if is_ole and sample.named(".hwp", ".hwt") else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Read all sections; MissingExtraError names the extra ``hwp`` where its packages are absent."""
        if data.startswith(SIGNATURE):
            raise _older(data, origin.where)
        reading = read_twice(data, lambda: Container(data, limits, origin.where).reading())
        return reading.page(origin, data, self.media_types[0])


def _older(data: bytes, where: str) -> LoadError:
    if len(data) >= _PASSWORD_3 + 2 and struct.unpack_from("<H", data, _PASSWORD_3)[0]:
        return LoadError(
            FailureCode.ENCRYPTED,
            where,
            "the document (HWP 3 or older) is protected with a password",
            "Open it in 한글 with its password and save it without one, as HWP 5 or HWPX.",
        )
    return LoadError(
        FailureCode.UNSUPPORTED,
        where,
        "the document is in the format of HWP 3 or older",
        "Open it in 한글 or LibreOffice and save it as HWPX or DOCX.",
    )
