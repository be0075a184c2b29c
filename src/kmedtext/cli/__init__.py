"""The command line: ``kmedtext build``, ``clean``, ``explain``, ``tokenize`` and ``align``."""

from kmedtext.cli.main import main

__all__ = ["main"]
