"""Sentence alignment beside peers on the same vectors in the same run.

    python -m benchmarks.alignment [--shared ../shared] [--quick] [--pairing]

Figures are strict and lax bead F1 as ``tools/scoring.py`` of the shared folder defines them; in
brackets their 95 % intervals (bootstrap over documents; over beads where there is one document). NTREX documents with even index
and the design half of the invented pairs are what the weights were fitted on; all else was not.
"""

from __future__ import annotations

import argparse
import platform
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from benchmarks.alignment_peers import Aligner, peers
from benchmarks.alignment_sets import (
    NOISES,
    Document,
    GoldBead,
    in_design,
    ntrex,
    own,
    pages,
    react,
    real_pair,
)
from benchmarks.material import scoring, shared_folder
from kmedtext import __version__
from kmedtext.alignment import Bitext, UseEncoder, align
from kmedtext.alignment.decoding import best_beads
from kmedtext.alignment.features import measure
from kmedtext.alignment.parameters import parameters
from kmedtext.alignment.sentence import align_sides
from kmedtext.alignment.side import side
from kmedtext.alignment.stretches import SHAPES, similarities
from kmedtext.cleaning import clean
from kmedtext.loading import page_from_text
from kmedtext.records import Sentence

RESAMPLES = 200
REACT_NOISE = 0.3
SAME_TEXT = 0.8
_HANGUL = re.compile("[가-힣]")
_MARK = re.compile(r"#+|---|[*-] |\d+\. |<\w+|```|")

Results = list[tuple[list[GoldBead], list[GoldBead]]]


def ours(encoder: UseEncoder) -> Aligner:
    """The library itself."""
    return lambda document: beads_of(align(document.ko, document.en, encoder=encoder))


def beads_of(bitext: Bitext) -> list[GoldBead]:
    """The beads as pairs of tuples."""
    return [(bead.ko, bead.en) for bead in bitext.beads]


def interval(results: Results, figures: ModuleType, figure: str) -> tuple[float, float]:
    """95 % interval of a figure, documents drawn with replacement; of one document, its beads."""
    chance = random.Random(1)  # noqa: S311 - resampling
    if len(results) == 1:
        return _interval_of_beads(*results[0], figure.startswith("lax"), chance)
    drawn = sorted(
        figures.bead_scores(chance.choices(results, k=len(results)))[figure] for _ in range(RESAMPLES)
    )
    return drawn[int(RESAMPLES * 0.025)], drawn[int(RESAMPLES * 0.975)]


def _interval_of_beads(
    gold: list[GoldBead], found: list[GoldBead], lax: bool, chance: random.Random
) -> tuple[float, float]:
    def right(bead: GoldBead, others: list[GoldBead]) -> bool:
        if lax:
            return any(set(bead[0]) & set(a) and set(bead[1]) & set(b) for a, b in others)
        return bead in others

    hits = [*(right(bead, found) for bead in gold), *(right(bead, gold) for bead in found)]
    drawn = sorted(sum(chance.choices(hits, k=len(hits))) / len(hits) for _ in range(RESAMPLES))
    return drawn[int(RESAMPLES * 0.025)], drawn[int(RESAMPLES * 0.975)]


def line(name: str, results: Results, figures: ModuleType) -> None:
    """Print a row of a table."""
    score = figures.bead_scores(results)
    text = f"  {name:<34}"
    for figure in ("strict_f1", "lax_f1"):
        low, high = interval(results, figures, figure)
        text += f" {100 * score[figure]:5.1f} [{100 * low:.1f}, {100 * high:.1f}]"
    text += f"  strict P/R {100 * score['strict_precision']:.1f}/{100 * score['strict_recall']:.1f}"
    print(text, flush=True)


def table(
    title: str,
    documents: Sequence[Document],
    aligners: dict[str, Aligner],
    figures: ModuleType,
    *,
    halves: bool = False,
) -> None:
    """Print what every aligner reaches on a set."""
    print(f"\n{title}: {len(documents)} documents")
    for name, aligner in aligners.items():
        results: Results = [(list(document.gold), aligner(document)) for document in documents]
        line(name, results, figures)
        if halves and name.startswith("kmedtext"):
            line("  even index (fitted on)", results[::2], figures)
            line("  odd index", results[1::2], figures)


def links(document: Document, found: list[GoldBead], figures: ModuleType) -> str:
    """Precision and recall of links; every pair of sentences in a gold bead is sure unless the gold says more."""
    gold = list(document.links) or [
        {"ko": i, "en": j, "type": "S"} for a, b in document.gold for i in a for j in b
    ]
    precision, recall, _ = figures.link_scores(gold, found)
    return f"links P/R {precision:.2f}/{recall:.2f}"


