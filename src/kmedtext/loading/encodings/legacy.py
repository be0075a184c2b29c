"""Legacy encodings, recognised by what they decode to.

CP949 turns nearly any bytes into Hangul: the curly quotes of a Windows text, Shift_JIS and GBK
too. So the decoded text must read like Korean: made of the 2,350 syllables of KS X 1001, few
hanja, and the syllables that grammar makes frequent among them.
"""

from __future__ import annotations

import codecs
import math
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kmedtext.loading.encodings.nonascii import beyond_ascii

_HANGUL = re.compile("[가-힣]+")
_HANJA = re.compile("[\u4e00-\u9fff\uf900-\ufaff]")
# Fewer characters beyond ASCII than this say nothing about a Japanese or Chinese encoding.
_ENOUGH = 6
# A share found in n characters strays by about 1/√n; a Korean name or list may stray downwards.
_SLACK = 0.6
_HANGUL_SHARE = 0.5
_HANJA_SHARE = 0.15
# Real Korean uses syllables outside KS X 1001 (똠, 펲) once in thousands.
_RARE_SHARE = 0.34


@dataclass(frozen=True, slots=True)
class Legacy:
    """An encoding, the characters frequent in its language, and the least share they must have."""

    name: str
    common: frozenset[str]
    share: float
    errors: float


@cache
def _table() -> tuple[tuple[Legacy, ...], dict[str, str]]:
    raw = tomllib.loads(files("kmedtext.loading").joinpath("data/encodings.toml").read_text("utf-8"))
    rows = tuple(
        Legacy(row["name"], frozenset(row["common"]), row["share"], row["errors"]) for row in raw["encoding"]
    )
    return rows, raw["labels"]


def codec_of(label: str) -> str | None:
    """Name Python's codec for a charset label, Korean ones widened to CP949; None if unknown.

    >>> codec_of("EUC-KR"), codec_of("no-such-charset")
    ('cp949', None)
    """
    name = label.strip().strip("\"'").lower()
    name = _table()[1].get(name, name)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", True) else None


def recognise(sample: bytes) -> str | None:
    """Name the legacy multi-byte encoding that ``sample`` reads naturally in, if one does.

    >>> recognise("수술 후 경과를 관찰하였다".encode("cp949"))
    'cp949'
    >>> recognise("Café à la crème, déjà vu".encode("cp1252")) is None
    True
    """
    return next((row.name for row in _table()[0] if _reads_as(sample, row)), None)


def reads_as_korean(text: str) -> bool:
    """Tell whether the characters beyond ASCII read like Korean (and not like decoded noise)."""
    return _korean(beyond_ascii(text), _table()[0][0])


def _reads_as(sample: bytes, row: Legacy) -> bool:
    decoder = codecs.getincrementaldecoder(row.name)("replace")
    beyond = beyond_ascii(decoder.decode(sample, final=False))
    if not beyond or beyond.count("\ufffd") > row.errors * len(beyond):
        return False
    if row.name == "cp949":
        return _korean(beyond, row)
    return len(beyond) >= _ENOUGH and _common_share(beyond, row) >= row.share


def _korean(beyond: str, row: Legacy) -> bool:
    hangul = "".join(_HANGUL.findall(beyond))
    if len(hangul) < max(1, _HANGUL_SHARE * len(beyond)):
        return False
    if len(_HANJA.findall(beyond)) > _HANJA_SHARE * len(beyond):
        return False
    if _rare(hangul) > _RARE_SHARE * len(hangul):
        return False
    return _common_share(hangul, row) >= row.share - _SLACK / math.sqrt(len(hangul))


def _rare(hangul: str) -> int:
    """Count the syllables outside KS X 1001: CP949 has them where EUC-KR has no characters."""
    # EUC-KR writes them as four characters, a filler and three jamo: six bytes more than two.
    return (len(hangul.encode("euc_kr")) - 2 * len(hangul)) // 6


def _common_share(characters: str, row: Legacy) -> float:
    counts = Counter(characters)
    return sum(counts[character] for character in row.common & counts.keys()) / len(characters)
