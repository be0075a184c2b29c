"""Align two texts sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.closeness import closeness
from kmedtext.alignment.constraints import Constraints, Group, Rules, rules_of
from kmedtext.alignment.decoding import Found, best_beads
from kmedtext.alignment.encoders import Encoder
from kmedtext.alignment.encoders import chosen as chosen_encoder
from kmedtext.alignment.features import NAMES, measure, measure_lengths
from kmedtext.alignment.lengths import ratio_of
from kmedtext.alignment.parameters import EVIDENCE, Parameters, parameters
from kmedtext.alignment.permits import Permit, missed, permit, sections_within, split_groups
from kmedtext.alignment.separators import pair_separators
from kmedtext.alignment.side import Side, side
from kmedtext.alignment.stretches import SHAPES, Array, similarities
from kmedtext.errors import UsageError
from kmedtext.language import sentences
from kmedtext.records import Article, Bead, Lang, Sentence

Text = Article | Sequence[str] | Sequence[Sentence]
"""A text to align: an article, or its sentences."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A bead that decoding took: its sentences, and what was measured of it, by name."""

    ko: tuple[int, ...]
    en: tuple[int, ...]
    measured: Mapping[str, float]


def align(
    ko: Text,
    en: Text,
    *,
    encoder: Encoder | str | None = None,
    constraints: Constraints | None = None,
    finer: bool = False,
) -> Bitext:
    """Align the sentences of a Korean text and an English one that tell the same story.

    What has no counterpart stays unaligned, and beads may cross where the texts ask for it. Sentences
    given as ``str`` get offsets into ``"\\n".join(...)``. Texts of up to about 200 sentences a side are
    aligned as a whole, longer ones section by section (see ``sections``): crossings then stay inside a
    section. The same texts give the same bitext. ``constraints`` (see :class:`Constraints`) are honoured
    exactly; ``finer`` splits beads inside their sentences where that is well supported (see ``Bitext.split``).
    Raises :class:`~kmedtext.errors.UsageError` for a plain ``str``, which could be an article, a path or a
    sentence, and for constraints that contradict each other.
    """
    ko_doc = ko.id if isinstance(ko, Article) else "ko"
    en_doc = en.id if isinstance(en, Article) else "en"
    bitext = Bitext(_sentences(ko, "ko"), _sentences(en, "en"), (), ko_doc, en_doc)
    bitext = replace(bitext, beads=beads_between(bitext.ko, bitext.en, encoder, constraints))
    return bitext.split(encoder=encoder) if finer else bitext


def beads_between(
    ko: Sequence[Sentence],
    en: Sequence[Sentence],
    encoder: Encoder | str | None = None,
    constraints: Constraints | None = None,
    kept: Sequence[Bead] = (),
) -> tuple[Bead, ...]:
    """The beads of two lists of sentences, of which those in ``kept`` are given and stay as they are."""
    rules = rules_of(constraints, len(ko), len(en), kept)
    if not ko or not en:
        return tuple(kept)
    vectors = chosen_encoder(encoder).encode([one.text for one in (*ko, *en)])
    ko_side, en_side = side(ko, vectors[: len(ko)], "ko"), side(en, vectors[len(ko) :], "en")
    cut = sections_within(ko_side.vectors, en_side.vectors, rules)
    held = {i for bead in kept for i in bead.ko}
    rules = Rules(tuple(g for g in rules.groups if g.ko[0] not in held), rules.cannot, rules.anchors)
    rules, by_hand = split_groups(rules, cut)
    while True:
        taken = [*((one.ko, one.en) for one in kept), *((one.ko, one.en) for one in by_hand)]
        free = not (rules.groups or rules.cannot or rules.anchors or taken)
        beads: list[Bead] = []
        for part in cut:
            allowed = None if free else permit(part, rules, taken)
            sides = ko_side.part(*part[0]), en_side.part(*part[1])
            beads += [
                moved_bead(bead, part[0][0], part[1][0])
                for bead in align_sides(*sides, parameters(), allowed)
            ]
        lost = missed(rules, beads)
        if not lost:
            break
        # decoding may not be able to make such a bead (a title beside a paragraph): then it is made by hand
        by_hand += lost
        rules = Rules(tuple(g for g in rules.groups if g not in lost), rules.cannot, rules.anchors)
    beads += scored_groups(ko_side, en_side, [*kept, *beads], by_hand)
    return tuple(sorted((*kept, *beads), key=lambda bead: bead.ko))


