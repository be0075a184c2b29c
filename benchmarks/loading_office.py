"""Office documents: what comes out of what was put in, by kmedtext and by other readers, in the same run.

    python -m benchmarks.loading_office

Recall: the share of the sentences' Hangul 4-grams that are in the text. Precision: the share of the text's
Korean words that were put in, each as often as it was. "unseen": how many of the stretches that no
reader sees (deletions, field codes, hidden text) are in the text.
"""

from __future__ import annotations

import io
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks.office_corpus import Case, cases

_HANGUL, _WORD = re.compile("[^가-힣]"), re.compile("[가-힣]+")
_ROUNDS = 3
Read = Callable[[Case], str]


def kmedtext(case: Case) -> str:
    """kmedtext, in this process: the start of the process apart is paid once a batch."""
    from kmedtext.loading import Document, Limits, Origin
    from kmedtext.loading.opening import load_here

    return load_here(Document(Origin("a", case.name), case.data), Limits()).text


def docx2python(case: Case) -> str:
    """docx2python, all that it reads."""
    from docx2python import docx2python as read

    with read(io.BytesIO(case.data)) as document:
        return str(document.text)


def markitdown(case: Case) -> str:
    """markitdown."""
    from markitdown import MarkItDown

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.name
        path.write_bytes(case.data)
        return str(MarkItDown().convert(str(path)).text_content)


PEERS: dict[str, tuple[Read, tuple[str, ...]]] = {
    "kmedtext": (kmedtext, (".docx", ".pptx", ".xlsx", ".odt")),
    "docx2python": (docx2python, (".docx",)),
    "markitdown": (markitdown, (".docx", ".pptx", ".xlsx")),
}


def _grams(text: str) -> Counter[str]:
    kept = _HANGUL.sub("", text)
    return Counter(kept[at : at + 4] for at in range(len(kept) - 3))


def scores(case: Case, text: str) -> tuple[float, float, int]:
    """Recall, precision, and the number of unseen stretches that are in the text.

    >>> scores(Case("a", b"", ("가나다라마",), ("비밀",)), "가나다라마 비밀")
    (1.0, 0.5, 1)
    """
    wanted = sum((_grams(sentence) for sentence in case.seen), Counter[str]())
    hits = sum((wanted & _grams(text)).values())
    words = Counter(_WORD.findall(text))
    right = sum((words & Counter(_WORD.findall(" ".join(case.seen)))).values())
    plain = _HANGUL.sub("", text)
    unseen = sum(_HANGUL.sub("", one) in plain for one in case.unseen)
    return hits / max(1, wanted.total()), right / max(1, words.total()), unseen


def _timed(read: Read, case: Case) -> tuple[str, float]:
    times: list[float] = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        text = read(case)
        times.append(time.perf_counter() - start)
    return text, min(times)


def report(shared: Path | None = None) -> None:  # noqa: ARG001 - the documents are our own
    """Print a table: each document, each reader."""
    print(f"{'document':<24}{'reader':<14}{'recall':>8}{'precision':>11}{'unseen':>9}{'ms':>8}")
    for case in cases():
        for name, (read, kinds) in PEERS.items():
            if case.name.endswith(kinds):
                text, seconds = _timed(read, case)
                recall, precision, unseen = scores(case, text)
                print(
                    f"{case.name:<24}{name:<14}{recall:>8.3f}{precision:>11.3f}"
                    f"{f'{unseen}/{len(case.unseen)}':>9}{seconds * 1000:>8.1f}"
                )


if __name__ == "__main__":
    report()
