"""What holds for any text: nothing lost, offsets true, the same again."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from kmedtext.language import identify, sentences, split, tokenize

PIECES = st.sampled_from(
    [
        "했다",
        "다.",
        ". ",
        "… ",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        "\n",
        " ",
        "Dr. ",
        "U.S. ",
        "3. 5",
        "The ",
        "요 ",
        "ㅋㅋ",
        "😀",
        "No. 3",
        "?",
        "!",
        "\u2028",
        "\t",
        "고 말",
        "[1] ",
        "KMed.ai",
        "e.g. ",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join))


@given(TEXTS, st.sampled_from(["ko", "en", "ja", "und"]))
@settings(max_examples=300, deadline=None)
def test_spans_lose_nothing(text: str, lang: str) -> None:
    position = 0
    for start, end in split(text, lang):
        assert position <= start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        assert len(text[start:end].splitlines()) == 1
        position = end
    assert not text[position:].strip()


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_sentences_slice_the_text(text: str) -> None:
    found = sentences(text)
    assert all(text[s.start : s.end] == s.text for s in found)
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_morphemes_lie_in_the_text_in_order(text: str) -> None:
    position = 0
    for morpheme in tokenize(text):
        assert 0 <= morpheme.start <= morpheme.end <= len(text)
        assert morpheme.start >= position
        position = morpheme.start


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_identify_never_fails_and_repeats(text: str) -> None:
    found = identify(text)
    assert found == identify(text)
    assert 0 <= found.share <= 1
    assert (found.lang == "und") == (found.share == 0)


def test_another_process_gives_the_same_sentences() -> None:
    text = "그는 “좋다. 정말”이라 했다. Dr. Moon agreed. 끝났어요ㅎㅎ 다음에 봐요\nLe patient est parti de la clinique hier soir."
    code = f"from kmedtext.language import sentences; print(sentences({text!r}))"
    out = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert out.rstrip("\n") == str(sentences(text))
