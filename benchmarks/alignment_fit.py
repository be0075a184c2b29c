"""Fit the weights of sentence alignment and write them to the package.

``python -m benchmarks.alignment_fit [--shared ../shared] [--write]``, with scipy installed. Trained on
the NTREX development documents with even index, at all four noise levels; on the same documents with
runs of sentences moved or sentences dropped; on the design half of the invented pairs in
``data/alignment_pairs``; and on texts of different pairs put together, where nothing is to be found.
Nothing else is read: not gold/, not data/pages, not the React documents.

Three times a part is left out: a third of the NTREX documents and everything one author of invented pairs
wrote. What is found in the parts left out is the honest figure of the procedure, and the score is fitted on it.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.alignment_crf import expectations
from benchmarks.alignment_sets import AUTHORS, NOISES, Document, GoldBead, author, in_design, ntrex, own
from benchmarks.material import scoring, shared_folder
from kmedtext.alignment import UseEncoder
from kmedtext.alignment.closeness import closeness
from kmedtext.alignment.features import NAMES, Measures, measure
from kmedtext.alignment.lengths import ratio_of
from kmedtext.alignment.parameters import EVIDENCE, GIVEN, SIZE_TABLE, SIZES, Parameters, Weights
from kmedtext.alignment.sentence import chosen, evidence
from kmedtext.alignment.side import Side, side
from kmedtext.alignment.stretches import AT, SHAPES, Array, similarities
from kmedtext.records import Sentence

RATIO = 0.65  # between the mean of the even NTREX documents (0.60) and of the invented pairs (0.78)
RATIO_TRUST = 4.0
FREE_UNTIL, CLOSE_FROM = 0.4, 0.85
SEED = 5
SHARE_MADE, SHARE_STRANGERS, SHARE_OWN = 0.3, 0.2, 2.0
# a measure may speak only the way it is meant to: this is what keeps the fit steady with few pairs
AGAINST = {"best rival", "orphan", "length", "length squared", "kind clash", "marks missed", "words missed"}
# close translations do without these measures, which take time
FADING = {"words shared", "words missed"}
PRIOR_BEAD, PRIOR_JUMP, LEAST_JUMP = -3.0, 4.0, 1.0
PULL, PULL_SIZE, PULL_APART = 0.05, 0.04, 0.1
BATCH = 24
ROUNDS = 60
FOLDS = len(AUTHORS)


@dataclass(slots=True)
class Case:
    """One document ready for training: ``gold`` marks cells of the measures, ``weight`` is how much it counts."""

    document: Document
    ko: Side
    en: Side
    closeness: float
    measures: Measures
    gold: NDArray[np.bool_]
    steps_back: int
    weight: float
    fold: int

    @property
    def share(self) -> float:
        """How much the weights of close translations count."""
        return min(1.0, max(0.0, (self.closeness - FREE_UNTIL) / (CLOSE_FROM - FREE_UNTIL)))


def moved(document: Document, chance: random.Random) -> Document:
    """The same document with about a quarter of its runs of one to three beads moved, on the English side."""
    beads = sorted(document.gold, key=lambda bead: bead[1])
    runs: list[list[GoldBead]] = []
    while beads:
        many = chance.choice([1, 1, 2, 3])
        runs.append(beads[:many])
        beads = beads[many:]
    for _ in range(max(1, len(runs) // 4)):
        run = runs.pop(chance.randrange(len(runs)))
        runs.insert(chance.randrange(len(runs) + 1), run)
    gold: list[GoldBead] = []
    en: list[Sentence] = []
    for run in runs:
        for ko, old in run:
            gold.append((ko, tuple(range(len(en), len(en) + len(old)))))
            en += [document.en[j] for j in old]
    return replace(document, name=f"{document.name} moved", en=tuple(en), gold=tuple(gold))


def dropped(document: Document, chance: random.Random) -> Document:
    """The same document without two sentences in five on either side."""
    ko = [i for i in range(len(document.ko)) if chance.random() > 0.4]
    en = [j for j in range(len(document.en)) if chance.random() > 0.4]
    new_ko, new_en = {i: at for at, i in enumerate(ko)}, {j: at for at, j in enumerate(en)}
    beads = (
        (tuple(new_ko[i] for i in a if i in new_ko), tuple(new_en[j] for j in b if j in new_en))
        for a, b in document.gold
    )
    return Document(
        f"{document.name} dropped",
        tuple(document.ko[i] for i in ko),
        tuple(document.en[j] for j in en),
        tuple((a, b) for a, b in beads if a and b),
    )


def case(document: Document, weight: float, fold: int, encoder: UseEncoder) -> Case:
    """Measure a document."""
    vectors = encoder.encode([sentence.text for sentence in (*document.ko, *document.en)])
    n = len(document.ko)
    ko, en = side(document.ko, vectors[:n], "ko"), side(document.en, vectors[n:], "en")
    pairs = similarities(ko.vectors, en.vectors)
    measures = measure(ko, en, pairs, ratio_of(document.gold, ko.sizes, en.sizes, RATIO, RATIO_TRUST))
    wanted = {
        (AT[len(a), len(b)], a[0], b[0])
        for a, b in document.gold
        if a[-1] - a[0] + 1 == len(a) and b[-1] - b[0] + 1 == len(b) and (len(a), len(b)) in AT
    }
    cells = zip(measures.shape.tolist(), measures.ko.tolist(), measures.en.tolist(), strict=True)
    gold = np.array([cell in wanted for cell in cells], dtype=bool)
    firsts = [b[0] for _, b in sorted(document.gold)]
    back = sum(later < earlier for earlier, later in pairwise(firsts))
    return Case(document, ko, en, closeness(pairs), measures, gold, back, weight, fold)


def training_cases(shared: Path, encoder: UseEncoder) -> list[Case]:
    """All documents that the weights are fitted on; those made from a document are in its fold."""
    chance = random.Random(SEED)  # noqa: S311 - makes training documents
    rows: list[tuple[Document, float, int]] = []
    for noise in NOISES:
        plain = [(document, at % FOLDS) for at, document in enumerate(ntrex(shared, noise)[::2])]
        rows += [(document, 1.0, fold) for document, fold in plain]
        if noise in ("00", "30"):
            rows += [(moved(document, chance), SHARE_MADE, fold) for document, fold in plain]
        if noise == "00":
            rows += [(dropped(document, chance), SHARE_MADE, fold) for document, fold in plain]
            rows += strangers(plain)
    invented = [(document, AUTHORS.index(author(document))) for document in own() if in_design(document)]
    rows += [(document, SHARE_OWN, fold) for document, fold in invented]
    rows += strangers(invented)
    return [case(*row, encoder) for row in rows if row[0].ko and row[0].en]


def strangers(documents: Sequence[tuple[Document, int]]) -> list[tuple[Document, float, int]]:
    """Every Korean text beside the English text of the next document of its fold: nothing is to be found."""
    rows = []
    for fold in range(FOLDS):
        here = [document for document, its in documents if its == fold]
        rows += [
            (replace(a, name=f"{a.name} stranger", en=b.en, gold=()), SHARE_STRANGERS, fold)
            for a, b in pairwise(here)
        ]
    return rows


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents of about one size: what is measured of their cells, one after the other.

    ``place`` is where each cell stands in a table of ``size`` (document, shape, first ko, first en), laid flat;
    ``document`` and ``shape`` are of cells; ``share``, ``back`` and ``weight`` are of documents.
    """

    size: tuple[int, ...]
    values: Array
    place: NDArray[np.intp]
    document: NDArray[np.intp]
    shape: NDArray[np.intp]
    gold: NDArray[np.bool_]
    share: Array
    back: Array
    weight: Array