def react_documents(shared: Path, most: int) -> list[Document]:
    """React documents with our own noise (seeded): blocks dropped and merged.

    Taken are translated documents of equally many blocks a side, at most ``most``, of which all begin with the
    same mark-up: there the blocks are taken to correspond one to one.
    """
    chance = random.Random(30)  # noqa: S311 - makes noise
    rows = [row for row in react(shared) if _parallel(row["ko"], row["en"]) and len(row["ko"]) <= most]
    return [_noisy(row["path"], row["ko"], row["en"], chance) for row in rows]


def _parallel(ko: list[str], en: list[str]) -> bool:
    translated = sum(bool(_HANGUL.search(text)) for text in ko)
    marks = ([_MARK.match(text) for text in side] for side in (ko, en))
    same = all(a and b and a[0] == b[0] for a, b in zip(*marks, strict=False))
    return len(ko) == len(en) and translated >= len(ko) / 2 and same


def _noisy(name: str, ko: list[str], en: list[str], chance: random.Random) -> Document:
    sides: tuple[list[Sentence], list[Sentence]] = ([], [])
    gold: list[tuple[list[int], list[int]]] = []
    merge: int | None = None
    for blocks in zip(ko, en, strict=True):
        gold.append(([], []))
        dropped = chance.randrange(2) if chance.random() < REACT_NOISE / 2 else None
        for which, text in enumerate(blocks):
            if which == dropped:
                continue
            side = sides[which]
            if merge == which and side and gold[-2][which]:
                before = side.pop()
                text = f"{before.text} {text}"
                gold[-1] = (gold[-2][0] + gold[-1][0], gold[-2][1] + gold[-1][1])
                gold[-2] = ([], [])
            number = len(side)
            side.append(Sentence(text, ("ko", "en")[which], 0, 0))
            if number not in gold[-1][which]:
                gold[-1][which].append(number)
        merge = chance.randrange(2) if chance.random() < REACT_NOISE / 2 and dropped is None else None
    return Document(
        name, tuple(sides[0]), tuple(sides[1]), tuple((tuple(a), tuple(b)) for a, b in gold if a and b)
    )


def end_to_end(paths: Sequence[Path], document: Document, encoder: UseEncoder) -> list[GoldBead]:
    """Align two raw pages, and name the sentences found by the gold sentences that they equal."""
    articles = [clean(page_from_text(path.read_text(encoding="utf-8"), id=path.stem)) for path in paths]
    bitext = align(articles[0], articles[1], encoder=encoder)
    ko_gold = [_nearest(sentence.text, document.ko) for sentence in bitext.ko]
    en_gold = [_nearest(sentence.text, document.en) for sentence in bitext.en]
    return [
        (tuple(sorted({ko_gold[i] for i in bead.ko})), tuple(sorted({en_gold[j] for j in bead.en})))
        for bead in bitext.beads
    ]


def _nearest(text: str, gold: Sequence[Sentence]) -> int:
    """The gold sentence of the same text, −1 where there is none."""
    ratios = [SequenceMatcher(None, text, one.text, autojunk=False).ratio() for one in gold]
    best = max(range(len(gold)), key=ratios.__getitem__)
    return best if ratios[best] >= SAME_TEXT else -1


def pairs(shared: Path, aligners: dict[str, Aligner], encoder: UseEncoder, figures: ModuleType) -> None:
    """The real pair and the hand-written ones: from gold sentences, and from raw pages."""
    raw = {"003-001": [next((shared / "seeds").glob(f"{number}*")) for number in ("003", "001")]}
    for document in (real_pair(shared), *pages(shared)):
        print(f"\n{document.name}: {len(document.gold)} gold beads")
        for name, aligner in aligners.items():
            found = aligner(document)
            line(name, [(list(document.gold), found)], figures)
            if name.startswith("kmedtext"):
                print(f"  {'':<34} {links(document, found, figures)}")
        folder = shared / "data" / "pages"
        paths = raw.get(document.name) or [folder / f"{document.name}_{lang}.txt" for lang in ("ko", "en")]
        line(
            "kmedtext, from raw pages",
            [(list(document.gold), end_to_end(paths, document, encoder))],
            figures,
        )


