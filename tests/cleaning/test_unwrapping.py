"""Pages set in lines: each style of setting comes back as the paragraphs it was made of, with true offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.cleaning import clean
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.script import columns
from kmedtext.cleaning.wrapping import unwrap
from kmedtext.records import Page

ENGLISH = [
    "the night nurse of the upper ward counted the blankets twice before she signed the book",
    "nobody had told the porters that the lift would stop for a week and the stairs are steep",
    "a retired carpenter built shelves for the records and asked only for coffee and company",
    "most of the patients came from the valley and knew one another from school or from church",
    "the doctor listened for a long time and then wrote three words on the back of an envelope",
    "when the snow melted the road was mended and the baker started to deliver bread again",
    "her sister drove the bus on market days so that the elderly could reach the clinic by ten",
]
KOREAN = [
    "언덕 위 병원은 지난봄 병상 스무 개로 문을 열었고 간호사 네 명이 밤낮을 나누어 맡았다",
    "환자들은 대부분 골짜기 마을에서 걸어왔으며 겨울에는 눈 때문에 며칠씩 묵고 가기도 했다",
    "원장은 처음에 열병을 예상했지만 실제로 찾아온 사람들은 거의 모두 혈압이 높았다고 말했다",
    "은퇴한 목수가 진료 기록을 넣을 선반을 만들어 주었고 값으로는 커피 한 잔만 받았다",
    "마을 버스가 장날마다 병원 앞에 서게 되자 노인들이 약을 거르는 일이 눈에 띄게 줄었다",
    "간호사들은 약을 먹는 때를 그림으로 그려 벽에 붙였고 아이들도 그 그림을 읽을 줄 알았다",
]


def english(sentences: list[str]) -> str:
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def korean(sentences: list[str]) -> str:
    return " ".join(f"{sentence}." for sentence in sentences)


def by_word(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def by_character(text: str, width: int) -> list[str]:
    """Cut anywhere; spaces at a line's end are kept."""
    lines = [""]
    for char in text:
        if columns(lines[-1]) + columns(char) > width and char not in " .":
            lines.append("")
        lines[-1] += char
    return lines


def texts(drafts: list[Draft]) -> list[str]:
    """The paragraphs: drafts that are text, those that go on with the one before joined to it."""
    found: list[str] = []
    for draft in drafts:
        if draft.furniture or draft.pinned:
            continue
        if draft.joint is not None:
            found[-1] += draft.joint + draft.text
        else:
            found.extend(draft.text.split("\n\n"))
    return found


def assert_true_offsets(text: str, drafts: list[Draft]) -> None:
    """Pieces are slices, and every character of the page that is no space lies in one (hyphens at ends aside)."""
    covered: set[int] = set()
    for draft in drafts:
        for piece in draft.pieces:
            assert draft.text[piece.at : piece.at + piece.end - piece.start] == text[piece.start : piece.end]
            assert covered.isdisjoint(range(piece.start, piece.end))
            covered.update(range(piece.start, piece.end))
    left = "".join(char for at, char in enumerate(text) if at not in covered and not char.isspace())
    assert set(left) <= {"-"}


def pages(pool: list[str]) -> st.SearchStrategy[list[list[str]]]:
    """Pages of four to seven paragraphs of three to five sentences, no two of the same sentences."""
    paragraph = st.lists(st.sampled_from(pool), min_size=3, max_size=5, unique=True)
    return st.lists(paragraph, min_size=4, max_size=7, unique_by=frozenset)


@given(pages(ENGLISH), st.integers(36, 76))
@settings(max_examples=60)
def test_english_comes_back(page: list[list[str]], width: int) -> None:
    paragraphs = [english(sentences) for sentences in page]
    text = "\n\n".join("\n".join(by_word(paragraph, width)) for paragraph in paragraphs)
    drafts = unwrap(split_lines(text))
    assert texts(drafts) == paragraphs
    assert_true_offsets(text, drafts)


@given(pages(KOREAN), st.integers(40, 76))
@settings(max_examples=60)
def test_korean_cut_between_words_comes_back(page: list[list[str]], width: int) -> None:
    paragraphs = [korean(sentences) for sentences in page]
    text = "\n\n".join("\n".join(by_word(paragraph, width)) for paragraph in paragraphs)
    drafts = unwrap(split_lines(text))
    assert texts(drafts) == paragraphs
    assert_true_offsets(text, drafts)


