"""Words of MIME: the heads of mails become text, in whatever encoding Korean mail programs wrote them."""

from __future__ import annotations

from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from re import compile as pattern

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.encodings.legacy import codec_of
from kmedtext.loading.limits import Limits

# Longer heads are made to do harm.
_LONGEST = 4000
# The parser looks at every line once for each multipart it stands in, and a line costs it many times its
# own length: mails have a few multiparts, and lines of 76 characters.
_MULTIPARTS = 100
_LOOKS_PER_NODE = 20
# It takes nine times the mail's size in memory; servers refuse mails of more than 50 MiB or so.
_PAGES = 4
_MULTIPART = pattern(rb"(?im)^content-type:\s{0,80}(?:multipart|message)/")


class _AsWritten(Compat32):
    """Gives heads with their raw bytes, as surrogates, where the standard policy puts question marks."""

    def header_fetch_parse(self, name: str, value: str) -> str:  # noqa: ARG002 - the policy's signature
        return value[:_LONGEST]


def parsed_message(data: bytes, limits: Limits, where: str) -> Message:
    """Parse a mail or a saved page; LoadError where it is made of too many parts or lines."""
    if len(data) > _PAGES * limits.max_bytes:
        raise LoadError(
            FailureCode.TOO_LARGE,
            where,
            f"there are more than {_PAGES * limits.max_bytes:,} bytes in it",
            "Save its attachments and give those, or raise Limits(max_bytes=…).",
        )
    multiparts = sum(1 for _ in _MULTIPART.finditer(data))
    looks = data.count(b"\n") * (1 + multiparts)
    if looks > _LOOKS_PER_NODE * limits.max_nodes or multiparts > _MULTIPARTS:
        raise LoadError(
            FailureCode.BOMB,
            where,
            "it has too many lines for the parts inside parts that it has",
            "Leave it out, or save its attachments and give those.",
        )
    try:
        return BytesParser(policy=_AsWritten()).parsebytes(data)
    except (RecursionError, MessageError, ValueError, LookupError) as error:
        raise LoadError(
            FailureCode.UNSUPPORTED, where, "its parts cannot be told apart", "Save it again, or as .html."
        ) from error


def head_of(message: Message, name: str) -> str:
    r"""A head in plain characters, on one line; empty where there is none.

    >>> from kmedtext.loading.limits import Limits
    >>> mail = parsed_message(b"Subject: =?ks_c_5601-1987?B?wfi34Q==?= notes\n\n", Limits(), "a.eml")
    >>> head_of(mail, "subject")
    '진료 notes'
    """
    return plain(str(message.get(name, "")))


def plain(given: str) -> str:
    """Decode encoded words (RFC 2047) and raw bytes, and put everything on one line."""
    given = given[:_LONGEST]
    try:
        parts = decode_header(given) if "=?" in given else [(given, None)]
    except (HeaderParseError, ValueError):
        parts = [(given, None)]
    return " ".join("".join(_text(part, charset) for part, charset in parts).split())


def file_name(message: Message) -> str:
    """The name of an attachment, as RFC 2231 or RFC 2047 or neither writes it; empty without one."""
    for parameter, head in (("filename", "content-disposition"), ("name", "content-type")):
        value = message.get_param(parameter, header=head)
        if isinstance(value, tuple):  # RFC 2231: charset, language, bytes
            return " ".join(_text(value[2].encode("latin-1", "replace"), value[0]).split())
        if value:
            return plain(value)
    return ""


def charset_of(message: Message) -> str | None:
    """The charset that a part declares."""
    value = message.get_param("charset")
    return (value[2] if isinstance(value, tuple) else value) or None


def iso_date(message: Message, name: str = "date") -> str | None:
    """A date head in ISO 8601; none where it says no date.

    >>> from email import message_from_string
    >>> iso_date(message_from_string("Date: Tue, 4 Mar 2031 09:30:00 +0900"))
    '2031-03-04T09:30:00+09:00'
    """
    try:
        return parsedate_to_datetime(str(message.get(name, ""))[:200]).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def payload(message: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    data = message.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        if part.isascii():
            return part
        data = part.encode("utf-8", "surrogateescape")
    else:
        data = part
    codec = codec_of(charset) if charset else None
    if codec is not None:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            pass
    try:
        return decode(data, charset).text
    except LoadError:
        return data.decode("utf-8", "replace")
