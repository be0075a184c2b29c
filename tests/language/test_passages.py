"""Passages of one language in mixed texts: each row is a text with ``|`` between its passages, and their languages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.errors import UsageError
from kmedtext.language import passages

ROWS = [
    ("ko", "환자는 MRI와 CT 검사를 받았다."),
    ("ko", "환자는 Pembrolizumab 병용 요법을 받았다."),
    ("ko", "박한결(Han-Gyeol Park) 교수는 웃었다."),
    ("en", "He wrote “감사합니다” on the card."),
    ("en", "What Koreans call 화병 is a syndrome."),
    ("ko en", "환자는 회복했다.|The patient has recovered well."),
    ("ko en ko", "오 센터장은|“The future of medicine is here today”|라고 말했다."),
    ("ko en ko", "관련 기사|Copyright 2024 all rights reserved|무단 전재 금지"),
    ("fr en de", "Le patient est sorti hier.|The nurse said so.|Das ist gut für die Patienten."),
    ("ru ko", "Пациент выздоровел вчера.|환자가 회복했다고 한다."),
    ("ko ja", "환자가 회복했다.|患者は回復した。"),
    ("und", "MRI 12.5%"),
    ("und", "---"),
]


@pytest.mark.parametrize(("langs", "row"), ROWS)
def test_passages(langs: str, row: str) -> None:
    text = row.replace("|", " ").replace("” 라고", "”라고")
    found = passages(text)
    assert [text[p.start : p.end] for p in found] == row.split("|")
    assert [p.lang for p in found] == langs.split()
    assert all((p.lang == "und") == (p.share == 0) for p in found)


def test_short_lines_stand_for_themselves() -> None:
    text = "가온병원\nGaon Hospital opens\n입원 안내"
    assert [p.lang for p in passages(text)] == ["ko", "en", "ko"]


def test_nothing_gives_nothing() -> None:
    assert passages("") == passages(" \n") == ()
    with pytest.raises(UsageError, match="passages takes a str"):
        passages(None)  # type: ignore[arg-type]


PIECES = st.sampled_from(
    ["환자 ", "the ", "patient was ", "患者", "\n", "(", ")", "12 ", "“", "”", "라고 ", ". ", "и ", "é "]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)))
@settings(max_examples=200, deadline=None)
def test_passages_lose_nothing(text: str) -> None:
    position = 0
    for passage in passages(text):
        assert position <= passage.start < passage.end
        assert not text[position : passage.start].strip()
        position = passage.end
    assert not text[position:].strip()
