"""HWP and HWPX: how much of real documents' text is read, beside other libraries on the same files.

    python -m benchmarks.loading_hwp [--shared ../shared] [--half 0|1] [--misses]

Recall is that of ``tools/scoring.py`` of the shared folder: the share of a file's consensus 4-grams of Hangul
(those that several readers found) that are in the text. ``recall`` is the mean over all files, as the floors count
(a file without consensus counts 1), ``with text`` that over the files that have a consensus. ``beyond`` is the share
of a reader's own 4-grams that no other reader of the run found: what is made up, or found by nobody else.
``empty`` counts files with a consensus of which nothing was read.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib
import importlib.util
import io
import json
import logging
import os
import runpy
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from kmedtext.errors import LoadError
from kmedtext.loading.hancom.second import grams
from kmedtext.loading.limits import Limits
from kmedtext.loading.opening import load_document, load_here
from kmedtext.loading.origin import Document, Origin

ENDINGS = (".hwp", ".hwpx")
Reader = Callable[[Path], str]


@dataclass(frozen=True, slots=True)
class File:
    """A document, and the 4-grams that several readers found in it."""

    path: Path
    consensus: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What a reader made of the files of one format."""

    reader: str
    ending: str
    files: int
    recall: float
    with_text: float
    beyond: float
    empty: int
    seconds: float


def kmedtext(path: Path) -> str:
    """Our text, or none where loading fails; read here, so that the seconds are those of the reading alone."""
    with contextlib.suppress(LoadError):
        return load_here(Document(Origin(path.stem, str(path))), Limits()).text
    return ""


def kmedtext_confined(path: Path) -> str:
    """Our text as users get it, from the process apart."""
    with contextlib.suppress(LoadError):
        return load_document(Document(Origin(path.stem, str(path))), Limits()).text
    return ""


def _dochan(path: Path) -> str:
    module = importlib.import_module("dochan")
    return str(module.Dochan(str(path)).to_markdown())


def _hwp2markdown(path: Path) -> str:
    module = importlib.import_module("hwp2md")
    return str(module.convert_bytes(path.read_bytes(), path.name).markdown)


def _syhwp(path: Path) -> str:
    module = importlib.import_module("syhwp")
    return str(module.extract_text(str(path)))


PEERS = {"dochan": _dochan, "hwp2md": _hwp2markdown, "syhwp": _syhwp}


def readers() -> dict[str, Reader]:
    """Ours, and the peers that are installed."""
    found: dict[str, Reader] = {"kmedtext": kmedtext, "kmedtext (confined)": kmedtext_confined}
    return found | {name: read for name, read in PEERS.items() if importlib.util.find_spec(name)}


def recall_of(shared: Path) -> Callable[[list[str], str], float]:
    """The reference ``hangul_recall`` of the shared folder."""
    recall: Callable[[list[str], str], float] = runpy.run_path(str(shared / "tools" / "scoring.py"))[
        "hangul_recall"
    ]
    return recall


def files(shared: Path, half: int | None = None) -> list[File]:
    """The measured documents; ``half`` takes every second one, for looking at some and measuring on the others."""
    folder = shared / "data" / "loading" / "hwp"
    with gzip.open(folder / "consensus.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = [File(folder / row["file"], tuple(row["consensus_4grams"])) for row in rows]
    return found if half is None else found[half::2]


def read_all(read: Reader, documents: Iterable[File]) -> tuple[dict[Path, str], dict[str, float]]:
    """The texts of all documents, none where the reader fails, and the seconds by ending."""
    texts: dict[Path, str] = {}
    seconds = dict.fromkeys(ENDINGS, 0.0)
    for document in documents:
        began = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                texts[document.path] = read(document.path)
            except Exception:  # noqa: BLE001 - a peer may fail in any way; that is a result
                texts[document.path] = ""
        seconds[document.path.suffix] += time.perf_counter() - began
    return texts, seconds


def rows(shared: Path, half: int | None = None) -> list[Row]:
    """Measure all readers on all files."""
    recall = recall_of(shared)
    documents = files(shared, half)
    logging.disable(logging.CRITICAL)
    results = {name: read_all(read, documents) for name, read in readers().items()}
    logging.disable(logging.NOTSET)
    found: list[Row] = []
    for ending in ENDINGS:
        of_ending = [document for document in documents if document.path.suffix == ending]
        for name, (texts, seconds) in results.items():
            scores = {d.path: recall(list(d.consensus), texts[d.path]) for d in of_ending}
            filled = [d for d in of_ending if d.consensus]
            others = [result[0] for other, result in results.items() if other.split()[0] != name.split()[0]]
            own = extra = 0
            for document in of_ending:
                mine = grams(texts[document.path])
                theirs = frozenset().union(*(grams(texts_[document.path]) for texts_ in others))
                own += len(mine)
                extra += len(mine - theirs - frozenset(document.consensus))
            found.append(
                Row(
                    name,
                    ending,
                    len(of_ending),
                    mean(scores.values()),
                    mean(scores[document.path] for document in filled),
                    extra / max(own, 1),
                    sum(1 for document in filled if not texts[document.path].strip()),
                    seconds[ending],
                )
            )
    return found


def misses(shared: Path, half: int | None = None) -> list[tuple[float, int, str]]:
    """Our files with a recall below 1: recall, how many grams are missing, name."""
    recall = recall_of(shared)
    found = []
    for document in files(shared, half):
        score = recall(list(document.consensus), kmedtext(document.path))
        if score < 1:
            missing = round((1 - score) * len(document.consensus))
            found.append((score, missing, document.path.name))
    return sorted(found)


def table(found: Iterable[Row]) -> str:
    """The rows as a table of Markdown."""
    lines = [
        "| | reader | files | recall | with text | beyond | empty | seconds |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.ending[1:].upper()} | {row.reader} | {row.files} | {row.recall:.4f} | {row.with_text:.4f} "
        f"| {row.beyond:.3f} | {row.empty} | {row.seconds:.2f} |"
        for row in found
    ]
    return "\n".join(lines)


def report(shared: Path) -> None:
    """Print the table."""
    print(table(rows(shared)))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Recall of HWP and HWPX beside other readers.")
    default = Path(os.environ.get("KMEDTEXT_SHARED", Path(__file__).resolve().parents[2] / "shared"))
    parser.add_argument("--shared", type=Path, default=default)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--misses", action="store_true", help="list our files with a recall below 1")
    options = parser.parse_args()
    if options.misses:
        for score, missing, name in misses(options.shared, options.half):
            print(f"{score:.3f} {missing:5d} {name}")
    else:
        print(table(rows(options.shared, options.half)))


if __name__ == "__main__":
    main()
