"""Encodings: every cell of a matrix of texts, encodings, lengths and cuts is read right, or flagged.

The texts are our own. A peer is asked for the name of the encoding, and its answer decoded without
mercy for what it does not know; what is cut at the end is not held against it.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kmedtext.errors import LoadError
from kmedtext.loading import load_bytes
from kmedtext.loading.encodings.encoding import decode

KOREAN = (
    "가온시립병원 감염내과는 지난달 입원 환자 가운데 열이 난 사람을 모두 검사했다고 밝혔다.\n",
    "똠방각하라는 별명의 원장은 펲시 한 병을 들고 회의에 들어와 병상 수를 물었다.\n",
    "간호사들은 밤사이 혈압과 맥박을 네 시간마다 재고, 숨이 가쁜 환자를 먼저 살폈다.\n",
    "이 약은 신장이 약한 사람에게 쓸 때 양을 줄여야 하며, 두 주 뒤에 다시 피를 뽑아 본다.\n",
    "보건소는 예순다섯 살이 넘은 주민에게 독감 예방접종을 무료로 한다고 알렸다.\n",
)
MIXED = (
    "가온메디(GaonMedi)의 CT-900은 1분에 30장을 찍고 dose를 40% 줄였다.\n",
    "환자 A(58)는 HbA1c 7.2%, LDL 131㎎/㎗로 metformin 500㎎을 하루 두 번 먹었다.\n",
    "The trial (NCT00000001) enrolled 84 patients; 부작용은 3건이었다고 한다.\n",
    "WHO와 CDC는 새 지침(guideline)에서 PCR 검사를 48시간 안에 하라고 했다.\n",
)
ENGLISH = (
    "Gaon City Hospital tested every patient who had a fever on admission last month.\n",
    "Nurses took blood pressure and pulse every four hours and saw the breathless first.\n",
    "The dose is halved in kidney disease, and blood is drawn again after two weeks.\n",
)
POSITIVE = {"Korean": KOREAN, "mixed": MIXED, "English": ENGLISH}
NEGATIVE = {
    "French cp1252": (
        "cp1252",
        "L’hôpital a reçu près de cent malades âgés, dont l’état « s’est amélioré » après l’été ; le délai était court. ",
    ),
    "Japanese Shift_JIS": (
        "shift_jis",
        "病院の看護師は夜の間、四時間ごとに血圧と脈拍を測り、息の苦しい患者を先に診た。薬の量は腎臓の弱い人では減らす。",
    ),
    "Chinese GBK": (
        "gbk",
        "医院的护士在夜间每四个小时测量一次血压和脉搏，首先照顾呼吸困难的患者。肾脏不好的人要减少药量，两周后再抽血。",
    ),
}
ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "cp949",
    "euc-kr",
    "utf-16-le",
    "utf-16-be",
    "utf-16-le + mark",
    "utf-16-be + mark",
    "NFD utf-8",
)
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
SIZES = (50, 80, 120, 250, 500, 1000, 2500, 5000)
STARTS = 4
MIB = 1 << 20


@dataclass(frozen=True)
class Cell:
    """Bytes, and the text that they should become."""

    row: str
    text: str
    data: bytes
    cut: bool = False
    negative: bool = False


def cells() -> Iterator[Cell]:
    """The matrix: whole texts of about the length, and the same cut in the middle of their last character."""
    for language, lines in POSITIVE.items():
        for encoding in ENCODINGS:
            for size in SIZES:
                for start in range(STARTS):
                    yield from _positive(language, lines, encoding, size, start)
    for name, (codec, text) in NEGATIVE.items():
        for size in SIZES:
            for start in range(STARTS):
                whole = text[start * 7 :] + text * (size // len(text) + 1)
                data = whole.encode(codec)[:size]
                yield Cell(name, data.decode(codec, "ignore"), data, negative=True)


def _positive(language: str, lines: tuple[str, ...], encoding: str, size: int, start: int) -> Iterator[Cell]:
    codec = encoding.partition(" +")[0].removeprefix("NFD ")
    form: Literal["NFC", "NFD"] = "NFD" if encoding.startswith("NFD") else "NFC"
    order = lines[start % len(lines) :] + lines[: start % len(lines)]
    text = "".join(order) * (size // 40 + 1)
    if codec == "euc-kr":
        text = text.translate(str.maketrans("똠펲", "똑펩"))
    mark = MARKS[codec] if encoding.endswith("mark") else b""
    encoded, piece = mark, b""
    taken = 0
    # Up to the length, and on to a character of several bytes that can be cut, if one is near.
    while len(encoded) < size or (len(piece) == 1 and len(encoded) < size + 100):
        character = unicodedata.normalize(form, text[taken])
        piece = character.encode(codec if taken == 0 else codec.removesuffix("-sig"))
        encoded += piece
        taken += 1
    row = f"{language} {encoding}"
    yield Cell(row, text[:taken], encoded)
    if len(piece) > 1 and form == "NFC":
        yield Cell(f"{row}, cut", text[: taken - 1], encoded[:-1], cut=True)


Judge = Callable[[Cell], str]


def ours(cell: Cell) -> str:
    """``right``, ``flagged`` or ``wrong``."""
    try:
        if cell.row.endswith("NFD utf-8"):
            page = load_bytes(cell.data, path="a.txt", id="a")
            text, flags = page.text, page.source.flags
        else:
            decoded = decode(cell.data)
            text, flags = decoded.text, decoded.flags
    except LoadError:
        return "flagged"
    if text == cell.text and (not cell.cut or "truncated" in flags):
        return "right"
    return "flagged" if {"guessed", "replaced"} & set(flags) else "wrong"


def peer(detect: Callable[[bytes], str | None]) -> Judge:
    """Judge a detector by the text that its answer makes."""

    def judge(cell: Cell) -> str:
        name = detect(cell.data)
        if name is None:
            return "flagged"
        text = cell.data.decode(name, "ignore").removeprefix("\ufeff")
        return "right" if unicodedata.normalize("NFC", text) == cell.text else "wrong"

    return judge


def _peers() -> dict[str, Callable[[bytes], str | None]]:
    import chardet
    from charset_normalizer import from_bytes

    def normalizer(data: bytes) -> str | None:
        best = from_bytes(data).best()
        return None if best is None else best.encoding

    return {
        f"charset-normalizer {_version('charset-normalizer')}": normalizer,
        f"chardet {_version('chardet')}": lambda data: chardet.detect(data)["encoding"],
    }


def _version(package: str) -> str:
    from importlib.metadata import version

    return version(package)


def speed(detect: Callable[[bytes], object], data: bytes) -> float:
    """MiB a second, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        detect(data)
        best = min(best, time.perf_counter() - start)
    return len(data) / MIB / best


