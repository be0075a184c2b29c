"""Sentences, languages and morphemes beside the peers: ``python -m benchmarks.language [--shared ../shared]``.

Exact: share of the gold sentences recovered with both borders, the sentences of a text joined by spaces. Speed in
MB of UTF-8 a second of processor time over the set repeated line by line for at least
half a second. Processor time, so that other work on the machine disturbs less. F1 counts sentences, both borders right.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import time
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.language_sets import SentenceSet, line_sets, sentence_sets
from benchmarks.language_tokens import tokens_table
from kmedtext import __version__
from kmedtext.language import TokenizerSpec, identify, split
from kmedtext.language.tokenizer import kiwi_of

Splitter = Callable[[str, str], Iterable[tuple[int, int]]]


def _trimmed(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in spans:
        piece = text[start:end]
        if piece.strip():
            found.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
    return found


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
    return _located(text, kss.split_sentences(text))


PEERS: tuple[tuple[str, str, tuple[str, ...], Splitter], ...] = (
    ("sentencex", "sentencex", ("ko", "en"), _sentencex),
    ("kiwi", "kiwipiepy", ("ko",), _kiwi),
    ("pysbd", "pysbd", ("en",), _pysbd),
    ("kss", "kss", ("ko",), _kss),
)


def score(one: SentenceSet, splitter: Splitter) -> tuple[float, float]:
    """(exact, F1) of a splitter on a set."""
    hit = wanted = got = 0
    for group in one.groups:
        gold, position = set(), 0
        for sentence in group:
            gold.add((position, position + len(sentence)))
            position += len(sentence) + 1
        found = set(splitter(" ".join(group), one.lang))
        hit, wanted, got = hit + len(gold & found), wanted + len(gold), got + len(found)
    return hit / wanted, 2 * hit / (wanted + got)


def speed(one: SentenceSet, splitter: Splitter) -> float:
    """MB of UTF-8 a second."""
    texts = [" ".join(group) for group in one.groups]
    size = sum(len(text.encode()) for text in texts)
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
            peers.append((name, langs, splitter))
    print(f"{'set':20} {'n':>5}  splitter   exact     F1   MB/s")
    for one in sentence_sets(shared):
        count = sum(map(len, one.groups))
        for name, langs, splitter in [("kmedtext", ("ko", "en"), split), *peers]:
            if one.lang in langs:
                exact, f1 = score(one, splitter)
                print(f"{one.name:20} {count:5}  {name:9} {exact:6.3f} {f1:6.3f} {speed(one, splitter):6.2f}")


def languages_table(shared: Path, limit: int) -> None:
    """Print the share of lines in the right language, and lines a second."""
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0

    def langdetect(line: str) -> str:
        try:
            return str(detect(line))
        except LangDetectException:
            return "und"

    print(f"\n{'lines':20} {'n':>5}  by          right  wrong    und  lines/s")
    for name, lang, lines in line_sets(shared):
        for who, judge, some in (
            ("kmedtext", lambda line: identify(line).lang, lines),
            ("langdetect", langdetect, lines[:limit]),
        ):
            judge(some[0])
            begin = time.process_time()
            found = [judge(line) for line in some]
            rate = len(some) / (time.process_time() - begin)
            right, und = found.count(lang) / len(some), found.count("und") / len(some)
            print(
                f"{name + ' ' + lang:20} {len(some):5}  {who:10} {right:6.3f} {abs(1 - right - und):6.3f} {und:6.3f} {rate:8.0f}"
            )


def main(argv: list[str] | None = None) -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description="Sentences, languages and morphemes beside the peers.")
    default: Any = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=default, help="folder with data/ and gold/")
    parser.add_argument(
        "--langdetect-lines", type=int, default=300, help="lines of each set that langdetect gets"
    )
    parser.add_argument("--megabytes", type=float, default=10.0, help="text for the morphemes table")
    options = parser.parse_args(argv)
    parts = ("sentencex", "kiwipiepy", "kiwipiepy_model", "langdetect")
    print("kmedtext", __version__, *(f"{part} {version(part)}" for part in parts), sep=" | ")
    sentences_table(options.shared)
    languages_table(options.shared, options.langdetect_lines)
    tokens_table(options.megabytes)


if __name__ == "__main__":
    main()
