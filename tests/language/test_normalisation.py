from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmedtext.errors import UsageError
from kmedtext.language import normalise
from kmedtext.language.normalisation import STEPS

ROWS = [
    ("nfc", unicodedata.normalize("NFD", "폐암 é"), "폐암 é"),
    ("width", "ＣＴ　１２％ ﾡ", "CT 12% ㄱ"),
    ("units", "５㎎ ㎖ ㎡ ℃ µg", "５mg ml m2 °C μg"),
    ("quotes", "“가” ‘나’", "\"가\" '나'"),
    ("dashes", "1–2 − 3—4∼5", "1-2 - 3-4~5"),
    ("dots", "가ㆍ나・다", "가·나·다"),
    ("marks", "㈜한빛 №3", "(주)한빛 No.3"),
    ("spaces", "가\u00a0\u2009 나\u200b\t다\n라", "가 나 다\n라"),
]
TEXTS = st.text(
    alphabet="가폐암㎎㎖℃㈜“”‘’–—ㆍ　 \t\n\u200bＡ９％e\u0301\u1100\u1161\u11a8ﾡㅏAb1.", max_size=40
)


@pytest.mark.parametrize(("step", "text", "expected"), ROWS)
def test_each_step_alone(step: str, text: str, expected: str) -> None:
    only = dict.fromkeys(STEPS, False) | {step: True}
    assert normalise(text, **only).text == expected
    without = dict.fromkeys(STEPS, True) | {step: False}
    assert normalise(text, **without).text != normalise(text).text or step == "nfc"


@given(TEXTS)
def test_nothing_wanted_nothing_changed(text: str) -> None:
    done = normalise(text, **dict.fromkeys(STEPS, False))
    assert (done.text, done.edits) == (text, ())


@given(TEXTS)
def test_edits_rebuild_the_text(text: str) -> None:
    done = normalise(text)
    assert done.source == text
    rebuilt, at = "", 0
    for edit in done.edits:
        assert at <= edit.start < edit.end
        rebuilt += text[at : edit.start] + edit.text
        at = edit.end
    assert rebuilt + text[at:] == done.text


@given(TEXTS)
def test_spans_go_back_in_order_and_cover_the_source(text: str) -> None:
    done = normalise(text)
    assert done.to_source(0, len(done.text))[1] <= len(text)
    last = 0
    for at, char in enumerate(done.text):
        start, end = done.to_source(at, at + 1)
        assert start < end
        assert last <= start or text[start:end] == text[slice(*done.to_source(at - 1, at))]
        assert char == text[start:end] or any(e.start <= start and end <= e.end for e in done.edits)
        last = start


@given(TEXTS)
def test_twice_is_once(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(st.text(max_size=40))
def test_composing_is_unicode_s(text: str) -> None:
    only = dict.fromkeys(STEPS, False) | {"nfc": True}
    done = normalise(text, **only).text
    assert unicodedata.normalize("NFC", done) == unicodedata.normalize("NFC", text)


def test_wrong_use_is_told() -> None:
    with pytest.raises(UsageError, match="str"):
        normalise(3)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="span"):
        normalise("가").to_source(0, 5)
