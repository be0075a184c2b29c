"""Fidelity: what a translation must keep, how it is protected, and how that is checked."""

from kmedtext.translation.fidelity.checking import Fidelity, check_translation, is_kept
from kmedtext.translation.fidelity.estimate import quality, similarities
from kmedtext.translation.fidelity.glossary import Glossary, Hit
from kmedtext.translation.fidelity.glossary_files import load_glossary
from kmedtext.translation.fidelity.marks import Marked, forms, mark, put_in, unmark
from kmedtext.translation.fidelity.spans import Span, protected

__all__ = [
    "Fidelity", "Glossary", "Hit", "Marked", "Span", "check_translation", "forms", "is_kept", "load_glossary", "mark",
    "protected", "put_in", "quality", "similarities", "unmark",
]  # fmt: skip
