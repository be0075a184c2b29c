"""Korean that someone read as Latin-1 and saved: put right when the whole text goes back."""

from __future__ import annotations

import re

from kmedtext.loading.encodings.legacy import reads_as_korean
from kmedtext.loading.encodings.nonascii import beyond_ascii

# What Windows-1252 puts where Latin-1 has controls: Œ stands for byte 0x8C. Five bytes have nothing.
_UNUSED = b"\x81\x8d\x8f\x90\x9d"
_WINDOWS = {bytes([byte]).decode("cp1252"): chr(byte) for byte in range(0x80, 0xA0) if byte not in _UNUSED}
_ELSE = re.compile("[^\x00-\xff" + "".join(_WINDOWS) + "]")
_ENOUGH = 4


def repair(text: str, beyond: str | None = None) -> str | None:
    """Return the text as it was meant, or None where there is nothing to repair.

    ``beyond`` are its characters beyond ASCII, where they are known.

    Either all of it is CP949 read as Latin-1 (or Windows-1252) and turns into Korean, or all of
    it is UTF-8 read that way.

    >>> repair("서울 병원에서 환자를 진료한다".encode("cp949").decode("latin-1"))
    '서울 병원에서 환자를 진료한다'
    >>> repair("Café crème") is None
    True
    """
    if beyond is None:
        beyond = beyond_ascii(text)
    if not beyond or _ELSE.search(beyond):
        return None
    for shown in _WINDOWS.keys() & set(beyond):
        text = text.replace(shown, _WINDOWS[shown])
    data = text.encode("latin-1")
    return _as_utf8(data) or _as_cp949(data)


def _as_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _as_cp949(data: bytes) -> str | None:
    try:
        found = data.decode("cp949")
    except UnicodeDecodeError:
        return None
    return found if len(beyond_ascii(found)) >= _ENOUGH and reads_as_korean(found) else None
