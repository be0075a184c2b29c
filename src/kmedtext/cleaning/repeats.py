"""Repeats: how far each draft of a page is a line that the pages of its site share."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median_low

import numpy as np

from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.features import Column, Measured
from kmedtext.cleaning.lines import Line, split_lines
from kmedtext.cleaning.profile import SiteProfile, has_letter, pair_hashes, rules


def repeat_shares(text: str, measured: Measured, profile: SiteProfile) -> Column:
    """For each draft of a page the share of its site's pages that hold it, 0…1.

    How many pages the site has is told from the page itself: from its lines that repeat, the one in the
    middle. All is 0 on a page that shares too few lines with others to be of a known site, and on one
    whose prose is printed elsewhere as well (a press release): its repeats are the story.
    """
    drafts, table = measured.drafts, rules()
    nothing = np.zeros(len(drafts))
    lines = [line for line in split_lines(text) if has_letter(line.text)]
    pairs = pair_hashes(line.text for line in lines)
    counts = {pair: profile.counts.get(pair, 0) for pair in pairs}
    repeated = [count for count in counts.values() if count >= table["least"]]
    if len(repeated) < table["pairs"]:
        return nothing
    site = median_low(repeated)
    # A line counts as often as it stands next to the same neighbour, above or below.
    shares = [min(1.0, max(counts[above], counts[below]) / site) for above, below in pairwise(pairs)]
    found = np.asarray([_share(draft, span) for draft, span in _lines_of(drafts, lines, shares)])
    prose = [
        index
        for index, width in enumerate(measured.widths)
        if measured.finals[index] and width >= table["prose"] and not drafts[index].furniture
    ]
    again = sum(measured.widths[index] for index in prose if found[index] >= table["sure"])
    whole = sum(measured.widths[index] for index in prose)
    return nothing if whole and again >= table["reprint"] * whole else found


def sure_repeats(shares: Column) -> frozenset[int]:
    """Indices of the drafts that are chrome unless something else speaks for them."""
    return frozenset(np.flatnonzero(shares >= rules()["sure"]).tolist())


_Overlap = tuple[int, int, float]


def _lines_of(
    drafts: Sequence[Draft], lines: Sequence[Line], shares: Sequence[float]
) -> list[tuple[Draft, list[_Overlap]]]:
    """Each draft with the lines that reach into it; both are in the page's order."""
    result: list[tuple[Draft, list[_Overlap]]] = []
    first = 0
    for draft in drafts:
        while first < len(lines) and lines[first].end <= draft.start:
            first += 1
        inside: list[_Overlap] = []
        place = first
        while place < len(lines) and lines[place].start < draft.end:
            inside.append((lines[place].start, lines[place].end, shares[place]))
            place += 1
        result.append((draft, inside))
    return result


def _share(draft: Draft, inside: Sequence[_Overlap]) -> float:
    """The mean of the lines' shares, weighted by how much of the draft they are."""
    parts = [
        (min(end, draft.end) - max(start, draft.start), share)
        for start, end, share in inside
        if start < draft.end and end > draft.start
    ]
    return sum(size * share for size, share in parts) / max(1, sum(size for size, _ in parts))
