"""Long sentences cut at clause borders: each row is a sentence with ``/`` where it is cut, and the limit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.errors import UsageError
from kmedtext.language import sentences, split
from kmedtext.records import Article

ROWS = [
    ("ko", 30, "수술은 잘 끝났지만,/환자는 아직 중환자실에서 치료를 받고 있다."),
    ("ko", 40, "연구진은 전국 12개 병원에서 환자를 모았으며,/그 결과를 다음 달 국제 학술지에 싣는다."),
    ("ko", 30, "새 약은 혈당을 크게 낮췄지만/저혈당을 늘리지는 않은 것으로 나타났다."),
    ("ko", 45, "이 원장은 “병상이 모자라 환자가 복도에서 기다린다”며/“정부가 하루빨리 나서야 한다”고 거듭 강조했다."),
    ("ko", 30, "올해 예산은 모두 합쳐 1조 2,000억원으로/늘어난다고 한다."),
    ("en", 50, "The ward opened in May,/and the first patients came a week later."),
    ("en", 60, "The drug lowered blood sugar by 0.9 points on average/while low blood sugar did not become more frequent."),
    ("en", 40, "The team enrolled adults with diabetes;/children were left out of the trial."),
    ("en", 60, "It was named after Dr. Han-Gyeol Park of Gaon University,/who died in the spring of that year."),
    ("ja", 12, "手術は無事に終わり、/患者は翌週退院した。"),
    ("ko", 4, "가나다라/마바사아/자차"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "limit", "row"), ROWS)
def test_cuts(lang: str, limit: int, row: str) -> None:
    text = row.replace("/", " ") if lang != "ja" and " " in row else row.replace("/", "")
    assert [text[a:b] for a, b in split(text, lang, max_chars=limit)] == row.split("/")


PIECES = st.sampled_from(
    [
        "했고 ",
        "하지만, ",
        "a ",
        "b, and ",
        "가",
        "(",
        ") ",
        "“",
        "” ",
        "e\u0301",
        "\u200d",
        " ",
        "; ",
        "12 ",
        "、",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join), st.sampled_from(["ko", "en", "ja"]), st.integers(1, 50))
@settings(max_examples=300, deadline=None)
def test_pieces_fit_and_lose_nothing(text: str, lang: str, limit: int) -> None:
    whole = split(text, lang)
    position = 0
    for start, end in split(text, lang, limit):
        assert position <= start < end <= start + limit
        assert not text[position:start].strip()
        assert any(a <= start and end <= b for a, b in whole)
        position = end
    assert not text[position:].strip()


def test_a_letter_keeps_its_marks() -> None:
    text = "e\u0301" * 40
    assert all(text[a] == "e" for a, _ in split(text, "en", max_chars=7))


def test_what_fits_stays_whole() -> None:
    text = "환자는 회복했고, 어제 퇴원했다. 의사는 기뻐했다."
    assert split(text, "ko", max_chars=40) == split(text, "ko")


def test_records_keep_their_offsets() -> None:
    text = (
        "환자는 회복했고, 어제 퇴원했다.\nThe ward opened in May, and the first patients came a week later."
    )
    found = sentences(text, max_chars=30)
    assert len(found) > 3
    assert all(text[s.start : s.end] == s.text and len(s.text) <= 30 for s in found)
    article = Article.from_text(text, lang="ko")
    again = sentences(article, max_chars=30)
    assert [s.text for s in again] == [s.text for s in found]
    assert {s.block for s in again} == {0, 1}


@pytest.mark.parametrize("limit", [0, -3, 2.5, True, "80"])
def test_a_limit_that_is_none_is_refused(limit: object) -> None:
    with pytest.raises(UsageError, match="max_chars"):
        split("가나다", "ko", max_chars=limit)  # type: ignore[call-overload]
    with pytest.raises(UsageError, match="max_chars"):
        sentences("가나다", max_chars=limit)  # type: ignore[arg-type]


def test_several_texts_each_in_its_language() -> None:
    texts = [
        "Dr. Han agreed. It was late.",
        "약은 하루 두 번 먹는다. 2023. 6. 18. 시작했다.",
        "",
        "手術は成功した。患者は退院した。",
    ]
    found = split(texts)
    assert [len(spans) for spans in found] == [2, 2, 0, 2]
    assert found == tuple(split(text) for text in texts)
    assert split(iter(texts)) == found
    for wrong in (b"abc", 3, ["a", 3]):
        with pytest.raises(UsageError, match="split takes"):
            split(wrong)  # type: ignore[arg-type]
