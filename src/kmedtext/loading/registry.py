"""Which loader takes which bytes: the built-in ones, and those of other packages.

A format is one file with one class, and one line here; a third party names its class under the
entry point group ``kmedtext.loaders``. The surest loader wins, the first of equals.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.html import HtmlLoader
from kmedtext.loading.limits import Limits
from kmedtext.loading.signatures import describe
from kmedtext.loading.texts import TextLoader
from kmedtext.records import Page

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "kmedtext.loaders"
HEAD = 1 << 16
_log = logging.getLogger("kmedtext.loading")


@runtime_checkable
class Loader(Protocol):
    """What turns the bytes of one format into a page.

    ``accepts`` looks at the first bytes (up to 64 KiB) and the file's name, cheaply, and says how
    sure it is that the bytes are its own: 0 (not mine) … 1 (a signature says so).
    ``load`` raises LoadError where it cannot make a page.
    """

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types of the pages it makes."""
        ...

    def accepts(self, head: bytes, name: str) -> float:
        """Say how sure it is that the bytes are its own, 0…1."""
        ...

    def load(self, data: bytes, *, path: str | None, id: str, limits: Limits) -> Page:  # noqa: A002
        """Make a page of all the bytes."""
        ...


def built_in() -> tuple[Loader, ...]:
    """List the loaders that come with kmedtext."""
    return (HtmlLoader(), TextLoader())


@cache
def plug_ins() -> tuple[tuple[Loader, ...], tuple[str, ...]]:
    """Find the loaders of other packages, and say which of them cannot be used and why."""
    from importlib.metadata import entry_points

    return load_plug_ins(sorted(entry_points(group=GROUP), key=lambda entry: entry.name))


def load_plug_ins(entries: Iterable[EntryPoint]) -> tuple[tuple[Loader, ...], tuple[str, ...]]:
    """Load entry points; one that is broken becomes a message, never an error."""
    found: list[Loader] = []
    broken: list[str] = []
    for entry in entries:
        try:
            loader = entry.load()()
        except Exception as error:  # noqa: BLE001 - someone else's code may raise anything
            broken.append(f"{entry.name} ({entry.value}): {type(error).__name__}")
            continue
        if isinstance(loader, Loader):
            found.append(loader)
        else:
            broken.append(f"{entry.name} ({entry.value}): not a Loader")
    for message in broken:
        _log.warning("a loader plug-in is left out: %s", message)
    return tuple(found), tuple(broken)


def choose(head: bytes, name: str, path: str, loaders: Iterable[Loader] | None = None) -> Loader:
    """Choose the loader that is surest of the bytes; LoadError ``unsupported`` where none is."""
    best: Loader | None = None
    best_score = 0.0
    for loader in (*plug_ins()[0], *built_in()) if loaders is None else loaders:
        try:
            score = loader.accepts(head, name)
        except Exception as error:  # noqa: BLE001 - someone else's code may raise anything
            _log.warning("%s.accepts failed: %s", type(loader).__name__, type(error).__name__)
            continue
        if score > best_score:
            best, best_score = loader, score
    if best is not None:
        return best
    what = describe(head) or "in a format that is not known"
    raise LoadError(
        FailureCode.UNSUPPORTED,
        path,
        f"the content is {what}, whatever its name says",
        "Save its text as .txt in UTF-8 or the page as .html, and give that.",
    )
