"""Where the term before a bracket begins: by morphology, by what the bracket says, and by what recurs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any, Final

from kmedtext.language.equivalence import Account, account, is_joined_name
from kmedtext.language.tables import toml
from kmedtext.language.tokenizer import tokenize

_WORD: Final = re.compile(r"[^\s,;:()（）\[\]［］{}<>〈〉《》「」『』“”‘’\"'·ㆍ…!?=|/]+")
_GAP: Final = re.compile(r"[ \t\u00a0]{0,2}|[·ㆍ]")
_CLOSING: Final = {
    "’": "‘",
    "”": "“",
    "'": "'",
    '"': '"',
    "」": "「",
    "』": "『",
    ">": "<",
    "〉": "〈",
    "》": "《",
}
_NOMINAL: Final = frozenset({"NNG", "NNP", "NR", "XSN", "XR", "SL", "SN", "SH", "MM", "XPN"})
_ADNOMINAL: Final = frozenset({"ETM", "JKG"})
_LINKING: Final = frozenset(
    {"JKO", "JKB", "JKS", "JKC", "JC"}
)  # what a term's verb leans on: 원인을 모르는 열
_DOTS: Final = frozenset("·ㆍ")
_WINDOW: Final = 120
_QUOTED: Final = 60
_AROUND: Final = 10_000  # characters on either side in which a phrase may recur


@dataclass(frozen=True, slots=True)
class Word:
    """A word before a bracket; ``adnominal``: it ends in 의 or a verb's ending before a noun."""

    text: str
    start: int
    end: int
    adnominal: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """The words before a bracket that can belong to its head, the nearest last; ``quoted``: all of them do.

    ``beyond`` are words before those, of a clause that belongs to the term only if the bracket says so.
    """

    words: tuple[Word, ...]
    quoted: bool = False
    beyond: tuple[Word, ...] = ()

    @property
    def all_words(self) -> tuple[Word, ...]:
        """The words, with those of a clause before them."""
        return (*self.beyond, *self.words)

    def head(self, count: int, text: str) -> str:
        """The text from the ``count``-th word before the bracket on."""
        return text[self.all_words[-count].start : self.words[-1].end]


@cache
def rules() -> dict[str, Any]:
    """The table of glosses."""
    return toml("glosses.toml")


@cache
def listed(name: str) -> frozenset[str]:
    """A list of the table, for looking up."""
    return frozenset(rules()[name])


def chain_before(text: str, at: int, after: int) -> Chain | None:
    """The words that can make the head of a bracket that stands at ``at`` … ``after``."""
    end = at - 1 if at and text[at - 1] in " \u00a0" else at
    if end and text[end - 1] in _CLOSING:
        opening = text.rfind(_CLOSING[text[end - 1]], max(0, end - 1 - _QUOTED), end - 1)
        if opening < 0 or "\n" in text[opening:end]:
            return None
        words = tuple(Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text, opening + 1, end - 1))
        return Chain(words, quoted=True) if words else None
    begin = max(0, end - _WINDOW)
    begin = max(begin, text.rfind("\n", begin, end) + 1)
    words = tuple(Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text, begin, end))
    if not words or words[-1].end != end:
        return None
    first = len(words) - 1
    while first and _GAP.fullmatch(text, words[first - 1].end, words[first].start):
        first -= 1
    quote = text[words[first].start - 1 : words[first].start]
    if quote and quote == _CLOSING.get(text[after : after + 1]) and not words[-1].text.isascii():
        return Chain(words[first:], quoted=True)  # ‘네이처 메디신(Nature Medicine)’
    return _nominal(text, words[first:][-rules()["weights"]["farthest"] :])


def _nominal(text: str, words: Sequence[Word]) -> Chain:
    """Cut the chain behind the last word that ends in a particle, a verb's ending or a dependent noun.

    A morpheme that spans several words (a term of the lexicon) makes one of them.
    """
    if len(words) == 1:
        return Chain(tuple(words))
    joined, tags = _joined(text, words)
    first = len(joined) - 1
    while first and (tags[first - 1] in _NOMINAL | _ADNOMINAL):
        first -= 1
    before = first
    if before and (
        joined[first].adnominal or tags[first - 1] == "JC"
    ):  # its verb has an object; or one of two things
        while before and tags[before - 1] in _NOMINAL | _ADNOMINAL | _LINKING:
            before -= 1
    return Chain(tuple(joined[first:]), beyond=tuple(joined[before:first]))


