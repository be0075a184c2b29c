"""How the tests of Office formats load bytes, and what they look at."""

from __future__ import annotations

from kmedtext.errors import LoadError
from kmedtext.loading import Document, Limits, Origin, load_document
from kmedtext.loading.opening import load_here
from kmedtext.records import Page

Lines = list[tuple[str, str]]


def loaded(data: bytes, name: str = "a.bin", limits: Limits | None = None) -> Page:
    """Load in this process, which is quicker."""
    return load_here(Document(Origin("a", name), data), limits or Limits())


def lines(page: Page) -> Lines:
    """The tags and texts of the regions, after a look at whether they cover the text."""
    assert "".join(page.text[region.start : region.end] + "\n" for region in page.regions) == page.text
    return [(region.tag, page.text[region.start : region.end]) for region in page.regions]


def failure(data: bytes, name: str = "a.bin", limits: Limits | None = None) -> str:
    """The code of the failure, in the process apart."""
    try:
        page = load_document(Document(Origin("a", name), data), limits or Limits())
    except LoadError as error:
        return error.code.value
    return f"no failure but {len(page.text)} characters"
