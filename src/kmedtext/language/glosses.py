"""Glosses: terms that a text renames in brackets, 전자의무기록(EMR), EMR(전자의무기록), *electronic medical record (EMR)*."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from kmedtext.errors import UsageError
from kmedtext.language.abbreviations import is_short_form, long_form
from kmedtext.language.brackets import Bracket, brackets
from kmedtext.language.equivalence import (
    Account,
    account,
    acronyms,
    is_joined_name,
    letters_of,
    match_phrase,
    settings,
    slack,
    sounds_like,
)
from kmedtext.language.gloss_heads import Chain, chain_before, choose, listed, open_words, rules
from kmedtext.language.gloss_parts import HANGUL, GlossForm, Part, parts_in
from kmedtext.language.names import could_be_person, match_name

GlossKind = Literal["abbreviation", "translation", "person", "alias"]
"""What a gloss gives: a short form, the term in the other language, a person's name, another Korean name."""

_LATIN: Final = re.compile(r"[A-Za-z]")
_LINK: Final = re.compile(r"://|www\.|@")
_SAME_NAME: Final = 0.7
_LOANED: Final = 4
_TITLE_WORDS: Final = 4
_LONGEST_LINE: Final = 120  # characters before a bracket in which a long form is looked for


@dataclass(frozen=True, slots=True)
class Gloss:
    """Names of one thing, in the order of the text: the term before the bracket, then those inside it."""

    forms: tuple[GlossForm, ...]
    kind: GlossKind

    @property
    def start(self) -> int:
        """Where the term begins."""
        return self.forms[0].start

    @property
    def end(self) -> int:
        """Where the last form ends."""
        return self.forms[-1].end


def glosses(text: str) -> tuple[Gloss, ...]:
    """Find the terms that a text renames in brackets, in order.

    Korean before Latin letters and the other way round, Latin abbreviations with their long forms, several forms in
    one bracket and brackets in brackets, people's names, and Korean short forms (이하 …). The term's left border
    is where morphology (Kiwi), what the bracket accounts for, and what recurs in the text say. Ages, titles,
    dates, places, units, tickers, makers and examples are no glosses. A longer text says more than a sentence.

    >>> [[form.text for form in gloss.forms] for gloss in glosses("새 전자의무기록(EMR)과 LLM(대규모 언어 모델)")]
    [['전자의무기록', 'EMR'], ['LLM', '대규모 언어 모델']]
    >>> glosses("홍서윤(45)씨는 한강대병원(병원장 서도현)에서 CT(3층)를 찍었다.")
    ()
    """
    if not isinstance(text, str):
        raise UsageError(f"glosses takes a str, not {type(text).__name__}")
    found: list[Gloss] = []
    taken = 0
    for bracket in brackets(text, rules()["weights"]["longest"]):
        if bracket.start < taken:
            continue  # inside a gloss that is read already
        gloss = _gloss(text, bracket)
        if gloss is not None:
            found.append(gloss)
            taken = bracket.end
    return tuple(found)


def _gloss(text: str, bracket: Bracket) -> Gloss | None:
    inside = text[bracket.start + 1 : bracket.end - 1]
    if not (HANGUL.search(inside) or _LATIN.search(inside)) or _LINK.search(inside):
        return None
    if inside.strip().startswith(tuple(rules()["refused_whole"])):
        return None
    parts = list(parts_in(text, bracket))
    if not parts or (len(parts) > 1 and all(part.short for part in parts)):
        return None  # examples: 영상검사(CT, MRI)
    chain = chain_before(text, bracket.start, bracket.end)
    if chain is None:
        return None
    last = chain.words[-1].text
    if HANGUL.search(last) or (chain.quoted and HANGUL.search(chain.head(len(chain.words), text))):
        return _of_korean(text, chain, parts)
    return _of_latin(text, chain, parts)


