"""Learn the weights and the threshold of document pairing: ``python -m benchmarks.pairing_training``.

Prints them, and what each task gives when it is judged by weights learned on the others.
Nothing is written; ``src/kmedtext/alignment/pairing/pairing.toml`` is edited by hand.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.pairing_tasks import Task, read_tasks
from kmedtext.alignment import DocumentView, default_encoder
from kmedtext.alignment.pairing.bimax import Background, background
from kmedtext.alignment.pairing.evidence import features, weigh

Floats = NDArray[np.float64]

FOLDERS = 400
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def roundup(parts: Sequence[DocumentView]) -> DocumentView:
    """Join documents to one that tells of many things and belongs to none."""
    return DocumentView(
        id="roundup",
        lang=parts[0].lang,
        vectors=np.concatenate([part.vectors for part in parts])[:200],
        sizes=np.concatenate([part.sizes for part in parts])[:200],
        prints=tuple(mark for part in parts for mark in part.prints)[:200],
        numbers=frozenset().union(*(part.numbers for part in parts)),
        names=frozenset().union(*(part.names for part in parts)),
    )


def folder(task: Task, rng: random.Random) -> tuple[list[DocumentView], list[DocumentView]]:
    """Sample a small folder: 1-6 documents a side, a true pair in most, a round-up in a quarter."""
    sizes = (1, 1, 2, 3, 4, 6)
    ko = rng.sample(task.ko, rng.choice(sizes))
    en = rng.sample(task.en, rng.choice(sizes))
    if rng.random() < 0.7:
        one = rng.choice(ko)
        partners = [view for view in task.en if task.story[view.id] == task.story[one.id]]
        if partners and partners[0] not in en:
            en[0] = partners[0]
    if rng.random() < 0.25:
        side, pool = (ko, task.ko) if rng.random() < 0.3 else (en, task.en)
        taken = {task.story[view.id] for view in ko + en}
        free = [view for view in pool if task.story[view.id] not in taken]
        if len(free) >= 6:
            side.append(roundup(rng.sample(free, rng.choice((3, 4, 6)))))
    return ko, en


def examples(
    task: Task, ko: Sequence[DocumentView], en: Sequence[DocumentView], chance: Background
) -> list[tuple[list[float], bool]]:
    """Features and truth of every pair of a folder."""
    candidates = [(i, j) for i in range(len(ko)) for j in range(len(en))]
    gold = task.gold
    return [
        (list(features(evidence).values()), (ko[i].id, en[j].id) in gold)
        for (i, j), evidence in zip(candidates, weigh(ko, en, candidates, chance), strict=True)
    ]


def arrays(examples_: Sequence[tuple[list[float], bool]]) -> tuple[Floats, Floats]:
    """Features with a column of ones, and truth."""
    rows = np.array([row for row, _ in examples_])
    return np.c_[rows, np.ones(len(rows))], np.array([float(truth) for _, truth in examples_])


def balanced(truth: Floats) -> Floats:
    """Weights under which true and false pairs count the same, 500 together."""
    return np.asarray(np.where(truth > 0, 250 / max(truth.sum(), 1), 250 / max((1 - truth).sum(), 1)))


def fit(sets: Sequence[tuple[Floats, Floats]], penalty: float = 1.0) -> Floats:
    """Weighted logistic regression with a quadratic penalty (Newton's method); the bias is not penalised."""
    rows = np.concatenate([rows for rows, _ in sets])
    truth = np.concatenate([truth for _, truth in sets])
    weight = np.concatenate([balanced(truth) for _, truth in sets])
    ridge = np.eye(rows.shape[1]) * penalty
    ridge[-1, -1] = 1e-6
    found = np.zeros(rows.shape[1])
    for _ in range(40):
        chance = probability(rows, found)
        slope = rows.T @ (weight * (truth - chance)) - ridge @ found
        curve = (rows.T * (weight * np.maximum(chance * (1 - chance), 1e-9))) @ rows + ridge
        found = found + np.clip(np.linalg.solve(curve, slope), -5, 5)
    return found


def probability(rows: Floats, weights: Floats) -> Floats:
    """What the model says of each row."""
    return np.asarray(1 / (1 + np.exp(-np.clip(rows @ weights, -35, 35))))


def f1(probabilities: Floats, truth: Floats, threshold: float) -> float:
    """F1 of the pairs at or over the threshold, before the one-to-one choice."""
    kept = probabilities >= threshold
    return float(2 * (kept * truth).sum() / (kept.sum() + truth.sum()))


def main() -> None:
    """Print the weights, and the F1 of each task by threshold, learned on the other tasks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    encoder = default_encoder()
    chance = background(encoder)
    tasks = read_tasks(parser.parse_args().shared, encoder)
    sets: dict[str, list[tuple[Floats, Floats]]] = {}
    for task in tasks:
        rng = random.Random(f"{task.name}1")  # noqa: S311 - sampling, not secrets
        small = [pair for _ in range(FOLDERS) for pair in examples(task, *folder(task, rng), chance)]
        sets[task.name] = [arrays(small), arrays(examples(task, task.ko, task.en, chance))]
    first = weigh(tasks[0].ko[:1], tasks[0].en[:1], [(0, 0)], chance)[0]
    names = [*features(first), "bias"]
    everything = fit([one for both in sets.values() for one in both])
    print("weights", {name: round(float(value), 3) for name, value in zip(names, everything, strict=True)})
    print("F1 by threshold, weights learned on the other tasks: small folders/whole task")
    print("task", *THRESHOLDS, sep="\t")
    for kind, label in enumerate(("folders", "whole")):
        table = []
        for name, own in sets.items():
            weights = fit([one for other, both in sets.items() if other != name for one in both])
            rows, truth = own[kind]
            table.append([f1(probability(rows, weights), truth, threshold) for threshold in THRESHOLDS])
            print(f"{name} {label}", *(f"{value:.3f}" for value in table[-1]), sep="\t")
        print(f"mean {label}", *(f"{value:.4f}" for value in np.mean(table, axis=0)), sep="\t")


if __name__ == "__main__":
    main()
