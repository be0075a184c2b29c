"""Tables of the cleaning benchmark: rows of F1, shares, and what was taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

Pairs = list[tuple[str, str]]
"""(gold, found) of each page."""
Score = Callable[[Pairs], tuple[float, float, float]]
"""(F1, precision, recall) of pairs."""


def row(name: str, score: tuple[float, float, float], note: str = "") -> None:
    """Print a row of F1 (precision/recall)."""
    print(f"  {name:<44} {score[0]:.3f} ({score[1]:.3f}/{score[2]:.3f}) {note}", flush=True)


def confusion(counts: Counter[tuple[str, str]], order: Sequence[str], corner: str = "truth") -> None:
    """Print how often what (rows) was taken for what (columns); a dot stands for never."""
    names = [*order, *sorted({name for pair in counts for name in pair} - set(order))]
    rows = [name for name in names if any(counts[name, other] for other in names)]
    columns = [name for name in names if any(counts[other, name] for other in names)]
    wide = max(map(len, [corner, *rows]))
    print(f"    {corner:<{wide}}  " + "  ".join(f"{name:>4}" for name in columns))
    for name in rows:
        cells = (f"{counts[name, other] or '·':>{max(4, len(other))}}" for other in columns)
        print(f"    {name:<{wide}}  " + "  ".join(cells))


def fields(found: Sequence[tuple[str, object, object]]) -> None:
    """Print how often each field is right, of (field, truth, found): in all, where the page says it, where not."""
    for field in dict.fromkeys(name for name, _, _ in found):
        said = [truth == own for name, truth, own in found if name == field and truth is not None]
        silent = [own is None for name, truth, own in found if name == field and truth is None]
        right, pages = sum(said) + sum(silent), len(said) + len(silent)
        print(
            f"    {field:<10} right {right}/{pages}; "
            f"where the page says it {sum(said)}/{len(said)}, left empty where not {sum(silent)}/{len(silent)}"
        )
