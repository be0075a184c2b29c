"""The example pages, built once for all tests of the examples."""

from __future__ import annotations

from pathlib import Path

import pytest

import kmedtext as kt


@pytest.fixture(scope="session")
def corpus(example_pages: Path) -> kt.Corpus:
    return kt.build(example_pages)
