"""Train the weights of the cleaner: the network that tags drafts, and the trees for titles and for HTML.

    python -m benchmarks.train_cleaning [--shared ../shared] [--only network] [--fold 0]

Data: WCXB dev (CC-BY-4.0), the shapes of the recombined Korean pages and the annotated pages that we wrote, without
the pages set aside. Cross-validation keeps pages of one site, or of one page chrome, in one fold: ``--fold`` trains
the network of a fold and keeps it in ``--work``, so that folds can be trained side by side; the trees learn from
what those networks say of pages that they have not seen. Needs the extra ``train``; the library needs numpy only.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cleaning_pages import load_scoring
from benchmarks.cleaning_samples import FOLDS, OWN, Sample, load_samples
from kmedtext.cleaning.network import Member, Tagged

Matrix = npt.NDArray[np.float64]

EPOCHS = 9
MEMBERS = 2
"""Networks of the library; their outputs are averaged."""
DATA = Path("src/kmedtext/cleaning/data")
NOTE = (
    "Made by benchmarks/train_cleaning.py. Trained on WCXB dev (Web Content Extraction Benchmark, CC-BY-4.0), on "
    "shapes of recombined Korean pages (no words) and on pages written for kmedtext."
)


def fit_trees(rows: Sequence[Matrix], samples: Sequence[Sample], settings: dict[str, Any]) -> Any:
    """Fit boosted trees that tell body text from the rest."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    model = HistGradientBoostingClassifier(max_bins=63, early_stopping=False, random_state=0, **settings)
    return model.fit(
        np.vstack(rows).astype(np.float32),
        np.concatenate([sample.labels for sample in samples]),
        sample_weight=np.concatenate([sample.weights for sample in samples]),
    )


def crossed(rows: Sequence[Matrix], samples: Sequence[Sample], settings: dict[str, Any]) -> list[Matrix]:
    """Log-odds of each sample by trees that saw none of its fold."""
    odds: list[Matrix] = [np.zeros(0)] * len(samples)
    for fold in range(FOLDS):
        inside = [index for index, sample in enumerate(samples) if sample.fold != fold]
        model = fit_trees([rows[index] for index in inside], [samples[index] for index in inside], settings)
        for index, sample in enumerate(samples):
            if sample.fold == fold:
                odds[index] = np.asarray(model.decision_function(rows[index].astype(np.float32)))
    return odds


def report(samples: Sequence[Sample], odds: Sequence[Matrix], shared: Path, title: str) -> None:
    """Print F1/P/R by kind of page at several thresholds, of the pages as they are."""
    score = load_scoring(shared)
    for cut in (0.3, 0.4, 0.5):
        groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for sample, own in zip(samples, odds, strict=True):
            if not sample.original or not sample.page.gold:
                continue
            share = 1.0 / (1.0 + np.exp(-own))
            taken = zip(sample.measured.drafts, share.tolist(), strict=True)
            found = "\n\n".join(d.text for d, p in taken if p > cut and not d.furniture and d.pinned is None)
            kind = {"korean_recombined": "ko", OWN: "own"}.get(sample.page.set, sample.page.page)
            groups[kind].append((sample.page.gold, found))
            if sample.page.set == "wcxb_dev":
                groups["wcxb all"].append((sample.page.gold, found))
        cells = ["{} {:.3f} ({:.2f}/{:.2f})".format(k, *score(v)) for k, v in sorted(groups.items())]
        print(f"{title} cut {cut}: " + "  ".join(cells), flush=True)


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


def _fold_path(work: Path, fold: int) -> Path:
    return work / f"fold{fold}.pickle"


def train_fold(samples: Sequence[Sample], fold: int, work: Path) -> None:
    """Train the network that sees nothing of a fold; ``-1``: those of the library, which see all."""
    from benchmarks.network_training import fit, save

    if fold < 0:
        save([fit(samples, EPOCHS, seed=seed) for seed in range(MEMBERS)], DATA / "network.npz", NOTE)
        return
    member = fit([sample for sample in samples if sample.fold != fold], EPOCHS, seed=fold)
    work.mkdir(parents=True, exist_ok=True)
    _fold_path(work, fold).write_bytes(pickle.dumps(tuple(member)))


def load_folds(work: Path) -> list[tuple[Member, ...]]:
    """The networks of the folds, trained before."""
    return [(Member(*pickle.loads(_fold_path(work, fold).read_bytes())),) for fold in range(FOLDS)]  # noqa: S301 - our own


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/cleaning"))
    parser.add_argument(
        "--fold", type=int, choices=range(-1, FOLDS), help="train this network only; -1: on all"
    )
    parser.add_argument("--trees", action="store_true", help="train the trees only, from networks in --work")
    arguments = parser.parse_args()
    samples = load_samples(arguments.shared)
    print(f"{len(samples)} samples, {sum(len(sample.labels) for sample in samples)} drafts", flush=True)
    if not arguments.trees:
        for fold in range(-1, FOLDS) if arguments.fold is None else (arguments.fold,):
            train_fold(samples, fold, arguments.work)
    if arguments.fold is None:
        train_trees(samples, arguments.shared, load_folds(arguments.work))


def train_trees(samples: Sequence[Sample], shared: Path, folds: Sequence[tuple[Member, ...]]) -> None:
    """Train the trees for titles and for HTML on what networks say of pages they have not seen."""
    from benchmarks.network_training import tag_sample
    from benchmarks.train_markup import fit_markup
    from benchmarks.train_titles import fit_titles, load_titles, report_titles

    tagged: list[Tagged] = [tag_sample(folds[sample.fold], sample) for sample in samples]
    report(samples, [one.body.astype(np.float64) for one in tagged], shared, "text")
    _report_pages(samples, tagged)
    titles = load_titles(samples, tagged)
    report_titles(titles)
    forests = {
        "title": exported(fit_titles(titles)),
        "markup": exported(fit_markup(shared, folds)),
    }
    path = DATA / "weights.json"
    path.write_text(
        json.dumps({"note": NOTE, "forests": forests}, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{path}: {path.stat().st_size} bytes")


def _report_pages(samples: Sequence[Sample], tagged: Sequence[Tagged]) -> None:
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for sample, one in zip(samples, tagged, strict=True):
        if sample.kind is not None and sample.original:
            right[f"{sample.page.set} {sample.page.page}"].append(int(one.page.argmax()) == sample.kind)
    print(
        "kind of page right: "
        + "  ".join(f"{name} {sum(found)}/{len(found)}" for name, found in sorted(right.items()))
    )


if __name__ == "__main__":
    main()
