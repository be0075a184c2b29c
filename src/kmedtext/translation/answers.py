"""Whether what an engine gave is a translation at all."""

from __future__ import annotations

import re

from kmedtext.errors import TranslationCode
from kmedtext.language.quantities import quantities
from kmedtext.records import Lang

_HTML = re.compile(r"\s{0,50}<(?:!doctype|html|head|body|title)\b", re.IGNORECASE)
_COMPLAINTS = {
    TranslationCode.EMPTY: "the engine gave no translation",
    TranslationCode.UNREADABLE: "the engine gave a web page in place of a translation",
    TranslationCode.ECHO: "the engine gave the text back untranslated",
}
_EDGES = "\"'“”‘’«»()[]{}<>,.;:!?…·—–-/*"


def has_letters(text: str) -> bool:
    """Whether there is anything to translate; what has no letter is never sent.

    >>> has_letters("«—» 12.5 %"), has_letters("정상")
    (False, True)
    """
    return any(map(str.isalpha, text))


def translatable(text: str, source: Lang) -> bool:
    """Whether a text has a word that must change; names, codes, units and addresses need not.

    Korean words are those in Hangul. English words are those in small letters throughout: a capital may begin a
    name, and a name may stay as it is.

    >>> translatable("HbA1c 6.5%", "ko"), translatable("당화혈색소 6.5%", "ko")
    (False, True)
    >>> translatable("Pembrolizumab 200 mg", "en"), translatable("It is normal.", "en")
    (False, True)
    """
    if source == "ko":
        return any("가" <= char <= "힣" or "ㄱ" <= char <= "ㅣ" for char in text)
    return any(_is_word(token.strip(_EDGES)) for token in _without_quantities(text).split())


def defect(text: str, answer: object, source: Lang) -> TranslationCode | None:
    """Say what is wrong with an answer to a text: nothing, no text, a page in place of one, the text itself.

    >>> str(defect("환자는 정상이다.", " 환자는 정상이다 ", "ko"))
    'echo'
    >>> defect("KMed.ai", "KMed.ai", "ko") is None
    True
    """
    if not isinstance(answer, str) or not answer.strip():
        return TranslationCode.EMPTY
    if _HTML.match(answer) and not _HTML.match(text):
        return TranslationCode.UNREADABLE
    if _letters(answer) == _letters(text) and translatable(text, source):
        return TranslationCode.ECHO
    return None


def complaint(code: TranslationCode) -> str:
    """Put a defect into words."""
    return _COMPLAINTS[code]


def _is_word(token: str) -> bool:
    return len(token) > 1 and token.replace("-", "").replace("'", "").isalpha() and token.islower()


def _without_quantities(text: str) -> str:
    kept, end = [], 0
    for item in quantities(text, "en"):
        if item.kind in {"measure", "percent"}:
            kept.append(text[end : item.start])
            end = item.end
    return " ".join([*kept, text[end:]])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
