"""The translation room: a missing side made by machine, on request only, and marked so.

Nothing here runs unless :func:`translate` is called with an engine that the caller names.
"""

from kmedtext.translation.chat import ChatTranslator
from kmedtext.translation.ctranslate import CTranslate2Translator
from kmedtext.translation.deep import DeepTranslator
from kmedtext.translation.deeplapi import DeepLTranslator
from kmedtext.translation.dispatching import Budget, Dispatcher, Outcome, Policy, dispatch
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.limits import EngineLimits
from kmedtext.translation.registry import engines, translator, translators
from kmedtext.translation.translating import translate

__all__ = [
    "Budget",
    "CTranslate2Translator",
    "ChatTranslator",
    "DeepLTranslator",
    "DeepTranslator",
    "Dispatcher",
    "EngineLimits",
    "Outcome",
    "Policy",
    "Translation",
    "Translator",
    "dispatch",
    "engines",
    "translate",
    "translator",
    "translators",
]
