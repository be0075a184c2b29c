"""The memory of translations: what was translated once is never sent again.

A memory is one SQLite file that several processes may share. It travels as TMX.
"""

from kmedtext.translation.memory.memory import TranslationMemory
from kmedtext.translation.memory.tmx import Imported, export_tmx, import_tmx
from kmedtext.translation.memory.units import Near, Unit

__all__ = ["Imported", "Near", "TranslationMemory", "Unit", "export_tmx", "import_tmx"]
