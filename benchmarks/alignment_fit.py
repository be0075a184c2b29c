"""Fit the weights of sentence alignment and write them to the package.

``python -m benchmarks.alignment_fit [--shared ../shared] [--write]``, with scipy installed. Trained on
the NTREX development documents with even index, at all four noise levels; on the same documents with
runs of sentences moved or sentences dropped; on the invented pairs in ``data/alignment_pairs``; and on
texts of different pairs put together, where nothing is to be found.
Nothing else is read: not gold/, not data/pages, not the React documents.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.alignment_crf import expectations
from benchmarks.alignment_sets import NOISES, Document, GoldBead, ntrex, own
from benchmarks.material import scoring, shared_folder
from kmedtext.alignment import UseEncoder
from kmedtext.alignment.closeness import closeness
from kmedtext.alignment.decoding import best_beads
from kmedtext.alignment.features import NAMES, SHAPES, measure
from kmedtext.alignment.lengths import ratio_of
from kmedtext.alignment.parameters import Parameters, Weights
from kmedtext.alignment.side import side
from kmedtext.alignment.stretches import Array, similarities
from kmedtext.records import Sentence

RATIO = 0.65  # between the mean of the even NTREX documents (0.60) and of the invented pairs (0.78)
RATIO_TRUST = 4.0
FREE_UNTIL, CLOSE_FROM = 0.4, 0.85
SEED = 5
SHARE_MADE, SHARE_STRANGERS, SHARE_OWN = 0.3, 0.2, 2.0
PRIOR_SHAPE, PRIOR_LARGER, PRIOR_JUMP = -3.0, -0.5, 5.0  # a larger bead needs more to speak for it
LEAST_JUMP = 1.5
PULL, PULL_SHAPE, PULL_APART = 0.02, 0.04, 0.05


@dataclass(slots=True)
class Case:
    """One document ready for training: ``values`` scaled, ``gold`` marks the beads, ``weight`` how much it counts."""

    document: Document
    values: Array
    possible: NDArray[np.bool_]
    gold: NDArray[np.bool_]
    share: float
    steps_back: int
    weight: float


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


def case(document: Document, weight: float, encoder: UseEncoder) -> Case:
    """Measure a document."""
    vectors = encoder.encode([sentence.text for sentence in (*document.ko, *document.en)])
    n = len(document.ko)
    ko, en = side(document.ko, vectors[:n], "ko"), side(document.en, vectors[n:], "en")
    measures = measure(ko, en, ratio_of(document.gold, ko.sizes, en.sizes, RATIO, RATIO_TRUST))
    gold = np.zeros_like(measures.possible)
    known = {shape: at for at, shape in enumerate(SHAPES)}
    for a, b in document.gold:
        if (len(a), len(b)) in known:
            gold[known[len(a), len(b)], a[0], b[0]] = True
    gold &= measures.possible
    share = (closeness(similarities(ko.vectors, en.vectors)) - FREE_UNTIL) / (CLOSE_FROM - FREE_UNTIL)
    firsts = [b[0] for _, b in sorted(document.gold)]
    back = sum(later < earlier for earlier, later in pairwise(firsts))
    return Case(document, measures.values, measures.possible, gold, min(1.0, max(0.0, share)), back, weight)


def training_cases(shared: Path, encoder: UseEncoder) -> list[Case]:
    """All documents that the weights are fitted on."""
    chance = random.Random(SEED)  # noqa: S311 - makes training documents
    plain = {noise: ntrex(shared, noise)[::2] for noise in NOISES}
    made = [moved(document, chance) for noise in ("00", "30") for document in plain[noise]]
    made += [dropped(document, chance) for document in plain["00"]]
    invented = own()
    strangers = [replace(a, en=b.en, gold=()) for a, b in pairwise(plain["00"])]
    strangers += [replace(a, en=b.en, gold=()) for a, b in pairwise(invented)]
    cases = [case(document, 1.0, encoder) for documents in plain.values() for document in documents]
    cases += [case(d, SHARE_MADE, encoder) for d in made if d.ko and d.en and d.gold]
    cases += [case(d, SHARE_STRANGERS, encoder) for d in strangers]
    return cases + [case(document, SHARE_OWN, encoder) for document in invented]


def fit(cases: list[Case], rounds: int) -> Parameters:
    """Maximise the likelihood of the gold, with the weights of close and free translations drawn to each other."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    scale = np.sqrt(np.mean([(c.values[:, c.possible] ** 2).mean(axis=1) for c in cases], axis=0)) + 1e-6
    for name in ("title pair", "kind clash"):
        scale[NAMES.index(name)] = 1.0
    f, size = len(NAMES), len(NAMES) + len(SHAPES) + 1
    prior = np.zeros(2 * size)
    prior[f : size - 1] = [PRIOR_SHAPE + PRIOR_LARGER * (a + b - 2) for a, b in SHAPES]
    prior[size - 1] = PRIOR_JUMP
    pull = np.concatenate([np.full(size, PULL), np.full(size, PULL_APART)])
    pull[f + 1 : size - 1] = PULL_SHAPE
    pull[size + f + 1 : -1] = PULL_SHAPE
    limits: list[tuple[float | None, float | None]] = [(None, None)] * (2 * size)
    limits[size - 1], limits[-1] = (LEAST_JUMP, None), (0.0, None)

    def cost(point: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(point)
        for c in cases:
            now = point[:size] + c.share * point[size:]
            gains = np.einsum("f,fsij->sij", now[:f] / scale, c.values) + now[f:-1, None, None]
            gains = np.where(c.possible, gains, -np.inf)
            log_all, chance, back = expectations(gains, now[-1])
            total += c.weight * (log_all - gains[c.gold].sum() + now[-1] * c.steps_back)
            off = chance - c.gold
            part = np.concatenate(
                [np.einsum("fsij,sij->f", c.values, off) / scale, off.sum(axis=(1, 2)), [c.steps_back - back]]
            )
            slope[:size] += c.weight * part
            slope[size:] += c.weight * c.share * part
        away = point - prior
        total += float((pull * away**2).sum())
        slope += 2 * pull * away
        return total, slope

    found = minimize(cost, prior, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": rounds})
    free, close = found.x[:size], found.x[:size] + found.x[size:]
    free_weights, close_weights = (Weights(w[:f] / scale, w[f:-1], float(w[-1])) for w in (free, close))
    return Parameters(RATIO, RATIO_TRUST, FREE_UNTIL, CLOSE_FROM, free_weights, close_weights)


def decoded(c: Case, parameters: Parameters) -> list[tuple[GoldBead, float]]:
    """The beads found and their gains."""
    weights = parameters.free.blend(parameters.close, c.share)
    gains = np.einsum("f,fsij->sij", weights.measures, c.values) + weights.shapes[:, None, None]
    gains = np.where(c.possible, gains, -np.inf)
    found = []
    for at, i, j in best_beads(gains, SHAPES, weights.jump):
        a, b = SHAPES[at]
        found.append(((tuple(range(i, i + a)), tuple(range(j, j + b))), float(gains[at, i, j])))
    return found


def calibrated(parameters: Parameters, cases: list[Case]) -> Parameters:
    """Fit the probability that a bead is right, by its gain alone, on the beads found (Newton's method)."""
    rows = [(gain, bead in c.document.gold, c.weight) for c in cases for bead, gain in decoded(c, parameters)]
    gains, right, weights = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    inputs = np.stack([gains, np.ones_like(gains)])
    point = np.array([0.5, 0.0])
    for _ in range(30):
        chance = 1.0 / (1.0 + np.exp(-point @ inputs))
        slope = inputs @ (weights * (chance - right)) + 0.01 * point
        bend = (inputs * (weights * chance * (1 - chance))) @ inputs.T + 0.01 * np.eye(2)
        point = point - np.linalg.solve(bend, slope)
    return replace(parameters, score_slope=float(point[0]), score_offset=float(point[1]))


def toml(parameters: Parameters) -> str:
    """The settings as the package reads them."""
    lines = [
        "# Weights of sentence alignment. Fitted by benchmarks/alignment_fit.py, which says on what: NTREX",
        "# development documents with even index (CC BY-SA 4.0; counts only, no text is kept here) and pairs",
        "# invented for this project (benchmarks/data/alignment_pairs). Checked by benchmarks/alignment.py on the",
        "# documents with odd index and on pages that were not trained on. score_*: probability that a bead found is",
        "# right, by its gain, on the same documents. free_until, close_from, jump of free (its lower bound): by hand.",
        f"ratio = {parameters.ratio}",
        f"ratio_trust = {parameters.ratio_trust}",
        f"free_until = {parameters.free_until}",
        f"close_from = {parameters.close_from}",
        f"score_slope = {parameters.score_slope:.3f}",
        f"score_offset = {parameters.score_offset:.3f}",
    ]
    for name, weights in (("free", parameters.free), ("close", parameters.close)):
        lines += ["", f"[{name}]", f"jump = {weights.jump:.3f}", "", f"[{name}.measures]"]
        lines += [f'"{key}" = {value:.3f}' for key, value in zip(NAMES, weights.measures, strict=True)]
        lines += ["", f"[{name}.shapes]"]
        lines += [f'"{a}-{b}" = {value:.3f}' for (a, b), value in zip(SHAPES, weights.shapes, strict=True)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, cross-check on the invented pairs, and write if asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument(
        "--folds", action="store_true", help="leave out a third of the invented pairs at a time"
    )
    parser.add_argument("--write", action="store_true", help="write alignment.toml into the package")
    given = parser.parse_args()
    shared = shared_folder(given.shared)
    figures = scoring(shared)
    cases = training_cases(shared, UseEncoder())
    if given.folds:
        invented = [c for c in cases if c.weight == SHARE_OWN]
        results = []
        for fold in range(3):
            out = {id(c) for c in invented[fold::3]}
            parameters = fit([c for c in cases if id(c) not in out], given.rounds)
            results += [
                (list(c.document.gold), [bead for bead, _ in decoded(c, parameters)])
                for c in invented[fold::3]
            ]
        print("invented pairs, each fold left out:", figures.bead_scores(results))
    parameters = calibrated(fit(cases, given.rounds), cases)
    print(toml(parameters))
    if given.write:
        target = Path(__file__).resolve().parents[1] / "src" / "kmedtext" / "alignment" / "alignment.toml"
        target.write_text(toml(parameters), encoding="utf-8")


if __name__ == "__main__":
    main()
