"""``python -m kmedtext``."""

import sys

from kmedtext.cli import main

if __name__ == "__main__":
    sys.exit(main())