def calibration(title: str, documents: Sequence[Document], encoder: UseEncoder) -> None:
    """How often beads are right by their score, in ten bins of equal size."""
    rows = [
        (bead.score, (bead.ko, bead.en) in document.gold)
        for document in documents
        for bead in align(document.ko, document.en, encoder=encoder).beads
    ]
    rows.sort()
    error = 0.0
    print(f"\n{title}: score against share of right beads, {len(rows)} beads in ten bins")
    for tenth in range(10):
        part = rows[len(rows) * tenth // 10 : len(rows) * (tenth + 1) // 10]
        score, right = (sum(column) / len(part) for column in zip(*part, strict=True))
        error += abs(score - right) * len(part) / len(rows)
        print(f"  {score:.3f} {right:.3f}")
    print(f"  expected calibration error {error:.3f}")


def speed(documents: Sequence[Document]) -> None:
    """Sentences of both sides a second on one BLAS thread: the encoder, alignment with vectors at hand, and both."""
    texts = [sentence.text for document in documents for sentence in (*document.ko, *document.en)]
    fresh = UseEncoder(remember=0)
    fresh.encode(["warm"])
    encoding = _best_of(2, lambda: fresh.encode(texts))
    remembering = UseEncoder()
    remembering.encode(texts)
    aligning = _best_of(3, lambda: [align(d.ko, d.en, encoder=remembering) for d in documents])
    both = _best_of(1, lambda: [align(d.ko, d.en, encoder=fresh) for d in documents])
    fifty = _fifty(documents)
    alone = _best_of(5, lambda: [align(d.ko, d.en, encoder=remembering) for d in fifty])
    sides = [
        [
            side(s, remembering.encode([one.text for one in s]), lang)
            for s, lang in ((d.ko, "ko"), (d.en, "en"))
        ]
        for d in fifty
    ]
    aligned = _best_of(9, lambda: [align_sides(ko, en, parameters()) for ko, en in sides])
    weights = parameters().weights(1.0)
    tables = [
        weights.gains(measure(ko, en, similarities(ko.vectors, en.vectors), parameters().ratio))
        for ko, en in sides
    ]
    decoding = _best_of(9, lambda: [best_beads(gains, SHAPES, weights.jump) for gains in tables])
    count = sum(len(d.ko) + len(d.en) for d in fifty)
    print("\nspeed, sentences/s (both sides counted)")
    print(
        f"  encoder {len(texts) / encoding:.0f}; align, vectors known {len(texts) / aligning:.0f}; both {len(texts) / both:.0f}"
    )
    print(
        f"  50 + 50 sentences a document: align, vectors known {count / alone:.0f}; align_sides alone {count / aligned:.0f}; "
        f"the dynamic programme alone {count / decoding:.0f}"
    )


def _fifty(documents: Sequence[Document]) -> list[Document]:
    ko = [sentence for document in documents for sentence in document.ko]
    en = [sentence for document in documents for sentence in document.en]
    return [Document("50", tuple(ko[i : i + 50]), tuple(en[i : i + 50]), ()) for i in range(0, 450, 50)]


def _best_of(times: int, call: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--quick", action="store_true", help="without peers on the NTREX and React documents")
    parser.add_argument(
        "--pairing", action="store_true", help="the pairing tables (benchmarks.pairing) as well"
    )
    given = parser.parse_args()
    shared = shared_folder(given.shared)
    figures = scoring(shared)
    encoder = UseEncoder(remember=100_000)
    print(
        f"kmedtext {__version__}; {encoder.signature}; numpy {version('numpy')}; Python {platform.python_version()}"
    )
    mine: dict[str, Aligner] = {"kmedtext": ours(encoder)}
    others, missing = peers(encoder)
    print(*missing, sep="\n")
    everyone = {**mine, **others}
    for noise in NOISES:
        title = f"NTREX, {int(noise)} % noise"
        table(title, ntrex(shared, noise), mine if given.quick else everyone, figures, halves=True)
    most = 60 if given.quick else 120
    table(
        "React, 30 % noise of our own",
        react_documents(shared, most),
        mine if given.quick else everyone,
        figures,
    )
    invented = own()
    held = [document for document in invented if not in_design(document)]
    table("invented pairs, design half (fitted on)", [d for d in invented if in_design(d)], everyone, figures)
    table("invented pairs, held half", held, everyone, figures)
    for kind in ("close", "omitted", "adapted", "comparable"):
        for half, of_half in (("design", [d for d in invented if in_design(d)]), ("held", held)):
            some = [d for d in of_half if kind in d.name]
            if some:
                table(f"invented pairs, {kind}, {half} half", some, mine, figures)
    pairs(shared, everyone, encoder, figures)
    calibration("NTREX, odd index", [d for noise in NOISES for d in ntrex(shared, noise)[1::2]], encoder)
    strangers = [replace(a, en=b.en, gold=()) for a, b in pairwise(held)]
    calibration("invented pairs, held half, and mismatched ones", [*held, *strangers], encoder)
    speed(ntrex(shared, "00"))
    if given.pairing:
        subprocess.run([sys.executable, "-m", "benchmarks.pairing", "--shared", str(shared)], check=True)


if __name__ == "__main__":
    main()