def batches(cases: Sequence[Case], scale: Array) -> list[Batch]:
    """Documents of about one size together."""
    found = []
    ordered = sorted(cases, key=lambda c: c.measures.size)
    for first in range(0, len(ordered), BATCH):
        part = ordered[first : first + BATCH]
        size = (len(part), len(SHAPES), *(max(c.measures.size[axis] for c in part) for axis in (1, 2)))
        document = np.repeat(np.arange(len(part)), [len(c.gold) for c in part])
        shape, ko, en = (
            np.concatenate([getattr(c.measures, name) for c in part]) for name in ("shape", "ko", "en")
        )
        found.append(
            Batch(
                size,
                np.concatenate([c.measures.values for c in part], axis=1) / scale[:, None],
                np.ravel_multi_index((document, shape, ko, en), size),
                document,
                shape,
                np.concatenate([c.gold for c in part]),
                *(
                    np.array([getattr(c, name) for c in part], dtype=float)
                    for name in ("share", "steps_back", "weight")
                ),
            )
        )
    return found


def fit(cases: Sequence[Case]) -> Parameters:
    """Maximise the likelihood of the gold; the weights of close translations are free ones plus a difference."""
    from scipy.optimize import minimize

    squares = [(c.measures.values**2).mean(axis=1) for c in cases if len(c.gold)]
    scale = np.sqrt(np.mean(squares, axis=0)) + 1e-6
    for name in ("title pair", "kind clash"):
        scale[NAMES.index(name)] = 1.0
    parts = batches(cases, scale)
    f, size = len(NAMES), len(NAMES) + len(SIZES) + 1
    prior = np.zeros(2 * size)
    prior[f], prior[size - 1] = PRIOR_BEAD, PRIOR_JUMP
    pull = np.concatenate([np.full(size, PULL), np.full(size, PULL_APART)])
    pull[f : size - 1] = PULL_SIZE
    pull[-1] = PULL
    limits: list[tuple[float | None, float | None]] = [
        (None, 0.0) if name in AGAINST else (0.0, None) for name in NAMES
    ]
    limits += [(None, None)] * len(SIZES) + [(LEAST_JUMP, None)]
    limits += [(0.0, 0.0) if name in FADING else (None, None) for name in NAMES]
    limits += [(None, None)] * len(SIZES) + [(0.0, None)]
    fading = np.array([*(name in FADING for name in NAMES), *[False] * (len(SIZES) + 1)], dtype=float)

    def cost(point: Array) -> tuple[float, Array]:
        away = point - prior
        total, slope = float((pull * away**2).sum()), 2 * pull * away
        for part in parts:
            now = point[:size] * (1.0 - part.share[:, None] * fading) + part.share[:, None] * point[size:]
            of_sizes = now[:, f:-1] @ SIZE_TABLE.T
            cells = np.einsum("fc,cf->c", part.values, now[part.document, :f])
            cells += of_sizes[part.document, part.shape]
            gains = np.full(part.size, -np.inf)
            gains.reshape(-1)[part.place] = cells
            log_all, chance, stepped = expectations(gains, now[:, -1])
            many = len(part.share)
            log_gold = np.bincount(part.document, np.where(part.gold, cells, 0.0), many)
            log_gold -= now[:, -1] * part.back
            total += float((part.weight * (log_all - log_gold)).sum())
            off = chance.reshape(-1)[part.place] - part.gold
            by_value = [np.bincount(part.document, row * off, many) for row in part.values]
            by_size = (chance.sum(axis=(2, 3)) - _counts(part)) @ SIZE_TABLE
            pulls = part.weight[:, None] * np.column_stack([*by_value, by_size, part.back - stepped])
            slope[:size] += ((1.0 - part.share[:, None] * fading) * pulls).sum(axis=0)
            slope[size:] += (part.share[:, None] * pulls).sum(axis=0)
        return total, slope

    found = minimize(cost, prior, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": ROUNDS})
    free, close = found.x[:size], found.x[:size] * (1.0 - fading) + found.x[size:]
    free_weights, close_weights = (Weights(w[:f] / scale, w[f:-1], float(w[-1])) for w in (free, close))
    return Parameters(RATIO, RATIO_TRUST, FREE_UNTIL, CLOSE_FROM, free_weights, close_weights)


def _counts(part: Batch) -> Array:
    """How many gold beads of every shape each document has."""
    counts = np.zeros(part.size[:2])
    np.add.at(counts, (part.document[part.gold], part.shape[part.gold]), 1.0)
    return counts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in a document that was left out: its beads, and the evidence for each."""

    case: Case
    beads: list[GoldBead]
    evidence: list[tuple[float, ...]]


def outcomes(cases: Sequence[Case]) -> list[Outcome]:
    """Align every document with weights fitted without its fold."""
    found = []
    for fold in range(FOLDS):
        parameters = fit([c for c in cases if c.fold != fold])
        for c in cases:
            if c.fold == fold:
                beads = chosen(c.ko, c.en, parameters)
                found.append(
                    Outcome(
                        c,
                        [(one.ko, one.en) for one in beads],
                        evidence(beads, len(c.ko.sizes) + len(c.en.sizes)),
                    )
                )
    return found


def score_weights(found: Sequence[Outcome]) -> tuple[float, ...]:
    """Fit the probability that a bead is right (Newton's method)."""
    rows = [
        ((*values, 1.0), bead in one.case.document.gold, one.case.weight)
        for one in found
        for bead, values in zip(one.beads, one.evidence, strict=True)
    ]
    inputs, right, weights = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    point = np.zeros(inputs.shape[1])
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-inputs @ point))
        slope = inputs.T @ (weights * (chance - right)) + 0.01 * point
        bend = (inputs.T * (weights * chance * (1 - chance))) @ inputs + 0.01 * np.eye(len(point))
        point = point - np.linalg.solve(bend, slope)
    return tuple(float(value) for value in point)


