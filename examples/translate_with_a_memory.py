"""Translate a page with an engine of your own and a memory: the second run asks the engine for nothing.

The engine here is a toy that runs offline; a real one has the same members, or is named: ``engine="libre"``.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import kmedtext as kt
from kmedtext.translation import EngineLimits

PAGE = """가온병원, 새 병동 연다

가온병원은 3일 김하늘 교수의 연구를 소개했다. 환자 120명에게 KMed.ai로 정한 5 mg을 줬다.
"""
WORDS = {"가온병원": "Gaon Hospital", "병동": "ward", "연구": "study", "환자": "patients"}


class WordForWord:
    """An engine that knows four words."""

    name = "word-for-word"
    signature = "word-for-word 1"  # all that decides the result: the memory goes by it
    limits = EngineLimits(max_chars=1000, max_bytes=4000, measure="utf-8", max_batch=10)
    network = False

    def __init__(self) -> None:
        self.asked = 0

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        *,
        context: Sequence[str | None] | None = None,  # noqa: ARG002 - it looks at no context
    ) -> list[kt.Translation]:
        """Translate what it knows, and say so about the rest."""
        self.asked += len(texts)
        known = [" ".join(en for ko, en in WORDS.items() if ko in text) for text in texts]
        marks = [" ".join(part for part in _marks(text)) for text in texts]
        said = [
            f"This is about the {words or 'news'} {mark}".strip()
            for words, mark in zip(known, marks, strict=True)
        ]
        return [kt.Translation(text, source, target, self.name) for text in said]


def _marks(text: str) -> list[str]:
    """The opaque marks in a text, which an engine should leave alone."""
    return [f"⟦{part.partition('⟧')[0]}⟧" for part in text.split("⟦")[1:]]


def main() -> None:
    """Translate the page twice and show what came of it."""
    article = kt.clean(kt.Page.from_text(PAGE, id="gaon"))
    engine = WordForWord()
    with tempfile.TemporaryDirectory() as folder:
        memory = Path(folder) / "memory.sqlite"
        first = kt.translate(article, engine=engine, to="en", memory=memory)
        asked = engine.asked
        kt.translate(article, engine=engine, to="en", memory=memory)
        print(first.text)
        print(f"asked {asked} times in the first run, {engine.asked - asked} in the second")
        for record in first.records(with_morphemes=False):
            if record.machine is not None:
                print(record.origin, record.machine.engine, record.machine.failed, record.en, sep=" | ")


if __name__ == "__main__":
    main()
