"""The quality gate: no figure of cleaning may sink below its floor.

    python -m benchmarks.gate [--shared ../shared] [--set seeds pages …]
    python -m benchmarks.gate --update [--lower]

Measures again what ``benchmarks/data/floors.toml`` has a floor for, prints a table, and exits with 1 where a figure is below
its floor, was measured on other data than its floor, or has none. Without the measuring material it says
``skipped`` and exits with 0. ``--update`` writes new floors, a margin below the figures; it lowers none without ``--lower``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import floors as file
from benchmarks.figures import FAMILIES, Figure, Material, Measured, measure
from benchmarks.floors import Floors, family, title

_ADVICE = {
    "below": "find the change that lowered it; where the loss is meant: python -m benchmarks.gate --update --lower",
    "data changed": "measured on other files than its floor; where they were meant to change: python -m benchmarks.gate --update",
    "no floor": "python -m benchmarks.gate --update",
    "not measured": "there is a floor, but its pages are not there; where they were meant to go: python -m benchmarks.gate --update --lower",
}  # fmt: skip
_SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure beside its floor: ``ok`` or one of what there is advice for."""

    figure: Figure
    floor: float | None
    state: str


def judge(part: Measured, floors: Floors) -> list[Verdict]:
    """Hold the figures of a set against their floors."""
    same = floors.digests.get((part.set, part.form)) == part.digest
    found = []
    for figure in part.figures:
        floor = floors.floors.get(figure.key)
        if floor is None:
            state = "no floor"
        elif not same:
            state = "data changed"
        else:
            state = "below" if figure.value < floor else "ok"
        found.append(Verdict(figure, floor, state))
    return found


def _show(verdict: Verdict) -> None:
    figure, floor = verdict.figure, "-" if verdict.floor is None else f"{verdict.floor:.3f}"
    print(
        f"  {figure.set:<18} {figure.lang:<4} {figure.form:<5} {figure.measure:<15} {figure.n:>4} "
        f"{figure.value:>7.4f} {floor:>6}  {verdict.state}",
        flush=True,
    )


def _run(material: Material, floors: Floors, families: Sequence[str]) -> list[Measured]:
    """Measure the families and print the table."""
    print(f"  {'set':<18} {'lang':<4} {'form':<5} {'measure':<15} {'n':>4} {'figure':>7} {'floor':>6}")
    found: list[Measured] = []
    for name in families:
        parts = list(measure(material, name))
        for part in parts:
            for verdict in judge(part, floors):
                _show(verdict)
        if not parts and not any(family(key[0]) == name for key in floors.floors):
            print(f"  skipped: {name}: its pages are not there")
        found += parts
    return found


def failings(found: Sequence[Measured], floors: Floors, families: Sequence[str]) -> list[str]:
    """A line for everything that is wrong, with what to do."""
    lines = []
    for part in found:
        verdicts = judge(part, floors)
        for state in ("data changed", "no floor"):
            count = sum(verdict.state == state for verdict in verdicts)
            if count:
                lines.append(f"{state}: {part.set} {part.form} ({count} figures): {_ADVICE[state]}")
        lines += [
            f"below: {title(verdict.figure.key)} is {verdict.figure.value:.4f}, its floor {verdict.floor}: {_ADVICE['below']}"
            for verdict in verdicts
            if verdict.state == "below"
        ]
    measured = {figure.key for part in found for figure in part.figures}
    gone = {key for key in floors.floors if family(key[0]) in families} - measured
    return lines + [f"not measured: {title(key)}: {_ADVICE['not measured']}" for key in sorted(gone)]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the gate; the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("KMEDTEXT_SHARED", _SHARED)))
    parser.add_argument("--set", nargs="+", choices=FAMILIES, default=FAMILIES, dest="families")
    parser.add_argument("--floors", type=Path, default=file.FILE, help="the file of floors")
    parser.add_argument("--update", action="store_true", help="write new floors")
    parser.add_argument("--lower", action="store_true", help="with --update: lower floors, too")
    options = parser.parse_args(argv)
    if options.lower and not options.update:
        parser.error("--lower goes with --update")
    if not (options.shared / "tools" / "scoring.py").is_file():
        print(
            f"skipped: the measuring material is not at {options.shared} (--shared or KMEDTEXT_SHARED names it)"
        )
        return 0
    floors = file.read(options.floors)
    found = _run(Material(options.shared, floors.samples), floors, options.families)
    if options.update:
        floors, said = file.updated(floors, found, options.families, lower=options.lower)
        file.write(floors, options.floors)
        print("\n".join([*said, f"written: {options.floors}"]))
    wrong = failings(found, floors, options.families)
    print("\n".join(wrong) or "every figure is at its floor or above it")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
