"""Read the arguments, run the command, turn errors into one clear line and an exit code."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from kmedtext.__about__ import __version__
from kmedtext.cli import console, exits
from kmedtext.errors import KmedtextError

_DESCRIPTION = "Turn the raw pages of Korean medicine into clean, parallel Korean–English text."
_EPILOG = """\
exit codes:
  0  all well
  1  some inputs failed; the rest is written
  2  wrong usage, or no page could be processed
  130  interrupted (Ctrl-C)
  141  the reader of standard output left early (head, less)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
        logging.basicConfig(level=logging.ERROR, format="%(name)s: %(message)s", stream=sys.stderr)
        if options.verbose:  # of ours only: other packages may log what they are given
            logging.getLogger("kmedtext").setLevel(logging.DEBUG)
        code: int = options.run(options)
        console.flush()
    except KmedtextError as error:
        print(f"kmedtext: {error}", file=sys.stderr)  # noqa: T201 - the CLI talks to its user
        return exits.NOTHING_DONE
    except BrokenPipeError:
        console.abandon()
        return exits.READER_GONE
    except KeyboardInterrupt:
        print("kmedtext: interrupted", file=sys.stderr)  # noqa: T201 - the CLI talks to its user
        return exits.INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    from kmedtext.cli import align, build, clean, explain, memory, profile, terms, tokenize, translate

    parser = argparse.ArgumentParser(
        prog="kmedtext",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"kmedtext {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in (build, clean, explain, profile, tokenize, align, terms, translate, memory):
        sub = command.add_to(commands)
        sub.add_argument("-v", "--verbose", action="store_true", help="say more on standard error")
    return parser
