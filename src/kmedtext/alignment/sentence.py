"""Align two texts sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.closeness import closeness
from kmedtext.alignment.decoding import Found, best_beads
from kmedtext.alignment.encoder import Encoder, default_encoder
from kmedtext.alignment.features import NAMES, measure, measure_lengths
from kmedtext.alignment.lengths import ratio_of
from kmedtext.alignment.parameters import EVIDENCE, Parameters, parameters
from kmedtext.alignment.sections import sections
from kmedtext.alignment.separators import pair_separators
from kmedtext.alignment.side import Side, side
from kmedtext.alignment.stretches import SHAPES, similarities
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


def align(ko: Text, en: Text, *, encoder: Encoder | None = None) -> Bitext:
    """Align the sentences of a Korean text and an English one that tell the same story.

    What has no counterpart stays unaligned, and beads may cross where the texts ask for it. Sentences
    given as ``str`` get offsets into ``"\\n".join(...)``. Texts of up to about 200 sentences a side are
    aligned as a whole, longer ones section by section (see ``sections``): crossings then stay inside a
    section. The same texts give the same bitext. Raises :class:`~kmedtext.errors.UsageError` for a plain
    ``str``, which could be an article, a path or a sentence.
    """
    ko_sentences, en_sentences = _sentences(ko, "ko"), _sentences(en, "en")
    beads: list[Bead] = []
    if ko_sentences and en_sentences:
        vectors = (encoder or default_encoder()).encode([one.text for one in (*ko_sentences, *en_sentences)])
        ko_side = side(ko_sentences, vectors[: len(ko_sentences)], "ko")
        en_side = side(en_sentences, vectors[len(ko_sentences) :], "en")
        for (ko_start, ko_end), (en_start, en_end) in sections(ko_side.vectors, en_side.vectors):
            found = align_sides(ko_side.part(ko_start, ko_end), en_side.part(en_start, en_end), parameters())
            beads += [_moved(bead, ko_start, en_start) for bead in found]
    ko_doc = ko.id if isinstance(ko, Article) else "ko"
    en_doc = en.id if isinstance(en, Article) else "en"
    return Bitext(ko_sentences, en_sentences, tuple(beads), ko_doc, en_doc)


def align_sides(ko: Side, en: Side, settings: Parameters) -> list[Bead]:
    """Align two texts of at least one sentence each, as a whole, in the order of the Korean text."""
    found = chosen(ko, en, settings)
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
    beads += [Bead((i,), (j,), 1.0, 1.0) for i, j in between]
    return sorted(beads, key=lambda bead: bead.ko)


def evidence(found: Sequence[Choice], sentences: int) -> list[tuple[float, ...]]:
    """The values of ``parameters.EVIDENCE`` for the beads of two texts with so many sentences together."""
    of_all = {
        "coverage": sum(len(one.ko) + len(one.en) for one in found) / sentences,
        "mean cosine": sum(one.measured["cosine"] for one in found) / max(1, len(found)),
    }
    return [tuple({**one.measured, **of_all}[name] for name in EVIDENCE) for one in found]


def chosen(ko: Side, en: Side, settings: Parameters) -> list[Choice]:
    """The best beads of two texts, in the order of the Korean text."""
    pairs = similarities(ko.vectors, en.vectors)
    share = settings.share(closeness(pairs))
    weights = settings.weights(share)
    measures = measure(ko, en, pairs, settings.ratio, words=share < 1.0)
    beads = best_beads(weights.gains(measures), SHAPES, weights.jump)
    # some texts run longer than others: look again with the ratio of the beads found
    ratio = ratio_of(map(_indices, beads), ko.sizes, en.sizes, settings.ratio, settings.ratio_trust)
    measure_lengths(measures, ko, en, ratio)
    gains = weights.gains(measures)
    beads = best_beads(gains, SHAPES, weights.jump)
    return [
        Choice(*_indices(bead), dict(zip(NAMES, values, strict=True), gain=float(gains[bead])))
        for bead, values in zip(beads, measures.of(beads), strict=True)
    ]


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


def _moved(bead: Bead, ko: int, en: int) -> Bead:
    return Bead(
        tuple(i + ko for i in bead.ko),
        tuple(j + en for j in bead.en),
        bead.score,
        bead.similarity,
        bead.margin,
    )
