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

import numpy as np

from benchmarks.pairing_tasks import INVENTED, PAIRS
from kmedtext.alignment import DocumentView
from kmedtext.alignment.pairing.copies import stand_ins
from kmedtext.alignment.pairing.documents import view_of_vectors
from kmedtext.alignment.pairing.settings import settings
from kmedtext.records import Lang

Texts = list[str]
LIMITS = (0.4, 0.5, 0.6, 0.7, 0.8)
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


def view_of(name: str, lang: Lang, texts: Texts) -> DocumentView:
    """A view without vectors, which grouping does not read."""
    return view_of_vectors(name, lang, texts, np.zeros((len(texts), 1), dtype=np.float32))


def joined(one: Sequence[DocumentView]) -> bool:
    """Whether documents end in one group."""
    return len(set(stand_ins(one))) < len(one)


def shares(limit: float) -> dict[str, float]:
    """The share of couples of each kind that are grouped, with that least share of the shorter."""
    settings()["reprints"]["of_shorter"] = limit
    every = documents()
    found: dict[str, float] = {}
    for kind, change in NEAR.items():
        rng = random.Random(kind)
        found[kind] = _mean(
            joined([view_of("a", lang, texts), view_of("b", lang, change(texts, lang, rng))])
            for lang, texts in every
        )
    rng = random.Random(3)
    figures = [(lang, texts) for lang, texts in every if len(view_of("a", lang, texts).numbers) >= 3]
    found["NOT: same text, other figures"] = _mean(
        joined([view_of("a", lang, texts), view_of("b", lang, _other_figures(texts, lang, rng))])
        for lang, texts in figures
    )
    couples = [(a, b) for n, a in enumerate(every) for b in every[n + 1 :] if a[0] == b[0]]
    found["NOT: different documents"] = _mean(
        joined([view_of("a", lang, one), view_of("b", lang, other)]) for (lang, one), (_, other) in couples
    )
    found["NOT: their first six sentences, with four closing lines"] = _mean(
        joined([view_of(name, lang, texts[:6] + CLOSING[lang]) for name, texts in (("a", one), ("b", two))])
        for (lang, one), (_, two) in couples
    )
    found["NOT: a round-up of three and one of them"] = _mean(
        joined([view_of("a", lang, one), view_of("b", lang, [*one[:6], *two[:6], *three[:6]])])
        for ((lang, one), (_, two)), (_, (_, three)) in zip(couples, couples[1:], strict=False)
        if three is not one
    )
    return found


def _mean(hits: object) -> float:
    listed = list(hits)  # type: ignore[call-overload]
    return float(sum(listed) / len(listed))


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
    shipped = settings()["reprints"]["of_shorter"]
    columns = [shares(limit) for limit in LIMITS]
    settings()["reprints"]["of_shorter"] = shipped
    print("share grouped, by of_shorter\t" + "\t".join(f"{limit:.1f}" for limit in LIMITS))
    for kind in columns[0]:
        print(kind + "\t" + "\t".join(f"{column[kind]:.3f}" for column in columns))
    if options.scale:
        print_scale(options.scale)


if __name__ == "__main__":
    main()
