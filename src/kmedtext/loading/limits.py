"""How much one input may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one input may hold or take; what exceeds it is a failure that says so.

    ``max_bytes`` counts the bytes of a text or of HTML, ``max_document_bytes`` those of a PDF, HWP
    or Office file and of its parts unpacked. Of an archive, ``max_members`` counts the members,
    ``max_unpacked`` the bytes of all of them, ``max_ratio`` how many times larger than its packed
    bytes a member may be (once it passes 1 MiB) and ``max_nesting`` archives inside one another.
    ``max_depth`` counts elements inside one another, ``max_nodes`` the nodes of a document tree,
    ``max_pages`` the pages of a PDF, ``max_rows`` and ``max_columns`` what a sheet of a workbook
    reaches to. ``max_seconds`` and ``max_memory`` (bytes above what the empty process takes; where
    the system can limit memory) are for one document in the process that parses binary formats.

    The defaults for pages are ten times what the largest of 383 web pages needs (1.7 MB, 51 levels),
    fifty times for the nodes (21,000). A tree of 5,000 levels takes the HTML parser 0.04 s, one of
    200,000 takes it minutes. Deflate packs 1,032 : 1 at most; of the Office and HWPX files looked at
    no part passed 60 : 1.

    >>> Limits(max_bytes=1000).max_depth
    500
    """

    max_bytes: int = 16 * _MIB
    max_document_bytes: int = 256 * _MIB
    max_members: int = 100_000
    max_unpacked: int = 16 * 1024 * _MIB
    max_ratio: int = 200
    max_nesting: int = 2
    max_depth: int = 500
    max_nodes: int = 1_000_000
    max_pages: int = 5_000
    max_rows: int = 100_000
    max_columns: int = 1_000
    max_seconds: float = 60.0
    max_memory: int = 640 * _MIB
