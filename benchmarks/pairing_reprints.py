"""Near copies within a language: what the settings of reprints group, and what they keep apart.

``python -m benchmarks.pairing_reprints``: near copies and false ones are made of the invented documents of
``benchmarks/data`` by rule, and each is set against its original. ``--scale N`` times the grouping of N documents.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from benchmarks.pairing_tasks import INVENTED, PAIRS
from kmedtext.alignment import DocumentView
from kmedtext.alignment.pairing.copies import stand_ins
from kmedtext.alignment.pairing.documents import view_of_vectors
from kmedtext.alignment.pairing.settings import settings
from kmedtext.records import Lang

Texts = list[str]
LIMITS = tuple((one, other) for one in (0.4, 0.5, 0.6) for other in (0.3, 0.35, 0.4, 0.45, 0.5))
CLOSING: dict[Lang, Texts] = {
    "ko": [
        "새봄일보는 독자 여러분의 제보를 기다립니다.",
        "본 기사의 저작권은 새봄일보에 있으며 무단 전재와 배포를 금합니다.",
        "해담바이오는 서울에 본사를 둔 의료기기 기업으로 국내외 병원에 제품을 공급하고 있다.",
        "자세한 내용은 누리집에서 확인할 수 있다.",
    ],
    "en": [
        "The Saebom Daily welcomes tips from its readers.",
        "Copyright The Saebom Daily; reproduction and distribution without permission are prohibited.",
        "Haedam Bio is a maker of medical devices based in Seoul that supplies hospitals at home and abroad.",
        "More information is available on the company's website.",
    ],
}
HEADLINE: dict[Lang, str] = {
    "ko": "[단독] {} 소식, 현장에서 전하다",
    "en": "Exclusive: what we know about {}",
}
BYLINE: dict[Lang, str] = {
    "ko": "새봄일보 한서린 기자가 전합니다.",
    "en": "By Han Seo-rin, the Saebom Daily.",
}


def documents() -> list[tuple[Lang, Texts]]:
    """The invented press and the invented pairs, by language."""
    found: list[tuple[Lang, Texts]] = [
        (one["lang"], one["sentences"])
        for one in json.loads(INVENTED.read_text(encoding="utf-8"))["documents"]
    ]
    for path in sorted(PAIRS.glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        langs: tuple[Lang, Lang] = ("ko", "en")
        found += [(lang, [one["text"] for one in raw[lang]]) for lang in langs]
    return found


def _dressed(texts: Texts, lang: Lang, rng: random.Random) -> Texts:
    word = rng.choice(texts[0].split())
    return [HEADLINE[lang].format(word), BYLINE[lang], *texts[1:]]


def _closed(texts: Texts, lang: Lang, rng: random.Random) -> Texts:
    return [*texts, *CLOSING[lang][: rng.randint(2, 4)]]


def _cut(share: float) -> Callable[[Texts, Lang, random.Random], Texts]:
    return lambda texts, _lang, _rng: texts[: max(2, round(len(texts) * share))]


def _edited(texts: Texts, _lang: Lang, rng: random.Random) -> Texts:
    """A word less in a quarter of the sentences."""
    touched = set(rng.sample(range(len(texts)), max(1, len(texts) // 4)))
    return [
        " ".join(text.split()[:-2] + text.split()[-1:]) if n in touched else text
        for n, text in enumerate(texts)
    ]


def _all(texts: Texts, lang: Lang, rng: random.Random) -> Texts:
    return _closed(_dressed(_edited(_cut(0.8)(texts, lang, rng), lang, rng), lang, rng), lang, rng)


def _other_figures(texts: Texts, _lang: Lang, rng: random.Random) -> Texts:
    """The same report with other figures: next month's."""
    return ["".join(str(rng.randint(1, 9)) if sign.isdigit() else sign for sign in text) for text in texts]


NEAR: dict[str, Callable[[Texts, Lang, random.Random], Texts]] = {
    "other headline, byline": _dressed,
    "2-4 closing lines added": _closed,
    "cut to 70 %": _cut(0.7),
    "cut to 50 %": _cut(0.5),
    "a quarter of the sentences edited": _edited,
    "all of it, cut to 80 %": _all,
}


@cache
def view_of(name: str, lang: Lang, texts: tuple[str, ...]) -> DocumentView:
    """A view without vectors, which grouping does not read."""
    return view_of_vectors(name, lang, texts, np.zeros((len(texts), 1), dtype=np.float32))


def couples() -> dict[str, list[list[DocumentView]]]:
    """Two documents each, by kind: near copies, and what only looks like it."""
    every = documents()
    rng = random.Random(3)  # noqa: S311 - the same copies every time
    found: dict[str, list[list[DocumentView]]] = {}

    def add(kind: str, lang: Lang, one: Texts, other: Texts) -> None:
        found.setdefault(kind, []).append([view_of("a", lang, tuple(one)), view_of("b", lang, tuple(other))])

    for lang, texts in every:
        for kind, change in NEAR.items():
            add(kind, lang, texts, change(texts, lang, rng))
        if len(view_of("a", lang, tuple(texts)).numbers) >= 3:
            add("NOT: same text, other figures", lang, texts, _other_figures(texts, lang, rng))
    for side in ("ko", "en"):
        texts_of = [texts for lang, texts in every if lang == side]
        for n, one in enumerate(texts_of):
            for other in texts_of[n + 1 :]:
                add("NOT: different documents", side, one, other)
                closing = CLOSING[side]
                kind = "NOT: six sentences each, four closing lines in common"
                add(kind, side, one[:6] + closing, other[:6] + closing)
        for one, two, three in zip(texts_of, texts_of[1:], texts_of[2:], strict=False):
            add(
                "NOT: a document, a round-up of it and two others",
                side,
                one,
                [*one[:6], *two[:6], *three[:6]],
            )
            add("NOT: a document, a list of three with it in full", side, one, [*one, *two, *three])
    return found


def joined(one: Sequence[DocumentView]) -> bool:
    """Whether documents end in one group."""
    return len(set(stand_ins(one))) < len(one)


def print_scale(count: int) -> None:
    """Time of grouping: every fifth document is a near copy of the one before it, all share a closing line."""
    views = []
    for number in range(count):
        own = number - 1 if number % 5 == 4 else number
        prints = tuple(own * 20 + n for n in range(2 if own != number else 0, 19))
        views.append(
            DocumentView(
                f"d{number:07}",
                "ko",
                np.zeros((len(prints) + 1, 1), dtype=np.float16),
                np.ones(len(prints) + 1, dtype=np.float32),
                (*prints, -1),
            )
        )
    start = time.perf_counter()
    groups = len(set(stand_ins(views)))
    print(f"{count} documents: {groups} groups, {time.perf_counter() - start:.1f} s")


def main() -> None:
    """Print the table, and the timing where it was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=0)
    options = parser.parse_args()
    rules, made = settings()["reprints"], couples()
    shipped = dict(rules)
    print("of_shorter/of_longer\t" + "\t".join(f"{one}/{other}" for one, other in LIMITS))
    cells: dict[str, list[float]] = {kind: [] for kind in made}
    for rules["of_shorter"], rules["of_longer"] in LIMITS:
        for kind, both in made.items():
            cells[kind].append(sum(map(joined, both)) / len(both))
    rules.update(shipped)
    for kind, values in cells.items():
        print(f"{kind} ({len(made[kind])})\t" + "\t".join(f"{value:.3f}" for value in values))
    if options.scale:
        print_scale(options.scale)


if __name__ == "__main__":
    main()
