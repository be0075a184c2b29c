"""Tongue: the language of a page, as far as cleaning needs it."""

from __future__ import annotations

from collections.abc import Sequence

from kmedtext.cleaning.script import script_language
from kmedtext.cleaning.tables import load_toml

_ENOUGH = 240
_SAMPLE = 4_000
_SURE = 0.9
_ENGLISH = 0.14
"""English prose has at least this share of function words; a text below it is looked at closer."""


def page_language(texts: Sequence[str]) -> str:
    """Tell the language of a page's story: script first, then, for doubtful Latin text, langdetect.

    >>> page_language(["가람대병원은 12일 협약을 맺었다."])
    'ko'
    """
    sample = "\n".join(texts)[:_SAMPLE]
    found = script_language(sample)
    if found != "en" or len(sample) < _ENOUGH:
        return found
    english = frozenset(load_toml("prose.toml")["english"])
    words = [word.strip(".,;:!?\"'“”‘’()[]").lower() for word in sample.split()]
    if sum(word in english for word in words) >= _ENGLISH * len(words):
        return found
    return _detected(sample)


def _detected(sample: str) -> str:
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return "en"
    return str(best.lang) if best.prob >= _SURE else "en"
