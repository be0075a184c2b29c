"""Latin words, measures and links in Korean text stay whole."""

from __future__ import annotations

import time

import pytest

from kmedtext.language import tokenize
from kmedtext.language.kept_words import kept_words

WHOLE = """
KMed.ai를 썼다	KMed.ai
HbA1c가 높다	HbA1c
COVID-19에 걸렸다	COVID-19
75 mg을 먹었다	75 mg
아스피린 100mg을 먹었다	100mg
혈압은 120/80 mmHg였다	120/80 mmHg
하루 2–3 mg씩	2–3 mg
1,200 mL를 마셨다	1,200 mL
10.5 mg/dL로 올랐다	10.5 mg/dL
5 mcg/kg/min으로 늘렸다	5 mcg/kg/min
45 mL/min/1.73m2 미만	45 mL/min/1.73m2
5㎎을 처방했다	5㎎
37.5℃까지 올랐다	37.5℃
5-FU를 썼다	5-FU
18F-FDG를 맞았다	18F-FDG
3D 프린터로 찍었다	3D
PD-1/PD-L1 억제제	PD-1|PD-L1
BRCA1/2 변이가 있다	BRCA1/2
TGF-β와 IL-1β가	TGF-β|IL-1β
X-ray를 찍었다	X-ray
PM2.5가 짙다	PM2.5
https://hanbit.example/a-1/PD-L1 에서	https://hanbit.example/a-1/PD-L1
www.hanbit.example/x?y=1를 본다	www.hanbit.example/x?y=1
kim-3.a@hanbit.example로 보낸다	kim-3.a@hanbit.example
""".strip().splitlines()


@pytest.mark.parametrize("row", WHOLE)
def test_whole(row: str) -> None:
    text, words = row.split("\t")
    found = {text[m.start : m.end] for m in tokenize(text)}
    assert set(words.split("|")) <= found


@pytest.mark.parametrize(
    "text",
    [
        "2023-2024년에",
        "MRI를 찍고",
        "10명이 왔다",
        "5 Patients",
        "1.5배로",
        "A씨는",
        "p<0.05로",
        "12:30 m",
        "3-4주",
    ],
)
def test_nothing_else_is_kept(text: str) -> None:
    assert kept_words(text) == []


@pytest.mark.parametrize(
    "piece",
    ["A-", "1,", "1-", "www.", "a@", "a.", "1 ", "1/", "5-F", "A1.", "1.1", "12 mg/", "α", "http://", "1~1~"],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    kept_words(piece * 100)
    begin = time.process_time()
    kept_words(piece * 40_000)
    assert time.process_time() - begin < 2.0
