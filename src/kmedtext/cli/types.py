"""Names for argparse's private types, for type checkers only."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Generic in the type stubs, not at run time.
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
