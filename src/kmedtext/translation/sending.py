"""What would leave the machine, told before it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kmedtext.translation.engine import Translator
from kmedtext.translation.limits import size


@dataclass(frozen=True, slots=True)
class Plan:
    """What goes to an engine if nothing fails: how many texts with how many characters and bytes.

    ``network`` tells whether they leave the process; ``remembered`` texts need no engine.
    """

    engine: str
    network: bool
    texts: int
    characters: int
    bytes: int
    remembered: int

    def __add__(self, other: Plan) -> Plan:
        """Both together, to one engine."""
        return Plan(
            self.engine,
            self.network,
            self.texts + other.texts,
            self.characters + other.characters,
            self.bytes + other.bytes,
            self.remembered + other.remembered,
        )

    def __str__(self) -> str:
        """One line for people.

        >>> print(Plan("google", True, 2, 1200, 7000, 5))
        google: 2 texts, 1,200 characters (7,000 bytes) would leave this machine; 5 need no engine
        """
        way = "would leave this machine" if self.network else "stay on this machine"
        return (
            f"{self.engine}: {self.texts:,} texts, {self.characters:,} characters ({self.bytes:,} bytes) {way}; "
            f"{self.remembered:,} need no engine"
        )


def planned(engine: Translator, sent: Sequence[str], remembered: int) -> Plan:
    """Count what is to be sent to the first engine."""
    measure = engine.limits.measure
    return Plan(
        engine.name,
        engine.network,
        len(sent),
        sum(map(len, sent)),
        sum(size(text, measure) for text in sent),
        remembered,
    )
