"""The checks of a pair of texts. They judge; nothing is dropped for them."""

from __future__ import annotations

from kmedtext.language import identify
from kmedtext.language.width import columns
from kmedtext.quality.copied import is_copied
from kmedtext.quality.figures import numbers_agree
from kmedtext.quality.lengths import length_agrees
from kmedtext.quality.measures import units_agree
from kmedtext.quality.names import names_agree
from kmedtext.quality.negation import negation_agrees
from kmedtext.records import Checks


def check(ko: str, en: str) -> Checks:
    """Check a Korean text against its English counterpart.

    ``length_ratio`` is English over Korean in columns (Hangul counts two), to four decimals; an empty Korean
    side counts one column. A side too short to tell its language is not taken to be in it.

    >>> check("환자 120명을 진료했다.", "It treated 120 patients.")
    Checks(numbers=True, length_ratio=1.0909, copied=False, lang_ko=True, lang_en=True, units=None, names=None,
           negation=None, length=True)
    """
    ko_columns, en_columns = columns(ko), columns(en)
    return Checks(
        numbers=numbers_agree(ko, en),
        length_ratio=round(en_columns / max(1, ko_columns), 4),
        copied=is_copied(ko, en),
        lang_ko=identify(ko).lang == "ko",
        lang_en=identify(en).lang == "en",
        units=units_agree(ko, en),
        names=names_agree(ko, en),
        negation=negation_agrees(ko, en),
        length=length_agrees(ko_columns, en_columns),
    )
