"""What a translation kept of its text, checked by value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kmedtext.language import identify, match_name, quantities, same_quantity
from kmedtext.language.numbers import NumberMention, same_number
from kmedtext.language.width import columns
from kmedtext.records import Lang
from kmedtext.translation.fidelity.negation import negation_kept
from kmedtext.translation.fidelity.rules import rules
from kmedtext.translation.fidelity.spans import Span

_GAPS: Final = re.compile(r"\s+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*+\.?")
# May be told on one side only, as in the checks of records: parts of a date, and a bare one.
_CALENDAR: Final = frozenset({"year", "month", "day"})


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What was checked on a translation; None means that there was nothing to check.

    ``protected``: every protected span but the names is there; ``numbers``: the numbers of either side are on the other, by
    value; ``negation``: a text that denies became one that denies; ``length``: it is neither much longer nor much shorter
    than such texts are; ``language``: it is in the language asked for; ``names``: the people are there; ``translated``:
    False where it is the text itself.
    """

    protected: bool | None
    numbers: bool | None
    negation: bool | None
    length: bool | None
    language: bool | None
    names: bool | None
    translated: bool | None

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the checks that failed."""
        return tuple(name for name in self.__slots__ if getattr(self, name) is False)


def check_translation(
    text: str, translation: str, source: Lang, target: Lang, spans: Sequence[Span] = ()
) -> Fidelity:
    """Check a translation against its text.

    >>> check_translation("환자 120명은 약을 먹지 않았다.", "All 210 patients took the drug.", "ko", "en").failed
    ('numbers', 'negation')
    """
    kept = [is_kept(span, translation, target) for span in spans if span.kind != "name"]
    people = [is_kept(span, translation, target) for span in spans if span.kind == "name"]
    said = identify(translation).lang
    return Fidelity(
        protected=all(kept) if kept else None,
        numbers=_numbers_kept(text, translation, source, target),
        negation=negation_kept(text, translation, source, target),
        length=_length_fits(text, translation, source),
        language=None if said == "und" else said == target,
        names=all(people) if people else None,
        translated=_is_new(text, translation),
    )


def is_kept(span: Span, translation: str, target: Lang) -> bool:
    """Tell whether what must stand for a span is in a translation: as it is written, else by value or sound."""
    if _squeezed(span.target) in _squeezed(translation):
        return True
    if span.kind == "quantity":
        wanted = quantities(span.target, target)
        there = quantities(translation, target)
        return bool(wanted) and all(any(same_quantity(one, other) for other in there) for one in wanted)
    if span.kind == "name" and target == "en":
        return _same_name_in(span, translation)
    return False


def _squeezed(text: str) -> str:
    return _GAPS.sub("", text).casefold()


def _same_name_in(span: Span, translation: str) -> bool:
    """Whether two neighbouring words can be the name, spelled otherwise; only the letters can tell here."""
    wanted = span.target.replace("-", "").split()
    words = [match[0] for match in _LATIN_WORD.finditer(translation)]
    letters = {"".join(wanted).casefold(), "".join(reversed(wanted)).casefold()}
    return any((a + b).replace("-", "").casefold() in letters for a, b in pairwise(words))


def name_in(korean: str, english: str) -> bool:
    """Tell whether a Korean name stands in an English text, in any usual spelling."""
    words = [match[0] for match in _LATIN_WORD.finditer(english) if match[0][0].isupper()]
    least = rules()["names_check"]["same"]
    return any(match_name(korean, f"{a} {b}") >= least for a, b in pairwise(words))


def _numbers_kept(text: str, translation: str, source: Lang, target: Lang) -> bool | None:
    mine, theirs = (
        [number for quantity in quantities(side, lang) for number in quantity.numbers]
        for side, lang in ((text, source), (translation, target))
    )
    verdicts = [*_verdicts(mine, theirs), *_verdicts(theirs, mine)]
    return all(verdicts) if verdicts else None


def _verdicts(numbers: Sequence[NumberMention], others: Sequence[NumberMention]) -> Iterator[bool]:
    named = {other.unit for other in others}
    for number in numbers:
        spared = number.words or number.value == 1 or (number.unit in _CALENDAR and number.unit not in named)
        if not spared:
            yield any(same_number(number, other) for other in others)


def _length_fits(text: str, translation: str, source: Lang) -> bool | None:
    table = rules()["length"]
    ko, en = (text, translation) if source == "ko" else (translation, text)
    if max(columns(ko), columns(en)) < table["from"]:
        return None
    return bool(table["least"] <= columns(en) / max(1, columns(ko)) <= table["most"])


def _is_new(text: str, translation: str) -> bool | None:
    letters = ["".join(filter(str.isalnum, side.casefold())) for side in (text, translation)]
    if not any(map(str.isalpha, letters[0])):
        return None
    return letters[0] != letters[1]