def report(shared: Path) -> None:  # noqa: ARG001 - the texts are our own
    """Print the matrix, and the speed on 4 MiB (1 MiB for the peers)."""
    peers = _peers()
    judges: dict[str, Judge] = {"kmedtext": ours} | {name: peer(detect) for name, detect in peers.items()}
    found = list(cells())
    rows = list(dict.fromkeys(cell.row for cell in found))
    print(f"encodings: {len(found)} cells of {min(SIZES)} to {max(SIZES)} bytes; right / flagged / wrong\n")
    print(f"{'':34}" + "".join(f"{name:>28}" for name in judges))
    totals = {name: {"right": 0, "flagged": 0, "wrong": 0} for name in judges}
    for row in rows:
        line = f"{row:34}"
        for name, judge in judges.items():
            counts = {"right": 0, "flagged": 0, "wrong": 0}
            for cell in found:
                if cell.row == row:
                    counts[judge(cell)] += 1
            for verdict, count in counts.items():
                totals[name][verdict] += count
            line += f"{' / '.join(map(str, counts.values())):>28}"
        print(line)
    print(f"{'all':34}" + "".join(f"{' / '.join(map(str, total.values())):>28}" for total in totals.values()))
    text = "".join(KOREAN + MIXED + ENGLISH) * 6000
    print("\nspeed, MiB/s")
    for codec in ("utf-8", "cp949", "utf-16-le"):
        data = text.encode(codec)[: 4 * MIB]
        figures = [f"{'kmedtext':12} {speed(decode, data):8.1f}"]
        figures += [f"{name} {speed(detect, data[:MIB]):8.2f}" for name, detect in peers.items()]
        print(f"  {codec:10} " + "   ".join(figures))


if __name__ == "__main__":
    report(Path())
