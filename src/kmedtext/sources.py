"""The nouns for where a page came from, and for what its format says about stretches of its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page came from and how its bytes became text.

    ``path`` is the file, ``member`` the name inside it where the file holds many (an archive's
    member, a table's row; never used as a path), ``url`` where the web has it and ``retrieved``
    when it was fetched (ISO 8601), as far as the input says. ``encoding_how`` tells what decided the
    encoding (``bom``, ``utf-8``, ``declared`` …); ``flags`` lists what was done to the text on the
    way (``nfc``: NFD Hangul composed, ``mojibake_repaired``: CP949 that had been read as Latin-1
    was put right, …). ``metadata`` is what the format itself says (``title``, ``author``,
    ``created``, ``modified`` …), as it stands.
    """

    path: str | None = None
    media_type: str = "text/plain"
    encoding: str | None = None
    encoding_how: str | None = None
    sha256: str | None = None
    size: int | None = None
    flags: tuple[str, ...] = ()
    member: str | None = None
    url: str | None = None
    retrieved: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def where(self) -> str | None:
        """The path, and behind ``!/`` the name inside it; None for what came from memory.

        >>> Source(path="news.zip", member="a.html").where
        'news.zip!/a.html'
        """
        inside = self.member and f"{self.path or ''}!/{self.member}"
        return inside or self.path


@dataclass(frozen=True, slots=True)
class Region:
    """What the format itself says about a stretch of the text (an HTML block element, say).

    ``path`` holds the ancestors, outermost first, each as ``tag#id.class1.class2`` in lower
    case; ``links`` is the number of characters of the stretch that stand inside links. Formats
    without elements have no ``path``; their ``tag`` is ``p``, ``h1`` … ``h6``, ``li``, ``tr`` (a row of
    a table, cells parted by tabs), ``caption``, ``header`` and ``footer`` (of the printed page),
    ``footnote`` or ``endnote``. ``page`` is the page of the document it starts on, from 1,
    ``section`` the name of its slide or sheet. ``box`` is where it stands on the page: left, top,
    right, bottom in points from the upper left corner.
    """

    start: int
    end: int
    tag: str
    path: tuple[str, ...] = ()
    links: int = 0
    hidden: bool = False
    page: int | None = None
    section: str | None = None
    box: tuple[float, float, float, float] | None = None
