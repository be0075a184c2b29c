"""The language of text in Latin letters: known words and letters first, langdetect where they leave a doubt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kmedtext.language.tables import text_of, toml, words

_LETTERS = "A-Za-zÀ-ÖØ-öø-ʯḀ-ỿ"
_WORD = re.compile(rf"[{_LETTERS}]+(?:['’-][{_LETTERS}]+)*+")
_LOWER_WORD = re.compile(r"\b[a-z]+(?:'[a-z]+)?\b")
_CODE = re.compile(r"[^\s\d]{0,40}\d\S*")  # bounded, so that time stays linear
_VOWELS = "aeiou"


@cache
def _limits() -> dict[str, float]:
    table: dict[str, float] = toml("scripts.toml")["thresholds"]
    return table


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    """The languages in which a word is a function word."""
    found: dict[str, tuple[str, ...]] = {}
    for lang in toml("latin_words.toml")["function"]:
        for word in words("latin_words.toml", "function", lang):
            found[word] = (*found.get(word, ()), lang)
    return found


@cache
def _english_words() -> frozenset[str]:
    """The words of english_words.txt with their usual endings."""
    found: set[str] = set()
    for line in text_of("english_words.txt").splitlines():
        if not line.startswith("#"):
            for word in line.split():
                found.update(_inflected(word))
    return frozenset(found)


def _inflected(word: str) -> tuple[str, ...]:
    last, before = word[-1], word[-2:-1]
    forms = [word, word + "s"]
    stem = word
    if last == "e":
        stem = word[:-1]
    elif last == "y" and before not in _VOWELS:
        stem = word[:-1] + "i"
        forms += [word + "ing", stem + "es"]
    elif last in "sxzho":
        forms.append(word + "es")
    elif len(word) <= 5 and before in _VOWELS and last not in "wxy" and word[-3:-2] not in _VOWELS:
        stem = word + last  # stop → stopped
        forms += [word + ending for ending in ("ed", "ing", "er")]
    forms += [stem + ending for ending in ("ed", "er", "ers", "est")]
    if not stem.endswith("i"):
        forms += [stem + "ing", stem + "ings"]
    forms.append((stem if last == "y" else word) + "ly")
    return tuple(forms)


@cache
def _telling() -> frozenset[str]:
    """Words that are English and no other language's function words."""
    functions = _function_words()
    own = {word for word, langs in functions.items() if langs == ("en",)}
    return frozenset(own | {word for word in _english_words() if word not in functions})


@cache
def _letters() -> dict[str, frozenset[str]]:
    table: dict[str, str] = toml("latin_words.toml")["letters"]
    return {lang: frozenset(letters) for lang, letters in table.items()}


@cache
def _endings() -> tuple[str, ...]:
    return tuple(words("latin_words.toml", "endings", "en"))


@cache
def _surnames() -> frozenset[str]:
    return words("latin_words.toml", "names", "surnames")


@dataclass(slots=True)
class Evidence:
    """What the words of a line say.

    ``words`` counts those that may tell anything (no acronyms, no names, no codes), ``functions`` the function words
    by language, ``marked`` those with letters of a language, ``known`` other English words, ``shaped`` unknown
    words that end like English ones, ``plain`` those in small letters of which nothing is known.
    """

    words: int = 0
    functions: dict[str, int] = field(default_factory=dict)
    marked: dict[str, int] = field(default_factory=dict)
    known: int = 0
    shaped: int = 0
    plain: int = 0

    @property
    def english(self) -> float:
        """How much speaks for English."""
        return self.functions.get("en", 0) + self.known + _limits()["shaped"] * self.shaped

    def others(self) -> tuple[str, int, int]:
        """(best language but English, what speaks for it, what speaks for the next)."""
        best, most, second = "", 0, 0
        for lang in (*self.functions, *(lang for lang in self.marked if lang not in self.functions)):
            hits = self.functions.get(lang, 0) + self.marked.get(lang, 0)
            if lang == "en":
                continue
            if hits > most:
                best, most, second = lang, hits, most
            elif hits > second:
                second = hits
        return best, most, second


def _count(hits: dict[str, int], langs: Iterable[str]) -> None:
    for lang in langs:  # a Counter takes thrice as long, and this is done for every word
        hits[lang] = hits.get(lang, 0) + 1


def weigh(tokens: list[str], *, capitals: bool = False) -> Evidence:
    """Look the words up; ``capitals`` says that the whole line is in capitals, so that these are no acronyms."""
    found = Evidence()
    functions, english, endings = _function_words(), _english_words(), _endings()
    names = _names(tokens)
    for at, token in enumerate(tokens):
        if at in names or (token.isupper() and not (capitals and len(token) > 1) and token not in ("A", "I")):
            continue
        word = token.lower().replace("’", "'")
        found.words += 1
        langs = functions.get(word)
        if langs is not None:
            _count(found.functions, langs)
            if word in english and "en" not in langs:
                found.known += 1
        elif not word.isascii():
            _count(found.marked, _written_in(word))
        elif word in english or ("-" in word and _is_compound(word)) or _possessive(word) in english:
            found.known += 1
        elif len(word) >= 6 and word.endswith(endings):
            found.shaped += 1
        elif "'" in word:
            _elided(word, found)
        elif token.islower():
            found.plain += 1
    return found


