"""Korean sentence borders by rules: terminators, final endings, quotations, numbers and dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kmedtext.language import english
from kmedtext.language.nesting import regions
from kmedtext.language.tables import toml, words

_EMOJI = r"\u2600-\u2604\u2606-\u266f\u2700-\u2712\u2728\u2753-\u2757\u2763-\u2764\u2795-\u2797\U0001f000-\U0001faff\u200d\ufe0f"
_MARKS = ".!?…‥。．！？"
# a run of terminators, a laugh or an emoji, or the last syllable of a word that may be a final ending
_CANDIDATE = re.compile(
    r"(?P<mark>[.!?…‥。．！？]+)"
    rf"|(?P<mood>(?:[ㅋㅎㅠㅜ]{{2,}}|(?<=[가-힣] )[ㅠㅜ](?=\s)|\^\^+|[{_EMOJI}]+)[~!?.…ㅋㅎㅠㅜ^♡♥{_EMOJI}]*+)"
    rf"|(?P<bare>(?<=[가-힣])[다까요죠쥬용욤염여당군나라아든만먼유음임함짐줌욧지네데](?=[ \t\xa0\u3000~]))"
)
# what may trail a sentence: repeated marks, laughter, tears, emoticons, emoji
_TAIL = re.compile(
    rf"(?:[ \t\xa0]?(?:[ㅋㅎㅠㅜㅡㄷㅉ]+(?![가-힣])|\^[\^_.\-ㅡ]*\^*|[~!?.…♡♥;]+(?=[\s~^ㅋㅎㅠㅜ]|$)|[{_EMOJI}]+))++"
)
# the number of a note after the full stop: 보고했다.1) 확인했다.2,3 밝혔다.[4]
_NOTE = re.compile(r"(?<=[다요음함]\.)(?:[0-9]{1,3}(?:[,–-][0-9]{1,3}){0,9}\)?|\[[0-9,\s–-]{1,12}\])(?=\s)")
_CLOSERS = "\"'”’」』)）]］》〉>】〕}»"
_OPEN_BRACKETS = "([（［"
_OPEN_QUOTATIONS = "\"'“‘"
_NEXT_WORD = re.compile(r"\s*([^\s,.!?…]*)")
_ENDS_IN_NUMBER = re.compile(r"[0-9]\Z")
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class _Rules:
    """The table of korean.toml in the shapes that the judgement asks for."""

    quotative: frozenset[str]
    endings: frozenset[str]
    before_da: str
    not_final: frozenset[str]
    not_final_ends: tuple[str, ...]
    after_da: frozenset[str]
    after_da_prefixes: tuple[str, ...]
    after_noun_form: tuple[str, ...]
    glued: str
    weak: tuple[str, ...]
    openers: frozenset[str]
    letters: str
    remark: int
    alone: int


@cache
def _rules() -> _Rules:
    name = "korean.toml"
    table = toml(name)
    return _Rules(
        quotative=words(name, "quotative", "words"),
        endings=words(name, "final", "endings"),
        before_da=table["final"]["before_da"],
        not_final=words(name, "final", "not_final"),
        not_final_ends=tuple(words(name, "final", "not_final_ends")),
        after_da=words(name, "final", "after_da"),
        after_da_prefixes=tuple(words(name, "final", "after_da_prefixes")),
        after_noun_form=tuple(words(name, "final", "after_noun_form_prefixes")),
        glued=table["final"]["glued"],
        weak=tuple(words(name, "weak", "endings")),
        openers=words(name, "weak", "openers"),
        letters=table["list"]["letters"],
        remark=table["brackets"]["remark"],
        alone=table["brackets"]["alone"],
    )


def _final_consonant(syllable: str) -> int:
    """Number of the final consonant (0 none, 4 ㄴ, 20 ㅆ) of a Hangul syllable."""
    return (ord(syllable) - 0xAC00) % 28 if "가" <= syllable <= "힣" else 0


def is_final(word: str) -> bool:
    """Tell whether an eojeol ends like a finished sentence.

    >>> is_final("회복했다"), is_final("있어요"), is_final("의료수요"), is_final("환자는")
    (True, True, False, False)
    """
    rules = _rules()
    if len(word) < 2 or word in rules.not_final:
        return False
    last = word[-1]
    if last == "요":
        return not word.endswith(rules.not_final_ends)
    if last == "다":
        return word[-2] in rules.before_da or word[-2].isascii() or _final_consonant(word[-2]) in (4, 20)
    return any(word[-n:] in rules.endings for n in (1, 2, 3, 4))


def _word_before(text: str, start: int, at: int) -> str:
    before = text[max(start, at - _LOOK_BACK) : at]
    return before.split()[-1] if before and not before[-1].isspace() else ""


def breaks(text: str, start: int, end: int) -> list[int]:
    """Where the line ``text[start:end]`` is cut: positions after the sentences, the last one left out."""
    nested = _without_monologues(text, start, end, regions(text, start, end))
    begins = [a for a, _ in nested]

    def region_from(position: int) -> int | None:
        """End of the quotation or bracket that begins at a position."""
        found = bisect_right(begins, position) - 1
        return nested[found][1] if found >= 0 and nested[found][0] == position else None

    cuts: list[int] = []
    sentence = start
    resume = start
    for match in _CANDIDATE.finditer(text, start, end):
        at, stop = match.span()
        if at < resume:
            continue
        quoted = False
        opener = ""
        number = bisect_right(begins, at) - 1
        if number >= 0 and at < nested[number][1]:
            close = nested[number][1]
            if match["mark"] is None or text[stop:close].strip(_CLOSERS):
                continue  # inside a quotation or a bracket
            opener = text[nested[number][0]]
            if opener in _OPEN_BRACKETS and (
                "." not in match[0] or text[nested[number][0] + 1 : at].strip() == ""
            ):
                continue  # an aside: (?), (가능한!)
            stop, quoted = close, True
        word_end = stop if match["bare"] else at
        while stop < end and (text[stop] in _OPEN_BRACKETS or text[stop] in _CLOSERS):
            after = region_from(stop)
            if after is None and text[stop] not in _CLOSERS:
                break
            stop = after or stop + 1
        noted = _NOTE.match(text, stop, end) if match["mark"] and stop == match.end() else None
        if noted:
            stop = noted.end()
        tail = _TAIL.match(text, stop, end)
        if tail:
            stop = tail.end()
        if stop >= end:
            break
        if _ends(text, sentence, word_end, match, stop, end, quoted=quoted):
            cut = _with_remark(text, stop, end, region_from) if not match["mood"] else stop
            if cut >= end:
                break
            cuts.append(cut)
            sentence = resume = cut
    return cuts


def _without_monologues(
    text: str, start: int, end: int, nested: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Open up the long quotations that stand alone: each of their sentences is one."""
    rules = _rules()
    found: list[tuple[int, int]] = []
    for begin, close in nested:
        if close - begin > rules.alone and text[begin] in _OPEN_QUOTATIONS:
            before = text[max(start, begin - 2) : begin].rstrip()
            after = _NEXT_WORD.match(text, close, end)
            reported = close < end and (not text[close].isspace() or (after and after[1] in rules.quotative))
            if not reported and (not before or before[-1] in _MARKS + _CLOSERS):
                found.extend(regions(text, begin + 1, close - 1))
                continue
        found.append((begin, close))
    return found


