"""Site profiles: what repeats on the pages of a site is chrome, and what else repeats is not."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cleaning.test_accounting import CUES, anything, assert_accounts, soup

import kmedtext as kt
from kmedtext.cleaning import ProfileBuilder, Reason, SiteProfile, clean, learn_profile, sketch
from kmedtext.cleaning.profile import folded
from kmedtext.records import Kind, Page

TOPICS = (
    "무릎 통증",
    "봄철 비염",
    "소아 천식",
    "허리 디스크",
    "고혈압 식단",
    "수면 장애",
    "당뇨 관리",
    "안구 건조",
)
FRONT = "달빛의료원 소식\n오늘의 달빛\n우리 곁의 달빛 사람들 이야기\n달빛 걷기 모임 참가자 이야기\n"
BACK = (
    "달빛의료원은 환자의 하루를 먼저 생각하며 지역과 함께 걷는 병원입니다.\n"
    "달빛 사랑방 자원봉사자 이야기\n달빛 정원 산책길 이야기\n달빛 도서관 새 책 이야기\n"
)


def story(topic: str, number: int) -> str:
    return (
        f"달빛의료원, {topic} 진료실 열어\n작성일 2025-03-{number + 10:02}\n\n"
        f"달빛의료원은 {topic} 환자를 위한 진료실을 새로 열었다고 {number + 1}일 밝혔다. 전문의 {number + 2}명이 맡는다.\n\n"
        f"{topic}을 앓는 주민 {number * 37 + 120}명이 지난해 의료원을 찾았고, 올해는 더 늘 것으로 보인다고 덧붙였다.\n\n"
    )


def site_page(number: int, front: str = FRONT, back: str = BACK) -> Page:
    text = f"{front}\n{story(TOPICS[number % len(TOPICS)], number)}\n{back}"
    return Page(f"page{number}", text)


def site(count: int = 6, front: str = FRONT, back: str = BACK) -> list[Page]:
    return [site_page(number, front, back) for number in range(count)]


def reasons(article: kt.Article) -> dict[str, str | None]:
    return {block.text: block.reason for block in article.blocks}


def test_a_sentence_of_the_footer_goes_and_the_story_stays() -> None:
    pages = site()
    profile = learn_profile(pages)
    last = BACK.splitlines()[0]
    alone, known = clean(pages[2]), clean(pages[2], profile)
    assert last in alone.body  # nothing on the page itself tells that this is chrome
    assert last not in known.body
    assert reasons(known)[last] == Reason.REPEATS
    assert known.body == "\n\n".join(story(TOPICS[2], 2).split("\n\n")[1:3])
    assert (known.title, known.published) == ("달빛의료원, 소아 천식 진료실 열어", "2025-03-12")


def test_what_repeats_is_named_so_only_where_nothing_more_specific_is_known() -> None:
    pages = site(front="로그인\n" + FRONT)
    found = reasons(clean(pages[0], learn_profile(pages)))
    assert found["로그인"] == Reason.MEMBER
    assert found["달빛 도서관 새 책 이야기"] == Reason.REPEATS


def test_a_heading_that_many_stories_have_stays() -> None:
    pages = []
    for number in range(6):
        parts = site_page(number).text.split("\n\n")
        parts.insert(
            -2,
            f"연구 결과\n\n{TOPICS[number]} 환자 {number + 40}명이 참여한 조사에서 통증이 줄었다고 의료원은 설명했다.",
        )
        pages.append(Page(f"p{number}", "\n\n".join(parts)))
    body = clean(pages[1], learn_profile(pages)).body
    assert "연구 결과" in body
    assert "통증이 줄었다" in body


def test_a_press_release_on_many_pages_is_no_chrome() -> None:
    release = story("새벽 진료", 3)
    others = [
        f"이웃 {name} 소식\n{name} 알림\n{name} 마당\n\n" for name in ("가람", "나루", "다솜", "라온", "마루")
    ]
    pages = [Page(f"copy{number}", front + release) for number, front in enumerate(others)]
    profile = learn_profile(pages)
    for page in pages:
        assert clean(page, profile).body == clean(page).body
        assert "새벽 진료 환자를" in clean(page).body


def test_a_release_printed_twice_on_a_site_stays_a_story_there() -> None:
    pages = site(8)
    copies = [Page(f"copy{n}", pages[0].text.replace("오늘의 달빛", f"{n}째 달빛 마당")) for n in range(2)]
    pages += [
        Page(page.id, page.text.replace("이야기\n달빛 정원", f"이야기\n{page.id} 알림\n달빛 정원"))
        for page in copies
    ]
    assert "진료실을 새로 열었다고" in clean(pages[0], learn_profile(pages)).body


def test_copies_of_a_page_count_once() -> None:
    page = site_page(0)
    again = Page("b", page.text.replace("2025-03-10", "2025-04-11"))
    assert learn_profile([page] * 9 + [again]) == SiteProfile(1, {})


def test_a_writer_and_a_column_s_name_on_every_page_are_kept() -> None:
    pages = [Page(page.id, page.text.replace("작성일", "달빛일보 한겨울 기자\n작성일")) for page in site(6)]
    for page in pages:
        alone, known = clean(page), clean(page, learn_profile(pages))
        assert (known.title, known.byline, known.published) == (alone.title, alone.byline, alone.published)
        assert known.byline == "한겨울"
    head = (
        "달빛의료원 알림\n건강 칼럼\n달빛 원장의 건강 이야기\n\n달빛 원장의 건강 칼럼\n작성일 2025-03-04\n\n"
    )
    same = [Page(str(n), head + "\n\n".join(story(TOPICS[n], n).split("\n\n")[1:]) + BACK) for n in range(6)]
    known_titles = {clean(page, learn_profile(same)).title for page in same}
    assert known_titles == {clean(page).title for page in same} == {"달빛 원장의 건강 칼럼"}


def test_a_caption_on_every_page_is_chrome() -> None:
    caption = "▲ 달빛의료원 전경. (사진=달빛의료원)"
    pages = [
        Page(
            page.id,
            page.text.replace("\n\n달빛의료원은 ", f"\n\n{caption}\n달빛의료원 누리집\n달빛의료원은 ", 1),
        )
        for page in site(6)
    ]
    pages = [Page(page.id, page.text.replace("작성일", "글자 크기 바꾸기\n작성일")) for page in pages]
    alone, known = clean(pages[0]), clean(pages[0], learn_profile(pages))
    assert {block.text: block.kind for block in alone.blocks}[caption] is Kind.CAPTION
    assert reasons(known)[caption] == Reason.REPEATS


def test_a_page_of_no_known_site_is_cleaned_as_before() -> None:
    profile = learn_profile(site())
    other = Page("x", "별빛의원\n\n" + story("손목 통증", 4))
    assert clean(other, profile) == clean(other)


def test_numbers_do_not_make_a_line_another() -> None:
    assert folded("댓글 3") == folded("댓글  14")
    assert folded("조회 1,204") == folded("조회 9")
    assert folded("Part A") != folded("Part B")


@given(st.permutations(range(9)))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_pages_does_not_matter(order: list[int]) -> None:
    pages = site(9)
    assert learn_profile(pages[index] for index in order).digest == learn_profile(pages).digest


@given(st.lists(soup | anything, min_size=3, max_size=6), soup)
@settings(max_examples=60, deadline=None)
def test_nothing_is_lost_whatever_the_profile(texts: list[str], shared: str) -> None:
    pages = [Page(str(n), f"{shared}\n{text}\n{shared}") for n, text in enumerate(texts)]
    profile = learn_profile(pages)
    for page in pages:
        article = clean(page, profile)
        assert_accounts(page.text, article)
        assert article == clean(page, profile)


@given(st.lists(st.lists(st.sampled_from(CUES), max_size=12), max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_page_counts_a_pair_once_and_never_more_pages_than_there_are(pages: list[list[str]]) -> None:
    profile = learn_profile(Page(str(n), "\n".join(lines)) for n, lines in enumerate(pages))
    assert all(3 <= count <= profile.pages <= len(pages) for count in profile.counts.values())


def test_memory_does_not_grow_with_the_number_of_pages() -> None:
    rng = random.Random(5)
    builder = ProfileBuilder(limit=2000)
    largest = 0
    for number in range(20_000):
        lines = [f"{'가나다라마바사'[number % 7]}자리 차림표 {letter}" for letter in "ABCDEFGH"]
        lines.insert(4, "".join(chr(rng.randrange(0xAC00, 0xD7A4)) for _ in range(12)))
        builder.add(Page("p", "\n".join(lines)))
        largest = max(largest, len(builder))
    assert largest <= 2 * builder.limit
    profile = builder.profile()
    menus = [count for count in profile.counts.values() if count > 2000]
    assert len(menus) == 7 * 8  # of each of the seven sites all pairs but the two beside the story
    assert profile.pages == 20_000


def test_a_page_and_its_sketch_count_alike() -> None:
    one, two = ProfileBuilder(), ProfileBuilder()
    for page in site():
        one.add(page)
        two.add(sketch(page))
    assert one.profile() == two.profile()


def test_a_very_long_page_takes_linear_time() -> None:
    text = "병원은 환자를 보았다. 차림표\n" * 60_000
    pages = [Page(str(n), f"{n} 가나다{'라' * n}\n{text}") for n in range(3)]
    learn_profile(pages)


@pytest.mark.parametrize("wrong", ["site.json", 3, {}])
def test_another_profile_says_what_to_give(wrong: object) -> None:
    given: object = wrong
    with pytest.raises(kt.UsageError, match="learn_profile or load_profile"):
        clean(site_page(0), given)  # type: ignore[arg-type]  # the point