def toml(parameters: Parameters) -> str:
    """The settings as the package reads them."""
    lines = [
        "# Weights of sentence alignment. Fitted by benchmarks/alignment_fit.py, which says on what: NTREX",
        "# development documents with even index (CC BY-SA 4.0; counts only, no text is kept here) and half of the",
        "# pairs invented for this project (benchmarks/data/alignment_pairs). Checked by benchmarks/alignment.py on the",
        "# other halves and on pages that were not trained on. [score]: probability that a bead found is right, by",
        "# its evidence, on documents left out in fitting. ratio, ratio_trust, free_until, close_from: by hand.",
        f"ratio = {parameters.ratio}",
        f"ratio_trust = {parameters.ratio_trust}",
        f"free_until = {parameters.free_until}",
        f"close_from = {parameters.close_from}",
        "",
        "[score]",
    ]
    lines += _rows((*EVIDENCE, "constant"), parameters.score)
    lines += [
        "",
        "[given]  # of beads that a file gives or a person demands: fitted as [score] was, on these four alone, to beads found",
        *_rows((*GIVEN, "constant"), parameters.given),
    ]
    for name, weights in (("free", parameters.free), ("close", parameters.close)):
        lines += ["", f"[{name}]", f"jump = {weights.jump:.3f}", "", f"[{name}.measures]"]
        lines += _rows(NAMES, weights.measures)
        lines += ["", f"[{name}.sizes]"]
        lines += _rows(SIZES, weights.sizes)
    return "\n".join(lines) + "\n"


def _rows(names: Sequence[str], values: Sequence[float] | Array) -> list[str]:
    return [f'"{name}" = {value:.3f}' for name, value in zip(names, values, strict=True)]


def main() -> None:
    """Fit, say what is found in the parts left out, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--write", action="store_true", help="write alignment.toml into the package")
    given = parser.parse_args()
    shared = shared_folder(given.shared)
    figures = scoring(shared)
    cases = training_cases(shared, UseEncoder())
    found = outcomes(cases)
    for name, weight in (("NTREX", 1.0), ("invented pairs", SHARE_OWN)):
        results = [(list(one.case.document.gold), one.beads) for one in found if one.case.weight == weight]
        print(f"{name}, left out in fitting:", figures.bead_scores(results))
    parameters = replace(fit(cases), score=score_weights(found))
    print(toml(parameters))
    if given.write:
        target = Path(__file__).resolve().parents[1] / "src" / "kmedtext" / "alignment" / "alignment.toml"
        target.write_text(toml(parameters), encoding="utf-8")


if __name__ == "__main__":
    main()