def _joined(text: str, words: Sequence[Word]) -> tuple[list[Word], list[str]]:
    """The words, those of one morpheme or around a middle dot joined, each with the tag that it ends in."""
    start = words[0].start
    tags: list[str] = []
    joined: list[Word] = []
    morphemes = tokenize(text[start : words[-1].end])
    number = 0
    end, tag, form = start, "", ""
    for word in words:
        inside = end > word.start or (bool(joined) and text[word.start - 1] in _DOTS)
        while (
            number < len(morphemes) and start + morphemes[number].start < word.end
        ):  # 큰: two that end together
            morpheme = morphemes[number]
            end, tag, form = start + morpheme.end, morpheme.tag.partition("-")[0], morpheme.form
            number += 1
        if inside:
            first = joined.pop().start
            tags.pop()
            joined.append(Word(text[first : word.end], first, word.end))
        else:
            joined.append(word)
        bare = word.text.lstrip("제0123456789")
        counted = tag == "NNB" and (
            bare in listed("counters") or (bare == word.text and form not in listed("dependent"))
        )
        # 유도하 (under guidance): a verb's suffix without an ending is none
        nominal = counted or bare in listed("relational") or tag in ("XSV", "XSA")
        tags.append("NNG" if nominal else tag)
    adnominal = [tag in _ADNOMINAL for tag in tags]
    return [replace(word, adnominal=is_) for word, is_ in zip(joined, adnominal, strict=True)], tags


def choose(text: str, chain: Chain, gloss: str, *, acronym: bool) -> tuple[str, int, Account]:
    """The head that a gloss renames: its text, its number of words, and what it accounts for."""
    if chain.quoted:
        whole = chain.head(len(chain.words), text)
        return whole, len(chain.words), account(whole, gloss, acronym=acronym)[1]
    words = chain.all_words
    around = text[max(0, words[0].start - _AROUND) : words[-1].end + _AROUND]
    counts = [around.count(chain.head(count, text)) for count in range(1, len(words) + 1)]
    named = acronym or is_joined_name(gloss)
    longest = 0 if named or " " in gloss else len(gloss)
    best: tuple[float, int, str, Account] | None = None
    for count in range(1, len(chain.words if acronym else words) + 1):
        if words[-count].text in listed("relational"):
            continue  # 후 섬망: no term begins so
        head = chain.head(count, text)
        cut, found = account(head, gloss, acronym=acronym)
        begins = [word.start - words[-count].start for word in words[-count:]]
        scores = list(
            accumulate(_word_scores(words[-count:], begins, cut, found, named=named, longest=longest))
        )
        score = scores[-1] - (rules()["weights"]["one_syllable"] if len(head) == 1 and found.share < 1 else 0)
        if count < len(words) and counts[count - 1] > max(1, counts[count]):
            score += rules()["weights"]["recurs"]
        if best is None or score > best[0] + 1e-9:
            best = (score, count, head, found)
    if best is None:  # nothing but a word like 전, 후
        head = words[-1].text
        return head, 1, account(head, gloss, acronym=acronym)[1]
    return best[2], best[1], best[3]


def open_words(chain: Chain) -> int:
    """How many words before the bracket may or may not be of the head, up to one that is surely not."""
    if chain.quoted:
        return 1
    words = chain.words[::-1]
    naming = words[0].text.endswith(tuple(rules()["naming_ends"]))
    bodies = tuple(rules()["body_ends"])
    for number, word in enumerate(words[1:], 1):
        if naming and word.text in listed("naming"):
            return 1
        if word.text in listed("modifiers") and not word.adnominal:
            return number
        if words[0].text.endswith(bodies) and word.text.endswith(bodies) and len(word.text) > 3:
            return number
    return len(words)


def _word_scores(
    words: Sequence[Word], begins: Sequence[int], cut: Any, found: Account, *, named: bool, longest: int
) -> list[float]:
    """What each word of a head says for it."""
    naming = words[-1].text.endswith(tuple(rules()["naming_ends"]))
    weights = rules()["weights"]
    owned = named and words[-1].text.endswith(tuple(rules()["body_ends"]))
    wanted = max(found.wanted, round(longest / weights["letters"])) if not found.found else found.wanted
    missing = wanted - found.found
    enough = weights["syllables"] * wanted - 1
    size = 0
    scores: list[float] = []
    for word, begin in reversed(list(zip(words, begins, strict=True))):
        inside = [
            (part, used)
            for part, used in zip(cut, found.helpful, strict=True)
            if begin <= part.start < begin + len(word.text)
        ]
        unknown = sum(len(part.text) for part, used in inside if part.words is None and not used)
        idle = sum(part.words is not None and not used and len(part.text) > 1 for part, used in inside)
        helpful = any(used for _, used in inside)
        if not scores:
            scores.append(0.0)  # the nearest word is always of the head
        elif named and word.text in listed("outside"):
            scores.append(weights["modifier"])  # a letter says too little for 성분, 산하
        elif owned and len(word.text) > 3 and word.text.endswith(tuple(rules()["body_ends"])):
            scores.append(weights["modifier"])  # 한빛보건진흥원 인재양성센터: whose it is
        elif helpful or (naming and word.text in listed("naming")):
            scores.append(weights["helpful"])
        elif (word.text.endswith("용") and len(word.text) > 2) or (
            word.text in listed("modifiers") and not word.adnominal
        ):
            scores.append(weights["modifier"])
        elif missing <= 0 or word.adnominal or word.text in listed("relational") or size >= enough:
            scores.append(weights["idle"])
        else:
            scores.append(weights["slack" if unknown >= 2 else "slack_known"])
        missing -= (unknown + 2) // 4 + idle
        size += len(word.text)
    return scores
