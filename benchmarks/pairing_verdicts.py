"""Learn and show the verdicts on pairs: ``python -m benchmarks.pairing_verdicts [--shared ../shared]``.

Translations are the development documents of NTREX (without noise and with 15 %), and the invented pairs that are close
or lose some sentences; comparable are the invented pairs that were adapted or written independently, and those of
the invented press. Nothing is written: ``pairing.toml`` is edited by hand.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.alignment_sets import OWN, ntrex, own
from benchmarks.pairing_tasks import INVENTED, read_tasks
from benchmarks.pairing_training import fit, probability
from kmedtext.alignment import Bitext, align, default_encoder, match_views
from kmedtext.alignment.verdicts import TRACES, mutual, traces

Floats = NDArray[np.float64]
_PARALLEL = frozenset({"close", "close with omissions", "omitted", "translation"})


def examples(shared: Path, documents: int) -> list[tuple[str, str, Bitext]]:
    """Label, name and alignment of every pair."""
    relation = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))["relation"] for path in OWN.glob("*.json")
    }
    found = [(relation[one.name], one) for one in own()]
    for noise in ("00", "15"):
        found += [("translation", one) for one in ntrex(shared, noise)[:documents]]
    bitexts = [(label, one.name, align(one.ko, one.en)) for label, one in found]
    press = json.loads(INVENTED.read_text(encoding="utf-8"))["documents"]
    by_story: dict[str, dict[str, dict[str, object]]] = {}
    for one in press:
        by_story.setdefault(one["story"], {})[one["lang"]] = one
    for story, sides in sorted(by_story.items()):
        if len(sides) == 2:
            ko, en = (list(map(str, sides[lang]["sentences"])) for lang in ("ko", "en"))  # type: ignore[call-overload]
            bitexts.append((str(sides["ko"]["how"]), story, align(ko, en)))
    return bitexts


def of_sentences(bitext: Bitext) -> tuple[float, ...]:
    """The traces of a pair before it is aligned."""
    encoder = default_encoder()
    ko, en = (encoder.encode([one.text for one in side]) for side in (bitext.ko, bitext.en))
    return traces(mutual(ko, en), len(ko), len(en))


def of_beads(bitext: Bitext) -> tuple[float, ...]:
    """The traces of an aligned pair."""
    return traces([(b.ko, b.en, b.similarity) for b in bitext.beads], len(bitext.ko), len(bitext.en))


def learned(values: Floats, truth: Floats) -> Floats:
    """Weights of the traces and the bias; fitted on values of mean 0 and deviation 1, where Newton's steps are safe."""
    mean, spread = values.mean(axis=0), values.std(axis=0)
    weights = fit([(np.c_[(values - mean) / spread, np.ones(len(values))], truth)])
    own_scale = weights[:-1] / spread
    return np.append(own_scale, weights[-1] - own_scale @ mean)


def crossed(rows: Floats, truth: Floats, folds: int = 5) -> Floats:
    """Probabilities of each example from weights learned without its fold."""
    found = np.zeros(len(rows))
    for fold in range(folds):
        own_fold = np.arange(len(rows)) % folds == fold
        found[own_fold] = probability(rows[own_fold], learned(rows[~own_fold, :-1], truth[~own_fold]))
    return found


def related(shared: Path) -> None:
    """How the scores of unpaired documents on one subject and of those on none lie."""
    press = next(task for task in read_tasks(shared, default_encoder(), "") if task.name == "M")
    matches = match_views([*press.ko, *press.en])
    views = [*press.ko, *press.en]
    scores: dict[bool, list[float]] = {True: [], False: []}
    for i, j in matches.log_odds:
        mine, other = press.story[views[i].id], press.story[views[j].id]
        if mine != other:
            scores[mine.partition("-")[0] == other.partition("-")[0]].append(matches.score(i, j))
    print("least score\tsame subject at or over it\tother subjects at or over it")
    for least in (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5):
        shares = [float(np.mean(np.array(scores[same]) >= least)) for same in (True, False)]
        print(f"{least}\t{shares[0]:.3f} of {len(scores[True])}\t{shares[1]:.3f} of {len(scores[False])}")


def main() -> None:
    """Print weights, a table of verdicts by label, and where the border of related lies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--documents", type=int, default=40, help="development documents of NTREX, at most")
    options = parser.parse_args()
    found = examples(options.shared, options.documents)
    truth = np.array([float(label in _PARALLEL) for label, _, _ in found])
    for name, read in (("sentences", of_sentences), ("beads", of_beads)):
        values = np.array([read(bitext) for _, _, bitext in found])
        rows = np.c_[values, np.ones(len(values))]
        weights = learned(values, truth)
        print(name, {key: round(float(w), 3) for key, w in zip([*TRACES, "bias"], weights, strict=True)})
        chances = crossed(rows, truth)
        print("label\tpairs\tjudged parallel, cross-validated\tmean traces", *TRACES)
        for label in sorted({label for label, _, _ in found}):
            of = np.array([one == label for one, _, _ in found])
            print(
                f"{label}\t{of.sum()}\t{(chances[of] >= 0.5).mean():.3f}\t", *values[of].mean(axis=0).round(3)
            )
    coverage = np.array([of_beads(bitext)[1] for _, _, bitext in found])
    print(f"least coverage of a pair {coverage.min():.3f}")
    related(options.shared)


if __name__ == "__main__":
    main()
