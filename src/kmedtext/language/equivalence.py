"""How much of an English phrase, or of an acronym, a Korean phrase accounts for.

A Korean phrase is cut into the parts that the table ``term_parts.tsv`` and the lexicon know; what is left may
be a name or a loan word, which is compared by its sound.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final

from kmedtext.language import sounds
from kmedtext.language.lexicon import medical_core
from kmedtext.language.name_spellings import NEVER, cost
from kmedtext.language.tables import text_of, toml

_WORDS: Final = re.compile(r"[A-Za-z0-9]+(?:['’][a-z]+)?")
_RUNS: Final = re.compile(r"[0-9]{0,4}[가-힣][가-힣0-9]*|[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")
_JOINED: Final = re.compile("(?:[A-Z][a-z]{2,}){2,4}")
_JOINT: Final = re.compile("(?<=[a-z])(?=[A-Z])")
_PREFIXED: Final = re.compile("(post|pre|peri|intra|inter|non|anti|multi|re|sub|tele)([a-z]{5,})")
_STEM: Final = 6
_LONGEST_PART: Final = 14
_LONGEST_HEARD: Final = 9
_PIECE: Final = 40  # syllables looked at in one run


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a Korean phrase: its text, where it begins, and its translations (None: unknown)."""

    text: str
    start: int
    words: tuple[str, ...] | None


