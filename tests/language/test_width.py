from __future__ import annotations

import unicodedata

import pytest

from kmedtext.language import columns


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("abc", 3),
        ("환자", 4),
        ("ＭＲＩ", 6),
        ("e\u0301", 1),
        ("ㅋㅋ", 4),
        ("😀", 2),
        ("a\u200bb", 2),
        ("漢字かな", 8),
        ("5㎎", 3),
    ],
)
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


def test_decomposed_hangul_is_as_wide_as_composed() -> None:
    assert columns(unicodedata.normalize("NFD", "폐암 환자")) == columns("폐암 환자")
