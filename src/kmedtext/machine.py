"""The noun for what an engine did: it stands on every record of which a machine made one side."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Machine:
    """Who made the machine's side of a record, when, and what came of the checks.

    ``engine`` is the engine's name, ``model`` its model where it says so, ``date`` the day (ISO 8601), ``lang`` the
    side that it wrote. ``quality`` is an estimate, 0…1. ``failed`` names the checks of the translation that
    failed (``protected``, ``numbers``, ``negation``, ``length``, ``language``, ``names``, ``translated``). ``round_trip`` is how near
    the text came back when it was translated again the other way (cosine), None where nobody asked.
    """

    engine: str
    model: str | None
    date: str
    lang: str
    quality: float
    failed: tuple[str, ...] = ()
    round_trip: float | None = None