@cache
def settings() -> Mapping[str, Any]:
    """The room's settings for comparing phrases."""
    return toml("equivalence.toml")


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """Translations by Korean part."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text_of("term_parts.tsv").splitlines():
        if line and line[0] != "#":
            form, _, english = line.partition("\t")
            found[form] = tuple(english.split("|"))
    for term in medical_core():
        more = tuple(word for word in (term.english, term.abbreviation) if word)
        if more:
            found[term.form] = (*found.get(term.form, ()), *more)
    return found


@cache
def acronyms() -> Mapping[str, frozenset[str]]:
    """Korean terms of the lexicon by their abbreviation."""
    found: dict[str, set[str]] = {}
    for term in medical_core():
        if term.abbreviation:
            found.setdefault(term.abbreviation, set()).add(term.form)
    return {short: frozenset(forms) for short, forms in found.items()}


@lru_cache(maxsize=8192)
def parts(phrase: str, *, fine: bool = False) -> tuple[Part, ...]:
    """Cut a phrase into known parts with as few unknown syllables, then as few (``fine``: as short) parts, as can be.

    >>> [part.text for part in parts("국립한빛의료원")]
    ['국립', '한빛', '의료원']
    """
    found: list[Part] = []
    for run in _RUNS.finditer(phrase):
        if not run[0].isascii():
            found.extend(_cut(run[0][:_PIECE], run.start(), fine=fine))
        else:
            found.append(Part(run[0], run.start(), (run[0],)))
    return tuple(found)


def _cut(run: str, start: int, *, fine: bool) -> Iterator[Part]:
    known = _known()
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]  # (unknown syllables and parts, begin, 1: known)
    for end in range(1, len(run) + 1):
        choice = (best[end - 1][0] + 1.0, end - 1, 0)
        for begin in range(max(0, end - _LONGEST_PART), end):
            if run[begin:end] in known:
                # one syllable alone is a weak witness inside an unknown stretch
                size = end - begin
                price = best[begin][0] + (
                    0.7 if size == 1 and len(run) > 1 else 0.01 * size**fine * size**fine
                )
                choice = min(choice, (price, begin, 1))
        best.append(choice)
    pieces: list[tuple[int, int, int]] = []
    end = len(run)
    while end:
        _, begin, is_known = best[end]
        if pieces and not is_known and not pieces[-1][2] and pieces[-1][0] == end:
            pieces[-1] = (begin, pieces[-1][1], 0)
        else:
            pieces.append((begin, end, is_known))
        end = begin
    for begin, end, is_known in reversed(pieces):
        yield Part(run[begin:end], start + begin, known[run[begin:end]] if is_known else None)


@lru_cache(maxsize=8192)
def english_words(phrase: str) -> tuple[str, ...]:
    """The words of an English phrase that carry its meaning, hyphens opened."""
    stop = settings()["stop_words"].split()
    found: list[str] = []
    for word in _WORDS.findall(phrase):
        prefixed = _PREFIXED.fullmatch(word.lower())
        if _JOINED.fullmatch(word):
            found.extend(_JOINT.split(word))
        elif prefixed and prefixed[2][:_STEM] in _told():
            found.extend(prefixed.groups())  # postoperative: 수술 후
        elif word.lower() not in stop:
            found.append(word)
    return tuple(found)


def is_joined_name(word: str) -> bool:
    """Whether a word is a name put together of words, and no abbreviation.

    >>> [word for word in ("HeartNote", "HbA1c", "KoGES", "Wegovy") if is_joined_name(word)]
    ['HeartNote']
    """
    return _JOINED.fullmatch(word) is not None


@cache
def _told() -> frozenset[str]:
    """Beginnings of the English words that the Korean parts are told by."""
    return frozenset(
        word[:_STEM].lower()
        for words in _known().values()
        for phrase in words
        for word in _WORDS.findall(phrase)
    )


def _stem(word: str) -> str:
    word = word.lower().removesuffix("'s").removesuffix("’s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=65536)
def sounds_like(korean: str, english: str) -> bool:
    """Whether an English word can be the spelling of a Korean one, native or borrowed.

    >>> sounds_like("메디컬", "Medical"), sounds_like("하늘", "Haneul"), sounds_like("새별", "Saebyeok")
    (True, True, False)
    """
    rules = settings()
    if len(korean) <= 6 and cost(korean, english.lower()) < NEVER:
        return True
    spelled = sounds.spelled_letters(korean)
    if re.sub(r"\W", "", spelled) and spelled.isascii() and spelled == re.sub(r"\W", "", english.lower()):
        return True
    heard, said = sounds.of_hangul(korean), sounds.of_latin(english)
    if min(len(heard), len(said)) < rules["least_sounds"]:
        return False
    return sounds.distance(heard, said) <= float(rules["sound"])


@dataclass(slots=True)
class Account:
    """What of an English phrase is accounted for: by which parts, and what is left on either side."""

    wanted: int
    found: int
    helpful: list[bool]  # for each part
    unknown: int  # syllables of the parts that nothing is known of and that did not match
    idle: int  # parts that are known and account for nothing

    @property
    def share(self) -> float:
        """Share of the English that is accounted for."""
        return self.found / self.wanted if self.wanted else 0.0


def words_account(korean: Sequence[Part], english: Sequence[str]) -> Account:
    """Account for the words of an English phrase."""
    left = Counter(_stem(word) for word in english)
    helpful = [False] * len(korean)
    for number, part in reversed(list(enumerate(korean))):
        best = _spelled_out(part, left)
        for words in _readings(part):
            taken = _taken(words, left)
            if len(taken) > len(best):
                best = taken
        if not best:
            best = _heard(part, left)
        if best:
            helpful[number] = True
            left -= Counter(best)
    # A known part may be a stretch of a name or a loan word only: neighbours that say nothing are heard as one.
    for number in range(len(korean) - 1):
        for last in (3, 2):
            some = korean[number : number + last]
            if len(some) < last or any(helpful[number : number + last]) or not _adjoin(some):
                continue
            if heard := _heard(Part("".join(part.text for part in some), some[0].start, None), left):
                helpful[number : number + last] = [True] * last
                left -= Counter(heard)
    return Account(len(english), len(english) - left.total(), helpful, *_rest(korean, helpful))


def _spelled_out(part: Part, left: Counter[str]) -> list[str]:
    """The words that an acronym inside the Korean stands for, by their first letters; all of them or none."""
    if not (part.text.isascii() and part.text.isupper()) or left[part.text.lower()]:
        return []
    found: list[str] = []
    words = list(left.elements())
    for letter in part.text.lower():
        word = next((word for word in words if word[0] == letter), None)
        if word is None:
            return []
        words.remove(word)
        found.append(word)
    return found


def _readings(part: Part) -> Iterator[tuple[str, ...]]:
    for words in part.words or ():
        yield tuple(_stem(word) for word in english_words(words))


def _taken(words: Sequence[str], left: Counter[str]) -> list[str]:
    """Those of the words that are still to be accounted for; all of them, or none of several."""
    taken = [word for word in words if left[word]]
    if len(taken) == len(words):
        return taken
    whole = "".join(words)
    if len(words) > 1 and left[whole]:
        return [whole]
    joined = next((word for word in left if left[word] and len(words) == 1 and _akin(word, words[0])), None)
    if joined:
        return [joined]
    return taken if len(taken) * 2 >= len(words) else []


def _akin(one: str, other: str) -> bool:
    """Whether two words are forms of one: therapy, therapeutic; cardiac is not cardiology's."""
    size = min(len(one), len(other))
    return size >= 5 and one[: max(5, size - 2)] == other[: max(5, size - 2)]


def _adjoin(some: Sequence[Part]) -> bool:
    return all(one.start + len(one.text) == other.start for one, other in pairwise(some))


def _heard(part: Part, left: Counter[str]) -> list[str]:
    """The words that a part sounds like, one after the other; none unless they take up most of it."""
    if part.text.isascii():
        return [w for w in left if left[w] and w == part.text.lower()][:1]
    if part.words is not None and len(part.text) < 2:
        return []
    text = part.text
    best: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    for end in range(1, len(text) + 1):
        choice = best[end - 1]
        for begin in range(max(0, end - _LONGEST_HEARD), end):
            covered, words = best[begin]
            if (covered + end - begin, len(words) + 1) <= (choice[0], len(choice[1])):
                continue
            word = next(
                (w for w in left if left[w] > words.count(w) and sounds_like(text[begin:end], w)), None
            )
            if word:
                choice = (covered + end - begin, (*words, word))
        best.append(choice)
    covered, heard = best[-1]
    return list(heard) if covered * 3 >= len(text) * 2 else []


