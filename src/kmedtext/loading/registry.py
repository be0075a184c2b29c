"""Which loader takes which bytes: the built-in ones, and those of other packages.

A format is one file with one class, and one line here; a third party names its class under the
entry point group ``kmedtext.loaders``. The surest loader wins, the first of equals.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeGuard, runtime_checkable

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped
from kmedtext.loading.sample import Sample
from kmedtext.loading.signatures import describe
from kmedtext.records import Failure, Page

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "kmedtext.loaders"
_log = logging.getLogger("kmedtext.loading")


class Format(Protocol):
    """What the two sorts of loaders have in common.

    ``accepts`` looks at a :class:`Sample` (the first bytes, the name), cheaply, and says how sure it
    is that the bytes are its own: 0 (not mine) … 1 (a signature says so). ``confined`` (False where
    a class does not say) asks that the bytes be parsed in a process of their own, with limits on
    time and memory: binary formats are, since a parser of theirs may be made to crash.
    """

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media types it takes."""
        ...

    def accepts(self, sample: Sample) -> float:
        """Say how sure it is that the bytes are its own, 0…1."""
        ...


@runtime_checkable
class Loader(Format, Protocol):
    """What turns the bytes of one format into a page. ``load`` raises LoadError where it cannot.

    ``bulky`` (False where a class does not say) means that the page is a small part of its bytes, so
    that the limit for documents holds and not the one for text; the loader minds the latter.
    """

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Make a page of all the bytes."""
        ...


@runtime_checkable
class Collection(Format, Protocol):
    """What finds the documents inside an input that holds many: an archive, a table, a mail.

    ``documents`` reads the file (it can seek) from its start and gives what it finds, in order;
    a document that cannot be read becomes a Failure, what is no page a Skipped. It raises LoadError
    where it cannot go on. ``forward`` (False where a class does not say) promises that it never goes
    back, so that it can read a packed file while that is unpacked.
    """

    def documents(
        self, file: BinaryIO, origin: Origin, limits: Limits, columns: Columns
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the documents, one after the other."""
        ...


@cache
def built_in() -> tuple[Loader | Collection, ...]:
    """List the loaders that come with kmedtext."""
    # Here, not above: their modules take a third of a second, and who loads nothing needs none.
    from kmedtext.loading.csvs import CsvCollection
    from kmedtext.loading.docx import DocxLoader
    from kmedtext.loading.feeds import FeedCollection
    from kmedtext.loading.html import HtmlLoader
    from kmedtext.loading.hwp import HwpLoader
    from kmedtext.loading.hwpml import HwpmlLoader
    from kmedtext.loading.hwpx import HwpxLoader
    from kmedtext.loading.jsonlines import JsonCollection
    from kmedtext.loading.mails import MailCollection
    from kmedtext.loading.markdown import MarkdownLoader
    from kmedtext.loading.mhtml import MhtmlLoader
    from kmedtext.loading.odf import OdfLoader
    from kmedtext.loading.oldoffice import OldOfficeLoader
    from kmedtext.loading.packed import PackedCollection
    from kmedtext.loading.parquets import ParquetCollection
    from kmedtext.loading.pdf import PdfLoader
    from kmedtext.loading.pptx import PptxLoader
    from kmedtext.loading.tars import TarCollection
    from kmedtext.loading.texts import TextLoader
    from kmedtext.loading.warcs import WarcCollection
    from kmedtext.loading.xlsx import XlsxLoader, XlsxTableLoader
    from kmedtext.loading.xmls import XmlLoader
    from kmedtext.loading.zips import ZipCollection

    return (
        HtmlLoader(),
        FeedCollection(),
        XmlLoader(),
        MarkdownLoader(),
        TextLoader(),
        HwpLoader(),
        HwpxLoader(),
        HwpmlLoader(),
        ZipCollection(),
        TarCollection(),
        PackedCollection(),
        WarcCollection(),
        MailCollection(),
        MhtmlLoader(),
        CsvCollection(),
        JsonCollection(),
        ParquetCollection(),
        DocxLoader(),
        PptxLoader(),
        XlsxLoader(),
        XlsxTableLoader(),
        OdfLoader(),
        OldOfficeLoader(),
        PdfLoader(),
    )


# Of a protocol, isinstance looks for every member each time: a fifth of a millisecond a document.
def holds_many(chosen: Loader | Collection) -> TypeGuard[Collection]:
    """Tell whether inputs of that sort hold documents."""
    return hasattr(chosen, "documents")


def gives_page(chosen: Loader | Collection) -> TypeGuard[Loader]:
    """Tell whether inputs of that sort are one page."""
    return hasattr(chosen, "load")


def is_confined(chosen: Loader | Collection) -> bool:
    """Tell whether a loader asks for a process of its own."""
    return bool(getattr(chosen, "confined", False))


def is_bulky(chosen: Loader | Collection) -> bool:
    """Tell whether most of a loader's bytes are no text."""
    return bool(getattr(chosen, "bulky", False))


def reads_forward(chosen: Loader | Collection) -> bool:
    """Tell whether a collection reads its file without going back."""
    return bool(getattr(chosen, "forward", False))


@cache
def plug_ins() -> tuple[tuple[Loader | Collection, ...], tuple[str, ...]]:
    """Find the loaders of other packages, and say which of them cannot be used and why."""
    from importlib.metadata import entry_points

    return load_plug_ins(sorted(entry_points(group=GROUP), key=lambda entry: entry.name))


def load_plug_ins(entries: Iterable[EntryPoint]) -> tuple[tuple[Loader | Collection, ...], tuple[str, ...]]:
    """Load entry points; one that is broken becomes a message, never an error."""
    found: list[Loader | Collection] = []
    broken: list[str] = []
    for entry in entries:
        try:
            loader = entry.load()()
        except Exception as error:  # noqa: BLE001 - someone else's code may raise anything
            broken.append(f"{entry.name} ({entry.value}): {type(error).__name__}")
            continue
        if isinstance(loader, Loader | Collection):
            found.append(loader)
        else:
            broken.append(f"{entry.name} ({entry.value}): neither a Loader nor a Collection")
    for message in broken:
        _log.warning("a loader plug-in is left out: %s", message)
    return tuple(found), tuple(broken)


def choose(
    sample: Sample, where: str, loaders: Iterable[Loader | Collection] | None = None
) -> Loader | Collection:
    """Choose the loader that is surest of the bytes; LoadError ``unsupported`` where none is."""
    best: Loader | Collection | None = None
    best_score = 0.0
    for loader in (*plug_ins()[0], *built_in()) if loaders is None else loaders:
        try:
            score = float(loader.accepts(sample))
        except Exception as error:  # noqa: BLE001 - someone else's code may raise anything
            _log.warning("%s.accepts failed: %s", type(loader).__name__, type(error).__name__)
            continue
        if score > best_score:
            best, best_score = loader, score
    if best is not None:
        return best
    what = describe(sample.head) or "in a format that is not known"
    raise LoadError(
        FailureCode.UNSUPPORTED,
        where,
        f"the content is {what}, whatever its name says",
        "Save its text as .txt in UTF-8 or the page as .html, and give that.",
    )