def _of_korean(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    """A Korean term before the bracket."""
    person = _person(chain, parts)
    if person is not None:
        return person
    latin = [part for part in parts if not part.hangul]
    best: tuple[float, int, str] | None = None
    for part in latin:
        head, count, found = choose(text, chain, part.text, acronym=part.short)
        if _renames(head, chain, part, found) and (best is None or found.share > best[0]):
            best = (found.share, count, head)
    if best is not None:
        count = best[1]
        forms = [part for part in parts if not (part.short and len(parts) > 2 and _is_extra(part, parts))]
        kind: GlossKind = "abbreviation" if all(p.short for p in forms if not p.hangul) else "translation"
        return _made(text, chain, count, forms, kind)
    return _alias(text, chain, parts) or _inside(parts)


def _is_extra(part: Part, parts: Sequence[Part]) -> bool:
    """Whether a short form of a long list belongs to none of the long forms in it."""
    longs = [other for other in parts if not other.short and not other.hangul]
    return bool(longs) and not any(long_form(part.text, other.text) for other in longs)


def _made(text: str, chain: Chain, count: int, parts: Sequence[Part], kind: GlossKind) -> Gloss:
    start, end = chain.all_words[-count].start, chain.words[-1].end
    head = text[start:end]
    first = GlossForm(head, start, end, "ko" if HANGUL.search(head) else "en")
    return Gloss((first, *(part.form() for part in parts)), kind)


def _person(chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    for word in chain.words[:-_TITLE_WORDS:-1]:  # 서도현 교수(Dohyun Seo)
        if not could_be_person(word.text):
            continue
        for part in parts:
            several = not part.hangul and len(part.text.split()) > 1
            if several and match_name(word.text, part.text) >= _SAME_NAME:
                return Gloss((GlossForm(word.text, word.start, word.end, "ko"), part.form()), "person")
    return None


def _renames(head: str, chain: Chain, part: Part, found: Account) -> bool:
    """Whether a Latin part is another name of the head: by what the head accounts for, and what it is not."""
    last = chain.words[-1].text
    accept = float(settings()["accept_acronym"] if part.short else settings()["accept_words"])
    unsure = part.short and found.idle and found.share < settings()["sure_border"] and open_words(chain) > 1
    if found.share >= settings()["accept_acronym"]:
        return not unsure  # where the term begins is anybody's guess
    if part.short and head == last and sounds_like(head, part.text):
        return True  # 카이스트(KAIST)
    if _is_person(last) or could_be_person(head) or last in listed("modifiers"):
        return False
    if head in listed("general") and not part.led:
        return False
    if part.short:
        if acronyms().get(part.text) and not found.found:
            return False  # it is known to stand for another term
        # K for Korea leads many a name whose Korean does not say it.
        korea = part.text[0] == "K" and found.wanted > 3 and found.found * 2 > found.wanted
        enough = found.found + slack(found) + korea >= accept * found.wanted
        return not unsure and (enough or _is_coined(head))
    if part.led or found.share >= accept or is_joined_name(part.text):
        return True
    if part.text[0].islower() or (" " in part.text and part.text.split()[-1].islower()):
        return len(head) > 1
    return found.unknown * 2 >= len(re.findall("[가-힣]", head)) and found.unknown > 1


def _is_coined(head: str) -> bool:
    """Whether an acronym can be the given name of a programme, a scale, a network."""
    end = next((end for end in rules()["coined_ends"] if head.endswith(end)), head)
    return len(head) > len(end) + 1


def _is_person(word: str) -> bool:
    """Whether a word is a title or ends in one, or is a name with one."""
    if word in listed("person_ends") or word in listed("person_words"):
        return True
    named = any(
        word.endswith(end) and could_be_person(word[: -len(end)])
        for end in (*rules()["person_ends"], *rules()["person_words"])
    )
    return named or any(word.endswith(end) for end in rules()["person_ends"] if len(end) > 1)


def _alias(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    """A Korean short form, or parts that spell each other (한빛닷에이아이, Hanbit.ai)."""
    korean = [part for part in parts if part.hangul]
    for part in korean:
        for count in range(1, len(chain.words) + 1):
            head = re.sub(r"\s", "", chain.head(count, text))
            if _is_person(chain.words[-1].text) and not part.led:
                break
            if _shortens(part.text, head) or (
                part.led and count == 1 and not _is_inside_any(part, chain, text)
            ):
                kind: GlossKind = "alias" if part.hangul else "abbreviation"
                return _made(text, chain, count, [part], kind)
    if _spell_each_other(parts):
        return _made(text, chain, 1, parts, "translation")
    return None


def _is_inside_any(part: Part, chain: Chain, text: str) -> bool:
    """Whether a longer head would contain the short form's syllables."""
    whole = re.sub(r"\s", "", chain.head(len(chain.words), text))
    return _shortens(part.text, whole)


def _shortens(short: str, long: str) -> bool:
    """Whether the syllables of a word stand in a longer one, in order, from its beginning."""
    if not 2 <= len(short) <= len(long) - 2 or " " in short or not HANGUL.search(long):
        return False
    rest = iter(long)
    return all(char in rest for char in short) and not long.endswith(short)


def _spell_each_other(parts: Sequence[Part]) -> bool:
    latin = [part.text for part in parts if not part.hangul]
    return any(
        sounds_like(part.text, other) or match_phrase(part.text, other) >= _SAME_NAME
        for part in parts
        if part.hangul
        for other in latin
    )


def _of_latin(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    """A Latin term before the bracket: an abbreviation, a phrase, or a Korean phrase that ends in one."""
    for read in (_of_spelled_out, _of_mixed, _of_spelled, _of_hangul_in_brackets, _of_abbreviation):
        if gloss := read(text, chain, parts):
            return gloss
    return None


def _of_spelled_out(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    """An abbreviation that the bracket spells out, whatever Korean is before it: 표준 FHIR(Fast …)."""
    word = chain.words[-1].text
    if is_short_form(word) and any(not p.hangul and long_form(word, p.text) == p.text for p in parts):
        return _made(text, chain, 1, parts, "abbreviation")
    return None


def _of_mixed(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    """A Korean phrase that ends in Latin letters, renamed in Latin ones: 메디컬 AI(Medical AI)."""
    if not any(HANGUL.search(word.text) for word in chain.words):
        return None
    for part in parts:
        if part.hangul:
            continue
        head, count, found = choose(text, chain, part.text, acronym=part.short)
        if HANGUL.search(head) and found.share >= settings()["accept_acronym"]:
            return _made(text, chain, count, parts, "abbreviation" if part.short else "translation")
    return None


def _of_spelled(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    return _made(text, chain, 1, parts, "translation") if _spell_each_other(parts) else None


def _of_hangul_in_brackets(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    """Latin before the bracket, Korean in it: EMR(전자의무기록)."""
    for part in parts:
        count = _latin_words(text, chain, part.text) if part.hangul else 0
        if count:
            short = is_short_form(chain.words[-1].text) and count == 1
            return _made(text, chain, count, parts, "abbreviation" if short else "translation")
    return None


def _of_abbreviation(text: str, chain: Chain, parts: Sequence[Part]) -> Gloss | None:
    """A Latin abbreviation behind its long form."""
    word = chain.words[-1]
    for part in parts:
        if part.hangul:
            continue
        if part.short and (long := _long_before(text, chain, part.text)):
            first = GlossForm(long, word.end - len(long), word.end, "en")
            return Gloss((first, *(other.form() for other in parts)), "abbreviation")
    return _inside(parts)


def _inside(parts: Sequence[Part]) -> Gloss | None:
    """An abbreviation and its long form that stand in the bracket together, whatever is before it."""
    for short in parts:
        for long in parts:
            if short.short and not long.short and long_form(short.text, long.text) == long.text:
                return Gloss(tuple(part.form() for part in parts if part in (short, long)), "abbreviation")
    return None


def _long_before(text: str, chain: Chain, short: str) -> str | None:
    """The long form of a short one before its bracket, within its line."""
    end = chain.words[-1].end
    line = text[max(0, end - _LONGEST_LINE) : end].rpartition("\n")[2]
    return long_form(short, line)


def _latin_words(text: str, chain: Chain, korean: str) -> int:
    """How many words before the bracket a Korean part renames; 0 for none."""
    word = chain.words[-1]
    if is_short_form(word.text):
        found = account(korean, word.text, acronym=True)[1]
        known = acronyms().get(word.text)
        if known and korean.replace(" ", "") in {form.replace(" ", "") for form in known}:
            return 1
        enough = found.found + slack(found) >= settings()["accept_acronym"] * letters_of(word.text).total()
        return int(enough and found.found > 0)
    best, words = 0.0, 0
    for count in range(1, len(chain.words) + 1):
        if HANGUL.search(chain.words[-count].text):
            break
        score = match_phrase(korean, chain.head(count, text))
        if score > best + 1e-9:
            best, words = score, count
    if best >= settings()["accept_acronym"]:
        return words
    # a run of small Latin letters in Korean text is renamed as a whole: informed consent(사전 동의)
    phrase = [word.text for word in chain.words]
    foreign = all(word.isascii() and word.islower() for word in phrase) and len(phrase) <= _LOANED
    return len(phrase) if foreign and best >= settings()["accept_words"] else 0
