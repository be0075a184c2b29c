"""The gauge: the PDF library's functions that measure letters, called as cheaply as Python can.

A document asks for tens of thousands of numbers. Three quarters of what such a call takes go into checking
and converting its arguments each time anew; here they are made once.
"""

from __future__ import annotations

import ctypes
from typing import Any


class Gauge:
    """Functions of the PDF library, and the numbers that they write to.

    Each function takes the handle of a page's text, the number of a letter, and where to put the answer:
    ``origin(handle, 3, to_x, to_y)`` puts it in ``x`` and ``y``.
    """

    def __init__(self, library: Any) -> None:
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.to_x, self.to_y = ctypes.byref(self.x), ctypes.byref(self.y)
        self.box, self.matrix = library.FS_RECTF(), library.FS_MATRIX()
        self.to_box, self.to_matrix = ctypes.byref(self.box), ctypes.byref(self.matrix)
        self.origin = _bare(library.FPDFText_GetCharOrigin)
        self.box_of = _bare(library.FPDFText_GetLooseCharBox)
        self.size_of = _bare(library.FPDFText_GetFontSize)
        self.matrix_of = _bare(library.FPDFText_GetMatrix)
        self.char_at = _bare(library.FPDFText_GetCharIndexFromTextIndex)
        self.place_of = _bare(library.FPDFText_GetTextIndexFromCharIndex)
        self.is_hyphen = _bare(library.FPDFText_IsHyphen)
        self._object_of = _bare(library.FPDFText_GetTextObject, ctypes.c_void_p)
        self._mode_of = _bare(library.FPDFTextObj_GetTextRenderMode)

    def mode_of(self, raw: Any, char: int) -> int:
        """How a letter is drawn: 3 is not at all."""
        handle = self._object_of(raw, char)
        return int(self._mode_of(ctypes.c_void_p(handle))) if handle else 0


def _bare(function: Any, result: Any = None) -> Any:
    """The same function, without a conversion of its arguments."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result or function.restype)(address or 0)
