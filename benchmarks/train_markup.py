"""Train the second pass of the cleaner, for HTML, and replace it in the weights file.

    python -m benchmarks.train_markup [--shared ../shared] [--weights src/kmedtext/cleaning/data/weights.json]

Data: the pages of WCXB dev (CC-BY-4.0) that come with their HTML, and the annotated pages that we wrote,
mixed and dressed as HTML; without the pages set aside (``held``). What the text alone says comes from
models that did not see the page's site, so that the second pass learns how far to trust it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cleaning_labels import label_drafts
from benchmarks.cleaning_pages import GoldPage, load_pages, read_html
from benchmarks.cleaning_samples import Sample, draft_weights, fold_of, load_samples
from benchmarks.html_dressing import OWN_HTML, dressed
from benchmarks.train_cleaning import TEXT, crossed, exported, fit, log_odds, report
from kmedtext.cleaning.cleaner import drafts_of
from kmedtext.cleaning.features import Matrix, measure
from kmedtext.cleaning.markup import markup_rows
from kmedtext.records import Page

MARKUP = {
    "max_iter": 100,
    "max_leaf_nodes": 12,
    "learning_rate": 0.1,
    "min_samples_leaf": 40,
    "l2_regularization": 4.0,
}
MIXED = 150
"""Mixtures of our own pages that are dressed."""
OWN_WEIGHT = 0.4
"""What a block of a dressed page counts beside one of a real page."""


def fit_markup(shared: Path, models: list[Any]) -> Any:
    """Fit the second pass on the odds of text models by fold; report it cross-validated."""
    samples: list[Sample] = []
    rows: list[Matrix] = []
    texts: list[Matrix] = []
    for page, raw in _pages(shared):
        sample = _sample(page, raw)
        if sample is not None:
            alone = log_odds(models[sample.fold], sample.measured.rows)
            samples.append(sample)
            texts.append(alone)
            rows.append(markup_rows(sample.measured, alone))
    report(samples, texts, shared, "HTML, text alone")
    report(samples, crossed(rows, samples, MARKUP)[0], shared, "HTML, with markup")
    return fit(rows, samples, MARKUP)


def _pages(shared: Path) -> Iterator[tuple[GoldPage, str | bytes]]:
    for page in load_pages(shared, "wcxb_dev"):
        if page.html is not None and not page.held:
            yield page, read_html(page.html)
    yield from dressed(MIXED)


def _sample(page: GoldPage, raw: str | bytes) -> Sample | None:
    drafts = drafts_of(Page.from_html(raw, id=page.id))
    if not drafts:
        return None
    measured = measure(drafts)
    labels, sizes = label_drafts([draft.text for draft in drafts], page.gold)
    own = page.set == OWN_HTML
    return Sample(
        page,
        fold_of(page),
        measured.rows,
        measured.widths,
        np.asarray(labels, dtype=np.float64),
        draft_weights(page, sizes, original=not own) * (OWN_WEIGHT if own else 1.0),
        [draft.text for draft in drafts],
        not own,
        measured,
    )


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, default=Path("src/kmedtext/cleaning/data/weights.json"))
    arguments = parser.parse_args()
    samples = load_samples(arguments.shared)
    _, models = crossed([sample.rows for sample in samples], samples, TEXT)
    record = json.loads(arguments.weights.read_text(encoding="utf-8"))
    record["forests"]["markup"] = exported(fit_markup(arguments.shared, models))
    arguments.weights.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{arguments.weights}: {arguments.weights.stat().st_size} bytes")


if __name__ == "__main__":
    main()
