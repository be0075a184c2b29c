"""Morphemes: cost over bare Kiwi, threads, a large lexicon, and terms that must stay whole.

``python -m benchmarks.language_tokens`` prints this part of ``python -m benchmarks.language`` alone. The text is made
by repeating sentences written for kmedtext (benchmarks/data/whole_terms.tsv). Both sides work on the same Kiwi.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from functools import partial
from itertools import islice, pairwise, product
from pathlib import Path
from statistics import median

from kmedtext.language import Lexicon, Term, TokenizerSpec, medical_core, split, tokenize
from kmedtext.language.tokenizer import kiwi_of

TABLE = Path(__file__).resolve().parent / "data" / "whole_terms.tsv"
Row = tuple[str, tuple[str, ...], tuple[str, ...]]


def golden_rows() -> list[Row]:
    """(sentence, terms that are one morpheme, words that must not be found)."""
    rows: list[Row] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            sentence, terms, traps = ([*line.split("\t"), "", ""])[:3]
            rows.append((sentence, _words(terms), _words(traps)))
    return rows


def _words(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def golden_score(spec: TokenizerSpec) -> tuple[int, int, int, int]:
    """(terms whole, terms, traps avoided, traps)."""
    rows = golden_rows()
    whole = avoided = 0
    for (sentence, terms, traps), found in zip(
        rows, tokenize((row[0] for row in rows), spec=spec), strict=True
    ):
        spans = {(m.start, m.end) for m in found}
        whole += sum((sentence.find(term), sentence.find(term) + len(term)) in spans for term in terms)
        avoided += sum(all(m.form != trap for m in found) for trap in traps)
    return whole, sum(len(row[1]) for row in rows), avoided, sum(len(row[2]) for row in rows)


def texts_of(megabytes: float) -> list[str]:
    """The table's sentences, each with its number, until there is enough."""
    sentences = [sentence for sentence, _, _ in golden_rows()]
    texts: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        sentence = sentences[len(texts) % len(sentences)]
        texts.append(f"{len(texts)}번 기록: {sentence}")
        size += len(texts[-1].encode())
    return texts


def invented_terms(count: int) -> Lexicon:
    """A layer of so many compounds, made of the core's parts."""
    parts = sorted({part for term in medical_core() for part in term.parts if len(part) > 1})
    forms = (first + second for first, second in product(parts, parts) if first != second)
    return Lexicon("invented", tuple(Term(form) for form in islice(dict.fromkeys(forms), count)))


