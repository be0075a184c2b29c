from __future__ import annotations

from kmedtext.alignment import Bitext
from kmedtext.alignment.closeness import longest_rise
from kmedtext.records import Bead, Sentence


def _text(lengths: list[int], lang: str) -> tuple[Sentence, ...]:
    return tuple(
        Sentence("가" * length, lang, 100 * at, 100 * at + length) for at, length in enumerate(lengths)
    )


def test_rest_and_coverage() -> None:
    bitext = Bitext(
        _text([10, 20, 30], "ko"), _text([15, 25], "en"), (Bead((0, 1), (1,), 0.9, 0.8),), "k", "e"
    )
    assert bitext.unaligned_ko == (2,)
    assert bitext.unaligned_en == (0,)
    assert bitext.coverage == (10 + 20 + 25) / 100


def test_crossing_beads_are_the_fewest() -> None:
    beads = tuple(Bead((i,), (j,), 1.0, 1.0) for i, j in enumerate([1, 2, 0, 3]))
    assert Bitext(_text([9] * 4, "ko"), _text([9] * 4, "en"), beads).crossing == (2,)
    assert Bitext((), (), ()).crossing == ()
    assert Bitext((), (), ()).coverage == 0.0


def test_longest_rise() -> None:
    assert longest_rise([]) == set()
    assert longest_rise([5, 4, 3]) == {2}
    assert longest_rise([2, 2, 2]) == {2}
    assert longest_rise([3, 1, 2, 9, 4, 5]) == {1, 2, 4, 5}
