"""Train the weights of the cleaner: boosted trees over the shapes of blocks.

    python -m benchmarks.train_cleaning [--shared ../shared] [--out src/kmedtext/cleaning/data/weights.json]

Data: WCXB dev (CC-BY-4.0), the shape features of the recombined Korean pages and mixtures of the
annotated pages that we wrote, without the pages set aside (``held``). Cross-validation keeps pages of one site, or of one page chrome, in one
fold. Needs scikit-learn; the library itself needs numpy only.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cleaning_pages import load_scoring
from benchmarks.cleaning_samples import FOLDS, OWN, Sample, load_samples
from benchmarks.cleaning_titles import fit_titles, load_titles, report_titles
from kmedtext.cleaning.features import Matrix, names

TEXT = {
    "max_iter": 170,
    "max_leaf_nodes": 24,
    "learning_rate": 0.1,
    "min_samples_leaf": 50,
    "l2_regularization": 1.5,
}


def fit(rows: list[Matrix], samples: list[Sample], settings: dict[str, Any]) -> Any:
    """Fit one pass."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_bins=63, early_stopping=False, random_state=0, **settings)
    kept = [_thinned(sample, number) for number, sample in enumerate(samples)]
    labels = np.concatenate([sample.labels[own] for sample, (own, _) in zip(samples, kept, strict=True)])
    weights = np.concatenate(
        [sample.weights[own] * factor for sample, (own, factor) in zip(samples, kept, strict=True)]
    )
    stacked = np.vstack([part[own].astype(np.float32) for part, (own, _) in zip(rows, kept, strict=True)])
    return model.fit(stacked, labels, sample_weight=weights)


def _thinned(sample: Sample, number: int) -> tuple[Any, Matrix]:
    """All blocks near the story; of the far ones a fifth, which then count five times."""
    near = np.convolve(sample.labels, np.ones(17), mode="same")[: len(sample.labels)] > 0
    drawn = np.random.default_rng(number).random(len(near)) < 0.2
    own = np.flatnonzero(near | drawn)
    return own, np.where(near[own], 1.0, 5.0)


def crossed(
    rows: list[Matrix], samples: list[Sample], settings: dict[str, Any]
) -> tuple[list[Matrix], list[Any]]:
    """(log-odds of each sample by a model that saw none of its fold, the models by fold)."""
    odds: list[Matrix] = [np.zeros(0)] * len(samples)
    models = []
    for fold in range(FOLDS):
        inside = [index for index, sample in enumerate(samples) if sample.fold != fold]
        started = time.perf_counter()
        model = fit([rows[index] for index in inside], [samples[index] for index in inside], settings)
        models.append(model)
        print(f"fold {fold}: {time.perf_counter() - started:.0f} s", flush=True)
        for index, sample in enumerate(samples):
            if sample.fold == fold:
                odds[index] = log_odds(model, rows[index])
    return odds, models


def log_odds(model: Any, rows: Matrix) -> Matrix:
    """Log-odds of rows by a fitted ensemble."""
    return np.asarray(model.decision_function(rows.astype(np.float32)), dtype=np.float64)


def report(samples: list[Sample], odds: list[Matrix], shared: Path, title: str) -> None:
    """Print F1/P/R by kind of page at several thresholds."""
    score = load_scoring(shared)
    for cut in (-0.6, 0.0, 0.6):
        groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for sample, own in zip(samples, odds, strict=True):
            found = "\n".join(
                text for text, value in zip(sample.texts, own.tolist(), strict=True) if value > cut
            )
            kind = {"korean_recombined": "ko", OWN: "own"}.get(sample.page.set, sample.page.page)
            kind = kind if sample.original else f"re:{kind}"
            groups[kind].append((sample.page.gold, found))
            if kind not in ("ko", "own") and sample.original:
                groups["wcxb all"].append((sample.page.gold, found))
        cells = [
            "{} {:.3f} ({:.2f}/{:.2f})".format(kind, *score(pairs)) for kind, pairs in sorted(groups.items())
        ]
        print(f"{title} cut {cut:+.1f}: " + "  ".join(cells), flush=True)


def exported(model: Any) -> dict[str, Any]:
    """A fitted ensemble as flat preorder lists: feature, threshold … and -1, value for leaves."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        flat: list[float] = []
        stack = [0]
        while stack:
            node = nodes[stack.pop()]
            if node["is_leaf"]:
                flat += [-1, round(float(node["value"]), 4)]
            else:
                flat += [int(node["feature_idx"]), float(f"{float(node['num_threshold']):.6g}")]
                stack += [int(node["right"]), int(node["left"])]
        trees.append(flat)
    return {"base": round(float(np.ravel(model._baseline_prediction)[0]), 4), "trees": trees}


NOTE = (
    "Boosted trees of kmedtext.cleaning, made by benchmarks/train_cleaning.py. Trained on WCXB dev "
    "(Web Content Extraction Benchmark, CC-BY-4.0), on shape features of recombined Korean pages and on "
    "mixtures of pages written for kmedtext; "
    "features are shapes, positions and cue classes, no words."
)


def main() -> None:
    """Train, report, write."""
    from benchmarks.train_markup import fit_markup  # which uses what stands above

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/kmedtext/cleaning/data/weights.json"))
    arguments = parser.parse_args()
    samples = load_samples(arguments.shared)
    print(f"{len(samples)} samples, {sum(len(sample.labels) for sample in samples)} blocks", flush=True)
    rows = [sample.rows for sample in samples]
    odds, models = crossed(rows, samples, TEXT)
    report(samples, odds, arguments.shared, "text")
    titles = load_titles(samples, odds)
    report_titles(titles)
    forests = {
        "text": exported(fit(rows, samples, TEXT)),
        "title": exported(fit_titles(titles)),
        "markup": exported(fit_markup(arguments.shared, models)),
    }
    record = {"note": NOTE, "features": names(), "forests": forests}
    arguments.out.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
