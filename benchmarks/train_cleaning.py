"""Train the weights of the cleaner: boosted trees over the shapes of blocks.

    python -m benchmarks.train_cleaning [--shared ../shared] [--out src/kmedtext/cleaning/data/weights.json]

Data: WCXB dev (CC-BY-4.0) and the shape features of the recombined Korean pages, without the pages
set aside (``GoldPage.held``). Cross-validation keeps pages of one site, or of one page chrome, in one
fold. Needs scikit-learn; the library itself needs numpy only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import time
from collections import defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cleaning_labels import label_drafts
from benchmarks.cleaning_pages import GoldPage, load_pages, load_scoring, read_html
from kmedtext.cleaning.cleaner import drafts_of
from kmedtext.cleaning.features import Matrix, Measured, measure, names
from kmedtext.cleaning.headline import title_rows
from kmedtext.cleaning.markup import markup_rows
from kmedtext.cleaning.story import find_story
from kmedtext.cleaning.view import View
from kmedtext.records import Page

FOLDS = 3
SPARED = 0.4
"""Share of the pages other than articles that is left out, to save time."""
KOREAN_CHROMES = {
    "magic_article_3e1c692ab0ba2ddf": 0,
    "magic_article_b8b6fa9925cd8cdb": 1,
    "scrapinghub_0ec95c7261d122f3": 2,
    "scrapinghub_9da36ae4714bfccc": 2,
    "seed_003": 0,
    "seed_004": 1,
}
TEXT = {
    "max_iter": 170,
    "max_leaf_nodes": 24,
    "learning_rate": 0.1,
    "min_samples_leaf": 50,
    "l2_regularization": 1.5,
}


@dataclass(slots=True)
class Sample:
    """A page's rows and labels. ``original`` is False for a page that was re-shaped."""

    page: GoldPage
    fold: int
    rows: Matrix
    widths: list[int]
    labels: Matrix
    weights: Matrix
    texts: list[str]
    original: bool
    measured: Measured


