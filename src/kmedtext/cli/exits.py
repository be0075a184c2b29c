"""The exit codes, in one place."""

ALL_WELL = 0
SOME_FAILED = 1
"""Some inputs failed; the rest is written."""
NOTHING_DONE = 2
"""Wrong usage, or no page could be processed."""
INTERRUPTED = 130
"""Ctrl-C, as shells count it (128 + SIGINT)."""
READER_GONE = 141
"""Whoever read standard output (head, less) has left, as shells count it (128 + SIGPIPE)."""
