"""Align two texts sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.decoding import best_beads
from kmedtext.alignment.encoder import Encoder, default_encoder
from kmedtext.alignment.features import SHAPES, measure
from kmedtext.alignment.parameters import Parameters, parameters
from kmedtext.records import Article, Bead, Lang, Sentence

Text = Article | Sequence[str] | Sequence[Sentence]
"""A text to align: an article, or its sentences."""


def align(ko: Text, en: Text, *, encoder: Encoder | None = None) -> Bitext:
    """Align the sentences of a Korean text and an English one that tell the same story.

    Sentences given as ``str`` get offsets into ``"\\n".join(...)``. What has no counterpart stays
    unaligned; beads may cross where the texts ask for it.
    """
    ko_sentences, en_sentences = _sentences(ko, "ko"), _sentences(en, "en")
    beads = _beads(ko_sentences, en_sentences, encoder or default_encoder(), parameters())
    ko_doc = ko.id if isinstance(ko, Article) else "ko"
    en_doc = en.id if isinstance(en, Article) else "en"
    return Bitext(ko_sentences, en_sentences, beads, ko_doc, en_doc)


def _sentences(text: Text, lang: Lang) -> tuple[Sentence, ...]:
    if isinstance(text, Article):
        from kmedtext.language import sentences

        return tuple(sentences(text))
    given: list[Sentence] = []
    start = 0
    for one in text:
        if isinstance(one, Sentence):
            given.append(one)
        else:
            given.append(Sentence(one, lang, start, start + len(one)))
            start += len(one) + 1
    return tuple(given)


def _beads(
    ko: tuple[Sentence, ...], en: tuple[Sentence, ...], encoder: Encoder, settings: Parameters
) -> tuple[Bead, ...]:
    if not ko or not en:
        return ()
    vectors = encoder.encode([sentence.text for sentence in (*ko, *en)])
    sizes = np.array([len(sentence.text) for sentence in (*ko, *en)], dtype=np.float64)
    n = len(ko)
    measures = measure(vectors[:n], vectors[n:], sizes[:n], sizes[n:], settings.ratio)
    gains = settings.gains(measures)
    beads = []
    for at, i, j in best_beads(gains, SHAPES, settings.jump):
        a, b = SHAPES[at]
        score = 1.0 / (1.0 + float(np.exp(-gains[at, i, j])))
        cosine = min(1.0, max(-1.0, float(measures.cosine[at, i, j])))
        beads.append(Bead(tuple(range(i, i + a)), tuple(range(j, j + b)), round(score, 6), round(cosine, 6)))
    return tuple(beads)
