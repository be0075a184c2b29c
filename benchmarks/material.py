"""Where the measuring material lies, and its definitions of the figures."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

_DEFAULT = Path(__file__).resolve().parents[2] / "shared"


def shared_folder(given: Path | None = None) -> Path:
    """The folder of development data: as given, ``KMEDTEXT_SHARED``, or ``../shared``; leaves with a clear line if absent."""
    folder = given or Path(os.environ.get("KMEDTEXT_SHARED", _DEFAULT))
    if not (folder / "data").is_dir():
        sys.exit(f"the measuring material is not at {folder}; name it with --shared or KMEDTEXT_SHARED")
    return folder


def scoring(folder: Path) -> ModuleType:
    """Load ``tools/scoring.py``, which defines every figure, from the material itself."""
    spec = importlib.util.spec_from_file_location("scoring", folder / "tools" / "scoring.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{folder}/tools/scoring.py cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
