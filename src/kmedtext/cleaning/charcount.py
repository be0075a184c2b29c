"""Character counts: how many characters of each class every draft of a page has, all at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kmedtext.cleaning.tables import load_toml

Counts = npt.NDArray[np.float64]
_CLASSES = (
    "digit",
    "hangul",
    "upper",
    "letter",
    "mark",
    "quote",
    "comma",
    "space",
    "final",
    "wide",
    "closer",
    "particle",
    "word",
)
_BIT = {name: np.uint16(1 << place) for place, name in enumerate(_CLASSES)}
_MARKS = "|>»›·/•▶▲■□◆※☞#@~_=+*^<\\{}"
_QUOTES = '"“”‘’「」『』'
_CLOSERS = "\"'”’)]"
_WIDE = ((0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6))  # fmt: skip
NAMES = (
    "size",
    "digit",
    "hangul",
    "letter",
    "mark",
    "quote",
    "comma",
    "wide",
    "capitals",
    "words",
    "sentences",
    "particles",
)
"""The columns of :func:`count_characters`."""


@lru_cache(maxsize=1)
def _table() -> npt.NDArray[np.uint16]:
    table = np.zeros(0x10000, dtype=np.uint16)
    chars = [chr(code) for code in range(0x10000)]
    table[np.fromiter(map(str.isalpha, chars), bool, 0x10000)] |= _BIT["letter"]
    table[np.fromiter(map(str.isalnum, chars), bool, 0x10000)] |= _BIT["word"]
    table[np.fromiter(map(str.isspace, chars), bool, 0x10000)] |= _BIT["space"]
    table[np.fromiter(map(str.isdecimal, chars), bool, 0x10000)] |= _BIT["digit"]
    table[ord("A") : ord("Z") + 1] |= _BIT["upper"]
    table[0xAC00:0xD7A4] |= _BIT["hangul"]
    for low, high in _WIDE:
        table[low : high + 1] |= _BIT["wide"]
    for name, members in (
        ("mark", _MARKS),
        ("quote", _QUOTES),
        ("comma", ","),
        ("final", ".!?。"),
        ("closer", _CLOSERS),
        ("particle", load_toml("prose.toml")["korean"]),
    ):
        table[[ord(char) for char in members]] |= _BIT[name]
    table[ord("_")] |= _BIT["word"]
    return table


def count_characters(texts: Sequence[str]) -> Counts:
    """One row a text, which must not be empty; the columns are :data:`NAMES`.

    ``words`` counts the stretches between spaces, ``capitals`` the Latin words with a capital in
    front, ``sentences`` the sentence ends inside the text, ``particles`` the eojeol that end in a
    particle or a connective ending.
    """
    whole = "\n".join(texts) + "\n"
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    classes = _table()[np.minimum(codes, 0xFFFF)]
    sizes = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    starts = np.concatenate([[0], np.cumsum(sizes + 1)[:-1]])

    def has(name: str) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = (classes & _BIT[name]) != 0
        return found

    space, word, closer = has("space"), has("word"), has("closer")
    before_space = np.concatenate([[True], space[:-1]])
    before_word = np.concatenate([[False], word[:-1]])
    inner = space & (codes != 10)
    after = np.concatenate([inner[1:], [False]])
    second = np.concatenate([closer[1:], [False]]) & np.concatenate([inner[2:], [False, False]])
    third = (
        np.concatenate([closer[1:], [False]])
        & np.concatenate([closer[2:], [False, False]])
        & np.concatenate([inner[3:], [False] * 3])[: len(codes)]
    )
    not_word_next = np.concatenate([~word[1:], [True]])
    columns = [
        has("digit"), has("hangul"), has("letter"), has("mark"), has("quote"), has("comma"), has("wide"),
        has("upper") & ~before_word, ~space & before_space, has("final") & (after | second | third), has("particle") & not_word_next,
    ]  # fmt: skip
    sums = [np.add.reduceat(column.astype(np.int32), starts) for column in columns]
    return np.column_stack([sizes, *sums]).astype(np.float64)
