"""Real HWP and HWPX documents (needs ../shared): what several readers find in them is in the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.loading_hwp import files, kmedtext_confined, recall_of


@pytest.mark.parametrize(("ending", "floor"), [(".hwp", 0.949), (".hwpx", 0.98)])
def test_recall(shared: Path, ending: str, floor: float) -> None:
    recall = recall_of(shared)
    documents = [document for document in files(shared) if document.path.suffix == ending]
    texts = {document.path: kmedtext_confined(document.path) for document in documents}
    assert sum(recall(list(d.consensus), texts[d.path]) for d in documents) / len(documents) >= floor
    assert [d.path.name for d in documents if d.consensus and not texts[d.path]] == []
