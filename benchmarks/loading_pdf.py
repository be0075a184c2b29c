"""PDF: how much of real documents' text is read, and how long it takes, beside other libraries in the same run.

    python -m benchmarks.loading_pdf [--shared ../shared] [--rounds 5]

The documents are those of which the HWP that they were printed from is at hand. What is to be found is what readers of
that HWP agree on, by 4-grams of Hangul: ``two`` is the recall of those that two of them found (one if there is but one), ``all`` of
those that every one found (``tools/scoring.py`` of the shared folder). ``time`` is the least of several rounds, in which the
readers take turns, as a multiple of what pypdfium2 takes to give its plain text: in seconds of the clock and of the
processor. ``layout`` counts the regions that kmedtext finds.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from benchmarks.loading_hwp import PEERS, kmedtext, recall_of
from benchmarks.material import shared_folder
from kmedtext.loading import Limits, Origin
from kmedtext.loading.hancom.second import grams
from kmedtext.loading.pdf import PdfLoader

Reader = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Row:
    """What a reader made of one document."""

    reader: str
    document: str
    two: float
    all: float
    clock: float
    processor: float


def ours(data: bytes) -> str:
    """Our text, read in this process."""
    return PdfLoader().load(data, Origin("a"), Limits()).text


def pypdfium2(data: bytes) -> str:
    """The plain text of the library that ours builds on, in the way its documentation shows."""
    from pypdfium2 import PdfDocument

    parts: list[str] = []
    document = PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        parts.append(textpage.get_text_range())
        textpage.close()
        page.close()
    document.close()
    return "\n".join(parts)


def pypdf(data: bytes) -> str:
    """The plain text of a reader in Python."""
    from io import BytesIO

    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def readers() -> dict[str, tuple[Reader, bool]]:
    """The readers, and whether each is fast enough for several rounds."""
    found: dict[str, tuple[Reader, bool]] = {"pypdfium2": (pypdfium2, True), "kmedtext": (ours, True)}
    if importlib.util.find_spec("pypdf"):
        found["pypdf"] = (pypdf, False)
    return found


def consensus(path: Path) -> tuple[list[str], list[str]]:
    """The 4-grams that two readers of the HWP found, and those that all found, in order."""
    texts = [kmedtext(path)]
    texts += [read(path) for name, read in PEERS.items() if importlib.util.find_spec(name)]
    counts = Counter(gram for text in texts for gram in set(grams(text)))
    two, every = (
        sorted(gram for gram, count in counts.items() if count >= least)
        for least in (min(2, len(texts)), len(texts))
    )
    return two, every


def measure(shared: Path, rounds: int) -> list[Row]:
    """Read all documents with all readers."""
    recall = recall_of(shared)
    rows: list[Row] = []
    for path in sorted((shared / "data" / "loading" / "pdf_with_hwp").glob("*.pdf")):
        data = path.read_bytes()
        two, every = consensus(path.with_suffix(".hwp"))
        times: dict[str, list[tuple[float, float]]] = {}
        texts: dict[str, str] = {}
        for turn in range(rounds):
            for name, (read, fast) in readers().items():
                if turn and not fast:
                    continue
                clock, processor = time.perf_counter(), time.process_time()
                texts[name] = read(data)
                took = time.perf_counter() - clock, time.process_time() - processor
                times.setdefault(name, []).append(took)
        for name, text in texts.items():
            least = tuple(map(min, zip(*times[name], strict=True)))
            rows.append(Row(name, path.stem, recall(two, text), recall(every, text), least[0], least[1]))
    return rows


def report(shared: Path, rounds: int = 5) -> None:
    """Print a line for each reader and document, and one for all."""
    rows = measure(shared, rounds)
    base = {row.document: row for row in rows if row.reader == "pypdfium2"}
    print("   reader      document   two     all     clock    processor")
    for name in readers():
        own = [row for row in rows if row.reader == name]
        for row in own:
            known = base[row.document]
            print(
                f"   {name:<10}  {row.document:<9}  {row.two:.4f}  {row.all:.4f}  {row.clock / known.clock:5.2f} ×  "
                f"{row.processor / known.processor:5.2f} ×"
            )
        clock = sum(row.clock for row in own) / sum(row.clock for row in base.values())
        processor = sum(row.processor for row in own) / sum(row.processor for row in base.values())
        two, every = mean(row.two for row in own), mean(row.all for row in own)
        print(f"   {name:<10}  all        {two:.4f}  {every:.4f}  {clock:5.2f} ×  {processor:5.2f} ×")
    print("\n   layout")
    for path in sorted((shared / "data" / "loading" / "pdf_with_hwp").glob("*.pdf")):
        page = PdfLoader().load(path.read_bytes(), Origin("a"), Limits())
        counts = Counter(region.tag for region in page.regions)
        print(f"   {path.stem}: {', '.join(f'{tag} {count}' for tag, count in sorted(counts.items()))}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="PDF beside other readers.")
    parser.add_argument("--shared", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    report(shared_folder(given.shared), given.rounds)
