"""People in Korean and English text, as far as their names show that they are: a title, a surname, a hyphen."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kmedtext.language import match_name
from kmedtext.language.name_spellings import of_surname, surnames
from kmedtext.language.names import could_be_person
from kmedtext.language.numerals import longest_first

_SAME = 0.7
_MOST = 60
_HANGUL = re.compile("[가-힣]+")
_PARTICLE = "은|는|이|가|을|를|의|와|과|도|에게|께|께서|으로|로|이다|입니다|라고|이라고"


@dataclass(frozen=True, slots=True)
class EnglishName:
    """A name in English text: the whole where surname and given name stand, and the surname."""

    whole: str | None
    surname: str


@cache
def _table() -> dict[str, list[str]]:
    raw = tomllib.loads(files("kmedtext.quality").joinpath("names.toml").read_text(encoding="utf-8"))
    return {name: value.split() for name, value in raw.items()}


@cache
def _romanised_surnames() -> frozenset[str]:
    """How surnames are usually spelled, in lower case."""
    return frozenset(
        letters for name in surnames() for letters, price in of_surname(name).items() if price < _SAME / 2
    )


@cache
def _titled() -> re.Pattern[str]:
    return re.compile(rf"(?:{longest_first(_table()['titles_ko'])})({_PARTICLE})?$")


@cache
def _english() -> re.Pattern[str]:
    title = longest_first(_table()["titles_en"])
    says = longest_first(_table()["says_en"])
    given = r"[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}"
    return re.compile(
        rf"\b(?P<last>[A-Z][a-z]{{1,7}})\s(?P<first>{given})\b"
        rf"|\b(?P<first2>{given})\s(?P<last2>[A-Z][a-z]{{1,7}})\b"
        rf"|\b(?i:{title})\.?\s(?P<last3>[A-Z][a-z]{{1,7}})(?![-\w])(?:\s(?P<first3>[A-Z][a-z]{{1,11}}))?\b"
        rf"|\b(?P<last4>[A-Z][a-z]{{1,7}}),?\s(?:{says})\b"
    )


def korean_people(text: str) -> tuple[str, ...]:
    """Full names and surnames that stand before a title, in order, each once.

    >>> korean_people("차가을 원장과 국영채 누리샘바이오 대표, 봉만석(71) 씨가 왔다. 채 교수는 웃었다.")
    ('차가을', '국영채', '봉만석', '채')
    """
    words = _HANGUL.findall(text)
    found: dict[str, None] = {}
    for at, word in enumerate(words):
        title = _titled().search(word)
        if title is None:
            continue
        before = [words[at - back] for back in (1, 2, 3) if at >= back]
        # 병원장 옥승택: only behind a title without a particle
        after = words[at + 1 : at + 2] if title[1] is None else []
        for far, name in enumerate((*before, *after)):
            near = far == 0 or far == len(before)
            if (near and name in surnames() and far == 0) or (
                could_be_person(name) and (len(name) == 3 or near) and not _titled().search(name)
            ):
                found[name] = None
                break
        if len(found) >= _MOST:
            break
    return tuple(found)


def english_people(text: str) -> tuple[EnglishName, ...]:
    """Korean names in English text, in order, each once: a hyphen in the given name, or a title or *said* beside a surname.

    >>> [name.whole or name.surname for name in english_people("Cha Ga-eul and Dr. Park met. Kim said so. New York said no.")]
    ['Cha Ga-eul', 'Park', 'Kim']
    """
    found: dict[EnglishName, None] = {}
    for match in _english().finditer(text):
        last = match["last"] or match["last2"] or match["last3"] or match["last4"]
        if last.lower() not in _romanised_surnames():
            continue
        first = match["first"] or match["first2"] or match["first3"]
        whole = match[0] if match["first"] or match["first2"] else f"{last} {first}" if first else None
        if whole and not _is_given(first):
            whole = None
        found[EnglishName(whole, last)] = None
        if len(found) >= _MOST:
            break
    return tuple(found)


_SYLLABLE = re.compile(
    r"(?:kk|gg|k|g|n|dd|d|tt|t|r|l|m|bb|b|pp|p|ss|sh|s|jj|j|ch|h)?(?:w|y)?"
    r"(?:ae|ay|ai|ah|a|eou|eo|eui|eu|ee|e|oh|oo|ou|oe|o|uh|ui|u|i|y)(?:ck|k|g|ng|n|t|d|l|r|m|p|b|h)?"
)


def _is_given(name: str) -> bool:
    """Whether hyphened parts, or one word, look like romanised syllables."""
    parts = name.lower().split("-")
    if len(parts) == 2:
        return all(_SYLLABLE.fullmatch(part) for part in parts)
    return bool(re.fullmatch(f"(?:{_SYLLABLE.pattern}){{1,3}}", parts[0]))


@lru_cache(maxsize=20_000)
def same_person(ko: str, en: EnglishName) -> bool:
    """Whether a Korean name, or a surname, can be the English one."""
    if en.whole is not None and len(ko) > 1:
        return could_be_person(ko) and match_name(ko, en.whole) >= _SAME
    sizes = (2, 1) if en.whole is None and len(ko) > 2 else (1,)
    return any(ko[:size] in surnames() and en.surname.lower() in of_surname(ko[:size]) for size in sizes)
