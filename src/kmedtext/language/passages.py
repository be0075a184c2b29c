"""Passages: the stretches of a mixed text that are in one language each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from kmedtext.errors import UsageError
from kmedtext.language.identification import identify, script_of, share_of
from kmedtext.language.splitting import split
from kmedtext.language.tables import toml

# a particle after a closing quotation mark is a word of the sentence around: “…”라고
_WORD = re.compile(r"""[^\s”’"']+[”’"']*+|[”’"']+""")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in one language: ``text[start:end]``, its language, the share of its letters in it, and what decided.

    ``lang``, ``share`` and ``reason`` are those of ``Language``; the reason is ``passage`` where the stretch as a whole
    would be taken for another language than its parts.
    """

    start: int
    end: int
    lang: str
    share: float
    reason: str


def passages(text: str) -> tuple[Passage, ...]:
    """Find the stretches of ``text`` that are in one language each, in order; together they cover all but white space.

    Terms, names and glosses of a word or two belong to the passage around them. What is too short to tell goes with
    the passage before it, or the first one after it. Takes time proportional to the length.

    >>> text = "환자는 MRI 검사를 받았다. The scan showed no bleeding at all. 퇴원은 3일 뒤다."
    >>> [(p.lang, text[p.start : p.end]) for p in passages(text)]
    [('ko', '환자는 MRI 검사를 받았다.'), ('en', 'The scan showed no bleeding at all.'), ('ko', '퇴원은 3일 뒤다.')]
    """
    if not isinstance(text, str):
        raise UsageError(f"passages takes a str, not {type(text).__name__}")
    merged: list[tuple[int, int, str]] = []
    for start, end, lang in _pieces(text):
        if merged and (lang in ("und", merged[-1][2]) or merged[-1][2] == "und"):
            before = merged[-1]
            merged[-1] = (before[0], end, before[2] if lang == "und" else lang)
        else:
            merged.append((start, end, lang))
    found = []
    for start, end, lang in merged:
        whole = identify(text[start:end])
        if lang in ("und", whole.lang):
            found.append(Passage(start, end, whole.lang, whole.share, whole.reason))
        else:
            found.append(Passage(start, end, lang, share_of(text[start:end], lang), "passage"))
    return tuple(found)


def _pieces(text: str) -> list[tuple[int, int, str]]:
    """Runs of words in one script, cut into sentences where the script serves many languages.

    Runs too short to be a passage are read together with their likes beside them, and are ``und`` where these too are few.
    """
    limits = toml("scripts.toml")["thresholds"]
    fewest = {"latin": limits["passage_words"], "ko": limits["passage_words_ko"]}
    found: list[tuple[int, int, str]] = []
    short: list[tuple[int, int, str, int]] = []
    line = -1  # where the line of the short runs begins

    def close(*, alone: bool) -> None:
        if not short:
            return
        start, end = short[0][0], short[-1][1]
        words: Counter[str] = Counter()
        for *_, own, count in short:
            words[own] += count
        lang = identify(text[start:end]).lang
        few = sum(words.values()) < fewest["latin"] or (lang == "ko" and words["ko"] < words["latin"])
        found.append((start, end, "und" if few and not alone else lang))
        short.clear()

    end_before = 0
    for start, end, script, count in _runs(text):
        if end_before == 0 or "\n" in text[end_before:start]:
            # a short line of its own is no term within a text
            close(alone=bool(short) and short[0][0] == line)
            line = start
        end_before = end
        if count < fewest.get(script, 1):
            short.append((start, end, script, count))
            continue
        close(alone=False)
        if script == "latin":
            spans = split(text[start:end], "en")
            found.extend((start + a, start + b, identify(text[start + a : start + b]).lang) for a, b in spans)
        else:
            found.append((start, end, identify(text[start:end]).lang))
    close(alone=bool(short) and short[0][0] == line)
    return found


def _runs(text: str) -> list[tuple[int, int, str, int]]:
    """(start, end, script, words) of runs of words in one script; words without letters go on with the run."""
    found: list[tuple[int, int, str, int]] = []
    for match in _WORD.finditer(text):
        script = script_of(match[0])
        start, end = match.span()
        if found:
            before_start, before_end, before, count = found[-1]
            if "\n" not in text[before_end:start] and ("none" in (script, before) or script == before):
                known = before if script == "none" else script
                found[-1] = (before_start, end, known, count + (script != "none"))
                continue
        found.append((start, end, script, int(script != "none")))
    return found
