"""Symbols: characters of the fonts Symbol and Wingdings, which have encodings of their own."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

_PRIVATE = range(0xF020, 0xF100)


@cache
def _fonts() -> dict[str, dict[int, str]]:
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/symbols.toml").read_text("utf-8"))
    symbols = {
        start + at: sign
        for start, name in ((0x20, "from_20"), (0xA0, "from_a0"))
        for at, sign in enumerate(raw["symbol"][name])
    }
    return {"symbol": symbols, "wingdings": {int(code, 16): sign for code, sign in raw["wingdings"].items()}}


def symbol(font: str, code: str) -> str:
    """The character with a code (hexadecimal) in a font; as it stands where the font is not known.

    >>> symbol("Symbol", "F062"), symbol("Wingdings", "F0FC"), symbol("Webdings", "25A0")
    ('β', '✓', '■')
    """
    try:
        number = int(code, 16)
        plain = chr(number)
    except (ValueError, OverflowError):
        return ""
    return _fonts().get(font.lower(), {}).get(number & 0xFF if number in _PRIVATE else number, plain)


def with_symbols(font: str, text: str) -> str:
    """A text set in a font, its private characters made those that the font shows.

    >>> with_symbols("Symbol", "TNF-\\uf061")
    'TNF-α'
    """
    known = _fonts().get(font.lower())
    if known is None:
        return text
    return text.translate({code: known[code & 0xFF] for code in _PRIVATE if code & 0xFF in known})