def _clocked(work: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def _count(found: Iterable[object]) -> int:
    return sum(1 for _ in found)


def _tokens(tokenizer: Callable[[list[str]], Iterable[Sized]], texts: list[str]) -> int:
    return sum(map(len, tokenizer(texts)))


def overhead(texts: list[str], spec: TokenizerSpec, slices: int = 100) -> list[tuple[float, float]]:
    """(seconds of Kiwi, cost of kmedtext over it) by the clock and in processor time.

    Kiwi and kmedtext take turns on slices of the texts; the cost is the median over the slices, so that other work
    on the machine disturbs less.
    """
    kiwi = kiwi_of(spec)

    def own(some: list[str]) -> Iterator[Sized]:
        return tokenize(some, spec=spec)

    _tokens(kiwi.tokenize, texts[:200])
    _tokens(own, texts[:200])
    spent: list[tuple[list[float], list[float]]] = [([], []), ([], [])]  # by clock, by side
    step = -(-len(texts) // slices)
    for number, start in enumerate(range(0, len(texts), step)):
        some = texts[start : start + step]
        sides = ((0, partial(_tokens, kiwi.tokenize, some)), (1, partial(_tokens, own, some)))
        for side, work in sides[:: 1 if number % 2 else -1]:
            for clock, seconds in enumerate(_clocked(work)):
                spent[clock][side].append(seconds)
    return [
        (sum(bare), median(ours / plain for plain, ours in zip(bare, full, strict=True)) - 1)
        for bare, full in spent
    ]


def wrong_spans(texts: list[str], spec: TokenizerSpec) -> int:
    """Morphemes whose span is not in their text, runs backwards, or whose uncontracted form is not what it slices."""
    wrong = 0
    for text, found in zip(texts, tokenize(texts, spec=spec), strict=True):
        last = 0
        for m in found:
            inside = last <= m.start <= m.end <= len(text)
            noun = m.tag in ("NNG", "NNP", "SL", "SN", "SF")
            wrong += not inside or (noun and text[m.start : m.end] != m.form)
            last = m.start
    return wrong


def moved_borders(texts: list[str]) -> tuple[int, int]:
    """Texts whose sentence borders change with the lexicon: (in kmedtext, in Kiwi's own splitter)."""
    bare, full = TokenizerSpec(lexicons=(), keep_mixed=False), TokenizerSpec()
    pairs = [f"{one} {other}" for one, other in pairwise(texts)]
    before = [split(text, "ko") for text in pairs]
    _count(tokenize(pairs, spec=full))
    own = sum(split(text, "ko") != cut for text, cut in zip(pairs, before, strict=True))
    kiwi = sum(
        [(s.start, s.end) for s in kiwi_of(bare).split_into_sents(text)]
        != [(s.start, s.end) for s in kiwi_of(full).split_into_sents(text)]
        for text in pairs
    )
    return own, kiwi


def resident() -> float:
    """MB of memory that this process holds (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


LOADING = """
import sys, time
from benchmarks.language_tokens import invented_terms, resident
from kmedtext.language import TokenizerSpec, medical_core, tokenize
layer = invented_terms(100_000) if sys.argv[1] == "large" else None
lexicons = () if sys.argv[1] == "none" else (medical_core(),) if layer is None else (medical_core(), layer)
before = resident()
begin = time.perf_counter()
tokenize("환자", spec=TokenizerSpec(lexicons=lexicons))
print(time.perf_counter() - begin, resident() - before)
"""


def loading(what: str) -> tuple[float, float]:
    """(seconds, MB) that a process's first tokenization takes, with ``none``, ``core`` or ``large`` lexicons."""
    done = subprocess.run([sys.executable, "-c", LOADING, what], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def tokens_table(megabytes: float) -> None:
    """Print all of it."""
    spec = TokenizerSpec(workers=1)
    texts = texts_of(megabytes)
    total = sum(len(text.encode()) for text in texts) / 1e6
    print(f"\nmorphemes, {total:.2f} MB, {len(medical_core())} terms, specification {spec.signature}")
    for clock, (seconds, cost) in zip(("by the clock", "processor time"), overhead(texts, spec), strict=True):
        print(f"one thread, {clock:14} kiwi {total / seconds:.3f} MB/s, kmedtext {100 * cost:+.1f} %")
    some = texts[: max(1, len(texts) // 5)]
    two = TokenizerSpec(workers=2)
    _count(tokenize(some[:200], spec=two))
    one_wall = _clocked(lambda: _count(tokenize(some, spec=spec)))[0]
    two_wall = _clocked(lambda: _count(tokenize(some, spec=two)))[0]
    print(f"two Kiwi threads: {one_wall / two_wall:.2f} times as fast as one by the clock")
    large = TokenizerSpec(lexicons=(medical_core(), invented_terms(100_000)), workers=1)
    _count(tokenize(some[:200], spec=large))
    core_time = _clocked(lambda: _count(tokenize(some[:2000], spec=spec)))[1]
    large_time = _clocked(lambda: _count(tokenize(some[:2000], spec=large)))[1]
    print(f"with 100,000 terms more: {core_time / large_time:.2f} times the speed")
    bare_load = loading("none")
    for what in ("core", "large"):
        seconds, memory = loading(what)
        print(
            f"first tokenization, {what:5} lexicon: {seconds:.2f} s, {memory:.0f} MB; "
            f"over no lexicon {seconds - bare_load[0]:+.2f} s, {memory - bare_load[1]:+.0f} MB"
        )
    print(f"golden table, {len(golden_rows())} sentences")
    for name, one in (
        ("kmedtext", spec),
        ("kiwi", TokenizerSpec(lexicons=(), keep_mixed=False, workers=1)),
    ):
        whole, terms, avoided, traps = golden_score(one)
        print(f"  {name:9} {whole} of {terms} terms whole, {avoided} of {traps} traps avoided")
    sample = [sentence for sentence, _, _ in golden_rows()]
    print(
        f"spans that do not slice their source: {wrong_spans(texts[:5000], spec)} in {len(texts[:5000])} texts"
    )
    own, kiwi = moved_borders(sample)
    print(
        f"texts whose sentence borders the lexicon moves: kmedtext {own}, Kiwi's splitter {kiwi}, of {len(sample) - 1}"
    )


def main() -> None:
    """Print the tables of this module."""
    parser = argparse.ArgumentParser(description="Morphemes beside bare Kiwi.")
    parser.add_argument("--megabytes", type=float, default=10.0)
    tokens_table(parser.parse_args().megabytes)


if __name__ == "__main__":
    main()
