"""Print the shell command that stands in README.md below the comment ``<!-- command: NAME -->``."""

import re
import sys
from pathlib import Path

readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
found = re.search(rf"<!-- command: {sys.argv[1]} -->\s*```(?:sh|bash)\n(.*?)```", readme, re.DOTALL)
if not found:
    sys.exit(f"README.md has no command named {sys.argv[1]}")
print(found[1].strip())  # noqa: T201 - its whole purpose
