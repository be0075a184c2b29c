"""Credits, datelines and captions: what is cut off, and what must stay with the sentence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.cleaning.captions import caption_cue
from kmedtext.cleaning.credits import credit_line, dateline, trailing_credit

# story, credit glued to it
TAILS = [
    ("The ward is open, he said.", " (Reporting by Ines Calloway; Editing by Dana Whitlock)"),
    ("환자가 늘었다고 말했다.", " [한별일보=나은채 기자]"),
    ("환자가 늘었다고 말했다.", "[한별일보 나은채 기자]"),
    ("환자가 늘었다고 말했다.", " 나은채 기자 eun@hb.example"),
    ("환자가 늘었다고 말했다.", "/나은채 기자 eun@hb.example"),
    ("환자가 늘었다고 말했다.", " /나은채 기자"),
    ("환자가 늘었다고 말했다.", " 나은채 기자"),
    ("환자가 늘었다고 말했다.", " 한별일보 나은채 기자"),
    ("환자가 늘었다고 말했다.", " 나은채·고유진 기자 eun@hb.example"),
    ("환자가 늘었다고 말했다.", " 세종=나은채 기자 eun@hb.example"),
    ("환자가 늘었다고 말했다.", " 나은채 기자(eun@hb.example)"),
    ("환자가 늘었다고 말했다.", " eun@hb.example"),
    ("환자가 늘었다고 말했다.", " (끝)"),
    ("환자가 늘었다고 말했다.", " <끝>"),
    ("환자가 늘었다고 말했다.", " <저작권자 ⓒ 한별일보, 무단전재 및 재배포 금지>"),
    ("환자가 늘었다고 말했다.", " ⓒ 한별일보, 무단전재 및 재배포 금지"),
    ("환자가 늘었다고 말했다.", " [ⓒ 한별일보, 무단전재 및 재배포 금지]"),
    ("환자가 늘었다고 말했다.", " 저작권자 ⓒ 한별일보 무단전재 및 재배포 금지"),
    ("환자가 늘었다고 말했다.", " Copyright © 한별일보. All rights reserved. 무단 전재 및 재배포 금지."),
    ("환자가 늘었다고 말했다.", " ▶ 제보는 카카오톡 '한별제보'"),
    ("환자가 늘었다고 말했다.", " ▶제보는 카톡 hbjebo"),
    ("환자가 늘었다고 말했다.", " ☞ 한별일보 뉴스레터 구독하기"),
    (
        "환자가 늘었다고 말했다.",
        " 나은채 기자 eun@hb.example ▶제보는 카톡 hbjebo ⓒ 한별일보, 무단전재 및 재배포 금지",
    ),
    ("환자가 늘었다고 말했다.", " (끝) <저작권자(c) 한별통신, 무단 전재-재배포, AI 학습 및 활용 금지>"),
    ("환자가 늘었다고 말했다.", " 2024/06/18 09:30 송고"),
    ("환자가 늘었다고 말했다.", " 사진=늘봄대병원"),
    ("환자가 늘었다고 말했다.", " (사진=늘봄대병원 제공)"),
    ("“환자를 지키겠다”고 다짐했다.", " 나은채 기자 eun@hb.example"),
    ("“언제 끝날지 모르겠다.”", " 나은채 기자"),
    ("승인은 식품안전평가국(FSEB)이 맡는다.", " [한별일보=나은채 기자]"),
    ("시험은 아직 (끝나지 않았다).", " 나은채 기자 eun@hb.example"),
    ("The trial ended early.", " dana@dmw.example"),
    ("The trial ended early.", " Copyright © Dale Medical Weekly. All rights reserved."),
    ("The trial ended early.", " (END)"),
]

# no credit at the end
WHOLE = [
    "결과는 다음 달 나온다(끝나지 않았다).",
    "승인은 식품안전평가국이 맡는다 (FSEB).",
    "[앵커]",
    "[앵커] 오늘 소식입니다.",
    "조건은 ▶나이 40세 이상 ▶당뇨 병력 ▶혈압 140 이상이다.",
    "대상은 ▲만성질환자 ▲임신부 ▲65세 이상이다.",
    "자세한 내용은 병원 홈페이지에서 볼 수 있다.",
    "나은채 기자는 “환자가 늘었다”고 말했다.",
    "이 소식을 처음 전한 사람은 나은채 기자였다.",
    "그는 “저작권은 저자에게 있다”고 했다.",
    "The drug was approved in 2024 (NCT00000000).",
    "He is the author of “Ward Rounds” (2019).",
    "Write to the clinic at help@clinic.example for an appointment.",
    "환자는 help@clinic.example 로 신청하면 된다.",
    "센터는 올해 3월 문을 열었다 [그림 2].",
    "연구 결과는 국제학술지에 실렸다(10월 3일자).",
]

# dateline, story
DATELINES = [
    ("SEONGNAM, South Korea, Jan. 9, 2025 /Gaonwire/ -- ", "Gaon said today that it had won."),
    ("SEOUL, June 3 (Saerom) -- ", "The hospital opened a ward."),
    ("SEOUL, KOREA – June 3, 2025 – ", "Gaon said today that it had won."),
    ("SEOUL, Korea and BOSTON, June 3, 2025 (GAON WIRE) -- ", "Gaon said today."),
    ("(Seoul=Saerom) Na Eun-chae = ", "The hospital opened a ward."),
    ("(서울/새롬통신) 나은채 기자=", "병원은 24일 밝혔다."),
    ("/서울=나은채기자 eun@hb.example ", "병원은 새 병동을 열었다고 24일 밝혔다."),
    ("(서울=한별통신) 나은채 기자 = ", "병원은 24일 밝혔다."),
    ("(서울=한별통신) 나은채 고유진 기자 = ", "병원은 24일 밝혔다."),
    ("(서울·세종=한별통신) 나은채 기자 = ", "병원은 24일 밝혔다."),
    ("[서울=한별통신]나은채 기자 = ", "병원은 24일 밝혔다."),
    ("【서울=한별통신】나은채 의학전문기자 = ", "병원은 24일 밝혔다."),
    ("[한별신문 나은채 기자] ", "병원은 24일 밝혔다."),
    ("[한별신문=나은채 기자] ", "병원은 24일 밝혔다."),
    ("(한별뉴스 나은채 기자) ", "병원은 24일 밝혔다."),
    ("[세종=한별뉴스] ", "병원은 24일 밝혔다."),
    ("[한별신문] ", "병원은 24일 밝혔다."),
    ("나은채 기자 = ", "병원은 24일 밝혔다."),
    ("SEOUL, Nov. 3 (Yonhap) -- ", "The hospital said on Monday that"),
    ("SEOUL, South Korea — ", "The hospital said on Monday that"),
    ("SEOUL, South Korea, Nov. 3, 2024 /PRNewswire/ -- ", "The hospital said on Monday that"),
    ("SEOUL — ", "The hospital said on Monday that"),
    ("SEOUL (Reuters) - ", "The hospital said on Monday that"),
    ("(AP) — ", "The hospital said on Monday that"),
    ("WASHINGTON (AP) — ", "The hospital said on Monday that"),
    ("Seoul, South Korea – November 3, 2024 – ", "The hospital said on Monday that"),
]

# no dateline
OPENINGS = [
    "PTSD (Post Traumatic) – Patients of the clinic",
    "COVID-19 — a review of the evidence",
    "나은채 기자 eun@hb.example 승인 2025.08.05 10:22 댓글 0",
    "[앵커] 병원 소식입니다.",
    "[사진] 병원 전경",
    "[단독] 병원이 문을 닫는다",
    "[인터뷰] 나은채 원장을 만나다",
    "(사진=늘봄대병원) 병원은 24일 밝혔다.",
    "(p=0.03) 결과는 유의했다.",
    "(n=165) 환자는 두 군으로 나뉘었다.",
    "[표 1=기저 특성] 두 군의 나이는 같았다.",
    "서울 = 환자가 가장 많은 곳이다.",
    "BACKGROUND — Hypertension is common.",
    "METHODS: We enrolled 400 patients.",
    "COVID-19 — The pandemic changed wards.",
    "MRI (magnetic resonance imaging) — a scan",
    "Seoul — a city of ten million — has 50 hospitals.",
    "AI, May 3 patients learned, is everywhere.",
    "병원은 24일 밝혔다.",
]

CREDIT_LINES = [
    "나은채 기자 eun@hb.example",
    "eun@hb.example",
    "나은채·고유진 기자",
    "ⓒ 한별일보, 무단전재 및 재배포 금지",
    "ⓒ 한별일보",
    "<저작권자 ⓒ 한별일보, 무단전재 및 재배포 금지>",
    "저작권자 © 한별일보 무단전재 및 재배포 금지",
    "무단전재 및 재배포 금지",
    "Copyright ⓒ 2024 한별일보. All rights reserved.",
    "Copyright © Dale Medical Weekly. All rights reserved.",
    "All rights reserved.",
    "© 2025 Dale Medical Weekly",
    "제보는 카카오톡 hbjebo",
    "▶제보는 카톡 hbjebo",
    "기사제보 및 보도자료 news@hb.example",
    "취재문의 desk@hb.example",
    "Media contact: Ines Calloway, press@dale.example, +44 20 7946 0000",
    "Kim Ha-eun haeun@dmw.example",
    "Copyright © Dale Medical Weekly Unauthorized reproduction, redistribution prohibited",
    "(끝)",
    "/eun@hb.example",
    "2024/06/18 09:30 송고",
]

NO_CREDIT_LINES = [
    "",
    "병원은 24일 밝혔다.",
    "나은채 기자는 저작권을 말했다.",
    "그는 “무단 전재는 안 된다”고 말했다.",
    "▶ 나이 40세 이상",
    "▲ 당뇨 병력이 있는 환자",
    "문의는 외래 접수 창구에서 받는다.",
    "The hospital owns the rights to the drug.",
    "Contact lenses may be worn after a week.",
    "환자는 사전에 help@clinic.example 로 예약하고 신분증을 들고 외래 창구로 오면 된다.",
    "관련기사",
    "종합",
]

CAPTIONS = [
    "[사진] 늘봄대병원 전경",
    "[사진 왼쪽부터] 배도현 병원장, 문가람 대표",
    "사진=늘봄대병원",
    "사진 제공 : 늘봄대병원",
    "▲ 협약식에서 배도현 병원장(왼쪽)과 문가람 대표가 기념촬영을 하고 있다.",
    "▲ 늘봄대병원 전경",
    "배도현 병원장(오른쪽)이 환자와 인사를 나누고 있다. [늘봄대병원 제공. 재판매 및 DB 금지]",
    "늘봄대병원 로봇수술센터 의료진. (사진=늘봄대병원)",
    "늘봄대병원 의료진이 수술하는 모습. 늘봄대병원 제공",
    "늘봄대병원 의료진이 기념촬영을 하고 있다.",
    "배도현 병원장(왼쪽 세 번째)과 참석자들",
    "참석자들이 포즈를 취하고 있다.",
    "늘봄대병원 전경 /사진=늘봄대병원",
    "Photo: Dale Hospital",
    "Image: A monitor on a ward. Photo: stock image",
    "A nurse takes a reading at home. Credit: Dale University",
    "The two sides sign the pact. Photo courtesy of Dale Hospital.",
    "Director Bae Do-hyun (right) poses with Kim Ha-eun (left) after the ceremony.",
    "Courtesy of Dale Hospital",
]

NO_CAPTIONS = [
    "",
    "▲ 당뇨 병력이 있는 환자",
    "▶ 나이 40세 이상",
    "병원은 환자에게 약을 제공한다.",
    "병원은 사진 촬영을 금지한다.",
    "왼쪽 팔에서 혈압을 잰다.",
    "환자는 왼쪽(심장 쪽) 팔로 잰다고 말했다.",
    "그는 “사진을 찍어 보내면 된다”고 설명했다.",
    "참가자들은 행사 뒤 기념촬영을 하는 모습을 인터넷에 올렸다. 병원은 이를 막지 않았다. 논란은 이어졌다.",
    "The hospital opened in 1998.",
    "The right ventricle (left untreated) will fail.",
    "Credit goes to the nurses.",
    "Images of the lung were read by two doctors.",
]


@pytest.mark.parametrize(("story", "credit"), TAILS)
def test_tail_is_cut_and_the_sentence_stays_whole(story: str, credit: str) -> None:
    at = trailing_credit(story + credit)
    assert at is not None
    assert (story + credit)[:at] == story


@pytest.mark.parametrize(("story", "credit"), TAILS)
def test_tail_is_cut_in_a_long_block(story: str, credit: str) -> None:
    block = "두 기관은 18일 협약을 맺고 환자 정보를 나누기로 했다. " * 40 + story
    at = trailing_credit(block + credit)
    assert at == len(block)


@pytest.mark.parametrize("text", WHOLE)
def test_nothing_to_cut(text: str) -> None:
    assert trailing_credit(text) is None


@pytest.mark.parametrize(("head", "story"), DATELINES)
def test_dateline(head: str, story: str) -> None:
    assert dateline(head + story) == len(head)


@pytest.mark.parametrize("text", OPENINGS)
def test_no_dateline(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize("line", CREDIT_LINES)
def test_credit_line(line: str) -> None:
    assert credit_line(line)


@pytest.mark.parametrize("line", NO_CREDIT_LINES)
def test_no_credit_line(line: str) -> None:
    assert not credit_line(line)


@pytest.mark.parametrize("line", CAPTIONS)
def test_caption(line: str) -> None:
    assert caption_cue(line)


@pytest.mark.parametrize("line", NO_CAPTIONS)
def test_no_caption(line: str) -> None:
    assert not caption_cue(line)


PIECES = st.sampled_from(
    [
        "말했다.",
        " ",
        "[",
        "]",
        "나은채 기자",
        "a@b.kr",
        "ⓒ",
        "▶",
        "(끝)",
        "무단전재",
        "=",
        "/",
        "2024/06/18",
        "Copyright ",
        "(서울",
        "SEOUL — ",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=20).map("".join)))
def test_offsets_stay_inside(text: str) -> None:
    tail, head = trailing_credit(text), dateline(text)
    assert tail is None or 0 <= tail < len(text)
    assert head is None or 0 < head < len(text)
    credit_line(text)
    caption_cue(text)


@pytest.mark.parametrize(
    "piece",
    [
        "(",
        "[가=",
        "말했다. ",
        "나은채 기자 ",
        "a.b",
        "▶ 제보 ",
        "ⓒ ",
        "SEOUL, ",
        "A ",
        "가나=",
        ".",
        "2024.06.18 ",
    ],
)
def test_time_is_bounded(piece: str) -> None:
    begin = time.process_time()
    for size in (160, 390, 690, 1_000_000):
        text = (piece * (size // len(piece) + 1))[:size]
        trailing_credit(text)
        dateline(text)
        credit_line(text)
        caption_cue(text)
    assert time.process_time() - begin < 3
