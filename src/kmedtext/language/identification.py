"""What language a text is in: scripts first, then known words, langdetect last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from kmedtext.errors import UsageError
from kmedtext.language.latin import english_words, language_of_latin
from kmedtext.language.tables import toml

_BRACKETED = re.compile(r"[(（\[［<〈《][^()（）\[\]［］<>〈〉《》\n]{0,200}[)）\]］>〉》]")
# repeats are bounded, so that a long run of letters costs no more than its length
_BRACKET = re.compile(r"[(（\[［<〈《]")
# a quotation that a Korean particle follows: the sentence around it is Korean, whatever the quotation is in
_REPORTED = re.compile(r"[“\"‘'][^“”\"‘’'\n]{0,400}[”\"’'](?=[가-힣])")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+"
    r"|\b[\w-]{1,64}\.(?:com|net|org|kr|go|co|ai|io)\b\S*"
)


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text.

    ``lang`` is an ISO 639-1 code, or ``und`` where there is too little to tell; ``share`` (0…1) is the part
    of the letters that belongs to it, a Hangul syllable counting as several Latin letters; ``reason`` says what
    decided: ``script``, ``words``, ``detector``, or why not: ``no letters``, ``too little``, ``ambiguous``.
    """

    lang: str
    share: float
    reason: str


@cache
def _script_patterns() -> tuple[
    re.Pattern[str], re.Pattern[str], re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]
]:
    ranges: dict[str, str] = toml("scripts.toml")["ranges"]
    others = tuple(
        (lang, re.compile(f"[{span}]+")) for lang, span in ranges.items() if lang not in ("ko", "latin")
    )
    foreign = "".join(span for lang, span in ranges.items() if lang not in ("ko", "latin"))
    return (
        re.compile(f"[{ranges['ko']}]+"),
        re.compile(f"[{ranges['latin']}]+"),
        re.compile(f"[{foreign}]"),
        others,
    )


@cache
def _foreign_runs() -> re.Pattern[str]:
    """A run of letters of one script that is neither Hangul nor Latin, as a group named by its language."""
    ranges: dict[str, str] = toml("scripts.toml")["ranges"]
    foreign = (lang for lang in ranges if lang not in ("ko", "latin"))
    return re.compile("|".join(f"(?P<{lang}>[{ranges[lang]}]+)" for lang in foreign))


@cache
def _thresholds() -> dict[str, float]:
    table: dict[str, float] = toml("scripts.toml")["thresholds"]
    return table


def identify(text: str) -> Language:
    """Tell the language of a line, a paragraph or a whole text.

    Glosses in brackets, addresses and codes are discounted. The same text always gives the same answer.

    >>> identify("김영태(Young-Tae Kim) 병원장").lang
    'ko'
    >>> identify("HbA1c 6.5% 이상인 환자").lang, identify("HbA1c 6.5%")
    ('ko', Language(lang='und', share=0.0, reason='too little'))
    >>> identify("Hospital opens new cancer center").lang
    'en'
    """
    if not isinstance(text, str):
        raise UsageError(f"identify takes a str, not {type(text).__name__}")
    limit = int(_thresholds()["sample"])
    if len(text) > limit:
        third, middle = limit // 3, len(text) // 2
        text = "\n".join((text[:third], text[middle : middle + third], text[-third:]))
    if text.isascii():
        return _latin(text)
    hangul, latin, foreign, _ = _script_patterns()
    if foreign.search(text):
        found = _by_script(text)
        if found:
            return found
    hangul_letters = _count(hangul, text)
    if not hangul_letters:
        return _latin(text)
    latin_letters = _count(latin, text)
    if not latin_letters:
        return Language("ko", 1.0, "script")
    weight = _thresholds()["hangul_weight"]
    if hangul_letters * weight >= latin_letters * 2:
        return Language("ko", _share(hangul_letters * weight, latin_letters), "script")
    return _mixed(text)


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(map(len, pattern.findall(text)))


def _share(part: float, rest: float) -> float:
    return round(part / (part + rest), 3) if part else 0.0


def _bare(text: str) -> str:
    """The text without addresses and bracketed glosses, unless nothing would be left."""
    if "@" in text or "." in text:
        text = _ADDRESS.sub(" ", text)
    if not _BRACKET.search(text):
        return text
    outside = _BRACKETED.sub(" ", text)
    return outside if any(map(str.isalpha, outside)) else text


