"""Files, folders and globs become a sorted list of paths; what leads nowhere is explained."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import translate
from pathlib import Path

from kmedtext.errors import FailureCode
from kmedtext.loading.files import STDIN
from kmedtext.loading.origin import shown
from kmedtext.records import Failure

_MAGIC = re.compile(r"[*?\[]")


def is_address(name: str) -> bool:
    """Tell an http or https address from a path.

    >>> is_address("https://example.org/a"), is_address("a/https.txt")
    (True, False)
    """
    return name.lower().startswith(("http://", "https://"))


def discover(
    inputs: Sequence[str | os.PathLike[str]], *, allow_network: bool = False
) -> tuple[tuple[str, ...], tuple[Failure, ...]]:
    """List the files that ``inputs`` name, sorted and each once, and what could not be found.

    Folders are searched through, globs (``**`` too) expanded; hidden files and folders are
    skipped unless named. Links to folders are followed, each folder is entered once. A dangling
    link is listed (loading it explains it); ``-`` stands for standard input and stays as it is, and
    so does an http or https address where ``allow_network`` is set (otherwise it is a failure).
    """
    found: list[str] = []
    failures: list[Failure] = []
    for item in inputs:
        given = os.fspath(item)
        if is_address(given):
            if allow_network:
                found.append(given)
            else:
                failures.append(_offline(given))
            continue
        hits = [given] if given == STDIN else _expand(given, failures)
        found.extend(hits)
    unique = {
        (path if path == STDIN or is_address(path) else os.path.abspath(path)): path  # noqa: PTH100 - links must stay unresolved
        for path in reversed(found)
    }
    return tuple(sorted(unique.values())), tuple(sorted(failures, key=lambda failure: failure.path))


def _offline(address: str) -> Failure:
    return Failure(
        address,
        FailureCode.PERMISSION,
        "it lies on the network, which is used only where that is allowed",
        "Add --allow-network (allow_network=True in Python), or save the page and name the file.",
    )


def _expand(given: str, failures: list[Failure]) -> list[str]:
    if not given:
        # Path("") would be the current folder; an empty name is an unset variable of a script.
        failures.append(Failure("''", FailureCode.NOT_FOUND, "the name is empty", "Name a file or a folder."))
        return []
    if _is_folder(given):
        return _folder(given, failures)
    if _exists(given):
        return [given]
    if not _MAGIC.search(given):
        failures.append(
            Failure(
                shown(given),
                FailureCode.NOT_FOUND,
                "there is no such file or folder",
                "Check the path's spelling.",
            )
        )
        return []
    hits: list[str] = []
    nested: list[Failure] = []
    for hit in _glob(given, nested):
        hits.extend(_folder(hit, nested) if _is_folder(hit) else [hit])
    if not hits:
        nested.append(
            Failure(
                shown(given),
                FailureCode.NOT_FOUND,
                "no file matches the pattern",
                "Check the pattern and the folder.",
            )
        )
    failures.extend(failure for failure in nested if not hits or failure.code != FailureCode.EMPTY)
    return hits


def _folder(top: str, failures: list[Failure]) -> list[str]:
    known = len(failures)
    hits = list(_walk(top, failures))
    if not hits and len(failures) == known:
        failures.append(
            Failure(
                shown(top),
                FailureCode.EMPTY,
                "the folder holds no files",
                "Give another folder, or put pages in it.",
            )
        )
    return hits


def _walk(top: str, failures: list[Failure]) -> Iterator[str]:
    """Yield the files below ``top``. Links to folders come last, so that real paths win."""
    seen: set[str] = set()
    folders, links = [top], list[str]()
    while folders or links:
        folder = folders.pop() if folders else links.pop(0)
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        for entry in _entries(folder, failures):
            if entry.name.startswith("."):
                continue
            if not _is_folder(entry.path):
                yield entry.path
            elif entry.is_symlink():
                links.append(entry.path)
            else:
                folders.append(entry.path)


def _glob(pattern: str, failures: list[Failure]) -> Iterator[str]:
    """Yield what a pattern matches, without the endless turns that ``glob`` takes in link loops."""
    parts = [part for part in Path(pattern).parts if part != "."]
    fixed = next(index for index, part in enumerate(parts) if _MAGIC.search(part))
    base = os.path.join(*parts[:fixed]) if fixed else ""  # noqa: PTH118 - Path() drops the difference between "" and "."
    todo: list[tuple[str, int]] = [(base, fixed)]
    seen: set[tuple[str, int]] = set()
    while todo:
        folder, index = todo.pop()
        key = os.path.realpath(folder), index
        if key in seen or not _is_folder(folder or "."):
            continue
        seen.add(key)
        part, last = parts[index], index == len(parts) - 1
        if part == "**" and not last:
            todo.append((folder, index + 1))
        matches = re.compile(translate(part)).match
        for entry in _entries(folder, failures):
            if entry.name.startswith(".") and not part.startswith("."):
                continue
            path = os.path.join(folder, entry.name)  # noqa: PTH118 - keeps the user's spelling
            if part == "**":
                if not _is_folder(path):
                    if last:
                        yield path
                else:
                    todo.append((path, index))
            elif matches(entry.name):
                if last:
                    yield path
                else:
                    todo.append((path, index + 1))


def _entries(folder: str, failures: list[Failure]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder or ".") as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        failures.append(
            Failure(
                shown(folder),
                FailureCode.PERMISSION,
                "the folder cannot be listed",
                "Change its permissions: chmod u+rx FOLDER.",
            )
        )
        return []


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _exists(path: str) -> bool:
    return os.path.lexists(path) if "\x00" not in path else False