@given(pages(KOREAN), st.integers(36, 76))
@settings(max_examples=60)
def test_korean_cut_by_character_with_its_spaces_kept_comes_back(page: list[list[str]], width: int) -> None:
    paragraphs = [korean(sentences) for sentences in page]
    text = "\n\n".join("\n".join(by_character(paragraph, width)) for paragraph in paragraphs)
    drafts = unwrap(split_lines(text))
    assert texts(drafts) == paragraphs
    assert_true_offsets(text, drafts)


def test_korean_cut_by_character_comes_back_without_its_spaces() -> None:
    paragraphs = [korean(KOREAN[at : at + 3]) for at in (0, 2, 3)]
    for width in (30, 34, 40, 44, 64, 80):
        text = "\n\n".join(
            "\n".join(line.strip() for line in by_character(paragraph, width)) for paragraph in paragraphs
        )
        drafts = unwrap(split_lines(text))
        found = texts(drafts)
        assert [text.replace(" ", "") for text in found] == [text.replace(" ", "") for text in paragraphs]
        wrong = sum(one != other for one, other in zip(found, paragraphs, strict=True))
        assert wrong <= 1, (width, found)
        assert_true_offsets(text, drafts)


SET = by_word(english(ENGLISH[:4]), 62)
SECOND = by_word(english(ENGLISH[3:]), 62)
FIRST_TEXT, SECOND_TEXT = english(ENGLISH[:4]), english(ENGLISH[3:])


def both(*lines: str, cut: int = 3) -> str:
    """Two paragraphs, with lines set behind the first lines of the first one."""
    return "\n".join([*SET[:cut], *lines, *SET[cut:], "", *SECOND]) + "\n"


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("blank line", "\n".join([*SET, "", *SECOND])),
        ("indent", "\n".join([f"  {SET[0]}", *SET[1:], f"  {SECOND[0]}", *SECOND[1:], ""] * 2)),
        ("short last line", "\n".join([*SET, *SECOND])),
        ("page number", both("", "- 4 -", "")),
        ("page number, tight", both("- 4 -")),
        ("print marks", both("https://hill.example/clinic      1/2", "11/27/25, 9:14 AM      A clinic on the hill")),
        ("form feed and header", both("Page 1 of 3", "\fHILL CLINIC NEWS            Spring")),
        ("figure", both("", "Figure 2. Beds in use by month", "")),
        ("note at the foot", both("1) Report of the county board, second edition, p. 14.", "- 4 -")),
        ("dagger note", both("† Names were changed at the wish of the family.", "- 4 -")),
    ],
)  # fmt: skip
def test_styles_of_setting(style: str, text: str) -> None:
    drafts = unwrap(split_lines(text))
    want = [FIRST_TEXT, SECOND_TEXT] * (2 if style == "indent" else 1)
    assert texts(drafts) == want
    assert_true_offsets(text, drafts)


def test_two_columns_side_by_side_are_read_one_after_the_other() -> None:
    left = [*by_word(FIRST_TEXT, 40), "", *by_word(SECOND_TEXT, 40)]
    right = [*by_word(english(ENGLISH[5:]), 40), "", *by_word(english(ENGLISH[1:5]), 40)]
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    body = "\n".join(f"{one:<44}{other}".rstrip() for one, other in zip(left, right, strict=True))
    text = f"The clinic on the hill\n\n{body}\n"
    drafts = unwrap(split_lines(text))
    assert texts(drafts) == [
        "The clinic on the hill",
        FIRST_TEXT,
        SECOND_TEXT,
        english(ENGLISH[5:]),
        english(ENGLISH[1:5]),
    ]
    assert_true_offsets(text, drafts)
    article = clean(Page("a", text))
    assert [block.start for block in article.blocks] == [0, *(block.end for block in article.blocks[:-1])]


def test_a_table_is_not_two_columns() -> None:
    text = "\n".join(f"ward {number:<16}beds {number * 2:<10}nurses {number + 3}" for number in range(12))
    drafts = unwrap(split_lines(text))
    assert len(drafts) == 12


def test_line_numbers_are_no_part_of_the_text() -> None:
    text = "\n".join(f"{number:>3}  {line}" for number, line in enumerate([*SET, *SECOND], 1))
    drafts = unwrap(split_lines(text))
    assert texts(drafts) == [FIRST_TEXT, SECOND_TEXT]
    assert drafts[0].start == 5


def test_numbers_of_a_list_stay() -> None:
    text = "\n".join(f"{number} {sentence}." for number, sentence in enumerate(ENGLISH + KOREAN, 1))
    assert [draft.text[0] for draft in unwrap(split_lines(text))][:3] == ["1", "2", "3"]


