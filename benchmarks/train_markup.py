"""The second pass of the cleaner, for HTML: trees over tags, names, links and containers.

Data: the pages of WCXB dev (CC-BY-4.0) that come with their HTML, and the annotated pages that we wrote,
mixed and dressed as HTML; without the pages set aside (``held``). What the text alone says comes from
networks that did not see the page's site, so that the second pass learns how far to trust it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cleaning_pages import load_pages, read_html
from benchmarks.cleaning_samples import Sample, sample_of
from benchmarks.html_dressing import OWN_HTML, dressed
from benchmarks.network_training import tag_sample
from benchmarks.train_cleaning import crossed, fit_trees, report
from kmedtext.cleaning.markup import markup_rows
from kmedtext.cleaning.network import Member
from kmedtext.records import Page

Matrix = npt.NDArray[np.float64]

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


def fit_markup(shared: Path, folds: Sequence[tuple[Member, ...]]) -> Any:
    """Fit the second pass on what the networks of the folds say; report it cross-validated."""
    samples = list(_samples(shared))
    tagged = [tag_sample(folds[sample.fold], sample) for sample in samples]
    rows = [markup_rows(sample.measured, one) for sample, one in zip(samples, tagged, strict=True)]
    for sample in samples:
        if sample.page.set == OWN_HTML:
            sample.weights *= OWN_WEIGHT
    report(samples, [one.body.astype(np.float64) for one in tagged], shared, "HTML, text alone")
    report(samples, crossed(rows, samples, MARKUP), shared, "HTML, with markup")
    return fit_trees(rows, samples, MARKUP)


def _samples(shared: Path) -> Iterator[Sample]:
    for page in load_pages(shared, "wcxb_dev"):
        if page.html is not None and not page.held:
            source = Page.from_html(read_html(page.html), id=page.id)
            yield from filter(None, [sample_of(page, source, original=True)])
    for gold, html in dressed(MIXED):
        yield from filter(None, [sample_of(gold, Page.from_html(html, id=gold.id), original=False)])
