"""Where the term before a bracket begins: by morphology, by what the bracket says, and by what recurs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any, Final

from kmedtext.language.equivalence import Account, account
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
    """The words before a bracket that can belong to its head, the nearest last; ``quoted``: all of them do."""

    words: tuple[Word, ...]
    quoted: bool = False

    def head(self, count: int, text: str) -> str:
        """The text from the ``count``-th word before the bracket on."""
        return text[self.words[-count].start : self.words[-1].end]


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
    start = words[0].start
    tags: list[str] = []
    joined: list[Word] = []
    morphemes = iter(tokenize(text[start : words[-1].end]))
    end, tag, form = start, "", ""
    for word in words:
        inside = end > word.start
        while end < word.end and (morpheme := next(morphemes, None)) is not None:
            end, tag, form = start + morpheme.end, morpheme.tag.partition("-")[0], morpheme.form
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
        tags.append("NNG" if counted else tag)
    first = len(joined) - 1
    while first and tags[first - 1] in _NOMINAL | _ADNOMINAL:
        first -= 1
    return Chain(
        tuple(
            replace(word, adnominal=tag in _ADNOMINAL)
            for word, tag in list(zip(joined, tags, strict=True))[first:]
        )
    )


def choose(text: str, chain: Chain, gloss: str, *, acronym: bool) -> tuple[str, int, Account]:
    """The head that a gloss renames: its text, its number of words, and what it accounts for."""
    if chain.quoted:
        whole = chain.head(len(chain.words), text)
        return whole, len(chain.words), account(whole, gloss, acronym=acronym)[1]
    around = text[max(0, chain.words[0].start - _AROUND) : chain.words[-1].end + _AROUND]
    counts = [around.count(chain.head(count, text)) for count in range(1, len(chain.words) + 1)]
    best: tuple[float, int, str, Account] | None = None
    for count in range(1, len(chain.words) + 1):
        head = chain.head(count, text)
        cut, found = account(head, gloss, acronym=acronym)
        begins = [word.start - chain.words[-count].start for word in chain.words[-count:]]
        scores = list(accumulate(_word_scores(chain.words[-count:], begins, cut, found)))
        score = scores[-1]
        if count < len(chain.words) and counts[count - 1] > max(1, counts[count]):
            score += rules()["weights"]["recurs"]
        if best is None or score > best[0] + 1e-9:
            best = (score, count, head, found)
    assert best is not None  # noqa: S101 - a chain has a word
    return best[2], best[1], best[3]


def _word_scores(words: Sequence[Word], begins: Sequence[int], cut: Any, found: Account) -> list[float]:
    """What each word of a head says for it."""
    weights = rules()["weights"]
    missing = found.wanted - found.found
    enough = weights["syllables"] * found.wanted - 1
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
        if not scores:
            scores.append(0.0)  # the nearest word is always of the head
        elif any(used for _, used in inside):
            scores.append(weights["helpful"])
        elif word.text in listed("modifiers"):
            scores.append(weights["modifier"])
        elif missing <= 0 or word.adnominal or size >= enough:
            scores.append(weights["idle"])
        else:
            scores.append(weights["slack" if unknown >= 2 else "slack_known"])
        missing -= (unknown + 2) // 4 + idle
        size += len(word.text)
    return scores
