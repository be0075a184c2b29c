"""Titles: training of the trees that score candidates for the title of a page.

    python -m benchmarks.train_titles [--shared ../shared] [--work build/cleaning]

Trains them anew with the networks of the folds in ``--work``; the trees for HTML stay as they are.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cleaning_samples import FOLDS, OWN, Sample, plain
from kmedtext.cleaning.network import Tagged
from kmedtext.cleaning.story import find_story
from kmedtext.cleaning.titlerows import title_rows
from kmedtext.cleaning.view import View

Matrix = npt.NDArray[np.float64]

LEAST = -1.0
"""Log-odds from which the report counts a candidate as found."""
WEIGHTS = {"korean_recombined": 3.0, OWN: 1.5}
TITLE = {
    "max_iter": 90,
    "max_leaf_nodes": 12,
    "learning_rate": 0.12,
    "min_samples_leaf": 20,
    "l2_regularization": 2.0,
}


@dataclass(slots=True)
class Titles:
    """The candidates for the title of one sample."""

    fold: int
    rows: Matrix
    labels: Matrix
    texts: list[str]
    wanted: str
    original: bool
    set: str


def load_titles(samples: Sequence[Sample], tagged: Sequence[Tagged]) -> list[Titles]:
    """Title candidates of the pages whose title is known."""
    result = []
    for sample, one in zip(samples, tagged, strict=True):
        wanted = plain(str(dict(sample.page.meta).get("title") or ""))
        if sample.titles is None or not (wanted or sample.page.set == OWN):
            continue
        scores = (1.0 / (1.0 + np.exp(-one.body))).tolist()
        view = View(sample.measured, one, scores, find_story(sample.measured, one, scores).body)
        indices, rows = title_rows(view)
        if indices:
            texts = [sample.texts[index] for index in indices]
            labels = sample.titles[indices]
            result.append(Titles(sample.fold, rows, labels, texts, wanted, sample.original, sample.page.set))
    return result


def fit_titles(titles: list[Titles]) -> Any:
    """Fit the trees that score titles."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_bins=127, early_stopping=False, random_state=0, **TITLE)
    weights = np.concatenate([np.full(len(t.labels), WEIGHTS.get(t.set, 1.0)) for t in titles])
    rows = np.vstack([t.rows for t in titles]).astype(np.float32)
    return model.fit(rows, np.concatenate([t.labels for t in titles]), sample_weight=weights)


def report_titles(titles: list[Titles]) -> None:
    """Print how often the best candidate is the title, cross-validated, by set."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fold in range(FOLDS):
        model = fit_titles([t for t in titles if t.fold != fold])
        for t in titles:
            if t.fold != fold or not (t.original or t.set == OWN):
                continue
            odds = model.decision_function(t.rows.astype(np.float32))
            best = int(odds.argmax())
            own = counts[t.set + ("" if t.original else ", mixed")]
            own["no candidate right"] += not t.labels.any()
            own["silent" if odds[best] < LEAST else "right" if t.labels[best] else "wrong"] += 1
    for name, own in sorted(counts.items()):
        print(
            f"title {name}: " + " ".join(f"{key} {value}" for key, value in sorted(own.items())), flush=True
        )


def main() -> None:
    """Train, report, write."""
    from benchmarks.cleaning_samples import load_samples
    from benchmarks.network_training import tag_sample
    from benchmarks.train_cleaning import DATA, exported, load_folds

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/cleaning"))
    arguments = parser.parse_args()
    folds = load_folds(arguments.work)
    samples = [sample for sample in load_samples(arguments.shared) if sample.titles is not None]
    titles = load_titles(samples, [tag_sample(folds[sample.fold], sample) for sample in samples])
    report_titles(titles)
    path = DATA / "weights.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["forests"]["title"] = exported(fit_titles(titles))
    path.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
