"""The medical lexicon: layers of words that stay whole in Korean morphology, with their English."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kmedtext.language.tables import text_of

CATEGORIES = (
    "diseases",
    "symptoms",
    "drugs",
    "procedures",
    "tests",
    "departments",
    "institutions",
    "people",
    "devices",
    "anatomy",
    "biology",
    "organisms",
    "research",
    "informatics",
    "care",
)
"""Categories of the core, each a file in ``data/lexicon``."""


@dataclass(frozen=True, slots=True)
class Term:
    """A lexicon entry.

    ``form`` is the Korean word, ``tag`` its Sejong part of speech; ``english``, ``abbreviation`` and ``category``
    may be empty. ``variants`` are other spellings; ``parts`` are the words of a compound. ``score`` is the word's weight
    in Kiwi's model, None for that of the specification. A ``tag`` of the form ``팅기/VV + 었/EP`` is an analysis of
    the form, as Kiwi's user dictionaries have them.
    """

    form: str
    tag: str = "NNG"
    english: str = ""
    abbreviation: str = ""
    category: str = ""
    variants: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """A layer of terms, with where they come from and under which licence.

    Equal content makes equal lexicons, by ``digest``. ``skipped`` lists what a loader left out: (line, reason).

    >>> own = Lexicon("clinic", (Term("하늘맥박기", english="sky pulse meter"),))
    >>> len(own), own.find("하늘맥박기").english
    (1, 'sky pulse meter')
    """

    name: str
    terms: tuple[Term, ...] = field(repr=False)
    origin: str = ""
    licence: str = ""
    skipped: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        lines = (
            f"{t.form}\t{t.tag}\t{t.english}\t{t.abbreviation}\t{t.category}\t{'|'.join(t.variants)}\t{'|'.join(t.parts)}\t{t.score}"
            for t in self.terms
        )
        object.__setattr__(self, "digest", hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lexicon) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def find(self, form: str) -> Term | None:
        """Find the entry of a form or of one of its variants."""
        return _by_form(self).get(form)


@lru_cache(maxsize=8)
def _by_form(lexicon: Lexicon) -> dict[str, Term]:
    found = {variant: term for term in lexicon.terms for variant in term.variants}
    found.update((term.form, term) for term in lexicon.terms)
    return found


@cache
def medical_core() -> Lexicon:
    """The hand-written core lexicon, category by category, in the order of the files.

    >>> term = medical_core().find("지주막하출혈")
    >>> term.english, term.abbreviation, term.category, term.parts
    ('subarachnoid hemorrhage', 'SAH', 'diseases', ('지주막', '하', '출혈'))
    >>> medical_core().find("거미막하출혈").form
    '지주막하출혈'
    """
    return Lexicon(
        "medical core",
        tuple(term for category in CATEGORIES for term in _category(category)),
        origin="written by hand for kmedtext from general medical knowledge; no list was copied",
        licence="Apache-2.0",
    )


def _category(category: str) -> Iterator[Term]:
    lines = (line for line in text_of(f"lexicon/{category}.tsv").splitlines() if not line.startswith("#"))
    next(lines)  # the header
    for line in lines:
        form, tag, english, abbreviation, variants, parts = (line.split("\t") + [""] * 5)[:6]
        yield Term(
            form,
            tag,
            english,
            abbreviation,
            category,
            tuple(variants.split("|")) if variants else (),
            tuple(parts.split("+")) if parts else (),
        )


def harvested(rows: Iterable[tuple[str, str, int]], *, min_count: int = 2) -> Lexicon:
    """Make a layer of terms found in a corpus itself: rows of (Korean form, English, count).

    A form that comes more than once keeps the English of its highest count; what was seen fewer than
    ``min_count`` times is left out. The order of the rows does not matter.

    >>> rows = [("심장돌봄기", "heart keeper", 5), ("심장돌봄기", "heart minder", 2), ("하루앓이", "", 1)]
    >>> [(term.form, term.english) for term in harvested(rows)]
    [('심장돌봄기', 'heart keeper')]
    """
    total: dict[str, int] = {}
    best: dict[str, tuple[int, str]] = {}
    for form, english, count in rows:
        total[form] = total.get(form, 0) + count
        best[form] = min(best.get(form, (-count, english)), (-count, english))
    kept = sorted(form for form, count in total.items() if count >= min_count)
    return Lexicon(
        "harvested",
        tuple(Term(form, english=best[form][1]) for form in kept),
        origin="terms of the corpus itself",
    )
