"""The exit codes, in one place."""

ALL_WELL = 0
SOME_FAILED = 1
"""Some inputs failed; the rest is written."""
NOTHING_DONE = 2
"""Wrong usage, or nothing could be written."""
INTERRUPTED = 130
"""Ctrl-C, as shells count it."""
