"""Tongue: the language of a page, as far as cleaning needs it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kmedtext.cleaning.script import script_language
from kmedtext.cleaning.tables import load_toml

_ENOUGH = 240
_SAMPLE = 4_000
_MARKS = ".,;:!?\"'“”‘’()[]"


def page_language(texts: Sequence[str], *, prose: bool = True) -> str:
    """Tell the language of a page's story: by script, then by function words, at last by langdetect.

    ``prose`` is False for menus and the like, about which langdetect only guesses.

    >>> page_language(["가람대병원은 12일 협약을 맺었다."])
    'ko'
    >>> page_language(["Das Krankenhaus hat eine neue Station, in der die Kranken auf den Arzt warten. " * 4])
    'de'
    """
    sample = "\n".join(texts)[:_SAMPLE]
    found = script_language(sample)
    if found != "en" or len(sample) < _ENOUGH:
        return found
    limits: dict[str, float] = load_toml("tongues.toml")["limits"]
    words = sample.lower().split()
    if _count(words, _english()) >= limits["english"] * len(words):
        return found
    told = _by_words([word.strip(_MARKS) for word in words], limits)
    return told or (_detected(sample, limits) if prose else found)


@cache
def _english() -> frozenset[str]:
    return frozenset(load_toml("prose.toml")["english"])


@cache
def _others() -> dict[str, frozenset[str]]:
    return {lang: frozenset(words.split()) for lang, words in load_toml("tongues.toml")["words"].items()}


def _count(words: Sequence[str], known: frozenset[str]) -> int:
    return sum(map(known.__contains__, words))


def _by_words(words: Sequence[str], limits: dict[str, float]) -> str | None:
    """The language whose function words tell, or None."""
    english = _count(words, _english())
    if english >= limits["english"] * len(words):
        return "en"
    (most, best), (next_most, _) = sorted(
        ((_count(words, known), lang) for lang, known in _others().items()), reverse=True
    )[:2]
    if most >= limits["other"] * len(words) and most >= limits["ahead"] * max(next_most, english):
        return best
    few = most < limits["no_other"] * len(words)
    return "en" if few and english >= limits["some_english"] * len(words) else None


def _detected(sample: str, limits: dict[str, float]) -> str:
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    DetectorFactory.seed = 0
    try:
        best = detect_langs(sample[: int(limits["sample"])])[0]
    except LangDetectException:
        return "en"
    return str(best.lang) if best.prob >= limits["sure"] else "en"
