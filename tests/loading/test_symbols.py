"""Symbols of fonts with encodings of their own."""

from __future__ import annotations

import pytest

from kmedtext.loading.office.symbols import symbol, with_symbols

GOLDEN = [
    *[("Symbol", "F061", "α"), ("Symbol", "62", "β"), ("symbol", "F06D", "μ"), ("Symbol", "F0A3", "≤")],
    *[("Symbol", "F0B3", "≥"), ("Symbol", "F0B1", "±"), ("Symbol", "F0B4", "×"), ("Symbol", "F0AE", "→")],
    *[("Symbol", "F044", "Δ"), ("Symbol", "F0B0", "°"), ("Symbol", "F0FE", "⎭"), ("Symbol", "F07E", "∼")],
    *[("Symbol", "F057", "Ω"), ("Symbol", "F0D7", "⋅"), ("Symbol", "F0E5", "∑"), ("Symbol", "F0A5", "∞")],
    *[("Wingdings", "F0FC", "✓"), ("Wingdings", "F0A7", "▪"), ("Wingdings", "F001", "\uf001")],
    *[("Arial", "41", "A"), ("", "no", ""), ("Symbol", "FFFFFFFFF", "")],
]  # fmt: skip


@pytest.mark.parametrize(("font", "code", "expected"), GOLDEN)
def test_golden(font: str, code: str, expected: str) -> None:
    assert symbol(font, code) == expected


def test_only_private_characters_of_such_fonts_change() -> None:
    assert with_symbols("Symbol", "a\uf061가") == "aα가"
    assert with_symbols("Batang", "\uf061") == "\uf061"
