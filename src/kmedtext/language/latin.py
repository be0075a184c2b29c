"""The language of text in Latin letters: known words first, langdetect where there is enough text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from kmedtext.language.tables import toml, words

_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ]+(?:['’][A-Za-z]+)?")
_CODE = re.compile(r"[^\s\d]{0,40}\d\S*")  # bounded, so that time stays linear
_CONTENT = "content"  # marks English words that are no function words


@cache
def _thresholds() -> dict[str, float]:
    table: dict[str, float] = toml("scripts.toml")["thresholds"]
    return table


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    """The languages in which a word is a function word, and the mark of English content words."""
    found: dict[str, tuple[str, ...]] = {}
    for lang in toml("latin_words.toml")["function"]:
        for word in words("latin_words.toml", "function", lang):
            found[word] = (*found.get(word, ()), lang)
    for word in words("latin_words.toml", "content", "en"):
        if word not in found:
            found[word] = (_CONTENT,)
    return found


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words of a line say: how many words and letters, and hits by language.

    ``telling`` counts the English words that no other language of the table shares.
    """

    words: int
    letters: int
    hits: Counter[str]
    telling: int
    content: int

    @property
    def best(self) -> str:
        """The language with most function words, English first."""
        return max(self.hits, key=lambda lang: (self.hits[lang], lang == "en")) if self.hits else "en"

    @property
    def english(self) -> int:
        """English words of either sort."""
        return self.hits["en"] + self.content


def weigh(tokens: list[str]) -> Evidence:
    """Look the words up."""
    table = _languages_of()
    hits: Counter[str] = Counter()
    telling = content = 0
    for token in tokens:
        langs = table.get(token.lower().replace("’", "'"))
        if langs is None:
            continue
        if langs[0] == _CONTENT:
            content += 1
            continue
        hits.update(langs)
        telling += langs == ("en",)
    return Evidence(len(tokens), sum(map(len, tokens)), hits, telling, content)


def english_words(text: str) -> tuple[int, int]:
    """How many English function words a text has, and how many words in Latin letters."""
    evidence = weigh(_WORD.findall(text))
    return evidence.hits["en"], evidence.words


def language_of_latin(text: str) -> tuple[str, str]:
    """Give (language, reason); the language is ``und`` where the words say too little."""
    bare = _CODE.sub(" ", text)
    tokens = _WORD.findall(bare)
    if not tokens:
        return "und", "too little" if any(map(str.isalpha, text)) else "no letters"
    evidence = weigh(tokens)
    plain = any(len(token) > 1 and not token.isupper() for token in tokens)
    if (plain or len(tokens) >= 3) and _is_english(bare, evidence):
        return "en", "words"
    limits = _thresholds()
    if evidence.letters >= limits["detector_letters"] and len(tokens) >= limits["detector_words"]:
        return _detected(bare)
    if evidence.best != "en" and evidence.hits[evidence.best] >= 2:
        return evidence.best, "words"
    return "und", "too little"


def _is_english(text: str, evidence: Evidence) -> bool:
    """Weigh the known English words of a line against its length and the other languages' words."""
    score, best = evidence.english, evidence.best
    if not score:
        return False
    if best != "en" and (evidence.hits[best] > score or any("À" <= char <= "ỿ" for char in text)):
        return False
    if evidence.words > 3 and score < _thresholds()["english_share"] * evidence.words:
        return False
    return score >= 2 or (evidence.words <= 8 and bool(evidence.content or evidence.telling))


@cache
def _factory() -> Any:
    from langdetect import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()  # our own, so that the seed is not forced upon other users of langdetect
    factory.seed = 0  # without a seed the same text gives different answers
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def _detected(text: str) -> tuple[str, str]:
    from langdetect import LangDetectException

    limits = _thresholds()
    sample = text[: int(limits["detector_reads"])]
    detector = _factory().create()
    detector.append(sample.lower() if sample.isupper() else sample)
    try:
        guesses = detector.get_probabilities()
    except LangDetectException:
        return "und", "too little"
    if guesses and guesses[0].prob >= limits["detector_probability"]:
        return guesses[0].lang.split("-")[0], "detector"
    return "und", "ambiguous"
