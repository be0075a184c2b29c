"""Real pages load, and what a reader would read of them is in the text (needs ../shared)."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from kmedtext.loading import load_bytes

WORD = re.compile(r"\w+")


@pytest.mark.parametrize(("name", "floor"), [("korean_real", 0.999), ("scrapinghub", 0.999)])
def test_the_rendered_text_holds_the_gold_words(shared: Path, name: str, floor: float) -> None:
    folder = shared / "data" / "cleaning" / name
    gold = {path.name.split(".")[0]: path for path in (folder / "gold").iterdir()}
    shares = []
    for path in sorted((folder / "html").iterdir())[::4]:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        stem = path.name.split(".")[0]
        page = load_bytes(data, path=f"{stem}.html", id=stem)
        wanted = Counter(WORD.findall(gold[stem].read_text("utf-8")))
        if wanted:
            shares.append((wanted & Counter(WORD.findall(page.text))).total() / wanted.total())
    assert sum(shares) / len(shares) >= floor
