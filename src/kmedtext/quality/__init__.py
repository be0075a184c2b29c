"""The quality room: judges pairs of texts and makes the records. It never drops one."""

from kmedtext.quality.checking import check
from kmedtext.quality.copied import is_copied
from kmedtext.quality.figures import numbers_agree
from kmedtext.quality.measures import units_agree
from kmedtext.quality.names import names_agree
from kmedtext.quality.negation import negation_agrees
from kmedtext.quality.opinion import chrf, second_opinion
from kmedtext.quality.recording import records, unaligned
from kmedtext.quality.translated import translated_records

__all__ = [
    "check",
    "chrf",
    "is_copied",
    "names_agree",
    "negation_agrees",
    "numbers_agree",
    "records",
    "second_opinion",
    "translated_records",
    "unaligned",
    "units_agree",
]
