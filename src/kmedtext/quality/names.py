"""Do the names of two texts agree? Names in Latin letters by their letters, people by their romanisation."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from kmedtext.quality.people import english_people, korean_people, same_person

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]*+(?:[-&.+/·][A-Za-z0-9]+)*+")
_WORD = re.compile(r"[A-Za-z]+")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9&-]{1,7}")
_ALNUM = re.compile(r"[^0-9a-z]+")
_HANGUL = re.compile("[가-힣]")
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "on", "to", "a", "by", "with"})


@cache
def _table() -> dict[str, frozenset[str]]:
    raw = tomllib.loads(files("kmedtext.quality").joinpath("names.toml").read_text(encoding="utf-8"))
    return {name: frozenset(value.split()) for name, value in raw.items()}


def names_agree(ko: str, en: str) -> bool | None:
    """Tell whether the names of a Korean text are in the English one; None where there is none that can be told.

    Names in Latin letters must be in the English text, or what they abbreviate (MRI, *magnetic resonance imaging*).
    People are compared where both sides name some, by romanisation: False where a person of the English text is
    none of the Korean one and a Korean one is left over. Names in Hangul that are no Korean people (firms, places,
    foreigners) are not judged, nor is a person whom one side calls he or she.

    >>> names_agree("이해진 교수는 MRI를 찍었다.", "Professor Lee Hae-jin took an MRI scan.")
    True
    >>> names_agree("이해진 교수는 웃었다.", "Professor Park Min-ji smiled.")
    False
    >>> names_agree("환자는 회복했다.", "The patient recovered.") is None
    True
    """
    verdicts = [*_latin(ko, en), *_people(ko, en)]
    return all(verdicts) if verdicts else None


def _latin(ko: str, en: str) -> Iterator[bool]:
    if not _HANGUL.search(ko):  # no Korean text: it may be a copy, and that is checked elsewhere
        return
    squeezed = _ALNUM.sub("", en.casefold())
    initials: str | None = None
    for match in _LATIN.finditer(ko):
        name = match[0]
        if name in _table()["never"] or len(name) < 2 or not any(map(str.isupper, name)):
            continue
        if ko[match.end() : match.end() + 1] == "@" or ko[max(0, match.start() - 1) : match.start()] in (
            "@",
            "/",
        ):
            continue  # addresses
        plain = _ALNUM.sub("", name.casefold())
        if plain in squeezed or plain.rstrip("s") in squeezed:
            yield True
            continue
        if initials is None:
            initials = _initials(en)
        short = _ABBREVIATION.fullmatch(name) is not None
        if short and re.sub("[^a-z]", "", plain) in initials:
            yield True
        elif name in _table()["elsewhere"]:
            continue
        elif short and _glossed(ko, match):
            continue  # 전자의무기록(EMR): English may say it in full, by words of its own
        else:
            yield False


def _glossed(ko: str, match: re.Match[str]) -> bool:
    """Whether a short form stands in brackets, or brackets with Hangul stand behind it."""
    return ko[max(0, match.start() - 1) : match.start()] in ("(", "·", "[") or ko[
        match.end() : match.end() + 1
    ] in ("(", "[")


def _initials(en: str) -> str:
    """The initials of all words, and after a border those of the words that are not small ones."""
    words = [word.lower() for word in _WORD.findall(en)]
    every = "".join(word[0] for word in words)
    return f"{every} {''.join(word[0] for word in words if word not in _SMALL_WORDS)}"


def _people(ko: str, en: str) -> Iterator[bool]:
    theirs = english_people(en)
    if not theirs:
        return
    ours = korean_people(ko)
    words = _names_in(ko)
    left = list(ours)
    strangers = 0
    for person in theirs:
        found = next((one for one in ours if same_person(one, person)), None)
        if found is not None:
            left = [one for one in left if one != found]
            yield True
        elif any(same_person(word, person) for word in words):
            yield True
        else:
            strangers += 1
    # a person of either side who is not on the other: they were taken for one another
    if strangers and left:
        yield False


def _names_in(ko: str) -> Sequence[str]:
    """Words that may begin with a full name, without a title."""
    found: list[str] = []
    for match in re.finditer("[가-힣]{2,}", ko):
        found += [match[0][:size] for size in (3, 2, 4) if len(match[0]) >= size]
    return found[:3000]
