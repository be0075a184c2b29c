"""The command line: ``kmedtext build``, ``clean``, ``tokenize`` and ``align``."""

from kmedtext.cli.main import main

__all__ = ["main"]
