"""The golden table of the benchmark: terms that stay whole, traps that must not be cut out, borders that must not move."""

from __future__ import annotations

import pytest
from benchmarks.language_tokens import golden_rows, golden_score, moved_borders, wrong_spans

from kmedtext.language import TokenizerSpec, tokenize

ROWS = golden_rows()


def test_the_table_is_large_enough() -> None:
    assert len(ROWS) >= 150
    assert sum(len(traps) for _, _, traps in ROWS) >= 30
    terms = {term for _, words, _ in ROWS for term in words}
    assert {"전공의", "기관내삽관", "암로디핀", "심평원", "담관암", "지주막하출혈"} <= terms
    assert all(term in sentence for sentence, words, _ in ROWS for term in words)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_terms_are_whole_and_traps_avoided(row: tuple[str, tuple[str, ...], tuple[str, ...]]) -> None:
    sentence, terms, traps = row
    found = tokenize(sentence)
    slices = {sentence[m.start : m.end] for m in found}
    assert [term for term in terms if term not in slices] == []
    assert [trap for trap in traps if trap in {m.form for m in found}] == []


def test_without_the_lexicon_many_terms_are_cut() -> None:
    whole, terms, _, _ = golden_score(TokenizerSpec(lexicons=(), keep_mixed=False))
    assert whole < 0.8 * terms


def test_sentence_borders_do_not_move_and_spans_slice() -> None:
    sentences = [sentence for sentence, _, _ in ROWS]
    assert moved_borders(sentences)[0] == 0
    assert wrong_spans(sentences, TokenizerSpec()) == 0
