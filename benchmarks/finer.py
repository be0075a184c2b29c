"""Beads split inside their sentences, against a gold of invented beads.

    python -m benchmarks.finer [--fit] [--misses]

A split is right where both cuts are the gold's, to the character, and the halves go to the right place. Weights were
fitted on the design half (``--fit`` prints them); the held half only reports.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.alignment_sets import OWN
from benchmarks.logistic import fitted
from kmedtext.alignment import UseEncoder
from kmedtext.alignment.atoms import text_of
from kmedtext.alignment.finer import FEATURES, Cut, Half, all_cuts, chance, halves, settings, split_beads
from kmedtext.alignment.finer import _whole as whole_of
from kmedtext.records import Bead, Sentence

FOLDER = Path(__file__).parent / "data" / "finer"
_BORDER = " ‖ "


@dataclass(frozen=True, slots=True)
class Case:
    """A bead, and how it is to be split: the first halves of both sides, and whether they change places."""

    name: str
    ko: tuple[Sentence, ...]
    en: tuple[Sentence, ...]
    gold: tuple[str, str, bool] | None

    @property
    def design(self) -> bool:
        """Whether weights may be fitted on it."""
        return int(hashlib.sha256(self.name.encode()).hexdigest()[0], 16) % 2 == 0


def cases() -> Iterator[Case]:
    """All beads of the gold."""
    for row in csv.DictReader(_lines(FOLDER / "beads.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE):
        table = json.loads((OWN / f"{row['file']}.json").read_text(encoding="utf-8"))
        bead = table["beads"][int(row["bead"])]
        texts = [[table[lang][at]["text"] for at in bead[lang]] for lang in ("ko", "en")]
        gold = None
        if row["order"] != "-":
            first = [_first(side, row["cut"]) for side in texts]
            gold = (first[0], first[1], row["order"] == "x")
        yield Case(row["file"], _sentences(texts[0], "ko"), _sentences(texts[1], "en"), gold)
    for row in csv.DictReader(_lines(FOLDER / "whole.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE):
        sides = [row[lang].split(_BORDER) for lang in ("ko", "en")]
        yield Case(row["ko"], _sentences(sides[0], "ko"), _sentences(sides[1], "en"), None)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _first(texts: Sequence[str], cut: str) -> str:
    """The first half of a side: up to the cut where it is one sentence, else its first sentence."""
    if len(texts) > 1:
        return texts[0]
    if texts[0].count(cut) != 1:
        raise ValueError(f"{cut!r} is not there once")
    return texts[0][: texts[0].index(cut) + len(cut)]


def _sentences(texts: Sequence[str], lang: str) -> tuple[Sentence, ...]:
    found, start = [], 0
    for text in texts:
        found.append(Sentence(text, lang, start, start + len(text)))
        start += len(text) + 1
    return tuple(found)


def bead_of(case: Case) -> Bead:
    """The case as one bead."""
    return Bead(tuple(range(len(case.ko))), tuple(range(len(case.en))), 1.0, 1.0)


def is_right(case: Case, half: Half, cut: Cut) -> bool:
    """Whether a cut is the gold's."""
    firsts = text_of(half.ko[: cut.ko]), text_of(half.en[: cut.en])
    return case.gold == (*firsts, cut.crossed)


def fit(given: Sequence[Case], encoder: UseEncoder) -> None:
    """Print weights fitted on the design half."""
    chosen = [case for case in given if case.design]
    wholes = [whole_of(case.ko, case.en, bead_of(case)) for case in chosen]
    rows: list[tuple[float, ...]] = []
    right: list[bool] = []
    for case, half, cuts in zip(chosen, wholes, all_cuts(wholes, encoder), strict=True):
        rows += [cut.features for cut in cuts]
        right += [is_right(case, half, cut) for cut in cuts]
    weights = fitted(np.array(rows), np.array(right, dtype=float))
    print(f"{len(chosen)} beads, {len(rows)} cuts, {sum(right)} right ones among them")
    for name, weight in zip((*FEATURES, "constant"), weights, strict=True):
        print(f'"{name}" = {weight:.3f}')


def report(title: str, given: Sequence[Case], encoder: UseEncoder, *, misses: bool) -> None:
    """Print how many splits are right, and how many beads were split that should stay whole."""
    wholes = [whole_of(case.ko, case.en, bead_of(case)) for case in given]
    reachable = taken = right = false = 0
    for case, half, cuts in zip(given, wholes, all_cuts(wholes, encoder), strict=True):
        best = max(cuts, key=lambda cut: chance(cut.features), default=None)
        reachable += any(is_right(case, half, cut) for cut in cuts)
        split = best is not None and chance(best.features) >= settings()["least"]
        taken += split
        hit = split and best is not None and is_right(case, half, best)
        right += hit
        false += split and case.gold is None
        if misses and best is not None and (split or case.gold) and not hit:
            first = halves(half, best, 0.0)[0]
            print(
                f"    {chance(best.features):.2f} {text_of(first.ko)} | {text_of(first.en)}\n      gold {case.gold}"
            )
    positive = sum(case.gold is not None for case in given)
    print(
        f"{title}: {positive} beads to split, {len(given) - positive} to leave whole; "
        f"cut within reach {reachable}; split {taken}, right {right}; "
        f"precision {right / max(1, taken):.3f}, recall {right / max(1, positive):.3f}; "
        f"split though whole {false} of {len(given) - positive}"
    )


def main() -> None:
    """Print the figures, or the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="print weights fitted on the design half")
    parser.add_argument("--misses", action="store_true", help="show the design half's wrong splits")
    options = parser.parse_args()
    encoder = UseEncoder(remember=100_000)
    given = list(cases())
    if options.fit:
        fit(given, encoder)
        return
    report("design half (fitted on)", [c for c in given if c.design], encoder, misses=options.misses)
    report("held half", [c for c in given if not c.design], encoder, misses=False)
    parts = [
        len(split_beads(case.ko, case.en, [bead_of(case)], encoder)[0])
        for case in given
        if case.gold and not case.design
    ]
    print(f"parts of the held beads to split: {sum(parts) / len(parts):.2f} on average")


if __name__ == "__main__":
    main()
