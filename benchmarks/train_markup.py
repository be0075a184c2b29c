"""The second pass of the cleaner, for HTML: trees over tags, names, links and containers.

    python -m benchmarks.train_markup [--shared ../shared] [--work build/cleaning]

trains these trees alone, and keeps those for titles. Data: the pages of WCXB dev (CC-BY-4.0) that come with their
HTML, and the annotated pages that we wrote, mixed and dressed as
HTML; without the pages set aside (``held``). What the text alone says comes from networks that did not see the
page's site, so that the second pass learns how far to trust it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cleaning_pages import load_pages, read_html
from benchmarks.cleaning_samples import Sample, sample_of
from benchmarks.html_dressing import dressed
from benchmarks.network_training import tag_sample
from benchmarks.train_cleaning import DATA, crossed, exported, fit_trees, load_folds, report
from kmedtext.cleaning.declared import Hints
from kmedtext.cleaning.markup import markup_rows
from kmedtext.cleaning.network import Member, Tagged
from kmedtext.records import Page

Matrix = npt.NDArray[np.float64]

MARKUP = {
    "max_iter": 140,
    "max_leaf_nodes": 12,
    "learning_rate": 0.07,
    "min_samples_leaf": 60,
    "l2_regularization": 4.0,
    "max_features": 0.25,
}
MIXED = 150
"""Mixtures of our own pages that are dressed."""
OWN_WEIGHT = 0.4
"""What a block of a dressed page counts beside one of a real page."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A sample of HTML, and what the head of its page says."""

    sample: Sample
    hints: Hints

    def tagged(self, folds: Sequence[tuple[Member, ...]]) -> Tagged:
        """What the network says that did not see the page's fold."""
        return tag_sample(folds[self.sample.fold], self.sample)


def fit_markup(shared: Path, folds: Sequence[tuple[Member, ...]]) -> Any:
    """Fit the second pass on what the networks of the folds say; report it cross-validated."""
    marked = list(load_marked(shared))
    samples = [one.sample for one in marked]
    tagged = [one.tagged(folds) for one in marked]
    rows = [
        markup_rows(one.sample.measured, said, one.hints) for one, said in zip(marked, tagged, strict=True)
    ]
    report(samples, [one.body.astype(np.float64) for one in tagged], shared, "HTML, text alone")
    report(samples, crossed(rows, samples, MARKUP), shared, "HTML, with markup")
    return fit_trees(rows, samples, MARKUP)


def load_marked(shared: Path) -> Iterator[Marked]:
    """The pages of WCXB with HTML and our own, dressed."""
    for gold in load_pages(shared, "wcxb_dev"):
        if gold.html is not None and not gold.held:
            page = Page.from_html(read_html(gold.html), id=gold.id)
            yield from _marked(sample_of(gold, page, original=True), page)
    for gold, html in dressed(MIXED):
        page = Page.from_html(html, id=gold.id)
        yield from _marked(sample_of(gold, page, original=False), page, OWN_WEIGHT)


def _marked(sample: Sample | None, page: Page, weight: float = 1.0) -> Iterator[Marked]:
    if sample is not None:
        sample.weights *= weight
        yield Marked(sample, page.hints)


def main() -> None:
    """Train the trees for HTML alone and put them into the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("build/cleaning"))
    arguments = parser.parse_args()
    path = DATA / "weights.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    record["forests"]["markup"] = exported(fit_markup(arguments.shared, load_folds(arguments.work)))
    path.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
