"""Mails: the body as one document, and the documents that are attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message
from typing import BinaryIO

from kmedtext.errors import FailureCode
from kmedtext.loading.carriers import sort_of, sort_of_content
from kmedtext.loading.limits import Limits
from kmedtext.loading.mimewords import charset_of, file_name, head_of, iso_date, parsed_message, payload
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.packing.unpacking import read_all
from kmedtext.loading.sample import HEAD, Sample
from kmedtext.records import Failure

# A head is a name, a colon and a value; the heads of a mail end at the first blank line.
_HEAD = re.compile(rb"([!-9;-~]{1,76}):")
_LINES = 200
_PROOF = frozenset({b"received", b"message-id", b"mime-version", b"return-path", b"dkim-signature"})
_USUAL = frozenset({b"from", b"to", b"subject", b"date", b"cc", b"sender", b"reply-to", b"content-type"})
_NAMED, _PLAIN = 0.9, 0.8
_TEXTS = ("text/html", "text/plain")
_ENCRYPTED = (
    "multipart/encrypted",
    "application/pgp-encrypted",
    "application/pkcs7-mime",
    "application/x-pkcs7-mime",
)


class MailCollection:
    """The body and the attachments of a mail (RFC 5322 and MIME)."""

    media_types = ("message/rfc822",)

    def accepts(self, sample: Sample) -> float:
        """Look for the heads of a mail at the very start."""
        names = heads(sample.head)
        usual = len(names & _USUAL)
        if sample.named(".eml") and usual and len(names) > 1:
            return _NAMED
        return _PLAIN if usual > 1 and names & _PROOF and b"from" in names else 0.0

    def documents(
        self,
        file: BinaryIO,
        origin: Origin,
        limits: Limits,
        columns: Columns,  # noqa: ARG002 - a mail has none
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the body (its HTML rather than its text), then what is attached, in the mail's order."""
        data = read_all(file, limits.max_document_bytes, origin.where)
        mail = parsed_message(data, limits, origin.where)
        parts = _leaves(mail)
        body = _body(parts)
        if body is not None:
            yield _body_document(mail, body.message, origin)
        for part in parts:
            if part is not body:
                yield _attached(part, body, origin)
        if any(
            isinstance(defect, CloseBoundaryNotFoundDefect) for part in mail.walk() for defect in part.defects
        ):
            yield Failure(
                origin.where,
                FailureCode.TRUNCATED,
                "the mail ends before its end: it is cut short",
                "Fetch it again.",
            )


def heads(head: bytes) -> frozenset[bytes]:
    r"""The names of the heads that ``head`` begins with, in lower case; none where other lines stand among them.

    >>> sorted(heads(b"From: a\nTo: b\n c\n\nText: x"))
    [b'from', b'to']
    >>> sorted(heads(b"From: a\nand so on"))
    []
    """
    names: set[bytes] = set()
    for number, line in enumerate(head[: 1 << 14].splitlines()):
        if not line.strip() or number > _LINES:
            break
        if line[:1] in (b" ", b"\t") or (not number and line.startswith(b"From ")):
            continue
        found = _HEAD.match(line)
        if found is None:
            return frozenset()
        names.add(found[1].lower())
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part that holds no parts, its place, and which choices of alternatives it belongs to."""

    message: Message
    number: int
    choices: frozenset[int]

    @property
    def is_shown(self) -> bool:
        return self.message.get_content_disposition() != "attachment" and not file_name(self.message)


def _leaves(mail: Message) -> list[_Part]:
    """The parts that hold no parts, in order; a mail inside the mail is one of them."""
    found: list[_Part] = []
    waiting: list[tuple[Message, frozenset[int]]] = [(mail, frozenset())]
    while waiting:
        part, choices = waiting.pop()
        inner, media_type = part.get_payload(), part.get_content_type()
        if (
            not isinstance(inner, list)
            or part.get_content_maintype() != "multipart"
            or media_type in _ENCRYPTED
        ):
            found.append(_Part(part, len(found) + 1, choices))
            continue
        if media_type == "multipart/alternative":
            choices |= {id(part)}
        waiting.extend((piece, choices) for piece in reversed(inner) if isinstance(piece, Message))
    return found


def _body(parts: list[_Part]) -> _Part | None:
    """The part that a mail program would show: HTML if there is any, the first text otherwise."""
    for media_type in _TEXTS:
        for part in parts:
            if (
                part.is_shown
                and part.message.get_content_type() == media_type
                and payload(part.message).strip()
            ):
                return part
    return None


def _body_document(mail: Message, part: Message, origin: Origin) -> Document:
    said = {
        "title": head_of(mail, "subject"),
        "author": head_of(mail, "from"),
        "created": iso_date(mail) or "",
        "to": head_of(mail, "to"),
    }
    media_type = part.get_content_type()
    name = "body.html" if media_type == "text/html" else "body.txt"
    inner = origin.inside(
        name,
        id=origin.id,
        charset=charset_of(part),
        media_type=media_type,
        metadata={key: value for key, value in said.items() if value},
    )
    return Document(inner, payload(part))


def _attached(part: _Part, body: _Part | None, origin: Origin) -> Document | Failure | Skipped:
    message = part.message
    media_type, name = message.get_content_type(), file_name(message)
    if what := sort_of(media_type):
        return Skipped(f"mail: {what}")
    inner = origin.inside(
        name or f"part {part.number}",
        id=None if name else f"{origin.id}-{part.number}",
        charset=charset_of(message),
        media_type=media_type,
    )
    if media_type in _ENCRYPTED:
        return Failure(
            inner.where,
            FailureCode.ENCRYPTED,
            "it is encrypted or sealed in a signature",
            "Open the mail in its program, and save the text.",
        )
    if media_type == "message/rfc822":
        return _forwarded(part, origin)
    data = payload(message)
    if what := sort_of_content(data[:HEAD]):
        return Skipped(f"mail: {what}")
    if not data.strip():
        return Skipped("mail: empty part")
    if body is not None and part.is_shown and media_type in _TEXTS and part.choices & body.choices:
        return Skipped("mail: the text once more")
    return Document(inner, data)


def _forwarded(part: _Part, origin: Origin) -> Document | Failure:
    inside = part.message.get_payload()
    mail = inside[0] if isinstance(inside, list) and inside else None
    subject = head_of(mail, "subject") if isinstance(mail, Message) else ""
    name = file_name(part.message) or f"{subject or f'part {part.number}'}.eml"
    inner = origin.inside(name, media_type="message/rfc822")
    try:
        data = mail.as_bytes() if isinstance(mail, Message) else payload(part.message)
    except (ValueError, LookupError, TypeError):
        return Failure(
            inner.where,
            FailureCode.UNSUPPORTED,
            "the mail inside is damaged",
            "Save it by itself, and give that.",
        )
    return Document(inner, data)
