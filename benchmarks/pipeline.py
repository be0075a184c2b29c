"""The whole main job: pages and sentences a second, peak memory, and who takes the time.

::

    python -m benchmarks.pipeline [FOLDER ...]      # default: the seeds, the paired pages, 190 Korean dumps

One process, warm start (Kiwi and the encoder are loaded before the clock starts; their loading is
reported apart). The time inside Kiwi and inside the encoder is measured by timers around their calls.
"""

from __future__ import annotations

import argparse
import platform
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import kmedtext as kt
from benchmarks.material import shared_folder
from kmedtext.alignment import default_encoder
from kmedtext.language import tokenizer

_DEFAULT = ("seeds", "data/pages", "data/cleaning/korean_recombined/text", "data/cleaning/scrapinghub/text")


class Timed:
    """Adds up the seconds spent in one callable."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.seconds = 0.0

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return self.function(*arguments, **options)
        finally:
            self.seconds += time.perf_counter() - start


class TimedKiwi:
    """Kiwi with a clock; forwards everything else."""

    def __init__(self, kiwi: Any) -> None:
        self._kiwi = kiwi
        self.tokenize = Timed(kiwi.tokenize)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._kiwi, name)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=None)
    options = parser.parse_args(arguments)
    folders = options.folders or [shared_folder(options.shared) / name for name in _DEFAULT]
    pages = [
        str(p) for folder in folders for p in (sorted(folder.glob("*.txt")) if folder.is_dir() else [folder])
    ]

    start = time.perf_counter()
    encoder: Any = default_encoder()
    encoder.encode(["warm", "시작"])
    loaded_encoder = time.perf_counter() - start
    start = time.perf_counter()
    kiwi = TimedKiwi(tokenizer.kiwi_of(tokenizer.default_spec()))
    kiwi.tokenize("시작")
    loaded_kiwi = time.perf_counter() - start
    kiwi.tokenize.seconds = 0.0

    encode = Timed(encoder._encode_new)
    encoder._encode_new = encode
    original = tokenizer.kiwi_of
    tokenizer.kiwi_of = lambda spec: kiwi  # one specification, one clocked Kiwi
    start = time.perf_counter()
    try:
        corpus = kt.build(pages)
    finally:
        tokenizer.kiwi_of = original
        del encoder._encode_new
    total = time.perf_counter() - start

    sentences = sum(len(kt.sentences(article)) for article in corpus.articles)
    characters = sum(block.end - block.start for article in corpus.articles for block in article.blocks)
    own = total - encode.seconds - kiwi.tokenize.seconds
    print(f"kmedtext {kt.__version__}, Python {platform.python_version()}, {platform.machine()}, 1 process")
    print(f"load    encoder {loaded_encoder:.1f} s, Kiwi {loaded_kiwi:.1f} s (once a process)")
    print(f"input   {len(pages)} pages, {characters:,} characters, {sentences:,} sentences")
    print(
        f"output  {len(corpus.pairs)} pairs, {len(corpus.records)} records, {len(corpus.failures)} failures"
    )
    print(f"rate    {len(pages) / total:.1f} pages/s, {sentences / total:.0f} sentences/s ({total:.1f} s)")
    for name, seconds in (("encoder", encode.seconds), ("Kiwi", kiwi.tokenize.seconds), ("our code", own)):
        print(f"share   {name:<9} {seconds:6.1f} s  {seconds / total:4.0%}")
    for stage, seconds in corpus.manifest["run"]["timings"].items():
        print(f"stage   {stage:<9} {seconds:6.1f} s  {seconds / total:4.0%}")
    print(f"memory  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB peak")


if __name__ == "__main__":
    main()
