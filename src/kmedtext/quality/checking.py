"""The checks of a pair of texts. They judge; nothing is dropped for them."""

from __future__ import annotations

from kmedtext.language import identify
from kmedtext.language.width import columns
from kmedtext.quality.copied import is_copied
from kmedtext.quality.figures import numbers_agree
from kmedtext.records import Checks


def check(ko: str, en: str) -> Checks:
    """Check a Korean text against its English counterpart.

    ``length_ratio`` is English over Korean in columns (Hangul counts two), to four decimals; an empty Korean
    side counts one column. A side too short to tell its language is not taken to be in it.

    >>> check("환자 120명을 진료했다.", "It treated 120 patients.")
    Checks(numbers=True, length_ratio=1.0909, copied=False, lang_ko=True, lang_en=True)
    """
    return Checks(
        numbers=numbers_agree(ko, en),
        length_ratio=round(columns(en) / max(1, columns(ko)), 4),
        copied=is_copied(ko, en),
        lang_ko=identify(ko).lang == "ko",
        lang_en=identify(en).lang == "en",
    )
