"""Every encoding, at every length, for every mixture of languages, whole and cut: right, or flagged."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from benchmarks.loading_encodings import cells, ours

from kmedtext.errors import LoadError
from kmedtext.loading import load_bytes
from kmedtext.loading.encodings.encoding import decode
from kmedtext.loading.encodings.legacy import codec_of

KOREAN = (
    "새봄병원 심장내과 연구팀은 심부전 환자 백여 명을 삼 년 동안 관찰한 결과를 학회에서 발표했다.\n"
    "연구팀은 약물을 일찍 시작한 쪽에서 재입원이 줄었다고 설명하고, 더 긴 추적이 필요하다고 덧붙였다.\n"
    "똠방 선생과 펲시 간호사는 ㈜가온메디의 기기를 썼다고 밝혔다.\n"
)
MIXED = (
    "가온메디(GaonMedi)는 HbA1c 6.5% 이상 환자 128명에게 metformin 500㎎을 투여했다고 12일 밝혔다.\n"
    "The trial (NCT00000000) ended in 2021; 부작용은 3건이었다.\n"
)
ENGLISH = "Saebom Hospital enrolled 128 patients with heart failure and followed them for three years.\n"
TEXTS = {"korean": KOREAN, "mixed": MIXED, "english": ENGLISH}
ENCODINGS = ("utf-8", "utf-8-sig", "cp949", "euc-kr", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def sample(name: str, size: int, encoding: str) -> tuple[str, bytes]:
    """Make a text whose bytes are at least ``size`` long, and those bytes."""
    text = TEXTS[name]
    while len(text.encode(encoding, "ignore")) < size:
        text += TEXTS[name]
    cut = len(text)
    while cut > 1 and len(text[: cut * 3 // 4].encode(encoding, "ignore")) >= size:
        cut = cut * 3 // 4
    text = text[:cut]
    if encoding == "euc-kr":
        text = text.replace("똠", "돌").replace("펲", "팹")
    return text, text.encode(encoding)


@pytest.mark.parametrize("size", [50, 120, 500, 5000])
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_cell_is_read_right(encoding: str, name: str, size: int) -> None:
    text, data = sample(name, size, encoding)
    decoded = decode(data)
    assert decoded.text == text
    assert ("bom" in decoded.flags) == (encoding in ("utf-8-sig", "utf-16", "utf-32"))
    assert not {"guessed", "replaced"} & set(decoded.flags)


@pytest.mark.parametrize("size", [50, 120, 500, 5000])
@pytest.mark.parametrize("name", ["korean", "mixed"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_cut_last_character_is_left_out_and_flagged(encoding: str, name: str, size: int) -> None:
    text, _ = sample(name, size, encoding)
    text = text.rstrip("\n.") + "다"  # the last character has several bytes in every encoding
    cut = text.encode(encoding)[:-1]
    decoded = decode(cut)
    assert decoded.text == text[:-1]
    assert "truncated" in decoded.flags


@pytest.mark.parametrize("size", [50, 500, 5000])
@pytest.mark.parametrize("name", ["korean", "mixed"])
def test_hangul_in_jamo_is_composed(name: str, size: int) -> None:
    text, _ = sample(name, size, "utf-8")
    page = load_bytes(unicodedata.normalize("NFD", text).encode(), path="a.txt", id="a")
    assert page.text == text
    assert "nfc" in page.source.flags


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
@pytest.mark.parametrize("name", ["korean", "mixed"])
def test_cp949_read_as_latin_is_repaired_and_flagged(name: str, codec: str) -> None:
    wanted = TEXTS[name].replace("똠", "돌").replace("펲", "팹")
    data = wanted.encode("cp949").decode(codec).encode()
    page = load_bytes(data, path="a.txt", id="a")
    assert page.text == wanted
    assert "mojibake_repaired" in page.source.flags


@pytest.mark.parametrize("name", ["korean", "mixed"])
def test_utf8_read_as_latin_is_repaired_and_flagged(name: str) -> None:
    page = load_bytes(TEXTS[name].encode().decode("latin-1").encode(), path="a.txt", id="a")
    assert page.text == TEXTS[name]
    assert "mojibake_repaired" in page.source.flags


FOREIGN = {
    "french": (
        "cp1252",
        "À l'hôpital, l'équipe a suivi « à long terme » près de cent malades âgés ; l’étude a été arrêtée. ",
    ),
    "german": (
        "cp1252",
        "Ärzte prüften während der Übergangszeit die Häufigkeit größerer Blutungen bei Älteren. ",
    ),
    "curly": (
        "cp1252",
        "The hospital’s team said it’s “too early” to tell – the patients’ follow-up isn’t over. ",
    ),
    "spanish": (
        "cp1252",
        "El niño recibió atención médica; ¿cuántos años duró la intervención según el señor Muñoz? ",
    ),
    "japanese": (
        "shift_jis",
        "病院の研究チームは、心不全の患者を三年間にわたって観察した結果を学会で発表した。",
    ),
    "japanese-euc": (
        "euc_jp",
        "病院の研究チームは、心不全の患者を三年間にわたって観察した結果を学会で発表した。",
    ),
    "chinese": (
        "gbk",
        "医院的研究小组在会议上发表了对心力衰竭患者进行三年观察的结果，并表示还需要更长时间的随访。",
    ),
    "chinese-big5": (
        "big5",
        "醫院的研究小組在會議上發表了對心臟衰竭患者進行三年觀察的結果，並表示還需要更長時間的追蹤。",
    ),
    "russian": (
        "cp1251",
        "Исследователи больницы наблюдали за пациентами с сердечной недостаточностью три года. ",
    ),
    "russian-koi8": (
        "koi8_r",
        "Исследователи больницы наблюдали за пациентами с сердечной недостаточностью три года. ",
    ),
}


@pytest.mark.parametrize("size", [50, 120, 500, 5000])
@pytest.mark.parametrize("name", FOREIGN)
def test_other_languages_never_become_hangul_silently(name: str, size: int) -> None:
    encoding, text = FOREIGN[name]
    text = text * (size // len(text.encode(encoding)) + 1)
    data = text.encode(encoding)[:size]
    try:
        decoded = decode(data)
    except LoadError as error:
        assert error.code == "encoding"  # noqa: PT017 - an honest refusal is right too
        return
    assert "guessed" in decoded.flags
    assert not any("가" <= character <= "힣" for character in decoded.text)


@pytest.mark.parametrize("name", ["french", "german", "curly", "spanish", "japanese", "chinese"])
def test_the_recognised_ones_are_read_right(name: str) -> None:
    encoding, text = FOREIGN[name]
    assert decode((text * 3).encode(encoding)).text == text * 3


@pytest.mark.parametrize(
    "text",
    [
        "L'été, l’hôpital « Saint-Rémi » a traité 12 malades.",
        "37 °C ± 0.5 – it’s “normal”",
        "Größe: 1,80 m; café",
        "naïve ¼ dose ×2",
    ],
)
def test_sound_western_utf8_is_left_alone(text: str) -> None:
    page = load_bytes(text.encode(), path="a.txt", id="a")
    assert page.text == text
    assert page.source.flags == ()


def test_a_declared_charset_is_widened_and_lies_are_found_out() -> None:
    html = '<meta charset="euc-kr"><p>똠방 선생의 펲시</p>'
    assert decode(html.encode("cp949"), "euc-kr").text == html
    assert decode(KOREAN.encode("cp949"), "iso-8859-1").text == KOREAN
    assert decode(KOREAN.encode("cp949"), "no-such-charset").text == KOREAN
    assert decode(KOREAN.encode(), "euc-kr").encoding == "utf-8"
    russian = FOREIGN["russian"][1]
    assert decode(russian.encode("cp1251"), "windows-1251").text == russian


def test_utf8_with_a_few_broken_places_stays_utf8() -> None:
    data = KOREAN.encode()
    broken = data[:150] + data[151:]  # a byte is missing in the middle
    decoded = decode(broken)
    assert decoded.encoding == "utf-8"
    assert "replaced" in decoded.flags
    assert decoded.text.count("\ufffd") <= 2


@pytest.mark.parametrize(
    "label", ["ks_c_5601-1987", "EUC-KR", " euc-kr ", "windows-949", "x-windows-949", "UHC"]
)
def test_korean_labels_all_mean_cp949(label: str) -> None:
    assert codec_of(label) == "cp949"


@pytest.mark.parametrize("label", ["", "base64", "rot13", "hex", "\x00", "idna\ud800"])
def test_labels_that_name_no_text_encoding(label: str) -> None:
    name = codec_of(label)
    assert name is None or codecs.lookup(name)


def test_line_ends_and_controls_stay_where_they_are() -> None:
    text = "첫째 줄이다.\r\n둘째\x00 줄이다.\r끝 줄은 여기서 마친다.\x0c그리고 더 있다. 환자 상태는 좋다.\u2028끝"
    page = load_bytes(text.encode(), path="a.txt", id="a")
    assert page.text == text
    assert page.source.flags == ("control_characters",)


def test_characters_that_composing_hangul_does_not_need_stay_as_they_were() -> None:
    text = unicodedata.normalize("NFD", "진료") + " e\u0301 \uf900 Å \u212b ㈜"
    assert load_bytes(text.encode(), path="a", id="a").text == "진료 e\u0301 \uf900 Å \u212b ㈜"


def test_no_cell_of_the_benchmark_is_wrong_without_saying_so() -> None:
    verdicts = [(cell.row, len(cell.data), ours(cell)) for cell in cells()]
    assert len(verdicts) > 1500
    assert [verdict for verdict in verdicts if verdict[2] == "wrong"] == []
    assert {row for row, _, verdict in verdicts if verdict == "flagged"} <= {"French cp1252"}


def test_surrogates_in_utf8_are_put_together_or_replaced() -> None:
    pair = "\U0001f3e5".encode("utf-16-le")
    halves = [pair[:2], pair[2:]]
    high, low = (
        half.decode("utf-16-le", "surrogatepass").encode("utf-8", "surrogatepass") for half in halves
    )
    page = load_bytes("병원 ".encode() + high + low + " 끝 ".encode() + low, path="a.txt", id="a")
    assert page.text == "병원 \U0001f3e5 끝 \ufffd"
    assert page.source.flags == ("surrogates_replaced",)
