"""What must come through a translation as it is, or as it is told: spans of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from kmedtext.cleaning.names import is_korean_name
from kmedtext.language.name_spellings import surnames
from kmedtext.language.names import could_be_person
from kmedtext.language.romanisation import romanise_name
from kmedtext.language.tables import toml
from kmedtext.records import Lang
from kmedtext.translation.fidelity.glossary import Glossary
from kmedtext.translation.fidelity.rules import rules

SpanKind = Literal["address", "term", "name", "quantity", "code"]
"""A link or e-mail address, a glossary's term, a person, a number with a unit of both languages, a product's or gene's name."""

_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9./?&=#%_:;~+@!$'*,()-]+(?<![.,;:!?')(])"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}"
)
# Latin words that no translator should touch: with a digit (HER2, IL-6, mRNA-1273), with a point inside (KMed.ai), with a
# capital inside (HbA1c, mRNA). Greek letters are those of genes and cytokines (TNF-α).
_WORD: Final = re.compile(
    r"(?<![A-Za-z0-9α-ωΑ-Ω])[A-Za-zα-ωΑ-Ω0-9][A-Za-z0-9α-ωΑ-Ω]*+(?:[-./+][A-Za-z0-9α-ωΑ-Ω]++)*+"
)
_HANGUL_WORD: Final = re.compile("[가-힣]++")
_INNER: Final = re.compile(r"[a-z][A-Z]|[A-Za-z]{2}\.[a-z]{2}|[α-ωΑ-Ω]")
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]``, what it is, and what must stand for it in the translation."""

    start: int
    end: int
    kind: SpanKind
    target: str


def protected(
    text: str,
    source: Lang,
    glossary: Glossary | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Span, ...]:
    """Find what a translation must keep, in order, without overlap.

    Numbers are protected with units that both languages write alike (``5 mg``, ``37.5℃``); others (``120명``, ``1조 원``) have
    to be translated, and are checked by value afterwards. ``names`` says how people write themselves in the other
    language; Korean names before a title are romanised otherwise.

    >>> [(s.kind, s.target) for s in protected("김하늘 교수는 KMed.ai로 HER2를 5 mg 쟀다.", "ko")]
    [('name', 'Kim Ha-neul'), ('code', 'KMed.ai'), ('code', 'HER2'), ('quantity', '5 mg')]
    """
    found = [Span(m.start(), m.end(), "address", m[0]) for m in _ADDRESS.finditer(text)]
    if glossary is not None:
        found += [Span(hit.start, hit.end, "term", hit.target) for hit in glossary.hits(text, source)]
    found += _names(text, source, names or {})
    found += [Span(m.start(), m.end(), "quantity", m[0]) for m in _quantity().finditer(text)]
    found += [Span(m.start(), m.end(), "code", m[0]) for m in _WORD.finditer(text) if _is_code(m[0])]
    return tuple(_apart(found))


def _apart(found: list[Span]) -> Iterator[Span]:
    """Those that do not overlap: the kinds in the order above, within a kind from left to right."""
    order: dict[str, int] = {"address": 0, "term": 1, "name": 2, "quantity": 3, "code": 4}
    taken: list[Span] = []
    covered: set[int] = set()
    for span in sorted(found, key=lambda span: (order[span.kind], span.start)):
        places = range(span.start, span.end)
        if not covered.isdisjoint(places):
            continue
        covered.update(places)
        taken.append(span)
    yield from sorted(taken, key=lambda span: span.start)


@cache
def _quantity() -> re.Pattern[str]:
    table = rules()["spans"]
    units, per = (
        "|".join(sorted(map(re.escape, table[key]), key=len, reverse=True)) for key in ("units", "per")
    )
    number = r"[0-9]++(?:,[0-9]{3})*+(?:\.[0-9]++)?+"
    return re.compile(
        rf"(?<![A-Za-z0-9.,])[±~<>≤≥]?{number}(?:\s?(?:[~∼～–—×/-]|±)\s?{number})?\s?(?:{units})(?:/(?:{per}))?(?![A-Za-z0-9])"
    )


def _is_code(word: str) -> bool:
    if len(word) > _LONGEST or not any(char.isalpha() for char in word):
        return False
    if any(char.isdigit() for char in word):
        # 3rd, 20s, 5mg are the language's own
        return not word[0].isdigit() or bool(_INNER.search(word))
    return bool(_INNER.search(word))


def _names(text: str, source: Lang, known: Mapping[str, str]) -> Iterator[Span]:
    for name, written in known.items():
        for match in re.finditer(re.escape(name), text) if name else ():
            before = text[match.start() - 1 : match.start()]
            if not before.isalnum():
                said_beside = text.startswith(f"({written})", match.end())
                end = match.end() + said_beside * (len(written) + 2)
                yield Span(match.start(), end, "name", written)
    if source != "ko":
        return
    titles = _titles()
    words = list(_HANGUL_WORD.finditer(text))
    for number, match in enumerate(words):
        name, follows = match[0], words[number + 1] if number + 1 < len(words) else None
        glued = next((title for title in ("씨", "님") if _glued(name, title)), None)
        if glued:
            name = name[: name.index(glued, 2)]
        elif follows is None or text[match.end() : follows.start()] != " " or not _titled(follows[0], titles):
            continue
        if len(name) > 2 and is_korean_name(name) and could_be_person(name) and name not in known:
            yield Span(match.start(), match.start() + len(name), "name", _written(name))


def _written(name: str) -> str:
    """A name with its surname as most people write it (Kim, not Gim), the given name in the Revised Romanization."""
    family, _, given = romanise_name(name).partition(" ")
    korean = name[: 2 if name[:2] in surnames() and len(name) > 2 else 1]
    spellings: str = toml("names.toml")["surnames"].get(korean, family)
    return f"{spellings.split()[0].partition(':')[0].capitalize()} {given}"


def _glued(word: str, title: str) -> bool:
    """Whether the word is a name with 씨 behind it: 오하늘씨는."""
    name, found, rest = word.partition(title)
    particles = rules()["particles"]["list"]
    return bool(found) and len(name) == 3 and (not rest or rest in particles)


def _titled(word: str, titles: frozenset[str]) -> bool:
    return any(word[:size] in titles for size in range(1, 6))


@cache
def _titles() -> frozenset[str]:
    return frozenset(rules()["names"]["titles"])
