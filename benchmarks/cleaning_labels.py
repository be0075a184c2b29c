"""Labels: which drafts of a page its gold text holds, by the words they share in the same order."""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

_TOKEN = re.compile(r"\w+")
_SIZE = 4
_LOOK_BACK = 400


def label_drafts(texts: Sequence[str], gold: str) -> tuple[list[int], list[int]]:
    """(1 for every draft that is in the gold else 0, number of tokens of every draft)."""
    want = _TOKEN.findall(gold.replace("’", "'"))
    tokens = [_TOKEN.findall(text.replace("’", "'")) for text in texts]
    sizes = [len(own) for own in tokens]
    places: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for start in range(len(want) - _SIZE + 1):
        places[tuple(want[start : start + _SIZE])].append(start)
    at: dict[int, int] = {}
    for index, own in enumerate(tokens):
        place = _place(own, places)
        if place is not None:
            at[index] = place
    chain = _chain(at, sizes)
    covered = bytearray(len(want) + 1)
    labels = [0] * len(texts)
    for index in chain:
        labels[index] = 1
        _cover(covered, at[index], sizes[index])
    for index in at:
        if index not in chain:
            begin, end = max(0, at[index]), min(len(want), at[index] + sizes[index])
            if sum(covered[begin:end]) < 0.5 * max(1, end - begin):
                labels[index] = 1
                _cover(covered, at[index], sizes[index])
    _label_short(tokens, want, at, sorted(chain), covered, labels)
    return labels, sizes


def _place(own: list[str], places: dict[tuple[str, ...], list[int]]) -> int | None:
    if len(own) < _SIZE:
        return None
    hit = bytearray(len(own))
    votes: Counter[int] = Counter()
    for start in range(len(own) - _SIZE + 1):
        found = places.get(tuple(own[start : start + _SIZE]))
        if found:
            hit[start : start + _SIZE] = b"\1" * _SIZE
            votes.update(place - start for place in found[:5])
    return votes.most_common(1)[0][0] if sum(hit) >= 0.5 * len(own) else None


def _chain(at: dict[int, int], sizes: list[int]) -> set[int]:
    """The heaviest run of drafts whose places in the gold rise."""
    order = sorted(at)
    weight = [0] * len(order)
    link = [-1] * len(order)
    for here, index in enumerate(order):
        weight[here] = sizes[index]
        for before in range(max(0, here - _LOOK_BACK), here):
            if at[order[before]] < at[index] and weight[before] + sizes[index] > weight[here]:
                weight[here], link[here] = weight[before] + sizes[index], before
    chain: set[int] = set()
    here = max(range(len(order)), key=weight.__getitem__, default=-1)
    while here >= 0:
        chain.add(order[here])
        here = link[here]
    return chain


def _cover(covered: bytearray, start: int, size: int) -> None:
    begin, end = max(0, start), min(len(covered) - 1, start + size)
    covered[begin:end] = b"\1" * max(0, end - begin)


def _label_short(
    tokens: list[list[str]],
    want: list[str],
    at: dict[int, int],
    chain: list[int],
    covered: bytearray,
    labels: list[int],
) -> None:
    """Drafts of fewer than four tokens: in the gold between the places of their neighbours."""
    for index, own in enumerate(tokens):
        if not own or len(own) >= _SIZE:
            continue
        place = bisect.bisect_left(chain, index)
        low = at[chain[place - 1]] + len(tokens[chain[place - 1]]) - 1 if place else None
        high = at[chain[place]] + 1 if place < len(chain) else None
        if low is None and high is None:
            continue
        low = max(0, (high or 0) - 60) if low is None else low
        high = min(len(want), low + 60) if high is None else high
        for start in range(max(0, low - 2), min(len(want), high + 2) - len(own) + 1):
            if want[start : start + len(own)] == own and not all(covered[start : start + len(own)]):
                labels[index] = 1
                _cover(covered, start, len(own))
                break