def scored_groups(ko: Side, en: Side, others: Sequence[Bead], groups: Sequence[Group]) -> list[Bead]:
    """Beads that were not decoded but demanded or given, scored like the others beside which they stand."""
    if not groups:
        return []
    settings = parameters()
    measured: list[tuple[float, float]] = []
    for group in groups:
        whole = [
            np.average(
                part.vectors[list(at)].astype(np.float64), axis=0, weights=np.sqrt(part.sizes[list(at)] + 1.0)
            )
            for part, at in ((ko, group.ko), (en, group.en))
        ]
        norms = [float(np.linalg.norm(one)) or 1.0 for one in whole]
        cosine = round(float(whole[0] @ whole[1]) / (norms[0] * norms[1]), 6)
        length = abs(ratio_of([(group.ko, group.en)], ko.sizes, en.sizes, 0.0, 0.0) - settings.ratio)
        measured.append((float(np.clip(cosine, -1.0, 1.0)), length))
    stand = [(one.ko, one.en, one.similarity) for one in others]
    stand += [(one.ko, one.en, cosine) for one, (cosine, _) in zip(groups, measured, strict=True)]
    coverage = sum(len(one[0]) + len(one[1]) for one in stand) / (len(ko.sizes) + len(en.sizes))
    mean = sum(cosine for _, _, cosine in stand) / len(stand)
    return [
        Bead(
            one.ko,
            one.en,
            round(settings.chance_of_given((cosine, length, coverage, mean)), 4),
            round(cosine, 4),
        )
        for one, (cosine, length) in zip(groups, measured, strict=True)
    ]


def align_sides(ko: Side, en: Side, settings: Parameters, allowed: Permit | None = None) -> list[Bead]:
    """Align two texts of at least one sentence each, as a whole, in the order of the Korean text."""
    found = chosen(ko, en, settings, allowed)
    beads = [
        Bead(
            one.ko,
            one.en,
            round(settings.chance(values), 4),
            round(one.measured["cosine"], 4),
            round(one.measured["margin"], 4),
        )
        for one, values in zip(found, evidence(found, len(ko.sizes) + len(en.sizes)), strict=True)
    ]
    between = pair_separators(ko.separators, en.separators, [(one.ko, one.en) for one in found])
    beads += [Bead((i,), (j,), 1.0, 1.0) for i, j in between if allowed is None or allowed.is_free(i, j)]
    return sorted(beads, key=lambda bead: bead.ko)


def evidence(found: Sequence[Choice], sentences: int) -> list[tuple[float, ...]]:
    """The values of ``parameters.EVIDENCE`` for the beads of two texts with so many sentences together."""
    of_all = {
        "coverage": sum(len(one.ko) + len(one.en) for one in found) / sentences,
        "mean cosine": sum(one.measured["cosine"] for one in found) / max(1, len(found)),
    }
    return [tuple({**one.measured, **of_all}[name] for name in EVIDENCE) for one in found]


def chosen(ko: Side, en: Side, settings: Parameters, allowed: Permit | None = None) -> list[Choice]:
    """The best beads of two texts, in the order of the Korean text, as far as allowed."""
    pairs = similarities(ko.vectors, en.vectors)
    share = settings.share(closeness(pairs))
    weights = settings.weights(share)
    measures = measure(ko, en, pairs, settings.ratio, words=share < 1.0)
    beads = best_beads(_allowed(weights.gains(measures), allowed), SHAPES, weights.jump)
    # some texts run longer than others: look again with the ratio of the beads found
    ratio = ratio_of(map(_indices, beads), ko.sizes, en.sizes, settings.ratio, settings.ratio_trust)
    measure_lengths(measures, ko, en, ratio)
    gains = weights.gains(measures)
    beads = best_beads(_allowed(gains, allowed), SHAPES, weights.jump)
    return [
        Choice(*_indices(bead), dict(zip(NAMES, values, strict=True), gain=float(gains[bead])))
        for bead, values in zip(beads, measures.of(beads), strict=True)
    ]


def _allowed(gains: Array, allowed: Permit | None) -> Array:
    return gains if allowed is None else allowed.apply(gains, SHAPES)


def _indices(found: Found) -> tuple[tuple[int, ...], tuple[int, ...]]:
    at, i, j = found
    a, b = SHAPES[at]
    return tuple(range(i, i + a)), tuple(range(j, j + b))


def _sentences(text: Text, lang: Lang) -> tuple[Sentence, ...]:
    if isinstance(text, Article):
        return tuple(sentences(text))
    if isinstance(text, str):
        raise UsageError(
            "align() takes articles or lists of sentences, not a str: "
            f"give Article.from_text(text, lang='{lang}'), or sentences(text), or a list with one str a sentence"
        )
    given: list[Sentence] = []
    start = 0
    for one in text:
        if isinstance(one, Sentence):
            given.append(one)
        else:
            given.append(Sentence(one, lang, start, start + len(one)))
            start += len(one) + 1
    return tuple(given)


def moved_bead(bead: Bead, ko: int, en: int) -> Bead:
    """The bead in a text that has so many more Korean and English sentences before it."""
    return replace(bead, ko=tuple(i + ko for i in bead.ko), en=tuple(j + en for j in bead.en))
