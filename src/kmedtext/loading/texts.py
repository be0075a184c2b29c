"""Plain text: dumps of pages, with whatever line ends and spaces they have."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from kmedtext.errors import FailureCode, LoadError, UsageError
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.encodings.hangul import compose, has_jamo
from kmedtext.loading.encodings.mojibake import repair
from kmedtext.loading.encodings.nonascii import beyond_ascii
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Origin
from kmedtext.loading.sample import Sample
from kmedtext.loading.signatures import describe
from kmedtext.records import Page, Source

# How sure a loader is that bytes are its own. Text is what anything without a signature may be.
_FALLBACK = 0.1
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r")) + b"\x7f"
_HIGH_CONTROL = re.compile("[\x80-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_VISIBLE = re.compile("[^\\s\u200b-\u200f\u2060\ufeff\x00-\x1f\x7f-\x9f]")


class TextLoader:
    """Plain text, in whatever encoding."""

    media_types = ("text/plain",)

    def accepts(self, sample: Sample) -> float:
        """Accept whatever shows no sign of being binary, when nobody else wants it."""
        return 0.0 if describe(sample.head) else _FALLBACK

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:  # noqa: ARG002 - its size is all it has
        """Decode ``data`` and put its characters in order."""
        where = origin.where
        decoded = decode(data, origin.charset, path=where)
        text, flags = tidy(decoded.text)
        if not has_text(text):
            raise LoadError(
                FailureCode.EMPTY,
                where,
                "the file holds white space only",
                "Leave it out, or fetch the page again.",
            )
        source = replace(
            origin.source(data, self.media_types[0], flags=merged_flags(decoded.flags, flags)),
            encoding=decoded.encoding,
            encoding_how=decoded.how,
        )
        return Page(id=origin.id, text=text, source=source)


def merged_flags(*flags: tuple[str, ...]) -> tuple[str, ...]:
    """Join what several steps did to a text, each thing once.

    >>> merged_flags(("bom",), ("nfc", "bom"))
    ('bom', 'nfc')
    """
    return tuple(dict.fromkeys(flag for some in flags for flag in some))


def page_from_text(text: str, *, id: str | None = None) -> Page:  # noqa: A002 - the field's own name
    """Make a page of a string. Never fails; an empty string is an empty page.

    ``id`` is by default the first 16 hex digits of the SHA-256 of the text in UTF-8.

    >>> page_from_text("혈압은 120/80이다.").id
    '7385b82cdcb961b1'
    """
    if not isinstance(text, str):
        raise UsageError(f"a page of text is made of a str, not {type(text).__name__}; load reads files")
    data = text.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(data).hexdigest()
    tidied, flags = tidy(text)
    source = Source(media_type="text/plain", sha256=digest, size=len(data), flags=flags)
    return Page(id=id or digest[:16], text=tidied, source=source)


def tidy(text: str) -> tuple[str, tuple[str, ...]]:
    """Put a text's characters in order, and name what was done.

    ``bom``: a byte-order mark at the start was dropped. ``surrogates_replaced``: halves of
    surrogate pairs became U+FFFD. ``mojibake_repaired``: Korean read as Latin-1 was put right.
    ``nfc``: Hangul taken apart into jamo was composed. ``control_characters``: the text holds
    some; they stay where they are, so that every offset and every character stays true.
    Line ends, spaces and all other characters stay as they are.
    """
    flags: list[str] = []
    if text.startswith("\ufeff"):
        text = text[1:]
        flags.append("bom")
    beyond = beyond_ascii(text)
    if _SURROGATE.search(beyond):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        beyond = beyond_ascii(text)
        flags.append("surrogates_replaced")
    repaired = repair(text, beyond)
    if repaired is not None:
        text, beyond = repaired, beyond_ascii(repaired)
        flags.append("mojibake_repaired")
    composed = compose(text) if has_jamo(beyond) else text
    if composed != text:
        text = composed
        flags.append("nfc")
    if _has_controls(text) or _HIGH_CONTROL.search(beyond):
        flags.append("control_characters")
    return text, tuple(flags)


def _has_controls(text: str) -> bool:
    data = text.encode("utf-8")
    return len(data.translate(None, _CONTROLS)) < len(data)


def has_text(text: str) -> bool:
    """Tell whether there is anything to see: not white space, zero-width marks and controls alone.

    >>> has_text(" \\u200b\\n"), has_text("\\n·")
    (False, True)
    """
    return _VISIBLE.search(text) is not None
