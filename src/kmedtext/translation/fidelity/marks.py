"""Opaque marks: what stands for a protected span on its way through an engine, and back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Literal

from kmedtext.language.romanisation import jamo
from kmedtext.records import Lang
from kmedtext.translation.fidelity.rules import rules
from kmedtext.translation.fidelity.spans import Span

Problem = Literal["lost", "doubled"]
"""What an engine did to a mark that cannot be put right."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with marks: ``text`` is what is sent, ``codes`` the number of each span's mark, in order.

    ``needed`` is False where nothing but marks and signs is left: then there is nothing to translate.
    """

    text: str
    spans: tuple[Span, ...]
    codes: tuple[str, ...]
    needed: bool


def forms() -> int:
    """How many forms of marks there are; :func:`put_in` is the form after the last."""
    return len(rules()["marks"]["forms"])


def mark(text: str, spans: Sequence[Span], form: int = 0) -> Marked:
    """Put a mark in the place of each span.

    >>> from kmedtext.translation.fidelity.spans import protected
    >>> mark("HER2를 5 mg 쟀다.", protected("HER2를 5 mg 쟀다.", "ko")).text
    '⟦11⟧를 ⟦12⟧ 쟀다.'
    """
    shape: str = rules()["marks"]["forms"][form]
    taken = set(re.findall("[0-9]+", text))
    numbers = (str(number) for number in count(rules()["marks"]["first"]))
    free = (number for number in numbers if number not in taken)
    codes = tuple(next(free) for _ in spans)
    parts: list[str] = []
    at = 0
    for span, code in zip(spans, codes, strict=True):
        parts += (text[at : span.start], shape.format(code))
        at = span.end
    parts.append(text[at:])
    return Marked("".join(parts), tuple(spans), codes, any(map(str.isalpha, "".join(parts[::2]))))


def put_in(text: str, spans: Sequence[Span]) -> str:
    """Put what must stand for the spans into the text itself: engines leave words of the other language alone.

    >>> from kmedtext.translation.fidelity.spans import protected
    >>> put_in("김하늘 교수가 쟀다.", protected("김하늘 교수가 쟀다.", "ko"))
    'Kim Ha-neul 교수가 쟀다.'
    """
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += (text[at : span.start], span.target)
        at = span.end
    return "".join((*parts, text[at:]))


def unmark(answer: str, marked: Marked, target: Lang) -> tuple[str, Problem | None]:
    """Put the spans back into an answer; say what is wrong where a mark is missing or came twice.

    What engines usually do to marks is put right: other brackets, full width, spaces inside, letters glued to them,
    another order.
    """
    wanted = dict(zip(marked.codes, marked.spans, strict=True))
    found = [match for match in _mark().finditer(answer) if _code(match) in wanted]
    codes = [_code(match) for match in found]
    if len(set(codes)) < len(codes):
        return answer, "doubled"
    if len(codes) < len(wanted):
        return answer, "lost"
    text = ""
    at = 0
    for match in found:
        text += answer[at : match.start()]
        span = wanted[_code(match)]
        if _touching(text[-1:], span.target[:1]):
            text += " "
        text += span.target
        at = match.end()
        if target == "ko":
            at, particle = _particle(answer, at, span)
            text += particle
        elif _touching(span.target[-1:], answer[at : at + 1]):
            text += " "
    return text + answer[at:], None


@cache
def _mark() -> re.Pattern[str]:
    table = rules()["marks"]
    opening, closing = (f"[{re.escape(table[key])}]" for key in ("open", "close"))
    return re.compile(
        rf"{opening}{{1,2}}\s{{0,2}}[#＃]?\s{{0,2}}([0-9０-９]{{2,4}})\s{{0,2}}{closing}{{1,2}}"
    )


def _code(match: re.Match[str]) -> str:
    return str(int(match[1]))


def _touching(before: str, after: str) -> bool:
    """Whether two words would run into one."""
    return before.isalnum() and after.isalnum()


def _particle(answer: str, at: int, span: Span) -> tuple[int, str]:
    """The particle behind a Korean term, in the form that goes with the term: 균⟦은⟧, 검사⟦는⟧."""
    if not span.target or not "가" <= span.target[-1] <= "힣":
        return at, ""
    coda = jamo(span.target[-1])[2]
    end = at
    while end < len(answer) and end - at < 4 and "가" <= answer[end] <= "힣":
        end += 1
    word = answer[at:end]
    for closed, opened in rules()["particles"]["pairs"]:
        if word in (closed, opened):
            vowel = coda == 0 or (opened == "로" and coda == 8)  # 8: ㄹ
            return end, opened if vowel else closed
    return at, ""
