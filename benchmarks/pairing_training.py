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
from kmedtext.alignment.pairing.assignment import assign
from kmedtext.alignment.pairing.bimax import Background, background
from kmedtext.alignment.pairing.evidence import FEATURES, weigh

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
        sounds=np.unique(np.concatenate([part.sounds for part in parts])),
        romanised={key: name for part in parts for key, name in part.romanised.items()},
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
) -> tuple[Floats, Floats]:
    """Features of every pair of a folder, with a column of ones, and their truth."""
    candidates = [(i, j) for i in range(len(ko)) for j in range(len(en))]
    gold = task.gold
    rows = weigh(ko, en, candidates, chance).features
    truth = [float((ko[i].id, en[j].id) in gold) for i, j in candidates]
    return np.c_[rows, np.ones(len(rows))], np.array(truth)


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
    parser.add_argument(
        "--without", default="", metavar="NAMES", help="features to leave out, with commas between"
    )
    options = parser.parse_args()
    encoder = default_encoder()
    chance = background(encoder)
    tasks = read_tasks(options.shared, encoder)
    out = [FEATURES.index(name) for name in options.without.split(",") if name]
    sets: dict[str, list[tuple[Floats, Floats]]] = {}
    for task in tasks:
        rng = random.Random(f"{task.name}1")  # noqa: S311 - sampling, not secrets
        small = [examples(task, *folder(task, rng), chance) for _ in range(FOLDERS)]
        joined = (np.concatenate([rows for rows, _ in small]), np.concatenate([truth for _, truth in small]))
        sets[task.name] = [joined, examples(task, task.ko, task.en, chance)]
        for rows, _ in sets[task.name]:
            rows[:, out] = 0.0
    names = [*FEATURES, "bias"]
    everything = fit([one for both in sets.values() for one in both])
    print("weights", {name: round(float(value), 3) for name, value in zip(names, everything, strict=True)})
    print(
        "F1 by threshold, weights learned on the other tasks: small folders, whole task,\n"
        "and whole task after the one-to-one choice; last: loss"
    )
    print("task", *THRESHOLDS, sep="\t")
    by_name = {task.name: task for task in tasks}
    for kind, label in ((0, "folders"), (1, "whole"), (1, "chosen")):
        table = []
        for name, own in sets.items():
            weights = fit([one for other, both in sets.items() if other != name for one in both])
            rows, truth = own[kind]
            chances = probability(rows, weights)
            scores = [
                assigned(by_name[name], chances, threshold)
                if label == "chosen"
                else f1(chances, truth, threshold)
                for threshold in THRESHOLDS
            ]
            table.append([*scores, loss(chances, truth)])
            print(f"{name} {label}", *(f"{value:.3f}" for value in table[-1]), sep="\t")
        print(f"mean {label}", *(f"{value:.4f}" for value in np.mean(table, axis=0)), sep="\t")


def assigned(task: Task, chances: Floats, threshold: float) -> float:
    """F1 of the pairs of a whole task after the one-to-one choice."""
    odds = np.log(np.clip(chances, 1e-9, 1 - 1e-9) / (1 - np.clip(chances, 1e-9, 1 - 1e-9)))
    gains = odds.reshape(len(task.ko), len(task.en)) - np.log(threshold / (1 - threshold))
    chosen = assign([(i, j, float(gains[i, j])) for i, j in np.argwhere(gains > 0).tolist()])
    got = {(task.ko[i].id, task.en[j].id) for i, j, _ in chosen}
    return 2 * len(got & task.gold) / (len(got) + len(task.gold))


def loss(chances: Floats, truth: Floats) -> float:
    """Mean surprise (natural log), true and false pairs counting the same."""
    right = np.clip(np.where(truth > 0, chances, 1 - chances), 1e-6, 1)
    return float(-(balanced(truth) * np.log(right)).sum() / 500)


if __name__ == "__main__":
    main()
