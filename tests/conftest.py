"""Where the measuring material lies, for the tests that use it, and the guard that keeps all tests off the network."""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Shared machines pause: no deadlines. CI tries the same examples every time; at the desk new ones are looked for.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

ROOT = Path(__file__).resolve().parents[1]
NETWORK_LOG = pytest.StashKey[Path]()
GUARD = ROOT / "tests" / "guard"


def pytest_configure(config: pytest.Config) -> None:
    """Start the network guard, here and in every process that a test starts."""
    log = Path(tempfile.mkdtemp(prefix="kmedtext-guard-")) / "attempts"
    config.stash[NETWORK_LOG] = log
    os.environ["KMEDTEXT_NETWORK_LOG"] = str(log)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
    if "sitecustomize" not in sys.modules or not hasattr(sys.modules["sitecustomize"], "watch"):
        specification = importlib.util.spec_from_file_location("network_guard", GUARD / "sitecustomize.py")
        assert specification is not None
        assert specification.loader is not None
        specification.loader.exec_module(importlib.util.module_from_spec(specification))


@pytest.fixture
def attempts(request: pytest.FixtureRequest) -> Path:
    """The file in which the network guard notes what it refuses."""
    return request.config.stash[NETWORK_LOG]


@pytest.fixture(autouse=True)
def _off_the_network(attempts: Path) -> Iterator[None]:
    """Fail the test that tried to leave the machine, also where somebody caught the refusal."""
    yield
    if attempts.exists():
        told = attempts.read_text(encoding="utf-8")
        attempts.unlink()
        pytest.fail(f"the network was touched: {told}")


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
