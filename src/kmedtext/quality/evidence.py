"""Evidence in words: what two texts share and what they do not, for a person who looks at a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kmedtext.language.numbers import find_numbers, same_number
from kmedtext.language.numerals import NumberMention
from kmedtext.records import Checks


@dataclass(frozen=True, slots=True)
class Shared:
    """Numbers, as each side writes them: on both sides, and on one side only."""

    both: tuple[tuple[str, str], ...]
    ko_only: tuple[str, ...]
    en_only: tuple[str, ...]


def shared_numbers(ko: str, en: str) -> Shared:
    """Pair the numbers of two texts by value, each once.

    >>> shared_numbers("28일 환자 120명에게 5㎎", "120 patients on the 28th, 3 times")
    Shared(both=(('28일', '28th'), ('120', '120')), ko_only=('5㎎',), en_only=('3 times',))
    """
    theirs = list(find_numbers(en, "en"))
    both: list[tuple[str, str]] = []
    alone: list[str] = []
    for mention in find_numbers(ko, "ko"):
        found = next((other for other in theirs if same_number(mention, other)), None)
        if found is None:
            alone.append(_written(ko, mention))
        else:
            theirs.remove(found)
            both.append((_written(ko, mention), _written(en, found)))
    return Shared(tuple(both), tuple(alone), tuple(_written(en, other) for other in theirs))


def _written(text: str, mention: NumberMention) -> str:
    return text[mention.start : mention.end].strip()


_ALARMS = {
    "numbers": "numbers differ",
    "units": "units differ",
    "names": "names differ",
    "negation": "one side denies, the other does not",
    "length": "lengths do not fit",
    "lang_ko": "not Korean",
    "lang_en": "not English",
}
_FINE = {"numbers": "numbers agree", "units": "units agree", "names": "names agree", "negation": "both deny"}


def in_words(checks: Checks) -> tuple[tuple[str, bool], ...]:
    """What the checks say, each with whether it speaks for the pair; what was not checked is left out.

    >>> in_words(Checks(True, 1.1, False, True, True, negation=False))
    (('numbers agree', True), ('one side denies, the other does not', False))
    """
    return tuple(_told(checks))


def _told(checks: Checks) -> Iterator[tuple[str, bool]]:
    for name in ("numbers", "units", "names", "negation", "length", "lang_ko", "lang_en"):
        verdict: bool | None = getattr(checks, name)
        if verdict is False:
            yield _ALARMS[name], False
        elif verdict and name in _FINE:
            yield _FINE[name], True
    if checks.copied:
        yield "a copy, no translation", False
