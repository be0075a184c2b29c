"""Negation: does one side deny what the other asserts?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kmedtext.language.numerals import longest_first


@dataclass(frozen=True, slots=True)
class _Words:
    """What is passed over, what denies, and what may stand for a negative."""

    idle: re.Pattern[str]
    strong: re.Pattern[str]
    soft: re.Pattern[str]


def _any(words: Iterable[str]) -> str:
    return longest_first(list(words))


@cache
def _korean() -> _Words:
    table = _table()["ko"]
    behind = "".join(f"(?<!{re.escape(word)})" for word in table["inside_before"])
    first = "".join(
        sorted({word[0] for word in table["words"]})
    )  # so that most letters are passed over at once
    return _Words(
        re.compile(f"(?:{_any(table['idle'] + table['within'])})"),
        re.compile(
            rf"(?:{_any(table['strong'])})|(?=[{first}]){behind}(?<![가-힣])(?:{_any(table['words'])})"
        ),
        re.compile(f"(?:{_any(table['soft'])})"),
    )


@cache
def _english() -> _Words:
    table = _table()["en"]
    prefixed = rf"(?!(?:{_any(table['plain'])}))(?:{_any(table['prefixes'])})-?[a-z]{{4}}"
    return _Words(
        re.compile(rf"\b(?:{_any(table['idle'])})"),
        re.compile(rf"(?<![\w-])(?:{_any(table['strong'])})(?![\w-])|n['’]t\b"),
        re.compile(rf"\b(?:(?:{_any(table['soft_words'])})\b|{_any(table['soft'])}|{prefixed})|[a-z]less\b"),
    )


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("kmedtext.quality").joinpath("negation.toml").read_text(encoding="utf-8"))


def negation_agrees(ko: str, en: str) -> bool | None:
    """Tell whether both sides deny something; None where neither does, or one does in words that may be read otherwise.

    False only where one side has a plain negative (않다, 못하다, 없다, 아니다, *not*, *no*, *never*, *without*) and the other
    has nothing that could stand for it, not even a word like 거부하다, 어렵다, *fail*, *unclear*. Phrases that hold a
    negative and deny nothing (뿐 아니라, *not only*) are passed over. Which of several statements is denied is not told.

    >>> negation_agrees("부작용은 없었다.", "There were no side effects."), negation_agrees("부작용은 없었다.", "There were side effects.")
    (True, False)
    >>> negation_agrees("의사뿐 아니라 간호사도 왔다.", "Nurses came as well as doctors.") is None
    True
    """
    ko_words, en_words, english = _korean(), _english(), en.lower()
    ko_rest, en_rest = ko_words.idle.sub("·", ko), en_words.idle.sub("·", english)
    ko_denies, en_denies = bool(ko_words.strong.search(ko_rest)), bool(en_words.strong.search(en_rest))
    if ko_denies and en_denies:
        return True
    if ko_denies:
        return None if en_words.strong.search(english) or en_words.soft.search(english) else False
    if en_denies:
        return None if ko_words.strong.search(ko) or ko_words.soft.search(ko) else False
    return None
