"""Records as plain rows (dicts of JSON types), with the keys of ``schema.toml`` in its order, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from kmedtext.records import (
    Article,
    Block,
    Checks,
    Failure,
    Kind,
    Machine,
    Morpheme,
    Pair,
    Record,
    Source,
    Unaligned,
    Unpaired,
    Untranslated,
)

Row = dict[str, Any]


def number(value: float | None) -> float | None:
    """Round to the six decimals that files hold; what is not a finite number becomes None.

    >>> number(1 / 3), number(float("nan"))
    (0.333333, None)
    """
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), 6)


def article_row(article: Article) -> Row:
    """Give an article with its source and all its blocks."""
    return {
        "id": article.id,
        "source": _source_row(article.source),
        "lang": article.lang,
        "kind": str(article.kind),
        "title": article.title,
        "byline": article.byline,
        "published": article.published,
        "modified": article.modified,
        "publisher": article.publisher,
        "section": article.section,
        "views": article.views,
        "copyright": article.copyright,
        "licence": article.licence,
        "candidates": {name: list(article.candidates[name]) for name in sorted(article.candidates)},
        "warnings": list(article.warnings),
        "duplicate_of": article.duplicate_of,
        "body": article.body,
        "blocks": [_block_row(block) for block in article.blocks],
    }


def _source_row(source: Source) -> Row:
    return {
        "path": source.path,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "encoding_how": source.encoding_how,
        "size": source.size,
        "flags": list(source.flags),
        "member": source.member,
        "url": source.url,
        "retrieved": source.retrieved,
        "metadata": {name: source.metadata[name] for name in sorted(source.metadata)},
    }


def _block_row(block: Block) -> Row:
    return {
        "kind": str(block.kind),
        "text": block.text,
        "span": [block.start, block.end],
        "kept": block.kept,
        "reason": block.reason,
        "lang": block.lang,
        "score": number(block.score),
        "joint": block.joint,
        "page": block.page,
        "section": block.section,
    }


def record_row(record: Record) -> Row:
    """Give a parallel record, nested as in ``records.jsonl`` and ``records.parquet``."""
    checks = record.checks
    return {
        "id": record.id,
        "ko": record.ko,
        "en": record.en,
        "score": number(record.score),
        "similarity": number(record.similarity),
        "margin": number(record.margin),
        "bead": record.bead,
        "crossing": record.crossing,
        "part_of": record.part_of,
        "ko_doc": record.ko_doc,
        "en_doc": record.en_doc,
        "ko_span": list(record.ko_span),
        "en_span": list(record.en_span),
        "kind": str(record.kind),
        "origin": record.origin,
        "checks": {
            "numbers": checks.numbers,
            "length_ratio": number(checks.length_ratio),
            "copied": checks.copied,
            "lang_ko": checks.lang_ko,
            "lang_en": checks.lang_en,
            "units": checks.units,
            "names": checks.names,
            "negation": checks.negation,
            "length": checks.length,
        },
        "morphemes": [
            {
                "form": morpheme.form,
                "tag": morpheme.tag,
                "start": morpheme.start,
                "end": morpheme.end,
                "lemma": morpheme.lemma,
                "word": morpheme.word,
            }
            for morpheme in record.morphemes
        ],
        "machine": _machine_row(record.machine),
        "opinion": number(record.opinion),
    }


def _machine_row(machine: Machine | None) -> Row | None:
    if machine is None:
        return None
    return {
        "engine": machine.engine,
        "model": machine.model,
        "date": machine.date,
        "lang": machine.lang,
        "quality": number(machine.quality),
        "failed": list(machine.failed),
        "round_trip": number(machine.round_trip),
    }


def record_of(row: Mapping[str, Any]) -> Record:
    """Make a record of its row. Raises KeyError, TypeError or ValueError where the row is not a record's."""
    ko_start, ko_end = row["ko_span"]
    en_start, en_end = row["en_span"]
    if row["origin"] not in ("human", "machine"):
        raise ValueError("origin is neither human nor machine")
    return Record(
        id=row["id"],
        ko=row["ko"],
        en=row["en"],
        score=row["score"],
        bead=row["bead"],
        ko_doc=row["ko_doc"],
        en_doc=row["en_doc"],
        ko_span=(ko_start, ko_end),
        en_span=(en_start, en_end),
        kind=Kind(row["kind"]),
        origin=row["origin"],
        checks=Checks(**row["checks"]),
        morphemes=tuple(Morpheme(**morpheme) for morpheme in row["morphemes"]),
        # since 1.3
        similarity=row.get("similarity", 0.0),
        margin=row.get("margin", 0.0),
        crossing=row.get("crossing", False),
        part_of=row.get("part_of"),
        machine=_machine_of(row.get("machine")),  # schema 1.2 had neither
        opinion=row.get("opinion"),
    )


def _machine_of(row: Mapping[str, Any] | None) -> Machine | None:
    return None if row is None else Machine(**{**row, "failed": tuple(row["failed"])})


def unaligned_row(item: Unaligned) -> Row:
    """Give a sentence without counterpart."""
    sentence = item.sentence
    return {
        "doc": item.doc,
        "partner": item.partner,
        "text": sentence.text,
        "lang": sentence.lang,
        "span": [sentence.start, sentence.end],
        "kind": str(sentence.kind),
        "block": sentence.block,
    }


def untranslated_row(item: Untranslated) -> Row:
    """Give a sentence that no engine translated."""
    sentence = item.sentence
    return {
        "doc": item.doc,
        "text": sentence.text,
        "lang": sentence.lang,
        "span": [sentence.start, sentence.end],
        "code": item.code,
        "reason": item.reason,
    }


def pair_row(item: Pair) -> Row:
    """Give two articles that tell the same story."""
    return {
        "ko_doc": item.ko.id,
        "en_doc": item.en.id,
        "score": number(item.score),
        "verdict": item.verdict,
        "evidence": list(item.evidence),
        "reprint": item.reprint,
    }


def unpaired_row(item: Unpaired) -> Row:
    """Give an article without partner, and its nearest candidate."""
    return {
        "doc": item.article.id,
        "lang": item.article.lang,
        "title": item.article.title,
        "reason": item.reason,
        "candidate": item.candidate.id if item.candidate else None,
        "score": number(item.score),
        "verdict": item.verdict,
    }


def failure_row(failure: Failure) -> Row:
    """Give an input that could not be processed."""
    return {
        "path": failure.path,
        "code": str(failure.code),
        "message": failure.message,
        "advice": failure.advice,
    }
