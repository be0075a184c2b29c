"""How much one input may ask of the machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one input may hold; what exceeds it is the failure ``too_large``.

    ``max_bytes`` counts the input's bytes, ``max_depth`` the HTML elements inside one another,
    ``max_nodes`` the nodes of the document tree. The defaults are ten times what the largest
    of 379 press pages needs (597 KB, depth 40, 14,000 nodes); 5,000 levels take the HTML
    parser 0.04 s, 200,000 take it minutes.

    >>> Limits(max_bytes=1000).max_depth
    500
    """

    max_bytes: int = 16 * 1024 * 1024
    max_depth: int = 500
    max_nodes: int = 1_000_000