def fold_of(page: GoldPage) -> int:
    """The fold of a page: by its chrome or its site."""
    if page.set == "korean_recombined":
        return KOREAN_CHROMES[page.group]
    return int(hashlib.md5(page.group.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def sample_of(page: GoldPage, text: str, *, original: bool) -> Sample | None:
    """Measure and label a page."""
    drafts = drafts_of(Page(page.id, text))
    if not drafts:
        return None
    measured = measure(drafts)
    texts = [draft.text for draft in drafts]
    labels, sizes = label_drafts(texts, page.gold)
    return Sample(
        page,
        fold_of(page),
        measured.rows,
        measured.widths,
        np.asarray(labels, dtype=np.float64),
        _weights(page, sizes, original),
        texts,
        original,
        measured,
    )


def _weights(page: GoldPage, sizes: list[int], original: bool) -> Matrix:
    weights = (np.asarray(sizes, dtype=np.float64) + 1.0) ** 0.7
    weights *= np.sqrt(len(sizes)) / weights.sum()
    factor = 3.0 if page.set == "korean_recombined" else 2.0 if page.page == "article" else 1.0
    return weights * factor * (1.0 if original else 0.7)


def reshaped(page: GoldPage, text: str, others: list[tuple[list[str], list[str]]], rng: random.Random) -> str:
    """The same page as other tools would have dumped it: without bullets, without blank lines, menus on a line."""
    lines = text.split("\n")
    if others and rng.random() < 0.6:
        lines = [*rng.choice(others)[0], *_middle(page, lines), *rng.choice(others)[1]]
    if rng.random() < 0.7:
        lines = [_unmarked(line) for line in lines]
    if rng.random() < 0.5:
        lines = [line for line in lines if line.strip()]
    if rng.random() < 0.4:
        lines = _menus(lines, rng)
    return "\n".join(lines)


def _unmarked(line: str) -> str:
    bare = line.strip()
    if bare[:1] in "•*" and bare[1:2] == " ":
        bare = bare[2:]
    if bare[:2] == "[ " and bare[-2:] == " ]":
        bare = bare[2:-2]
    return bare


def _menus(lines: list[str], rng: random.Random) -> list[str]:
    joint = rng.choice(["  ", " | ", " ", "   "])
    result: list[str] = []
    run: list[str] = []
    for line in [*lines, "x" * 99]:
        if line.strip() and len(line) < 24 and len(run) < 14 and not line.rstrip().endswith((".", "?")):
            run.append(line.strip())
            continue
        if len(run) >= 4:
            result.append(joint.join(run))
        else:
            result.extend(run)
        run = []
        result.append(line)
    return result[:-1]


def _bounds(page: GoldPage, lines: list[str]) -> tuple[int, int]:
    labels, _ = label_drafts(lines, page.gold)
    inside = [index for index, label in enumerate(labels) if label]
    return (inside[0], inside[-1] + 1) if inside else (0, len(lines))


def _middle(page: GoldPage, lines: list[str]) -> list[str]:
    begin, end = _bounds(page, lines)
    return lines[max(0, begin - 5) : end + 3]


def load_samples(shared: Path, seed: int = 0) -> list[Sample]:
    """All design pages, as they are and (most of them) re-shaped."""
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    pages = [
        page
        for name in ("wcxb_dev", "korean_recombined")
        for page in load_pages(shared, name)
        if not page.held
    ]
    chromes: defaultdict[int, list[tuple[list[str], list[str]]]] = defaultdict(list)
    for page in pages:
        if page.set == "korean_recombined":
            lines = page.text.split("\n")
            begin, end = _bounds(page, lines)
            chromes[fold_of(page)].append((lines[: max(0, begin - 5)], lines[end + 3 :]))
    samples: list[Sample] = []
    for page in pages:
        if page.page != "article" and rng.random() < SPARED:
            continue
        samples.extend(filter(None, [sample_of(page, page.text, original=True)]))
        korean = page.set == "korean_recombined"
        for _ in range(2 if korean else 1):
            if korean or page.page == "article":
                text = reshaped(page, page.text, chromes[fold_of(page)] if korean else [], rng)
                samples.extend(filter(None, [sample_of(page, text, original=False)]))
    return samples


def fit(rows: list[Matrix], samples: list[Sample], settings: dict[str, Any]) -> Any:
    """Fit one pass."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped,unused-ignore]

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


TITLE = {
    "max_iter": 60,
    "max_leaf_nodes": 10,
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
    korean: bool


def load_titles(samples: list[Sample], odds: list[Matrix]) -> list[Titles]:
    """Title candidates of the articles whose manifest has the title."""
    result = []
    for sample, own in zip(samples, odds, strict=True):
        wanted = _plain(dict(sample.page.meta).get("title") or "")
        if not wanted or sample.page.page != "article":
            continue
        scores = (1.0 / (1.0 + np.exp(-own))).tolist()
        view = View(sample.measured, scores, find_story(sample.measured, scores)[0])
        indices, rows = title_rows(view)
        texts = [sample.texts[index] for index in indices]
        labels = [float(_same_title(_plain(text), wanted)) for text in texts]
        if indices:
            result.append(
                Titles(
                    sample.fold,
                    rows,
                    np.asarray(labels),
                    texts,
                    wanted,
                    sample.original,
                    sample.page.set == "korean_recombined",
                )
            )
    return result


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def _same_title(text: str, wanted: str) -> bool:
    if len(text) < 6:
        return text == wanted
    if wanted.startswith(text) or text.startswith(wanted):
        return min(len(text), len(wanted)) >= 0.5 * max(len(text), len(wanted))
    return SequenceMatcher(None, text, wanted).ratio() > 0.85


def fit_titles(titles: list[Titles]) -> Any:
    """Fit the trees that score titles."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # type: ignore[import-untyped,unused-ignore]

    model = HistGradientBoostingClassifier(max_bins=127, early_stopping=False, random_state=0, **TITLE)
    weights = np.concatenate([np.full(len(t.labels), 3.0 if t.korean else 1.0) for t in titles])
    rows = np.vstack([t.rows for t in titles]).astype(np.float32)
    return model.fit(rows, np.concatenate([t.labels for t in titles]), sample_weight=weights)


def report_titles(titles: list[Titles]) -> None:
    """Print how often the best candidate is the title, cross-validated."""
    for korean in (False, True):
        right = wrong = silent = lost = 0
        for fold in range(FOLDS):
            model = fit_titles([t for t in titles if t.fold != fold])
            for t in titles:
                if t.fold == fold and t.original and t.korean == korean:
                    odds = model.decision_function(t.rows.astype(np.float32))
                    best = int(odds.argmax())
                    lost += not t.labels.any()
                    if odds[best] < -0.6:
                        silent += 1
                    elif t.labels[best]:
                        right += 1
                    else:
                        wrong += 1
        print(
            f"title {'ko' if korean else 'en'}: right {right} wrong {wrong} silent {silent}; no candidate right {lost}",
            flush=True,
        )


def report(samples: list[Sample], odds: list[Matrix], shared: Path, title: str) -> None:
    """Print F1/P/R by kind of page at several thresholds."""
    score = load_scoring(shared)
    for cut in (-0.6, 0.0, 0.6):
        groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for sample, own in zip(samples, odds, strict=True):
            found = "\n".join(
                text for text, value in zip(sample.texts, own.tolist(), strict=True) if value > cut
            )
            kind = "ko" if sample.page.set == "korean_recombined" else sample.page.page
            kind = kind if sample.original else f"re:{kind}"
            groups[kind].append((sample.page.gold, found))
            if kind != "ko" and sample.original:
                groups["wcxb all"].append((sample.page.gold, found))
        cells = [
            "{} {:.3f} ({:.2f}/{:.2f})".format(kind, *score(pairs)) for kind, pairs in sorted(groups.items())
        ]
        print(f"{title} cut {cut:+.1f}: " + "  ".join(cells), flush=True)


MARKUP = {
    "max_iter": 60,
    "max_leaf_nodes": 8,
    "learning_rate": 0.1,
    "min_samples_leaf": 40,
    "l2_regularization": 4.0,
}


def fit_markup(shared: Path, models: list[Any]) -> Any:
    """Fit the second pass, for HTML, on the odds of text models that did not see the site; report it cross-validated."""
    samples: list[Sample] = []
    rows: list[Matrix] = []
    texts: list[Matrix] = []
    for page in load_pages(shared, "wcxb_dev"):
        if page.held or page.html is None:
            continue
        drafts = drafts_of(Page.from_html(read_html(page.html), id=page.id))
        if not drafts:
            continue
        measured = measure(drafts)
        labels, sizes = label_drafts([draft.text for draft in drafts], page.gold)
        fold = fold_of(page)
        alone = log_odds(models[fold], measured.rows)
        samples.append(
            Sample(
                page,
                fold,
                measured.rows,
                measured.widths,
                np.asarray(labels, dtype=np.float64),
                _weights(page, sizes, True),
                [draft.text for draft in drafts],
                True,
                measured,
            )
        )
        texts.append(alone)
        rows.append(markup_rows(measured, alone))
    report(samples, texts, shared, "HTML, text alone")
    report(samples, crossed(rows, samples, MARKUP)[0], shared, "HTML, with markup")
    return fit(rows, samples, MARKUP)


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
    "(Web Content Extraction Benchmark, CC-BY-4.0) and on shape features of recombined Korean pages; "
    "features are shapes, positions and cue classes, no words."
)


def main() -> None:
    """Train, report, write."""
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
