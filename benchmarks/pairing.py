"""Document pairing beside its peers, on the same vectors: ``python -m benchmarks.pairing [--shared ../shared]``.

Tasks A-D are development data (weights and threshold were learned on them and on the invented
press M). The folders of real pages and hand-written dumps were not. ``--scale N`` adds a run on
N x N synthetic documents.
"""

from __future__ import annotations

import argparse
import platform
import resource
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.pairing_tasks import Task, read_tasks
from kmedtext.alignment import DocumentView, default_encoder, match_views, pair, pair_views
from kmedtext.alignment.pairing.bimax import weights
from kmedtext.alignment.pairing.settings import settings
from kmedtext.loading import page_from_text
from kmedtext.records import Article

Scores = NDArray[np.float64]


def pooled(ko: Sequence[DocumentView], en: Sequence[DocumentView]) -> Scores:
    """Peer: the cosine of the documents' mean vectors."""
    means = []
    for side in (ko, en):
        rows = np.stack([view.vectors.astype(np.float64).mean(axis=0) for view in side])
        means.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return np.asarray(means[0] @ means[1].T)


def bimax(ko: Sequence[DocumentView], en: Sequence[DocumentView]) -> Scores:
    """Peer: weighted best cosines, both directions, with no level of chance and no marks."""
    ko_weights, en_weights = weights(ko), weights(en)
    found = np.zeros((len(ko), len(en)))
    for i, one in enumerate(ko):
        for j, other in enumerate(en):
            similar = one.vectors.astype(np.float32) @ other.vectors.astype(np.float32).T
            found[i, j] = np.average(similar.max(axis=1), weights=ko_weights[i]) + np.average(
                similar.max(axis=0), weights=en_weights[j]
            )
    return found / 2


def judged(scores: Scores, truth: NDArray[np.bool_]) -> tuple[float, float]:
    """P@1 of Korean documents with a partner, and the F1 of mutual best pairs at the best possible threshold."""
    first = scores.argmax(axis=1)
    partnered = truth.any(axis=1)
    precision = float(truth[np.arange(len(truth)), first][partnered].mean())
    mutual = [(scores[i, j], truth[i, j]) for i, j in enumerate(first) if scores[:, j].argmax() == i]
    best = 0.0
    for threshold, _ in mutual:
        kept = [hit for score, hit in mutual if score >= threshold]
        best = max(best, 2 * sum(kept) / (len(kept) + int(truth.sum())))
    return precision, best


def ours(task: Task) -> tuple[float, float]:
    """P@1 by score, and the F1 of the pairs made at the shipped threshold."""
    views = [*task.ko, *task.en]
    matches = match_views(views)
    got = {(views[i].id, views[j].id) for i, j in matches.pairs}
    f1 = 2 * len(got & task.gold) / (len(got) + len(task.gold))
    partnered = [i for i, view in enumerate(task.ko) if any(view.id == ko for ko, _ in task.gold)]
    hits = [
        (views[i].id, views[matches.nearest[i]].id) in task.gold for i in partnered if i in matches.nearest
    ]
    return sum(hits) / len(partnered), f1


def print_tasks(tasks: Sequence[Task]) -> None:
    """One line a task: P@1 and F1 of the peers (best threshold) and of kmedtext (shipped threshold)."""
    print("task\tdocuments\tpairs\tmean pooling P@1/F1*\tBiMax P@1/F1*\tkmedtext P@1/F1")
    for task in tasks:
        truth = np.array([[task.story[k.id] == task.story[e.id] for e in task.en] for k in task.ko])
        cells = [judged(pooled(task.ko, task.en), truth), judged(bimax(task.ko, task.en), truth), ours(task)]
        shown = "\t".join(f"{p:.3f}/{f:.3f}" for p, f in cells)
        print(f"{task.name}\t{len(task.ko)}x{len(task.en)}\t{len(task.gold)}\t{shown}")
    print("F1*: at the threshold that is best for the task, as a favour to the peers")


def print_folders(shared: Path) -> None:
    """Real pages and hand-written dumps, raw, cleaned by kmedtext: as folders, and every two documents alone."""
    from kmedtext.cleaning import clean

    def read(folder: Path) -> list[Article]:
        paths = sorted(folder.glob("*.txt"))
        return [clean(page_from_text(path.read_text(encoding="utf-8"), id=path.stem[:6])) for path in paths]

    seeds, pages = read(shared / "seeds"), read(shared / "data" / "pages")
    for name, articles in (("seeds", seeds), ("pages", pages), ("both", seeds + pages)):
        pairing = pair(articles)
        print(name, "pairs:", *(f"{p.ko.id}={p.en.id} ({p.score:.3f})" for p in pairing.pairs))
        best = max((u.score for u in pairing.unpaired if u.score is not None), default=0.0)
        print(name, f"unpaired: {len(pairing.unpaired)}, highest score {best:.3f}")
    everything = [article for article in seeds + pages if article.lang in ("ko", "en")]
    made = [
        pairing.pairs[0]
        for ko in everything
        for en in everything
        if (ko.lang, en.lang) == ("ko", "en") and (pairing := pair([ko, en])).pairs
    ]
    print("every two alone, paired:", *(f"{p.ko.id}={p.en.id} ({p.score:.3f})" for p in made))


def synthetic(count: int, sentences: int = 10, dim: int = 512) -> list[DocumentView]:
    """Documents of random vectors; the English one of a story is the Korean one with noise."""
    rng = np.random.default_rng(7)
    views = []
    for lang in ("ko", "en"):
        for number in range(count):
            own = np.random.default_rng(number).standard_normal((sentences, dim))
            rows = own + 1.0 * rng.standard_normal((sentences, dim))
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            prints = tuple(number * sentences + n for n in range(sentences))
            sizes = np.full(sentences, 0.5, dtype=np.float32)
            numbers = frozenset(f"{1000 + (number * 7 + n) % 9000}" for n in range(5))
            views.append(
                DocumentView(f"{lang}{number:06}", lang, rows.astype(np.float16), sizes, prints, numbers)
            )
    return views


def print_scale(count: int) -> None:
    """Time and memory of pairing many synthetic documents whose views are made: candidates, evidence, choice, words."""
    views = synthetic(count)
    articles = [Article.from_text("글", lang=view.lang, id=view.id) for view in views]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    pairing = pair_views(articles, views)
    seconds = time.perf_counter() - start
    right = sum(one.ko.id[2:] == one.en.id[2:] for one in pairing.pairs)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{count}x{count} documents: {seconds:.1f} s, {right} right of {len(pairing.pairs)} pairs")
    print(f"peak memory {after / 1024:.0f} MB (views alone {before / 1024:.0f} MB)")


def main() -> None:
    """Print all tables with a signature."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--scale", type=int, default=0)
    options = parser.parse_args()
    encoder = default_encoder()
    threshold = settings()["decision"]["threshold"]
    print(
        f"kmedtext {version('kmedtext')}, {encoder.signature}, threshold {threshold}, Python {platform.python_version()}"
    )
    print_tasks(read_tasks(options.shared, encoder))
    if (options.shared / "seeds").is_dir():
        print_folders(options.shared)
    if options.scale:
        print_scale(options.scale)


if __name__ == "__main__":
    main()
