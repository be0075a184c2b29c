"""What is measured of drafts, and the network that tags them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.cleaning import network
from kmedtext.cleaning.charcount import characters
from kmedtext.cleaning.cues import bits, find_all_cues, find_cues, normal
from kmedtext.cleaning.drafts import draft_of_line
from kmedtext.cleaning.features import SAMPLE, Measured, measure, names, places
from kmedtext.cleaning.grams import BUCKETS
from kmedtext.cleaning.lines import split_lines

PAGE = """로그인
늘찬병원, 낮병동 열어
입력 2025.03.04 09:10
늘찬병원은 항암 주사를 맞고 그날 돌아가는 낮병동을 열었다고 4일 밝혔다. 병상은 18개다.
1. 예약 전화 000-0000
가격\t12,000원\t비고
문의: 낮병동 접수처
관련기사
ⓒ 늘찬병원
"""


def measured(text: str) -> Measured:
    return measure([draft_of_line(line) for line in split_lines(text)])


def test_rows_have_a_name_each() -> None:
    found = measured(PAGE)
    assert found.rows.shape == (9, len(names()))
    assert len(set(names())) == len(names()) == len(places())
    assert np.isfinite(found.rows).all()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("date", [2]),
        ("time", [2]),
        ("numbered", [4]),
        ("cells", [5]),
        ("label", [6]),
        ("line_related", [7]),
        ("first_copy", [8]),
        ("final", [3]),
        ("prose", [3]),
    ],
)
def test_what_a_column_marks(name: str, lines: list[int]) -> None:
    assert np.flatnonzero(measured(PAGE).column(name) > 0).tolist() == lines


def test_characters_are_counted_text_by_text() -> None:
    chars = characters(["Ab 3, 가나는.", "x"])
    assert {name: chars.count(name).tolist() for name in ("digit", "hangul", "upper", "comma", "wide")} == {
        "digit": [1, 0],
        "hangul": [3, 0],
        "upper": [1, 0],
        "comma": [1, 0],
        "wide": [3, 0],
    }


def test_a_long_draft_is_measured_at_both_ends() -> None:
    long = "환자가 늘었다. " * SAMPLE + "ⓒ 늘찬일보 무단전재 및 재배포 금지"
    found = measured(long)
    assert found.widths[0] > 2 * SAMPLE
    assert found.cues[0].parts & bits()["copyright"] == 0  # as wide as that, a line is no copyright line
    assert len(found.grams.buckets) <= 2 * SAMPLE


@given(st.lists(st.text(min_size=1).filter(lambda text: text.strip() != ""), min_size=1, max_size=12))
def test_any_text_is_measured_and_tagged(texts: list[str]) -> None:
    drafts = [draft_of_line(line) for text in texts for line in split_lines(text)]
    found = measure(drafts)
    tagged = network.tag(found.rows, found.grams)
    assert len(found.grams.counts) == len(tagged.body) == len(drafts)
    assert (found.grams.counts > 0).all()
    assert ((found.grams.buckets >= 0) & (found.grams.buckets < BUCKETS)).all()
    assert np.isfinite(found.rows).all()
    assert np.isfinite(tagged.body).all()


@given(
    st.lists(
        st.sampled_from([*PAGE.splitlines(), "more stories", "Subscribe to our newsletter today"]), min_size=1
    )
)
def test_cues_of_a_line_do_not_hang_on_its_neighbours(lines: list[str]) -> None:
    together = find_all_cues(lines, [normal(line) for line in lines], [len(line) for line in lines])
    assert together == [find_cues(line, len(line)) for line in lines]


def test_a_page_is_tagged_alike_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the reach of the convolutions only the look at the whole page may differ."""
    found = measured(PAGE)
    whole = network.tag(found.rows, found.grams)
    monkeypatch.setattr(network, "_LONGEST", 5)
    pieces = network.tag(found.rows, found.grams)
    assert pieces.body.shape == whole.body.shape
    assert np.allclose(pieces.body, whole.body, atol=1e-4)  # the reach covers so short a page


def test_nothing_is_tagged_where_nothing_is() -> None:
    empty = measure([])
    assert len(network.tag(empty.rows, empty.grams).body) == 0


def test_shares_add_up() -> None:
    found = measured(PAGE)
    tagged = network.tag(found.rows, found.grams)
    assert np.allclose(tagged.kinds.sum(axis=1), 1.0, atol=1e-5)
    assert tagged.page.sum() == pytest.approx(1.0, abs=1e-5)
