"""What a run may send over the network, and what it has sent."""

from __future__ import annotations

from collections.abc import Sequence

from kmedtext.translation.lanes import Lane
from kmedtext.translation.policy import Budget


class Purse:
    """A budget, and what is spent of it. ``empty`` names the bound that was reached; None until then."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.chars = 0
        self.cost = 0.0
        self.requests = 0
        self.empty: str | None = None

    def room(self, lane: Lane, texts: Sequence[str]) -> int:
        """How many of the texts, from the first on, there is money for in one request; at 0 it stays shut.

        Where the next text does not fit, none after it is sent either, shorter ones included: what a budget leaves
        out is then the end of a run, and not holes all over it.
        """
        if not lane.engine.network:
            return len(texts)
        if self.empty is None:
            for number in range(len(texts), 0, -1):
                bound = self._bound(lane, texts[:number])
                if bound is None:
                    return number
            self.empty = bound
        return 0

    def pay(self, lane: Lane, texts: Sequence[str]) -> None:
        """Count a request."""
        if lane.engine.network:
            self.requests += 1
            self.chars += sum(map(len, texts))
            self.cost += lane.cost(texts)

    def _bound(self, lane: Lane, texts: Sequence[str]) -> str | None:
        after = {
            "max_chars": self.chars + sum(map(len, texts)),
            "max_cost": self.cost + lane.cost(texts),
            "max_requests": self.requests + 1,
        }
        bounds = {name: getattr(self.budget, name) for name in after}
        return next((n for n, bound in bounds.items() if bound is not None and after[n] > bound), None)
