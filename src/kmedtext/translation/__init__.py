"""The translation room: a missing side made by machine, on request only, and marked so.

Nothing here runs unless :func:`translate` is called with an engine that the caller names.
"""

from kmedtext.translation.deep import DeepTranslator
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.registry import engines, translator
from kmedtext.translation.translating import translate

__all__ = ["DeepTranslator", "Translation", "Translator", "engines", "translate", "translator"]
