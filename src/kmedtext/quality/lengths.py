"""Is one side much too long for the other?"""

from __future__ import annotations

from kmedtext.quality.rules import rules


def length_agrees(ko_columns: int, en_columns: int) -> bool | None:
    """Tell whether English is as long beside Korean as translations are; None where a side is too short to tell.

    Lengths are in columns, in which Hangul counts two. The limits are those of ``checks.toml``.

    >>> length_agrees(40, 44), length_agrees(40, 400), length_agrees(4, 40)
    (True, False, None)
    """
    settings = rules()["length"]
    shorter = min(ko_columns, en_columns)
    if shorter < settings["least"]:
        # the longer side may still be far too long: a word beside a paragraph
        longest = settings["least"] * settings["from"][0][2]
        return False if shorter > 0 and max(ko_columns, en_columns) > 2 * longest else None
    low, high = next((low, high) for columns, low, high in reversed(settings["from"]) if shorter >= columns)
    return bool(low <= en_columns / ko_columns <= high)
