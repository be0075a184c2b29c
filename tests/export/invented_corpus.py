"""An invented corpus: two articles that tell the same story, one alone, one file that failed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from kmedtext.export import manifest
from kmedtext.records import (
    Article,
    Block,
    Checks,
    Failure,
    Kind,
    Machine,
    Morpheme,
    PageKind,
    Pair,
    Record,
    Sentence,
    Source,
    Unaligned,
    Unpaired,
    Untranslated,
)


@dataclass(frozen=True)
class Parts:
    """The parts of a corpus, without a pipeline."""

    articles: tuple[Article, ...] = ()
    pairs: tuple[Pair, ...] = ()
    records: tuple[Record, ...] = ()
    unaligned: tuple[Unaligned, ...] = ()
    unpaired: tuple[Unpaired, ...] = ()
    untranslated: tuple[Untranslated, ...] = ()
    failures: tuple[Failure, ...] = ()
    manifest: dict[str, Any] = field(default_factory=dict)


def record(
    number: int = 0, ko: str = "환자 120명을 진료했다.", en: str = "It treated 120 patients."
) -> Record:
    return Record(
        id=f"hanbit-ko+hanbit-en#{number}",
        ko=ko,
        en=en,
        score=0.8123456789,
        bead="1-1",
        ko_doc="hanbit-ko",
        en_doc="hanbit-en",
        ko_span=(16, 29),
        en_span=(31, 55),
        kind=Kind.PARAGRAPH,
        origin="machine",
        checks=Checks(
            numbers=True, length_ratio=1.0909, copied=False, lang_ko=True, lang_en=True, length=True
        ),
        similarity=0.6934,
        margin=0.2,
        morphemes=(
            Morpheme("환자", "NNG", 0, 2, "환자", 0),
            Morpheme("120", "SN", 3, 6, "120", 1),
            Morpheme("명", "NNB", 6, 7, "명", 1),
            Morpheme("을", "JKO", 7, 8, "을", 1),
            Morpheme("진료", "NNG", 9, 11, "진료", 2),
            Morpheme("하", "XSV", 11, 12, "하다", 2),
            Morpheme("었", "EP", 11, 12, "었", 2),
            Morpheme("다", "EF", 12, 13, "다", 2),
            Morpheme(".", "SF", 13, 14, ".", 2),
        ),
        machine=Machine("toy", "toy-2", "2024-05-03", "en", 0.93, ("negation",), 0.88),
        opinion=0.71,
    )


KO = Article(
    id="hanbit-ko",
    lang="ko",
    title="한빛병원, 새 클리닉",
    published="2024-05-02T09:30",
    publisher="한빛병원",
    section="병원소식",
    views=1384,
    licence="공공누리 제1유형",
    blocks=(
        Block(Kind.TITLE, "한빛병원, 새 클리닉", 0, 15, lang="ko", score=0.31),
        Block(Kind.PARAGRAPH, "환자 120명을 진료했다.", 15, 30, lang="ko", score=0.9712345678),
        Block(Kind.SHARE, "공유하기", 30, 34, kept=False, reason="share words", lang="ko", score=0.02),
    ),
    source=Source(
        path="pages/hanbit-ko.txt",
        encoding="cp949",
        encoding_how="cp949",
        sha256="5f" * 32,
        size=58,
        flags=("nfc",),
    ),
    candidates={"byline": ("홍보팀",)},
)
EN = Article(
    id="hanbit-en",
    lang="en",
    title="Hanbit Hospital opens a clinic",
    blocks=(
        Block(Kind.TITLE, "Hanbit Hospital opens a clinic", 0, 31, lang="en"),
        Block(Kind.PARAGRAPH, "It treated 120 patients. Parking is free.", 31, 73, lang="en"),
    ),
    source=Source(
        path="pages/hanbit-en.txt", encoding="utf-8", encoding_how="utf-8", sha256="7a" * 32, size=73
    ),
)
ALONE = Article(
    id="saebyeok",
    lang="ko",
    kind=PageKind.ARTICLE,
    title="새벽메디컬, 혈압계 출시",
    source=Source(path="pages/saebyeok.txt", sha256="0c" * 32, size=40),
    warnings=("no byline found",),
)


def corpus(*records: Record) -> Parts:
    parts = Parts(
        articles=(KO, EN, ALONE),
        pairs=(Pair(KO, EN, 0.75, "comparable", ("1 number shared, among them 120",)),),
        records=records or (record(),),
        unaligned=(Unaligned("hanbit-en", "hanbit-ko", Sentence("Parking is free.", "en", 56, 72, block=1)),),
        unpaired=(Unpaired(ALONE, "no candidate is near enough", EN, 0.4123456, "related"),),
        untranslated=(
            Untranslated(
                "saebyeok", Sentence("혈압계를 냈다.", "ko", 20, 28, block=1), "budget", "the budget is spent"
            ),
        ),
        failures=(Failure("pages/scan.txt", "empty", "the file is empty", "Check the download."),),
    )
    made = manifest(parts, settings={"limits": {"max_bytes": 1000}}, run={"jobs": 1}, timings={"clean": 0.5})
    return replace(parts, manifest=made)
