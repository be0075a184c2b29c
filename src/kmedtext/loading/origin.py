"""Origins: what is known of a document before it is read, and documents not yet read."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kmedtext.errors import LoadError
from kmedtext.records import Failure, Source


def shown(path: str) -> str:
    r"""Write a path so that it can be printed and stored: bytes that are not UTF-8 as ``\xNN``.

    >>> shown("기록.txt")
    '기록.txt'
    """
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from. ``id`` becomes the page's.

    ``path`` is the file (or URL) that was given, ``member`` the name inside it, ``charset`` and
    ``media_type`` what the carrier (HTTP, MIME) declares of the document, ``retrieved`` when it was
    fetched (ISO 8601). ``metadata`` is what stands around the document about it (``title``,
    ``author``, ``created`` …: a mail's head, a table's other columns).
    """

    id: str
    path: str | None = None
    member: str | None = None
    url: str | None = None
    charset: str | None = None
    media_type: str | None = None
    retrieved: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that a format may be told from: the innermost one."""
        return (self.member or self.path or self.id).rsplit("!/", 1)[-1]

    @property
    def where(self) -> str:
        """What to call the document in messages.

        >>> Origin("a", "news.zip", "2023/a.html").where
        'news.zip!/2023/a.html'
        """
        return self.source().where or self.id

    def inside(
        self,
        name: str,
        *,
        id: str | None = None,  # noqa: A002 - the field's own name
        url: str | None = None,
        charset: str | None = None,
        media_type: str | None = None,
        retrieved: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> Origin:
        """The origin of what lies under ``name`` in this one; its id is by default the name's stem.

        >>> Origin("b", "b.zip").inside("x/y.zip").inside("기사.txt")
        Origin(id='기사', path='b.zip', member='x/y.zip!/기사.txt', ...)
        """
        known = id or PurePosixPath(name.replace("\\", "/")).stem or name or self.id
        return Origin(
            id=unicodedata.normalize("NFC", known),
            path=self.path,
            member=f"{self.member}!/{name}" if self.member else name,
            url=url or self.url,
            charset=charset,
            media_type=media_type,
            retrieved=retrieved or self.retrieved,
            metadata=dict(metadata or {}),
        )

    def source(
        self,
        data: bytes | None = None,
        media_type: str = "",
        *,
        metadata: Mapping[str, str] | None = None,
        flags: tuple[str, ...] = (),
    ) -> Source:
        """Begin the record of a page's source: origin, digest and size of ``data``; ``metadata`` of the
        document itself stands before what its carrier says.
        """
        return Source(
            path=None if self.path is None else shown(self.path),
            media_type=media_type,
            sha256=None if data is None else hashlib.sha256(data).hexdigest(),
            size=None if data is None else len(data),
            flags=flags,
            member=self.member,
            url=self.url,
            retrieved=self.retrieved,
            metadata={**self.metadata, **(metadata or {})},
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A document not yet read: its bytes, or where ``data`` is None the file that ``origin.path`` names."""

    origin: Origin
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a collection that is no page and is not meant to be one; ``what`` says which sort.

    Skipped things are counted by their sort (``warc: revisit``), not listed.
    """

    what: str


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table hold the text of a page, its URL and its id."""

    text: str | None = None
    url: str | None = None
    id: str | None = None


def failure_of(error: LoadError) -> Failure:
    """Write an error as the record of a failed input."""
    return Failure(error.path, error.code, error.message, error.advice)
