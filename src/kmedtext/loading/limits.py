"""How much one input may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one input may hold; what exceeds it is the failure ``too_large``.

    ``max_bytes`` counts the input's bytes, ``max_depth`` the HTML elements inside one another,
    ``max_nodes`` the nodes of the document tree. The defaults are ten times what the largest of
    383 web pages needs (1.7 MB, 51 levels), fifty times for the nodes (21,000). A tree of 5,000
    levels takes the HTML parser 0.04 s, one of 200,000 takes it minutes.

    >>> Limits(max_bytes=1000).max_depth
    500
    """

    max_bytes: int = 16 * 1024 * 1024
    max_depth: int = 500
    max_nodes: int = 1_000_000
