"""Where the measuring material lies, for the tests that use it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Shared machines pause: no deadlines. CI tries the same examples every time; at the desk new ones are looked for.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development and evaluation data beside the project; skips where it is absent."""
    folder = Path(os.environ.get("KMEDTEXT_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip(f"the measuring material is not at {folder} (set KMEDTEXT_SHARED)")
    return folder


@pytest.fixture(scope="session")
def example_pages(root: Path) -> Path:
    """The invented pages that ship with the project."""
    return root / "examples" / "pages"
