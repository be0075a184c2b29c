"""Single sentences of one text beside stretches of the other: what each would rather belong to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kmedtext.alignment.stretches import AT, MOST, Places, Table

_OF_ONE_KOREAN = [AT[1, many] for many in range(1, MOST + 1)]
_OF_ONE_ENGLISH = [AT[many, 1] for many in range(1, MOST + 1)]


@dataclass(frozen=True, slots=True)
class Singles:
    """Tables of one text, "here", and the other, "there".

    ``cosine`` and ``margin`` [how many there − 1, sentence here + 1, first there] have a row of −1 before the
    first and after the last sentence. ``before`` and ``after`` [how many here − 1, first here, sentence there] are
    the greatest cosines of a stretch here with single sentences there: those before that one, and from it on.
    """

    cosine: Table
    margin: Table
    before: Table
    after: Table

    @classmethod
    def of_korean(cls, found: Table) -> Singles:
        """Korean is here; ``found`` are cosines [shape, first ko, first en]."""
        return cls._of(found[_OF_ONE_KOREAN], found[_OF_ONE_ENGLISH])

    @classmethod
    def of_english(cls, found: Table) -> Singles:
        """English is here."""
        turned = found.transpose(0, 2, 1)
        return cls._of(
            np.ascontiguousarray(turned[_OF_ONE_ENGLISH]), np.ascontiguousarray(turned[_OF_ONE_KOREAN])
        )

    @classmethod
    def _of(cls, one_here: Table, one_there: Table) -> Singles:
        """From cosines of one sentence here with stretches there, and of stretches here with one sentence there."""
        _, n, m = one_here.shape
        before = np.zeros((MOST, n, m + 1), dtype=np.float32)
        after = np.zeros((MOST, n, m + 1 + MOST), dtype=np.float32)
        np.maximum.accumulate(one_there, axis=2, out=before[:, :, 1:])
        np.maximum.accumulate(one_there[:, :, ::-1], axis=2, out=after[:, :, m - 1 :: -1])
        np.maximum(before, 0.0, out=before)
        np.maximum(after, 0.0, out=after)
        cosine = np.full((MOST, n + 2, m), -1.0, dtype=np.float32)
        margin = cosine.copy()
        cosine[:, 1:-1] = one_here
        for many in range(1, MOST + 1):
            rival = np.maximum(before[0, :, :m], after[0, :, many : many + m])
            np.subtract(one_here[many - 1], rival, out=margin[many - 1, 1:-1])
        return cls(cosine, margin, before, after)

    def best_outside(self, a: int, b: int) -> Table:
        """Greatest cosine of ``a`` sentences here with one outside of ``b`` there: [first here, first there]."""
        m = self.cosine.shape[2]
        rival: Table = np.maximum(self.before[a - 1, :, :m], self.after[a - 1, :, b : b + m])
        return rival

    def lowest(self, here: Places, there: Places, a: Places, b: Places) -> tuple[Table, Table]:
        """Lowest margin and lowest cosine of a sentence here with the stretch there."""
        margin, cosine = (table[b - 1, here + 1, there] for table in (self.margin, self.cosine))
        for further in range(1, MOST):
            cells = np.flatnonzero(a > further)
            places = b[cells] - 1, here[cells] + 1 + further, there[cells]
            margin[cells] = np.minimum(margin[cells], self.margin[places])
            cosine[cells] = np.minimum(cosine[cells], self.cosine[places])
        return margin, cosine

    def beside(self, here: Places, there: Places, a: Places, b: Places) -> Table:
        """Greater margin of the sentences here before and after the bead, with the stretch there."""
        margins: Table = np.maximum(self.margin[b - 1, here, there], self.margin[b - 1, here + 1 + a, there])
        return margins
