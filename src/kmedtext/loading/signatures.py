"""What a file is by its first bytes, where it is not text."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from kmedtext.loading.encodings.wide import wide_encoding

# A page has no control characters beside tabs, line ends, form feeds and escapes; random bytes have 10 %.
_CONTROL_SHARE = 0.05
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


@cache
def _signatures() -> tuple[tuple[int, bytes, str], ...]:
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/signatures.toml").read_text("utf-8"))
    return tuple((row.get("at", 0), bytes.fromhex(row["hex"]), row["name"]) for row in raw["signature"])


def describe(head: bytes) -> str | None:
    """Say what ``head`` starts, if it is not text: ``a PDF``, ``binary data`` …

    >>> describe(b"%PDF-1.7 ...")
    'a PDF'
    >>> describe("혈압 120/80".encode()) is None
    True
    """
    for at, magic, name in _signatures():
        if head.startswith(magic, at):
            return name
    return "binary data" if _is_binary(head) else None


def _is_binary(head: bytes) -> bool:
    if head.startswith(_MARKS) or wide_encoding(head):
        return False
    filled = head.rstrip(b"\x00")  # a writer that died leaves NULs behind the text
    controls = len(filled) - len(filled.translate(None, _CONTROLS))
    return not filled or controls > _CONTROL_SHARE * len(filled)
