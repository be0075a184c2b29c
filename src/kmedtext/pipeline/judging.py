"""What an alignment says of the pairs that were aligned: which verdict they have, and which are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kmedtext.records import Article, Pair, Pairing, Unpaired, Verdict

_Key = tuple[str, str]


def judged(pairing: Pairing, verdicts: Sequence[Verdict | None]) -> Pairing:
    """Give the pairs the verdict of their alignment; those of which hardly a sentence meets are pairs no more.

    Their articles stand alone then, with the best of such partners as the candidate, unless they are in another pair. Where
    a story loses its best pair, the best of its reprints takes the place.
    """
    kept: list[Pair] = []
    lost: list[Pair] = []
    for pair, verdict in zip(pairing.pairs, verdicts, strict=True):
        if verdict == "related":
            lost.append(pair)
        else:
            kept.append(replace(pair, verdict=verdict or pair.verdict))
    if any(pair.reprint for pair in kept) and not all(pair.reprint for pair in lost):
        kept = _promoted(kept, lost)
    held = {key for pair in kept for key in _keys(pair)}
    alone = list(pairing.unpaired)
    for pair in sorted(lost, key=lambda one: -one.score):
        for own, other in ((pair.ko, pair.en), (pair.en, pair.ko)):
            if _key(own) not in held:
                held.add(_key(own))
                reason = "hardly a sentence of the nearest candidate says the same"
                alone.append(Unpaired(own, reason, other, pair.score, "related"))
    return Pairing(tuple(kept), tuple(sorted(alone, key=lambda one: _key(one.article))))


def _key(article: Article) -> _Key:
    return article.id, article.lang


def _keys(pair: Pair) -> tuple[_Key, _Key]:
    return _key(pair.ko), _key(pair.en)


def _promoted(kept: Sequence[Pair], lost: Sequence[Pair]) -> list[Pair]:
    """Mark the best of the reprints as none where the pair that they are reprints of is lost.

    Pairs of one story hang together by the articles that they share.
    """
    parent: dict[_Key, _Key] = {}

    def root(key: _Key) -> _Key:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for pair in (*kept, *lost):
        one, other = _keys(pair)
        parent[root(one)] = root(other)
    headed = {root(_key(pair.ko)) for pair in kept if not pair.reprint}
    best: dict[_Key, Pair] = {}
    for pair in sorted(kept, key=lambda one: -one.score):
        if root(_key(pair.ko)) not in headed:
            best.setdefault(root(_key(pair.ko)), pair)
    first = {id(pair) for pair in best.values()}
    return [replace(pair, reprint=False) if id(pair) in first else pair for pair in kept]
