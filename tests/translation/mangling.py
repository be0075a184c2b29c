"""What online engines do to the marks in a text, and a translation that knows no word."""

from __future__ import annotations

import random
import re
import zlib

_MARK = re.compile(r"([⟦\[{(<])\s*([#A-Za-z_]*)([0-9]+)([A-Za-z_]*)\s*([⟧\]})>])")
_HANGUL = re.compile("[가-힣]+")
_LATIN = re.compile(r"(?<![\w@./:-])[a-z]{3,}(?![\w@./:-])")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_OTHER = {"⟦": "【〚[", "[": "［【", "{": "｛", "(": "（", "<": "＜"}
_CLOSING = {"【": "】", "〚": "〛", "[": "]", "［": "］", "｛": "｝", "（": "）", "＜": "＞"}
KO_WORDS = ("환자", "검사", "치료", "병원", "연구", "약물")
EN_WORDS = ("patient", "clinic", "study", "treatment", "doctor", "result")


def mangled(text: str, target: str, rng: random.Random) -> str:
    """Translate every word of the other language by some word, and treat marks as roughly as engines do."""
    parts: list[str] = []
    at = 0
    for match in _MARK.finditer(text):
        parts += (_worded(text[at : match.start()], target), _treated(match, rng))
        at = match.end()
    parts.append(_worded(text[at:], target))
    if len(parts) >= 5 and rng.random() < 0.1:  # another order of words
        parts[1], parts[3] = parts[3], parts[1]
    return "".join(parts)


def _worded(text: str, target: str) -> str:
    words, pattern = (EN_WORDS, _HANGUL) if target == "en" else (KO_WORDS, _LATIN)

    def word(match: re.Match[str]) -> str:
        said = words[zlib.crc32(match[0].encode()) % len(words)]
        return f" {said}" if target == "en" else said

    return pattern.sub(word, text)


def _treated(match: re.Match[str], rng: random.Random) -> str:
    opening, word, number, tail, closing = match.groups()
    mark = match[0]
    dice = rng.random()
    if word.strip("#") or tail:  # what looks like a word is translated, or changes its case
        mark = f"{opening}{(word + number + tail).swapcase()}{closing}"
    elif dice < 0.15:
        mark = f"{opening} {word}{number} {closing}"
    elif dice < 0.3:
        mark = f"{opening}{word}{number.translate(_WIDE)}{closing}"
    elif dice < 0.45:
        other = rng.choice(_OTHER[opening])
        mark = f"{other}{word}{number}{_CLOSING[other]}"
    elif dice < 0.55:
        mark = f"{mark}를"
    elif dice < 0.6:
        mark = f" {mark} "
    elif dice < 0.65:
        mark = ""
    elif dice < 0.7:
        mark += mark
    return mark