def script_of(word: str) -> str:
    """The script of a word: ``ko`` (any Hangul), ``han`` (Han or Kana), another one by its language, ``latin``, ``none``.

    >>> script_of("MRI는"), script_of("MRI"), script_of("患者"), script_of("6.5%")
    ('ko', 'latin', 'han', 'none')
    """
    hangul, latin, foreign, others = _script_patterns()
    if not word.isascii():
        if hangul.search(word):
            return "ko"
        if foreign.search(word):
            lang = next(lang for lang, pattern in others if pattern.search(word))
            return "han" if lang in ("ja", "zh") else lang
    return "latin" if latin.search(word) else "none"


def share_of(text: str, lang: str) -> float:
    """The part of the letters of ``text`` that the script of a language has, Hangul, Han and Kana weighing more.

    >>> share_of("MRI 검사", "ko"), share_of("MRI 검사", "en")
    (0.625, 0.375)
    """
    hangul, latin, _, others = _script_patterns()
    weight = _thresholds()["hangul_weight"]
    counts = {name: float(_count(pattern, text)) for name, pattern in others}
    counts["ja"] = counts["zh"] = (counts["ja"] + counts["zh"]) * weight
    counts |= {"ko": _count(hangul, text) * weight, "latin": float(_count(latin, text))}
    total = sum(counts.values()) - counts["ja"]
    return round(counts.get(_script_name(lang), counts["latin"]) / total, 3) if total else 0.0


def _script_name(lang: str) -> str:
    """The entry of scripts.toml whose script a language is written in."""
    letters: dict[str, Any] = toml("scripts.toml")["letters"]
    return str(letters[lang]["within"]) if lang in letters else lang


def _by_script(text: str) -> Language | None:
    """The language that a script other than Hangul and Latin names, when that script prevails."""
    hangul, latin, _, _ = _script_patterns()
    bare = _bare(text)
    counts: dict[str, int] = {}
    for run in _foreign_runs().finditer(bare):
        lang = run.lastgroup or ""
        counts[lang] = counts.get(lang, 0) + run.end() - run.start()
    if not counts:
        return None
    if "ja" in counts:
        counts["ja"] += counts.pop("zh", 0)
    lang = max(counts, key=lambda name: counts[name])
    if counts[lang] < (2 if lang in ("ja", "zh") else _thresholds()["fewest_letters"]):
        return None
    weight = _thresholds()["hangul_weight"]
    own = counts[lang] * (weight if lang in ("ja", "zh") else 1.0)
    rest = _count(hangul, bare) * weight + _count(latin, bare)
    if own <= rest:
        return None
    letters: dict[str, Any] = toml("scripts.toml")["letters"]
    for special, rule in letters.items():
        if rule["within"] == lang and any(letter in bare for letter in rule["letters"]):
            lang = special
            break
    return Language(lang, _share(own, rest), "script")


def _mixed(text: str) -> Language:
    """Hangul with much Latin: Korean, unless what stands outside brackets reads like English."""
    hangul, latin, _, _ = _script_patterns()
    weight = _thresholds()["hangul_weight"]
    bare = _bare(text)
    ko, en = _count(hangul, bare) * weight, float(_count(latin, bare))
    around = _REPORTED.sub(" ", bare)
    if around != bare and _count(hangul, around) * weight > _count(latin, around):
        return Language("ko", _share(ko, en), "script")
    if not ko:
        found = _latin(bare)
        if found.lang != "und":
            return found
        ko, en = _count(hangul, text) * weight, float(_count(latin, text))
        return Language("ko", _share(ko, en), "script") if ko >= en else found
    known, all_words = english_words(bare)
    sprinkled = _share(ko, en) < _thresholds()["sprinkled"]
    if ko < en and known >= (1 if sprinkled else 2) and known >= _thresholds()["english_share"] * all_words:
        return Language("en", _share(en, ko), "words")
    return Language("ko", _share(ko, en), "script")


def _latin(text: str) -> Language:
    lang, reason = language_of_latin(_bare(text))
    return Language(lang, 0.0 if lang == "und" else 1.0, reason)