def test_a_table_of_contents_is_furniture() -> None:
    text = "차례\n서론 ······························ 1\n본론 ······························ 12\n맺음말 . . . . . . . . . 31\n"
    assert [draft.furniture for draft in unwrap(split_lines(text))] == [False, True, True, True]


def test_a_soft_hyphen_at_a_lines_end_joins() -> None:
    text = both().replace("blankets", "blan\u00ad\nkets", 1)
    assert "counted the blankets twice" in texts(unwrap(split_lines(text)))[0]


def test_ligatures_stay_as_they_were_loaded() -> None:
    lines = [line.replace("fi", "ﬁ") for line in by_word(FIRST_TEXT.replace("records", "files"), 62)]
    assert "the ﬁles and" in texts(unwrap(split_lines("\n".join(lines))))[0]


NEWSLETTER = """언덕병원 소식 제3호

[이달의 이야기]
언덕 위 병원은 지난봄 병상 스무 개로 문
을 열었고 간호사 네 명이 밤낮을 나누어
맡았다. 환자들은 대부분 골짜기 마을에서
걸어왔으며 겨울에는 며칠씩 묵고 갔다.

원장은 처음에 열병을 예상했지만 실제로
찾아온 사람들은 거의 모두 혈압이 높았다
고 말했다.

■ 가을 건강반
• 접수: 9월 2일부터
• 문의: 보건교육실 내선 4410
────────────────────
▶ 새 얼굴
은퇴한 목수가 진료 기록을 넣을 선반을
만들어 주었고 값으로는 커피 한 잔만 받
았다. 마을 버스가 장날마다 병원 앞에 서
게 되자 약을 거르는 일이 줄었다.
"""


def test_a_newsletter_of_small_stories() -> None:
    assert texts(unwrap(split_lines(NEWSLETTER))) == [
        "언덕병원 소식 제3호",
        "[이달의 이야기]",
        "언덕 위 병원은 지난봄 병상 스무 개로 문을 열었고 간호사 네 명이 밤낮을 나누어 맡았다. 환자들은 대부분 골짜기 마을에서 걸어왔으며 겨울에는 며칠씩 묵고 갔다.",
        "원장은 처음에 열병을 예상했지만 실제로 찾아온 사람들은 거의 모두 혈압이 높았다고 말했다.",
        "■ 가을 건강반",
        "• 접수: 9월 2일부터",
        "• 문의: 보건교육실 내선 4410",
        "────────────────────",
        "▶ 새 얼굴",
        "은퇴한 목수가 진료 기록을 넣을 선반을 만들어 주었고 값으로는 커피 한 잔만 받았다. 마을 버스가 장날마다 병원 앞에 서게 되자 약을 거르는 일이 줄었다.",
    ]


def test_a_page_cut_at_a_number_of_characters() -> None:
    paragraphs = [korean(KOREAN[:3]).replace("네 명", "14명"), korean(KOREAN[3:]).replace("한 잔", "3잔")]
    lines = [text[at : at + 20].strip() for text in paragraphs for at in range(0, len(text), 20)]
    found = texts(unwrap(split_lines("\n".join(lines))))
    assert [text.replace(" ", "") for text in found] == [text.replace(" ", "") for text in paragraphs]


def test_a_quotation_that_is_open_goes_on() -> None:
    title = "언덕병원, ‘집으로 잇\n는 재활’ 사업 협약"
    body = "\n".join(line.strip() for line in by_character(korean(KOREAN), 80))
    assert texts(unwrap(split_lines(f"{title}\n\n{body}")))[0] == "언덕병원, ‘집으로 잇는 재활’ 사업 협약"


@pytest.mark.parametrize(
    "lines",
    [
        ["가. 일시: 11월 7일 오후", "나. 장소: 물빛홀", "다. 평점: 6점"],
        ["• a bed for every patient", "• a nurse for every bed"],
        ["Opening hours", "Monday to Friday"],
    ],
)
def test_lists_and_headings_in_a_wrapped_page_stay_apart(lines: list[str]) -> None:
    text = "\n".join([*SET, "", *lines, "", *SECOND])
    assert texts(unwrap(split_lines(text))) == [FIRST_TEXT, *lines, SECOND_TEXT]


def test_a_page_of_many_odd_lines_takes_linear_time() -> None:
    text = ("a   b - 1 1 of 2   x.y/z  3/4 ....... 12\n" + "가 " * 60 + "\n") * 4000
    assert len(unwrap(split_lines(text))) > 0
