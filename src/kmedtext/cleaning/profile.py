"""Site profile: which lines repeat on the pages of a batch, learned in one pass with bounded memory.

Lines are counted in pairs, each with the line that follows. A heading that many stories have ("Conclusion")
has another line behind it on every page; the lines of a menu or a footer come in the same order everywhere.
So pages of many sites may share one profile, and nobody has to say which page is of which site.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from kmedtext.cleaning.lines import BLANK
from kmedtext.cleaning.tables import load_toml
from kmedtext.errors import UsageError
from kmedtext.records import Page

_NUMBER = re.compile(r"\d[\d.,]*")
_LETTER = re.compile(r"[^\W\d_]")
_EDGE = ""


def rules() -> dict[str, Any]:
    """The table of ``data/profile.toml``."""
    return load_toml("profile.toml")


def folded(text: str) -> str:
    """A line as it is counted: without case, extra space and the value of its numbers.

    >>> folded("조회  1,204"), folded("Comments (3)")
    ('조회 0', 'comments (0)')
    """
    return _NUMBER.sub("0", " ".join(text.casefold().split()))


def has_letter(line: str) -> bool:
    """Whether a line is counted: dividers and page numbers are passed over."""
    return _LETTER.search(line) is not None


def counted_lines(text: str) -> list[str]:
    """The lines of a text that are counted."""
    return [bare for raw in text.splitlines() if has_letter(bare := raw.strip(BLANK))]


def pair_hashes(lines: Iterable[str]) -> list[int]:
    """One 64-bit number for each pair of neighbours, with the page's edges: n lines make n + 1 pairs."""
    keys = [_EDGE, *map(folded, lines), _EDGE]
    return [_hash(f"{above}\n{below}") for above, below in pairwise(keys)]


def _hash(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big")


@dataclass(frozen=True)
class SiteProfile:
    """What repeats on the pages of one site, or of several: hashes of pairs of lines, and no text.

    ``pages`` is the number of different pages that were seen, ``counts`` on how many of them each pair
    of lines stands; pairs on fewer than three pages are left out. Made by :func:`learn_profile`.
    """

    pages: int = 0
    counts: Mapping[int, int] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of all that the profile says: the same for the same pages, in any order."""
        whole = hashlib.sha256(f"{self.pages}\n".encode())
        for pair, count in sorted(self.counts.items()):
            whole.update(f"{pair:016x} {count}\n".encode())
        return whole.hexdigest()


class Sketch(NamedTuple):
    """All that a profile needs of a page: its pairs, each once, and a number for the page as a whole."""

    whole: int
    pairs: tuple[int, ...]


def sketch(page: Page) -> Sketch:
    """Reduce a page to what is counted of it."""
    pairs = tuple(dict.fromkeys(pair_hashes(counted_lines(page.text))))
    return Sketch(_hash(" ".join(map(str, pairs))), pairs)


class ProfileBuilder:
    """Counts pairs of lines over any number of pages.

    At most ``limit`` pairs are held. When there are more, the pairs on the fewest pages are forgotten until
    half the room is free; below that bound the result does not depend on the order of the pages. Pages
    that do not differ, or in numbers only, count once.
    """

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit or int(rules()["lines"])
        self.pages = 0
        self._counts: dict[int, int] = {}
        self._seen: dict[int, None] = {}

    def __len__(self) -> int:
        """The number of pairs and pages held now; never more than twice ``limit``."""
        return len(self._counts) + len(self._seen)

    def add(self, page: Page | Sketch) -> None:
        """Count a page, or the sketch of one."""
        found = page if isinstance(page, Sketch) else sketch(page)
        if found.whole in self._seen:
            return
        self.pages += 1
        self._seen[found.whole] = None
        if len(self._seen) > self.limit:
            del self._seen[next(iter(self._seen))]
        for pair in found.pairs:
            self._counts[pair] = self._counts.get(pair, 0) + 1
            if len(self._counts) > self.limit:
                self._forget()

    def _forget(self) -> None:
        """Drop the rarest pairs. A pair that comes back counts from one: it is never overrated."""
        ranked = sorted(self._counts.values())
        least = ranked[len(ranked) // 2]
        self._counts = {pair: count for pair, count in self._counts.items() if count > least}

    def profile(self) -> SiteProfile:
        """What was learned so far."""
        least = rules()["least"]
        kept = {pair: count for pair, count in sorted(self._counts.items()) if count >= least}
        return SiteProfile(self.pages, kept)


def learn_profile(pages: Iterable[Page]) -> SiteProfile:
    """Learn which lines repeat on ``pages``, one pass, in memory that does not grow with their number.

    Give it pages of one site or of many, and the result to :func:`clean`. Three pages of a site are the
    least that tell anything.

    >>> menu = "로그인\\n회원가입\\n병원 소개\\n{}\\n개인정보처리방침\\n오시는 길\\n"
    >>> profile = learn_profile(Page(str(n), menu.format(f"소식 {'가나다'[n]}")) for n in range(3))
    >>> profile.pages, len(profile.counts)
    (3, 5)
    """
    if isinstance(pages, Page) or not isinstance(pages, Iterable):
        raise UsageError(f"learn_profile takes Pages, many of them, not {type(pages).__name__}")
    builder = ProfileBuilder()
    for page in pages:
        if not isinstance(page, Page):
            raise UsageError(
                f"learn_profile takes Pages, not {type(page).__name__}; load reads a file into one"
            )
        builder.add(page)
    return builder.profile()
