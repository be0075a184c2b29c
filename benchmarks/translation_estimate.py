"""Does the estimate of a translation's quality tell true sentences from damaged ones?

    python -m benchmarks.translation_estimate [--fit] [--shared ../shared]

Material: the gold beads of the invented pairs, in both directions, and the same with the translated side damaged as
machines damage texts: another sentence, a part left out or said again, the text itself, another number, unit, name, a
negation lost. ``--fit`` fits the weights of ``fidelity.toml`` on the design half and prints them; the held half and, with
``--shared``, news (NTREX, documents of odd index) only report. It measures the ranking of damage, not people's judgements.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.alignment_sets import Document, in_design, ntrex, own
from benchmarks.checks import pairs_of
from benchmarks.corruption import CORRUPTIONS, Pair
from benchmarks.logistic import fitted
from benchmarks.ranking import area
from kmedtext.records import Lang
from kmedtext.translation.fidelity import Fidelity, check_translation, protected, quality, similarities

Floats = NDArray[np.float64]
CHECKS = tuple(Fidelity.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Case:
    """A text and what is said to be its translation; ``damage`` is "" for the true one of the same number."""

    number: int
    damage: str
    text: str
    said: str
    source: Lang
    target: Lang


def cut(_text: str, said: str, _other: str) -> str:
    """The last third of the words left out."""
    words = said.split()
    return " ".join(words[: -(len(words) // 3) or None])


def said_again(_text: str, said: str, _other: str) -> str:
    """The last words three times more, as decoders do that are caught in a loop."""
    words = said.split()
    return " ".join([*words, *words[-max(2, len(words) // 3) :] * 3])


def half_left(text: str, said: str, _other: str) -> str:
    """The second half left in the language of the text."""
    words, left = said.split(), text.split()
    return " ".join([*words[: len(words) // 2], *left[len(left) // 2 :]])


MACHINE: Mapping[str, Callable[[str, str, str], str]] = {
    "another sentence": lambda text, said, other: other,
    "the text itself": lambda text, said, other: text,
    "half left": half_left,
    "a third left out": cut,
    "said again": said_again,
}
DAMAGES = (*MACHINE, *CORRUPTIONS)


def cases(documents: Sequence[Document]) -> list[Case]:
    """The true pairs of two or more words a side, in both directions, and every damage that can be done to them."""
    chance = random.Random(11)  # noqa: S311 - makes errors
    made: list[Case] = []
    for document in documents:
        pairs = [pair for pair in pairs_of([document]) if min(len(side.split()) for side in pair) > 1]
        for at, pair in enumerate(pairs):
            other = pairs[(at + 1) % len(pairs)]
            made += [case for case in _of_pair(pair, other, len(made), chance) if case.said and case.text]
    return made


def _of_pair(pair: Pair, other: Pair, number: int, chance: random.Random) -> list[Case]:
    ways: tuple[tuple[Lang, Lang, int], ...] = (("ko", "en", 1), ("en", "ko", 0))
    made: list[Case] = []
    for shift, (source, target, side) in enumerate(ways):
        text, said = pair[1 - side], pair[side]
        key = 2 * number + shift
        made.append(Case(key, "", text, said, source, target))
        made += [
            Case(key, name, text, damage(text, said, other[side]), source, target)
            for name, damage in MACHINE.items()
        ]
        for name, (_, corrupt) in CORRUPTIONS.items():
            wrong = corrupt(pair, chance)
            if wrong is not None and wrong[1 - side] == text:  # the damage is on the translated side
                made.append(Case(key, name, text, wrong[side], source, target))
    return [
        case
        for case in made
        if not case.damage
        or case.said not in {pair[0] * (case.target == "ko"), pair[1] * (case.target == "en")}
    ]


@dataclass(frozen=True, slots=True)
class Measured:
    """The cases with what is known of each."""

    cases: list[Case]
    similarity: Floats
    fidelity: list[Fidelity]

    @property
    def true(self) -> NDArray[np.bool_]:
        """Which cases are true pairs."""
        return np.array([not case.damage for case in self.cases])

    @property
    def rows(self) -> Floats:
        """What the weights are for: the similarity, and a one for each check that failed."""
        failed = [[float(name in one.failed) for name in CHECKS] for one in self.fidelity]
        return np.column_stack([self.similarity, np.array(failed)])


def measured(documents: Sequence[Document]) -> Measured:
    """Check all cases and compare their sides."""
    made = cases(documents)
    near = similarities([case.text for case in made], [case.said for case in made])
    checked = [
        check_translation(c.text, c.said, c.source, c.target, protected(c.text, c.source)) for c in made
    ]
    return Measured(made, np.array(near), checked)


def fit(found: Measured) -> tuple[Floats, float]:
    """Weights and constant, true and damaged cases weighing the same together; no failed check may speak for a text.

    For each check one more true case that failed it alone: no weight is without bound where no true case failed.
    """
    alone = np.column_stack([np.full(len(CHECKS), found.similarity[found.true].mean()), np.eye(len(CHECKS))])
    rows = np.vstack([found.rows, alone])
    true = np.concatenate([found.true, np.ones(len(CHECKS), dtype=bool)])
    times = max(1, round((~true).sum() / true.sum()))
    rows = np.vstack([rows, *[rows[true]] * (times - 1)])
    right = np.concatenate([true, np.ones((times - 1) * int(true.sum()), dtype=bool)]).astype(np.float64)
    used = np.ones(rows.shape[1], dtype=bool)
    while True:
        weights = fitted(rows[:, used], right)
        wrong = np.flatnonzero(used)[weights[:-1] > 0]
        wrong = wrong[wrong > 0]  # the similarity may
        if not len(wrong):
            break
        used[wrong] = False
    whole = np.zeros(rows.shape[1])
    whole[used] = weights[:-1]
    return whole, float(weights[-1])


def report(title: str, found: Measured) -> None:
    """Print the area under the curve over all cases and for each damage, and how often the true one is above its own."""
    true = found.true
    estimate = np.array(
        [quality(s, f) for s, f in zip(found.similarity.tolist(), found.fidelity, strict=True)]
    )
    print(f"\n{title}: {true.sum()} true, {(~true).sum()} damaged")
    passed = np.array([float(not one.failed) for one in found.fidelity])
    for name, values in (
        ("estimate", estimate),
        ("similarity alone", found.similarity),
        ("no check failed", passed),
    ):
        print(f"  {name:<26} area under the curve {area(values, true):.3f}")
    best = {
        case.number: value
        for case, value, is_true in zip(found.cases, estimate, true, strict=True)
        if is_true
    }
    for damage in DAMAGES:
        which = np.array([case.damage == damage for case in found.cases])
        if not which.any():
            continue
        both = which | true
        own_true = np.array([best[found.cases[at].number] for at in np.flatnonzero(which)])
        above = np.mean(own_true > estimate[which]) + np.mean(own_true == estimate[which]) / 2
        print(
            f"  {damage:<26} area under the curve {area(estimate[both], true[both]):.3f}, true one above its own "
            f"{100 * above:5.1f} % of {which.sum()}"
        )
    told = estimate >= 0.5
    print(
        f"  at 0.5: {100 * told[true].mean():.1f} % of the true above, {100 * told[~true].mean():.1f} % of the damaged"
    )


def main() -> None:
    """Fit, and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--fit", action="store_true", help="fit the weights on the design half and print them"
    )
    parser.add_argument("--shared", type=Path, help="report on news as well")
    options = parser.parse_args()
    invented = own()
    design = measured([document for document in invented if in_design(document)])
    if options.fit:
        weights, constant = fit(design)
        print(f"constant = {constant:.3f}\nsimilarity = {weights[0]:.3f}")
        print("\n".join(f"{name} = {value:.3f}" for name, value in zip(CHECKS, weights[1:], strict=True)))
    report("invented, design half (fitted)", design)
    report("invented, held half", measured([document for document in invented if not in_design(document)]))
    if options.shared:
        report("news (NTREX, odd index)", measured(ntrex(options.shared, "00")[1::2]))


if __name__ == "__main__":
    main()
