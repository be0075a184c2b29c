"""What a load gives, sorted: the pages by where they come from, the failures, and what was passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kmedtext.errors import LoadError
from kmedtext.loading import Columns, Limits, load_all
from kmedtext.records import Failure, Page

ARTICLE = "한빛병원은 3일 새 당뇨병 교육실을 열었다고 밝혔다. 교육실은 본관 2층에 있다."
HTML = f"<!doctype html><html><head><title>교육실</title></head><body><p>{ARTICLE}</p></body></html>"


@dataclass
class Harvest:
    pages: list[Page] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)

    @property
    def members(self) -> list[str]:
        return [page.source.member or "" for page in self.pages]

    @property
    def codes(self) -> list[str]:
        return [str(failure.code) for failure in self.failures]


def harvest(path: Path, limits: Limits | None = None, columns: Columns | None = None) -> Harvest:
    found = Harvest()
    for item in load_all(path, limits=limits, columns=columns, skipped=found.skipped):
        if isinstance(item, Page):
            found.pages.append(item)
        else:
            found.failures.append(item)
            assert item.advice.endswith((".", "]'"))  # a sentence, or a command
            assert item.path.startswith(str(path))
    return found


def code_of(action: Callable[[], object]) -> str | None:
    """The code that an action fails with; none where it does not."""
    try:
        action()
    except LoadError as error:
        return str(error.code)
    return None
