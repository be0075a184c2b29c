"""The checks of records: false alarms on true pairs, and what is caught of pairs made wrong in one thing.

    python -m benchmarks.checks [--shared ../shared] [--alarms CHECK] [--score]

True pairs are NTREX sentences (news, translated by people) and the gold beads of the invented pairs. Word lists and
limits were looked at with NTREX documents of even index and the design half of the invented pairs; odd and held only
report. A catch counts where the true pair had raised no alarm.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.alignment_sets import Document, in_design, ntrex, own
from benchmarks.corruption import CORRUPTIONS, Pair
from benchmarks.logistic import fitted
from benchmarks.material import scoring, shared_folder
from benchmarks.ranking import area
from kmedtext.alignment import UseEncoder, align
from kmedtext.quality import check
from kmedtext.records import Checks

NAMES = ("numbers", "units", "names", "negation", "length", "copied", "lang_ko", "lang_en")


def pairs_of(documents: Sequence[Document]) -> list[Pair]:
    """The gold beads as texts."""
    return [
        (" ".join(d.ko[i].text for i in ko), " ".join(d.en[j].text for j in en))
        for d in documents
        for ko, en in d.gold
    ]


def alarm(checks: Checks, name: str) -> bool:
    """Whether a check says that something is wrong."""
    found: bool | None = getattr(checks, name)
    return found is True if name == "copied" else found is False


def table(title: str, pairs: Sequence[Pair]) -> None:
    """Print false alarms and catches."""
    found = [check(*pair) for pair in pairs]
    print(f"\n{title}: {len(pairs)} true pairs")
    for name in NAMES:
        judged = sum(getattr(one, name) is not None for one in found)
        alarms = sum(alarm(one, name) for one in found)
        print(
            f"  {name:<10} says something of {judged:5}, false alarms {alarms:4} ({100 * alarms / len(pairs):.1f} % of all)"
        )
    for what, (name, corrupt) in CORRUPTIONS.items():
        chance = random.Random(7)  # noqa: S311 - makes errors
        counts: Counter[str] = Counter()
        for pair, before in zip(pairs, found, strict=True):
            wrong = corrupt(pair, chance)
            if wrong is None or alarm(before, name):
                continue
            made = check(*wrong)
            after = getattr(made, name)
            counts["any"] += any(alarm(made, other) and not alarm(before, other) for other in NAMES)
            counts[{False: "caught", None: "nothing said"}.get(after, "missed")] += 1
        total = counts.total() - counts["any"]
        print(
            f"  {what:<25} of {total:4}: caught {100 * counts['caught'] / max(1, total):5.1f} %, by any check {100 * counts['any'] / max(1, total):5.1f} %, nothing said {counts['nothing said']}"
        )


def score_gain(shared: Path) -> None:
    """Whether the checks tell right beads from wrong ones beyond the score: cross-validated by documents."""
    encoder = UseEncoder(remember=100_000)
    documents = [*(d for noise in ("15", "30") for d in ntrex(shared, noise)[::2]), *filter(in_design, own())]
    rows: list[list[float]] = []
    right: list[float] = []
    group: list[int] = []
    for number, document in enumerate(documents):
        for bead in align(document.ko, document.en, encoder=encoder).beads:
            text = [
                " ".join(side[at].text for at in indices)
                for side, indices in ((document.ko, bead.ko), (document.en, bead.en))
            ]
            found = check(*text)
            odds = np.log((bead.score + 1e-4) / (1.0001 - bead.score))
            rows.append([odds, *(_sign(getattr(found, name)) for name in NAMES[:5])])
            right.append(float((bead.ko, bead.en) in document.gold))
            group.append(number % 5)
    values, gold, folds = np.array(rows), np.array(right), np.array(group)
    print(
        f"\nscore alone and with checks: {len(gold)} beads of {len(documents)} development documents, {gold.mean():.3f} right"
    )
    for title, columns in (
        ("score alone", [0]),
        *((f"score, {name}", [0, at]) for at, name in enumerate(NAMES[:5], 1)),
        ("score, all checks", list(range(6))),
    ):
        chance = np.zeros(len(gold))
        for fold in range(5):
            weights = fitted(values[folds != fold][:, columns], gold[folds != fold])
            odds = values[folds == fold][:, columns] @ weights[:-1] + weights[-1]
            chance[folds == fold] = 1 / (1 + np.exp(-odds))
        loss = -np.mean(gold * np.log(chance + 1e-9) + (1 - gold) * np.log(1 - chance + 1e-9))
        print(f"  {title:<20} log loss {loss:.4f}, area under the curve {area(chance, gold == 1):.4f}")


def _sign(verdict: bool | None) -> float:
    return 0.0 if verdict is None else 1.0 if verdict else -1.0


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path)
    parser.add_argument(
        "--alarms", choices=NAMES, help="show the false alarms of a check on the development halves"
    )
    parser.add_argument("--score", action="store_true", help="whether the checks would better the score")
    options = parser.parse_args()
    shared = shared_folder(options.shared)
    scoring(shared)
    news, invented = ntrex(shared, "00"), own()
    halves = {
        "NTREX, even index": pairs_of(news[::2]),
        "NTREX, odd index": pairs_of(news[1::2]),
        "invented, design half": pairs_of([d for d in invented if in_design(d)]),
        "invented, held half": pairs_of([d for d in invented if not in_design(d)]),
    }
    if options.alarms:
        for title in ("NTREX, even index", "invented, design half"):
            for ko, en in halves[title]:
                if alarm(check(ko, en), options.alarms):
                    print(f"{title}\n  {ko}\n  {en}")
        return
    for title, pairs in halves.items():
        table(title, pairs)
    if options.score:
        score_gain(shared)


if __name__ == "__main__":
    main()