def _with_remark(text: str, stop: int, end: int, region_from: Callable[[int], int | None]) -> int:
    """Move a border behind a short remark in brackets: 우승자다. (6회 우승) 또한"""
    if text[stop + 1 : stop + 2] not in ("(", "（") or not text[stop].isspace():
        return stop
    close = region_from(stop + 1)
    if close is None or close - stop > _rules().remark:
        return stop
    inside = text[stop + 2 : close - 1].rstrip()
    if not inside or inside[-1] in _MARKS or is_final(inside.rpartition(" ")[2]):
        return stop
    return close if close >= end or text[close].isspace() else stop


def _ends(
    text: str, sentence: int, at: int, match: re.Match[str], stop: int, end: int, *, quoted: bool
) -> bool:
    """Judge one candidate: the word before ends at ``at``, what belongs to the sentence at ``stop``."""
    rules = _rules()
    word = _word_before(text, sentence, at)
    mark = match["mark"] or ""
    if not text[stop].isspace():
        return _glued(word, mark, text[stop]) if match.end() == stop and not quoted else False
    found = _NEXT_WORD.match(text, stop, end)
    follow = found[1] if found else ""
    if follow in rules.quotative:
        return False
    if match["mood"]:
        return True
    if match["bare"]:
        return _ends_bare(word, follow)
    if mark[0] in "…‥" or mark.startswith(".."):
        return quoted or is_final(word) or (word.endswith(rules.weak) and word not in rules.openers)
    if mark != "." and not set(mark) <= {".", "．"}:
        return True
    if quoted:
        # ‘J. Clin. Oncol.’ 5월호
        return not (word[-1:].isascii() and word[-1:].isalpha()) or english.ends_sentence(
            text, sentence, at, stop, end
        )
    if _ENDS_IN_NUMBER.search(word) and not any(c.isalpha() and c.isascii() for c in word):
        return False  # a date (2023. 6. 18.) or a list number
    if len(word) == 1 and len(follow) == 1 and found and text[found.end() : found.end() + 1] == ".":
        return False  # spaced out for emphasis: 대. 단. 하. 다.
    if len(word) == 1 and word in rules.letters and english.is_first(text, sentence, at, word):
        return False
    if word and word[-1].isascii() and word[-1].isalpha():
        return english.ends_sentence(text, sentence, at, stop, end)
    return True


def _glued(word: str, mark: str, follow: str) -> bool:
    """Judge a mark with no space after it: 했다.이어"""
    if not mark or mark[0] not in ".!?" or not word or len(mark) > 1:
        return False
    if not ("가" <= follow <= "힣" or follow.isupper() or follow in "“‘\"'"):
        return False
    return len(word) > 1 and word[-1] in _rules().glued and (word[-2].isalnum() or word[-2] in "%)”’\"'")


def _ends_bare(word: str, follow: str) -> bool:
    """Judge a word without any mark after it."""
    rules = _rules()
    if follow in rules.openers and word.endswith(rules.weak):
        return True
    if not follow or follow[0] in "(（·/-–→=+~▲△▶▷■□●○◆◇※•" or not is_final(word):
        return False
    if word[-1] == "다":
        return follow not in rules.after_da and not follow.startswith(rules.after_da_prefixes)
    if _final_consonant(word[-1]) == 16:  # a noun form in ㅁ
        return not follow.startswith(rules.after_noun_form)
    return True
