"""Latin words and measures that stay whole in Korean text: HbA1c, COVID-19, TGF-β, 75 mg, 120/80 mmHg."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.language.tables import words

_LETTER = "A-Za-zα-ωΑ-Ω"
# addresses are matched first, so that nothing inside them is taken; repeats are possessive or bounded
_LINK = r"(?:https?://|www\.)[!-~]*[0-9A-Za-z/]"
_MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
# a letter, then letters, digits and inner hyphens, with a digit, a hyphen or a Greek letter somewhere: PD-L1, IL-1β
_NAME = (
    rf"(?<![{_LETTER}0-9@:._-])(?=[A-Za-z]*[-0-9α-ωΑ-Ω])[A-Za-z][{_LETTER}0-9]*+(?:-[{_LETTER}0-9]++)*+"
    rf"(?:(?<=[0-9])[./][0-9]++)?+(?![-{_LETTER}0-9@_:])(?!\.[A-Za-z0-9])"
)
# digits, a hyphen, a letter: 5-FU, 18F-FDG, 5-HT3; and 3D, 5G
_DIGITS_FIRST = (
    rf"(?<![{_LETTER}0-9@:._/,-])(?:[0-9]{{1,3}}[A-Z]?-[A-Z][{_LETTER}0-9]*+|[0-9][DG])(?![-{_LETTER}0-9@_:])"
)
_TAGS: dict[str | None, str] = {"link": "W_URL", "measure": "SN", "name": "SL"}
_MAYBE = re.compile(
    r"[A-Za-z\u3380-\u33df℃℉]"
)  # most Korean sentences have none of these, and need no closer look
_NUMBER = r"[0-9]{1,12}(?:,[0-9]{3}){0,4}(?:\.[0-9]{1,9})?"


@cache
def _pattern() -> re.Pattern[str]:
    def either(key: str) -> str:
        return "|".join(
            re.escape(unit) for unit in sorted(words("latin_units.toml", key), key=len, reverse=True)
        )

    unit = rf"(?:[\u3380-\u33df℃℉]|(?:{either('units')}))(?:/(?:{either('per')})){{0,3}}"
    measure = (
        rf"(?<![{_LETTER}0-9.,:/_-]){_NUMBER}(?:\s?[-–~∼/]\s?{_NUMBER})?[ \u00a0]?{unit}(?![{_LETTER}0-9_])"
    )
    return re.compile(
        rf"(?P<link>{_LINK})|(?P<mail>{_MAIL})|(?P<measure>{measure})|(?P<name>{_NAME}|{_DIGITS_FIRST})"
    )


def kept_words(text: str) -> list[tuple[int, int, str]]:
    """Find what stays whole: (start, end, tag), in order; a name is SL, a measure with its unit SN, a link W_URL.

    >>> text = "HbA1c 7.2%인 환자에게 5-FU 75 mg을 투여해 혈압이 120/80 mmHg였다."
    >>> [text[start:end] for start, end, _ in kept_words(text)]
    ['HbA1c', '5-FU', '75 mg', '120/80 mmHg']
    """
    if not _MAYBE.search(text):
        return []
    return [
        (match.start(), match.end(), _TAGS[match.lastgroup])
        for match in _pattern().finditer(text)
        if match.lastgroup in _TAGS
    ]
