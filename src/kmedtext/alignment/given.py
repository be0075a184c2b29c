"""Texts that are paired already: what is given becomes beads, scored like those that alignment finds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kmedtext.alignment.bitext import Bitext
from kmedtext.alignment.constraints import Constraints, Group
from kmedtext.alignment.encoders import Encoder, chosen
from kmedtext.alignment.sentence import beads_between, moved_bead, scored_groups
from kmedtext.alignment.side import side
from kmedtext.errors import UsageError
from kmedtext.loading import Limits
from kmedtext.loading.paired import PairColumns, PairedFile, Segment, read_paired
from kmedtext.records import Bead, Lang, Sentence

CHUNK = 5000
"""Segments that are encoded and scored together."""


def read_bitext(
    path: str | os.PathLike[str] | PairedFile,
    en: str | os.PathLike[str] | None = None,
    *,
    realign: bool = False,
    constraints: Constraints | None = None,
    columns: PairColumns | None = None,
    limits: Limits | None = None,
    encoder: Encoder | str | None = None,
) -> Bitext:
    """Read a file of pairs: a TMX, a table (CSV, TSV, JSON lines, Parquet, XLSX), or two files with a sentence a line.

    Each pair becomes a bead, scored by the encoder; where several rows of a table share an id and a language, the
    sentences of that pair are aligned. With ``realign`` the pairs of the file are not believed, and all its sentences
    are aligned anew in their order, by ``constraints`` if there are any. Offsets point into the sentences of a side joined by line ends. Raises
    :class:`~kmedtext.errors.LoadError` where the file cannot be read.
    """
    file = path if isinstance(path, PairedFile) else read_paired(path, en, columns=columns, limits=limits)
    if constraints is not None and not realign:
        raise UsageError("constraints change an alignment: give realign=True, or use Bitext.realign")
    if realign:
        ko, en_texts = file.sides()
        sides = sentences_of(ko, "ko"), sentences_of(en_texts, "en")
        return Bitext(*sides, beads_between(*sides, encoder, constraints))
    ko_all: list[Sentence] = []
    en_all: list[Sentence] = []
    beads: list[Bead] = []
    for part in bitexts(file, encoder=encoder):
        i, j = len(ko_all), len(en_all)
        ko_all += _moved(part.ko, ko_all)
        en_all += _moved(part.en, en_all)
        beads += [moved_bead(one, i, j) for one in part.beads]
    return Bitext(tuple(ko_all), tuple(en_all), tuple(beads))


def bitexts(
    file: PairedFile | Iterable[Segment], *, encoder: Encoder | str | None = None, size: int = CHUNK
) -> Iterator[Bitext]:
    """Give the pairs of a file in bitexts of at most ``size`` segments each, so that memory stays bounded."""
    segments = iter(file)
    while chunk := list(islice(segments, size)):
        yield bitext_of(chunk, encoder=encoder)


def bitext_of(segments: Sequence[Segment], *, encoder: Encoder | str | None = None) -> Bitext:
    """Make a bitext of segments: a bead each, or what alignment finds within one of several sentences.

    >>> bitext = bitext_of([Segment("1", ("환자가 회복했다.",), ("The patient recovered.",)), Segment("2", ("끝.",), ())])
    >>> [bead.type for bead in bitext.beads], bitext.unaligned_ko
    (['1-1'], (1,))
    """
    encoder = chosen(encoder)
    ko = sentences_of([text for one in segments for text in one.ko], "ko")
    en = sentences_of([text for one in segments for text in one.en], "en")
    groups: list[Group] = []
    beads: list[Bead] = []
    i = j = 0
    for one in segments:
        next_i, next_j = i + len(one.ko), j + len(one.en)
        if len(one.ko) == len(one.en) == 1:
            groups.append(Group((i,), (j,)))
        elif one.ko and one.en:
            found = beads_between(ko[i:next_i], en[j:next_j], encoder)
            beads += [moved_bead(one, i, j) for one in found]
        i, j = next_i, next_j
    if groups:
        vectors = encoder.encode([one.text for one in (*ko, *en)])
        sides = side(ko, vectors[: len(ko)], "ko"), side(en, vectors[len(ko) :], "en")
        beads += scored_groups(*sides, beads, groups)
    return Bitext(ko, en, tuple(sorted(beads, key=lambda bead: bead.ko)))


def sentences_of(texts: Sequence[str], lang: Lang) -> tuple[Sentence, ...]:
    """Sentences with offsets into the texts joined by line ends."""
    found: list[Sentence] = []
    start = 0
    for text in texts:
        found.append(Sentence(text, lang, start, start + len(text)))
        start += len(text) + 1
    return tuple(found)


def _moved(sentences: Sequence[Sentence], before: Sequence[Sentence]) -> list[Sentence]:
    by = before[-1].end + 1 if before else 0
    return [Sentence(one.text, one.lang, one.start + by, one.end + by, one.kind) for one in sentences]
