"""Carriers: what HTTP, MIME and archives declare of the things they hold, and which are no pages."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from kmedtext.loading.signatures import describe

# Longer ones are made to do harm.
_LONGEST = 1000
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("kmedtext.loading").joinpath("data/carriers.toml").read_text("utf-8"))


def declared_type(header: str | None) -> tuple[str, str | None]:
    """Read a Content-Type: the media type in lower case, and the charset that it names, if any.

    >>> declared_type("Text/HTML; Charset='EUC-KR'")
    ('text/html', 'EUC-KR')
    >>> declared_type(None)
    ('', None)
    """
    given = (header or "")[:_LONGEST]
    found = _CHARSET.search(given)
    return given.split(";", 1)[0].strip().lower(), found[1] if found else None


def sort_of(media_type: str) -> str | None:
    """The sort of thing that a media type names, if that is no page.

    >>> sort_of("image/png"), sort_of("text/css"), sort_of("text/html")
    ('image', 'style sheet', None)
    """
    sorts: dict[str, str] = _table()["sorts"]
    return sorts.get(media_type) or sorts.get(media_type.partition("/")[0])


def sort_of_content(head: bytes) -> str | None:
    r"""The sort of thing that bytes begin, if that is no page.

    >>> sort_of_content(bytes.fromhex("ffd8ffe0")), sort_of_content(b"%PDF-1.7")
    ('image', None)
    """
    what = describe(head) or ""
    return next((sort for word, sort in _table()["contents"].items() if word in what), None)


def litter(name: str) -> str | None:
    """Say what a member of an archive is if a system left it there, or it is hidden.

    >>> litter("__MACOSX/._기사.txt"), litter("2031/.DS_Store"), litter("2031/기사.txt"), litter("../a.txt")
    ('file of a system', 'hidden file', None, None)
    """
    parts = [part for part in name.replace("\\", "/").lower().split("/") if part]
    table: dict[str, list[str]] = _table()["litter"]
    if not parts or parts[-1] in table["names"] or any(part in table["folders"] for part in parts):
        return "file of a system"
    return "hidden file" if any(part.startswith(".") and part.strip(".") for part in parts) else None
