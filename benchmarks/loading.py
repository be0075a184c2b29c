"""Loading: what each format's readers get out of files, beside others on the same work in the same run.

``python -m benchmarks.loading [--shared ../shared] [--only encodings hwp]``; each part is a module
``benchmarks.loading_<part>`` with ``report(shared)``.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import platform
import sys
import time
from pathlib import Path

from benchmarks.material import shared_folder
from kmedtext import __version__

PARTS = ("encodings", "hwp", "pdf", "office")


def main(arguments: list[str] | None = None) -> int:
    """Print the reports of all parts, or of those that are named."""
    parser = argparse.ArgumentParser(prog="benchmarks.loading", description="Loaders beside others.")
    parser.add_argument("--shared", type=Path, help="the folder of development data")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help="these parts")
    given = parser.parse_args(arguments)
    shared = shared_folder(given.shared)
    print(
        f"kmedtext {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    missing = 0
    for part in given.only:
        name = f"benchmarks.loading_{part}"
        print(f"\n== {part}\n")
        if importlib.util.find_spec(name) is None:
            print(f"   there is no {name}")
            missing += 1
            continue
        start = time.perf_counter()
        importlib.import_module(name).report(shared)
        print(f"\n   ({time.perf_counter() - start:.0f} s)")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
