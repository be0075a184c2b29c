"""English sentence borders by rules: terminators, abbreviations, initials, numbers, quotations."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.language.tables import words

# terminators (a run is tried once, from its beginning), closing marks and references set after them ([12], superscripts), then a space or a sentence glued on
_CANDIDATE = re.compile(
    r"""(?:(?<![.!?…‥؟।。！？])(?P<mark>[.!?…‥؟।]++|[。！？]++))(?P<close>["'”’»)\]）」』]*+)(?:\s?\[[0-9,\s–-]{1,12}\])*+(?:(?<=[a-z]{3}\.)[0-9]{1,3}(?:[,–-][0-9]{1,3}){0,9}(?=\s+[A-Z]))?+(?=(?P<space>\s)|(?P<glued>["“‘(]?[A-Z])|(?P<wide>(?<=[。！？])\S))"""
)
_NEXT = re.compile(r"""\s*(?P<open>["'“‘«(\[「『\-–—•*▲■●○▶]*\s?)(?P<word>[^\s"”’,.;:!?)\]]*)""")
# what opens a sentence in lower case: a list letter, a number in brackets, a name like iPhone or mRNA
_LOWER_OPENING = re.compile(r"\s*(?:[a-z]{1,2}[A-Z]|\(?[a-z]\)\s)")
_SAYING = re.compile(r"\s+(?:[A-Z][\w.'’-]*\s+){1,3}(?P<verb>[a-z]+)")
_LOOK_BACK = 32
_QUOTATION = 400  # characters of a quotation that are looked through for its beginning


@cache
def _tables() -> tuple[frozenset[str], ...]:
    name = "english.toml"
    return (
        words(name, "abbreviations", "never"),
        words(name, "abbreviations", "number"),
        words(name, "abbreviations", "perhaps"),
        words(name, "abbreviations", "capital"),
        words(name, "starters", "words"),
        words(name, "saying", "words"),
        words(name, "times", "words"),
        words(name, "times", "after"),
    )


def breaks(text: str, start: int, end: int) -> list[int]:
    """Where the line ``text[start:end]`` is cut: positions after the sentences, the last one left out."""
    cuts: list[int] = []
    sentence = start
    for match in _CANDIDATE.finditer(text, start, end):
        stop = match.end()
        if stop >= end:
            break
        if _ends(text, sentence, match, end):
            cuts.append(stop)
            sentence = stop
    return cuts


def _ends(text: str, sentence: int, match: re.Match[str], end: int) -> bool:
    mark, at, stop = match["mark"], match.start(), match.end()
    if mark[-1] in "。！？؟।":
        return True
    if mark[0] in ".…‥" and (at == sentence or text[at - 1].isspace()):
        return False  # dots that lead in: … the second
    if match["space"] is None:
        return _glued(text, sentence, at, stop, mark, match["close"])
    follow = _NEXT.match(text, stop, end)
    if not follow:
        return True
    word = follow["word"]
    if not word:
        return bool(follow["open"])
    if word[0].islower():
        return bool(_LOWER_OPENING.match(text, stop, end))
    if match["close"] and mark != "." and not _introduced(text, sentence, at):
        saying = _SAYING.match(text, stop, end)
        if saying and saying["verb"] in _tables()[5] and word.lower() not in _tables()[4]:
            return False
    if mark != ".":
        return True
    if match["close"] and text[at - 1 : at].islower():
        return True
    return ends_sentence(text, sentence, at, stop, end)


def _introduced(text: str, sentence: int, at: int) -> bool:
    """Tell whether a comma or colon leads to the quotation that ends at ``at``: She asked, “Why?”"""
    before = max(text.rfind(mark, max(sentence, at - _QUOTATION), at) for mark in '“"‘«')
    return before > sentence and text[before - 2 : before].rstrip()[-1:] in (",", ":")


def _word_before(text: str, start: int, at: int) -> str:
    before = text[max(start, at - _LOOK_BACK) : at]
    return before.split()[-1] if before and not before[-1].isspace() else ""


def ends_sentence(text: str, sentence: int, at: int, stop: int, end: int) -> bool:
    """Judge the single full stop at ``at``: the end of a sentence, or of an abbreviation, initial or list number."""
    never, number, perhaps, capital, starters, _, times, after_times = _tables()
    word = _word_before(text, sentence, at)
    for opener in '(["“‘':
        word = word.rpartition(opener)[2]
    lower = word.lower().lstrip("'")
    follow = _NEXT.match(text, stop, end)
    next_word = follow["word"] if follow else ""
    if not word:
        return True
    if lower in never and (len(word) > 1 or word.islower()):
        return False
    opens = next_word.lower() in starters and not (follow and follow["open"].strip())
    if lower in times:
        return opens or (next_word[:1].isupper() and next_word.lower() not in after_times)
    if lower in number and (len(word) > 1 or word.islower()):
        if lower == "no" and word == "no":
            return True
        return (
            not (next_word[:1].isdigit() or ((lower in perhaps or lower in capital) and not opens))
            if lower != "mar"
            else opens
        )
    if lower in perhaps or (lower in capital and word[0].isupper()):
        return opens
    if len(word) == 1 and word.isalpha() and word.isupper():
        return (opens and word != "I") or (word == "I" and not is_first(text, sentence, at, "I"))
    if word.replace(".", "").isdigit() and is_first(text, sentence, at, word):
        return False
    if re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word):
        return opens
    return True


def is_first(text: str, sentence: int, at: int, word: str) -> bool:
    """Tell whether nothing but the word that ends at ``at`` stands in the sentence so far."""
    return at - sentence <= len(word) + _LOOK_BACK and text[sentence:at].strip() == word


def _glued(text: str, sentence: int, at: int, stop: int, mark: str, close: str) -> bool:
    """Judge a terminator with no space after it: the sciences.The country."""
    if mark not in (".", "?", "!"):
        return False
    word = _word_before(text, sentence, at)
    if any(c in word for c in "./@:_\\"):
        return False
    after = text[stop : stop + 24].lstrip('"“‘(')
    first = re.match(r"[A-Z][a-z]*(?=[\s,'’])", after)
    if not first:
        return False
    if close:
        return True
    core = word.strip("\"'“‘()[]”’")
    if len(core) >= 2 and core.isalpha() and core.islower():
        return True
    return first[0].lower() in _tables()[4] and len(core) >= 2 and not core.isupper()
