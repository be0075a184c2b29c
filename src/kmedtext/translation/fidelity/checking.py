"""What a translation kept of its text, checked by value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kmedtext.language import identify, passages, quantities, same_quantity
from kmedtext.language.width import columns
from kmedtext.records import Lang
from kmedtext.translation.fidelity.rules import rules
from kmedtext.translation.fidelity.spans import Span

_GAPS: Final = re.compile(r"\s+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’-]*+\.?")


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What was checked on a translation; None means that there was nothing to check.

    ``protected``: every protected span but the names is there; ``numbers``: the numbers of either side are on the other, by
    value, with the same units; ``negation``: a text that denies became one that denies; ``length``: it is neither much longer nor much shorter
    than such texts are; ``language``: it is in the language asked for, but for a few words; ``names``: people and names in
    Latin letters are there; ``translated``: False where it is the text itself.
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
    """Check a translation against its text; numbers, negation and length by the checks of records.

    The quality room comes after this one; this door to it opens only when it is used.

    >>> check_translation("환자 120명은 약을 먹지 않았다.", "All 210 patients took the drug.", "ko", "en").failed
    ('numbers', 'negation')
    """
    from kmedtext.quality import names_agree, negation_agrees, numbers_agree, units_agree
    from kmedtext.quality.lengths import length_agrees

    ko, en = (text, translation) if source == "ko" else (translation, text)
    kept = [is_kept(span, translation, target) for span in spans if span.kind != "name"]
    people = [is_kept(span, translation, target) for span in spans if span.kind == "name"]
    return Fidelity(
        protected=all(kept) if kept else None,
        numbers=_both(numbers_agree(ko, en), units_agree(ko, en)),
        negation=negation_agrees(ko, en),
        length=length_agrees(columns(ko), columns(en)),
        language=_in_language(translation, target),
        names=_both(names_agree(ko, en), *people),
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


def _both(*verdicts: bool | None) -> bool | None:
    """What several verdicts come to: False where one is; None where none says anything."""
    told = [verdict for verdict in verdicts if verdict is not None]
    return all(told) if told else None


def _in_language(translation: str, target: Lang) -> bool | None:
    """Whether a text is in a language, all of it but a few words."""
    said = identify(translation).lang
    if said == "und":
        return None
    foreign = (
        translation[part.start : part.end]
        for part in passages(translation)
        if part.lang not in (target, "und")
    )
    # names of products and houses may stay, and have capitals
    left = sum(not word[0].isupper() for text in foreign for word in text.split())
    return said == target and left <= rules()["language"]["left"]


def _is_new(text: str, translation: str) -> bool | None:
    letters = ["".join(filter(str.isalnum, side.casefold())) for side in (text, translation)]
    if not any(map(str.isalpha, letters[0])):
        return None
    return letters[0] != letters[1]
