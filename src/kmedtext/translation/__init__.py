"""The translation room: a missing side made by machine, on request only, and marked so.

Nothing here runs unless :func:`translate` is called with an engine that the caller names.
"""

from kmedtext.translation.chat import ChatTranslator
from kmedtext.translation.ctranslate import CTranslate2Translator
from kmedtext.translation.deep import DeepTranslator
from kmedtext.translation.deeplapi import DeepLTranslator
from kmedtext.translation.dispatching import Budget, Dispatcher, Outcome, Policy, dispatch
from kmedtext.translation.document import Translated, plan_article, translate_article
from kmedtext.translation.engine import Translation, Translator
from kmedtext.translation.fidelity import Fidelity, Glossary, load_glossary
from kmedtext.translation.filling import Filled, Filler
from kmedtext.translation.limits import EngineLimits
from kmedtext.translation.memory import Imported, Near, TranslationMemory, Unit, export_tmx, import_tmx
from kmedtext.translation.registry import engines, translator, translators
from kmedtext.translation.sending import Plan
from kmedtext.translation.translating import Engines, chosen, translate

__all__ = [
    "Budget",
    "CTranslate2Translator",
    "ChatTranslator",
    "DeepLTranslator",
    "DeepTranslator",
    "Dispatcher",
    "EngineLimits",
    "Engines",
    "Fidelity",
    "Filled",
    "Filler",
    "Glossary",
    "Imported",
    "Near",
    "Outcome",
    "Plan",
    "Policy",
    "Translated",
    "Translation",
    "TranslationMemory",
    "Translator",
    "Unit",
    "chosen",
    "dispatch",
    "engines",
    "export_tmx",
    "import_tmx",
    "load_glossary",
    "plan_article",
    "translate",
    "translate_article",
    "translator",
    "translators",
]