def _rest(korean: Sequence[Part], helpful: Sequence[bool]) -> tuple[int, int]:
    """Syllables of unknown parts, and number of known ones, that account for nothing."""
    rest = [part for part, used in zip(korean, helpful, strict=True) if not used]
    unknown = sum(len(part.text) for part in rest if part.words is None)
    return unknown, sum(part.words is not None and len(part.text) > 1 for part in rest)


def letters_of(acronym: str) -> Counter[str]:
    """The letters of an acronym that must be accounted for: capitals and digits, all if there are none."""
    bare = acronym[:-1] if re.fullmatch(r".*[A-Z]{2}s", acronym) else re.sub(r"-\d{2,4}$", "", acronym)
    strong = [char for char in bare if char.isupper() or char.isdigit()]
    return Counter(char.lower() for char in (strong or bare) if char.isalnum())


def acronym_account(korean: Sequence[Part], acronym: str) -> Account:
    """Account for the letters of an acronym; its small letters are welcome and not wanted (mRNA, scRNA)."""
    left = letters_of(acronym)
    wanted = left.total()
    small = Counter(char for char in acronym if char.islower())
    helpful = [False] * len(korean)
    for number, part in reversed(list(enumerate(korean))):
        best: Counter[str] = _chunk(part, acronym) & left
        welcome: Counter[str] = Counter()
        for words in part.words or ():
            if words == acronym:
                best = Counter(left)
                break
            letters = _initials(part, words, acronym)
            best = max(best, letters & left, key=Counter.total)
            welcome = max(welcome, (letters - left) & small, key=Counter.total)
        helpful[number] = bool(best or welcome)
        left -= best
        small -= Counter() if best else welcome
    return Account(wanted, wanted - left.total(), helpful, *_rest(korean, helpful))


def _chunk(part: Part, acronym: str) -> Counter[str]:
    """The letters of a stretch of an acronym that is read as a word: 크리스퍼 for CRISPR-Cas9."""
    if part.text.isascii():
        return Counter()
    if part.words is None and _sounds_shortened(part.text, acronym):
        return letters_of(acronym)
    chunks = (chunk for chunk in acronym.split("-") if len(chunk) > 3)
    return next((letters_of(chunk) for chunk in chunks if sounds_like(part.text, chunk)), Counter())


def _sounds_shortened(korean: str, acronym: str) -> bool:
    """Whether the letters of an acronym are sounds of a loan word, from its first on: 칸나비디올 for CBD."""
    wanted = sounds.of_latin(acronym) if acronym.isupper() and 3 <= len(acronym) <= 4 else ""
    heard = sounds.of_hangul(korean)
    if len(wanted) < 3 or len(korean) < len(acronym) or heard[:1] != wanted[0]:
        return False
    rest = iter(heard)
    return all(code in rest for code in wanted)


def _initials(part: Part, words: str, acronym: str) -> Counter[str]:
    """The letters that a translation puts into an acronym: first letters, or all of a word that stands in it whole."""
    if part.text.isascii() and part.text.isupper():
        return Counter(part.text.lower())
    found: Counter[str] = Counter()
    letters, after = acronym.lower(), 0
    for word in english_words(words):
        first = word[0].lower()
        at = letters.find(first, after)
        if len(word) > 2 and word.lower() in letters:
            found += letters_of(word.upper())
        elif at >= 0 or first not in letters:  # coronary artery gives ACS its C, not its A before that
            found += Counter(first)
        after = max(after, at + 1)
    return found


def slack(found: Account) -> int:
    """How many of the letters that are missing may belong to parts that nothing is known of.

    A letter a syllable where no known part speaks against it, else fewer.
    """
    syllables = settings()["unknown_syllables"] if found.idle else 1
    return min(found.wanted - found.found, found.unknown // syllables)


def says_organisation(english: str) -> bool:
    """Whether a word of the English says that it names an organisation."""
    return not frozenset(settings()["organisations"].split()).isdisjoint(english.lower().split())


def account(korean: str, english: str, *, acronym: bool = False) -> tuple[tuple[Part, ...], Account]:
    """Account for an English phrase or an acronym by the cut of the Korean, coarse or fine, that says more."""
    results = []
    for fine in (False, True):
        cut = parts(korean, fine=fine)
        found = acronym_account(cut, english) if acronym else words_account(cut, english_words(english))
        results.append((cut, found))
    return max(results, key=lambda result: result[1].found)


def match_phrase(korean: str, english: str) -> float:
    """How well an English phrase renders a Korean one, 0…1: the worse of what is accounted for on either side."""
    cut, found = account(korean, english)
    size = sum(len(part.text) for part in cut)
    if not size or not found.wanted:
        return 0.0
    used = sum(len(part.text) for part, used in zip(cut, found.helpful, strict=True) if used)
    return min(found.share, used / size)


def has_unknown(korean: str) -> bool:
    """Whether nothing is known of a part of a phrase: a name, or a rare word."""
    return any(part.words is None for part in parts(korean))
