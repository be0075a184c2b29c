"""Negation: does a translation deny what its text denies? One small function, to be replaced by a better one."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kmedtext.records import Lang
from kmedtext.translation.fidelity.rules import rules

_WORD: Final = re.compile(r"[a-z]+(?:['’][a-z]+)?")


def negation_kept(text: str, translation: str, source: Lang, target: Lang) -> bool | None:
    """Tell whether both sides deny, or neither; None where neither does.

    False only where one side denies by a plain form (지 않다, *not*) and the other has nothing that could.

    >>> negation_kept("약을 먹지 않았다.", "The drug was taken.", "ko", "en")
    False
    >>> negation_kept("약을 먹지 않았다.", "The drug was not taken.", "ko", "en")
    True
    """
    sides = {source: text, target: translation}
    ko, en = f" {sides.get('ko', '')}", sides.get("en", "").lower()
    table = rules()["negation"]
    words = _WORD.findall(en)
    short = any(word.endswith(("n't", "n’t")) for word in words)
    strict_ko = any(form in ko for form in table["ko_strict"])
    strict_en = short or any(word in table["en_strict"] for word in words)
    if not strict_ko and not strict_en:
        return None
    loose_ko = strict_ko or any(form in ko for form in table["ko"])
    loose_en = strict_en or any(word in _denying() or word.startswith(_prefixes()) for word in words)
    return not ((strict_ko and not loose_en) or (strict_en and not loose_ko))


@cache
def _denying() -> frozenset[str]:
    return frozenset(rules()["negation"]["en"])


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(rules()["negation"]["en_prefixes"])