def _possessive(word: str) -> str:
    return word.removesuffix("'s")


def _elided(word: str, found: Evidence) -> None:
    """French and Italian put an article before an apostrophe: l'état, dell'ospedale."""
    article = word.partition("'")[0]
    if article in ("l", "d", "qu", "n", "s", "c", "j"):
        _count(found.functions, ("fr", "it") if article in ("l", "d", "c", "s") else ("fr",))
    elif article in ("dell", "nell", "all", "dall", "sull", "un"):
        _count(found.functions, ("it",))


def _written_in(word: str) -> list[str]:
    marks = {char for char in word if char > "\x7f"}
    return [lang for lang, letters in _letters().items() if marks <= letters]


def _is_compound(word: str) -> bool:
    """Tell whether an English word is among the parts of a compound, and none but known ones."""
    parts = [part for part in word.split("-") if len(part) > 1]
    english, functions = _english_words(), _function_words()
    return any(part in english for part in parts) and all(
        part in english or "en" in functions.get(part, ()) or part.endswith(_endings()) for part in parts
    )


def _names(tokens: list[str]) -> set[int]:
    """Places of romanised Korean names: Hae-Won Oh, Oh Hae-Won."""
    found: set[int] = set()
    for at, token in enumerate(tokens):
        if "-" not in token:
            continue
        first, _, second = token.partition("-")
        if not (first.istitle() and second.isalpha() and len(first) < 7 and len(second) < 7):
            continue
        beside = [
            near
            for near in (at - 1, at + 1)
            if 0 <= near < len(tokens) and tokens[near].lower() in _surnames() and tokens[near][0].isupper()
        ]
        if beside or (second.istitle() and not _is_compound(token.lower())):
            found.update(beside or [at], [at])
    return found


def is_english(word: str) -> bool:
    """Whether a word in lower case is an everyday English one, or one of health news.

    >>> is_english("hospitals"), is_english("saesol")
    (True, False)
    """
    return word in _telling()


def english_words(text: str) -> tuple[int, int]:
    """How many English function words a text has, and how many words in Latin letters."""
    tokens = _WORD.findall(text)
    return weigh(tokens).functions.get("en", 0), len(tokens)


def language_of_latin(text: str) -> tuple[str, str]:
    """Give (language, reason); the language is ``und`` where the words say too little."""
    if text.isascii():
        lower = _LOWER_WORD.findall(text)
        if len(lower) >= 2:
            telling = sum(map(_telling().__contains__, lower))
            if telling >= 2 and telling >= _limits()["plainly_english"] * (text.count(" ") + 1):
                return "en", "words"
    bare = _CODE.sub(" ", text)
    tokens = _WORD.findall(bare)
    if not tokens:
        return "und", "too little" if any(map(str.isalpha, text)) else "no letters"
    evidence = weigh(tokens, capitals=bare.isupper() and len(tokens) > 2)
    limits = _limits()
    english = evidence.english
    other, hits, next_hits = evidence.others()
    if (
        english
        and english >= hits
        and (evidence.words <= 3 or english >= limits["english_share"] * evidence.words)
    ):
        if english > hits or english == evidence.words or (bare.isascii() and english >= 2):
            return "en", "words"
    elif (
        hits > english and hits > next_hits and (hits >= 2 or other in evidence.marked or evidence.plain > 1)
    ):
        return other, "words"
    letters = sum(map(len, tokens))
    if letters >= limits["detector_letters"] and len(tokens) >= limits["detector_words"]:
        return _detected(bare, evidence, letters)
    if not evidence.words or not (english or hits):
        return "und", "too little"
    return "und", "ambiguous"


@cache
def _factory() -> Any:
    from langdetect import PROFILES_DIRECTORY, DetectorFactory

    factory = DetectorFactory()  # our own, so that the seed is not forced upon other users of langdetect
    factory.seed = 0  # without a seed the same text gives different answers
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


def _detected(text: str, evidence: Evidence, letters: int) -> tuple[str, str]:
    from langdetect import LangDetectException

    limits = _limits()
    sample = text[: int(limits["detector_reads"])]
    detector = _factory().create()
    detector.n_trial = int(limits["detector_trials"])
    detector.append(sample.lower() if sample.isupper() else sample)
    try:
        guesses = detector.get_probabilities()
    except LangDetectException:
        return "und", "too little"
    if guesses and guesses[0].prob >= limits["detector_probability"]:
        lang = str(guesses[0].lang).split("-")[0]
        borne_out = lang in evidence.functions or lang in evidence.marked or lang not in _letters()
        if lang == "en" or borne_out or letters >= limits["detector_alone"]:
            return lang, "detector"
    return "und", "ambiguous"
