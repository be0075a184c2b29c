"""Bytes become text: which encoding, and why that one.

The order is the strategy: byte-order mark, the NUL pattern of UTF-16 and UTF-32, UTF-8, the
declared charset, legacy encodings by what they decode to, and at last Western text, as a guess.
Every step is linear in the number of bytes.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import dataclass

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.encodings.legacy import codec_of, recognise
from kmedtext.loading.encodings.nonascii import beyond_ascii
from kmedtext.loading.encodings.wide import wide_encoding

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SINGLE_BYTE = "cp1252"
# UTF-8 with broken places (a description cut to so many bytes in a page's middle) is still UTF-8
# when the broken places are few beside the whole ones; no other encoding looks like that.
_BROKEN_PER_WHOLE = 0.05
# Text in a Western language: few letters beyond ASCII. Anything denser is another script.
_WESTERN_SHARE = 0.25
_SAMPLE = 1 << 18
_C1 = re.compile("[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding it came from, what decided it, and what was done on the way.

    ``how`` is ``bom``, ``nul-pattern``, ``utf-8``, ``declared``, ``content`` or ``guessed``.
    ``flags``: ``bom`` (a mark was dropped), ``truncated`` (the last character is cut and left
    out), ``replaced`` (undecodable places became U+FFFD), ``guessed`` (nothing proves it).
    """

    text: str
    encoding: str
    how: str
    flags: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None, *, path: str = "-") -> Decoded:
    """Decode ``data``; ``declared`` is the charset that the document or its carrier names.

    Raises LoadError ``encoding`` where no answer is honest; ``path`` names the input in it.

    >>> decode("진료 기록".encode("cp949") * 3).encoding
    'cp949'
    >>> decode("진료".encode()[:-1]).flags
    ('truncated',)
    """
    return (
        _marked(data)
        or _wide(data)
        or _utf8(data)
        or _declared(data, declared)
        or _legacy(data)
        or _western(data)
        or _give_up(path)
    )


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _BOMS:
        # FF FE 00 00 is UTF-32, or UTF-16 that begins with a NUL; the next character tells.
        if data.startswith(mark) and not (encoding == "utf-32-le" and any(data[6:8])):
            text, flags = tolerant(data[len(mark) :], encoding)
            return Decoded(text, encoding, "bom", ("bom", *flags))
    return None


def _wide(data: bytes) -> Decoded | None:
    encoding = wide_encoding(data)
    if encoding is None:
        return None
    text, flags = tolerant(data, encoding)
    return Decoded(text, encoding, "nul-pattern", flags)


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and error.end == len(data) and error.start:
            return Decoded(data[: error.start].decode("utf-8"), "utf-8", "utf-8", ("truncated",))
    with suppress(UnicodeDecodeError):
        # Halves of surrogate pairs, as Java and some databases write them; whole pairs are put together later.
        return Decoded(data.decode("utf-8", "surrogatepass"), "utf-8", "utf-8")
    text, flags = tolerant(data, "utf-8")
    broken = text.count("\ufffd")
    whole = len(beyond_ascii(text)) - broken
    if broken <= _BROKEN_PER_WHOLE * whole:
        return Decoded(text, "utf-8", "utf-8", flags)
    return None


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    encoding = codec_of(declared) if declared else None
    if encoding is None or encoding.startswith("utf"):
        return None
    if encoding == _SINGLE_BYTE and recognise(data[:_SAMPLE]):
        return None  # any bytes are Latin-1, so that label proves nothing against what they say
    text, flags = tolerant(data, encoding)
    broken = text.count("\ufffd")
    if "\x00" in text or broken > _BROKEN_PER_WHOLE * len(beyond_ascii(text)):
        return None
    return Decoded(text, encoding, "declared", flags)


def _legacy(data: bytes) -> Decoded | None:
    encoding = recognise(data[:_SAMPLE])
    if encoding is None:
        return None
    text, flags = tolerant(data, encoding)
    # Korean is expected here; any other legacy encoding is found rightly but not vouched for.
    return Decoded(text, encoding, "content", flags if encoding == "cp949" else (*flags, "guessed"))


def _western(data: bytes) -> Decoded | None:
    try:
        text = data.decode(_SINGLE_BYTE)
    except UnicodeDecodeError:
        return None
    beyond = len(beyond_ascii(text))
    letters = sum(map(str.isalpha, text[:_SAMPLE]))
    if beyond > _WESTERN_SHARE * max(letters, 1) or _C1.search(text):
        return None
    return Decoded(text, _SINGLE_BYTE, "guessed", ("guessed",))


def _give_up(path: str) -> Decoded:
    raise LoadError(
        FailureCode.ENCODING,
        path,
        "the encoding cannot be told from the content",
        "Save the file as UTF-8, or convert it: iconv -f ENCODING -t UTF-8 FILE.",
    )


def tolerant(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Decode, leave a cut last character out, and put U+FFFD for what cannot be decoded."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    flags: list[str] = []
    try:
        text = decoder.decode(data, final=False)
    except UnicodeDecodeError:
        decoder = codecs.getincrementaldecoder(encoding)("replace")
        text = decoder.decode(data, final=False)
        flags.append("replaced")
    if decoder.getstate()[0]:
        flags.append("truncated")
    return text, tuple(flags)
