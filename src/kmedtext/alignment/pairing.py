"""Which articles tell the same story in Korean and in English.

Candidates come from mean vectors, evidence from sentences and marks (:mod:`.bimax`,
:mod:`.marks`), and the choice is one-to-one with the greatest total evidence. Weights and
threshold are in ``pairing.toml``, with their origin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kmedtext.alignment.assignment import assign
from kmedtext.alignment.bimax import background, weights
from kmedtext.alignment.candidates import mean_vectors, nearest
from kmedtext.alignment.documents import DocumentView, settings, view
from kmedtext.alignment.encoders import Encoder, chosen
from kmedtext.alignment.evidence import PairEvidence, weigh
from kmedtext.errors import UsageError
from kmedtext.records import Article, Pair, Pairing, Unpaired

_LANGS = ("ko", "en")


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs among views. ``pairs`` and the keys of ``nearest`` are indices into the views given.

    ``evidence`` holds all candidate pairs (Korean index, English index); ``nearest`` the best
    candidate of each view that has one; ``threshold`` is the least score of a pair.
    """

    threshold: float
    pairs: tuple[tuple[int, int], ...]
    nearest: Mapping[int, int]
    evidence: Mapping[tuple[int, int], PairEvidence]

    def score(self, one: int, other: int) -> float:
        """The score of two views, in either order."""
        found = self.evidence.get((one, other)) or self.evidence[other, one]
        return found.score


def pair(
    articles: Iterable[Article], *, encoder: Encoder | str | None = None, threshold: float | None = None
) -> Pairing:
    """Find the articles that tell the same story in Korean and English.

    Every article given is in one pair or in ``unpaired``, with a reason. ``threshold`` is the least
    probability of a pair (0…1; by default the one learned, see ``pairing.toml``). The order of the
    articles does not matter; results are sorted by id. The encoder is not used, nor loaded, when one
    language is missing.

    >>> from kmedtext.records import Article
    >>> pairing = pair([Article.from_text("환자가 퇴원했다.", lang="ko", id="a")])
    >>> [(one.article.id, one.reason) for one in pairing.unpaired]
    [('a', 'no article in English to compare with')]
    """
    given = list(articles)
    for article in given:
        if not isinstance(article, Article):
            raise UsageError(f"pair takes Articles, not {type(article).__name__}; clean makes them of pages")
    able = [article for article in given if unpairable(article) is None]
    if {article.lang for article in able} != set(_LANGS):
        return pair_views(given, (), threshold=threshold)
    used = chosen(encoder)
    return _paired([(article, _view_if(article, used)) for article in given], used, threshold)


def pair_views(
    articles: Iterable[Article],
    views: Iterable[DocumentView],
    *,
    encoder: Encoder | str | None = None,
    threshold: float | None = None,
) -> Pairing:
    """Pair articles whose views were built before (by :func:`view`, with the same encoder).

    Views belong to articles by id. An article without a view is unpaired, and says so.
    """
    by_id = {(seen.id, seen.lang): seen for seen in views}
    return _paired(
        [(article, by_id.get((article.id, article.lang))) for article in articles], encoder, threshold
    )


def _view_if(article: Article, encoder: Encoder) -> DocumentView | None:
    return None if unpairable(article) else view(article, encoder)


def _paired(
    given: Iterable[tuple[Article, DocumentView | None]],
    encoder: Encoder | str | None,
    threshold: float | None,
) -> Pairing:
    ordered = sorted(given, key=lambda both: (both[0].id, both[0].lang))
    langs = {article.lang for article, _ in ordered if unpairable(article) is None}
    alone: list[Unpaired] = []
    articles: list[Article] = []
    views: list[DocumentView] = []
    for article, seen in ordered:
        reason = unpairable(article)
        if reason is None and len(langs) < len(_LANGS):
            reason = _no_other(article)
        if reason is None and (seen is None or not len(seen.vectors)):
            reason = "could not be prepared for comparison" if seen is None else "no sentence to compare"
        if reason is not None or seen is None:
            alone.append(Unpaired(article, reason or ""))
        else:
            articles.append(article)
            views.append(seen)
    matches = match_views(views, encoder=encoder, threshold=threshold)
    taken = {index for both in matches.pairs for index in both}
    alone.extend(
        _unpaired(index, article, articles, matches, taken)
        for index, article in enumerate(articles)
        if index not in taken
    )
    pairs = tuple(Pair(articles[i], articles[j], matches.score(i, j)) for i, j in matches.pairs)
    return Pairing(pairs, tuple(sorted(alone, key=lambda one: (one.article.id, one.article.lang))))


def _no_other(article: Article) -> str:
    return f"no article in {'English' if article.lang == 'ko' else 'Korean'} to compare with"


def unpairable(article: Article) -> str | None:
    """Why an article is not compared at all, or None where it is."""
    if article.duplicate_of is not None:
        return f"duplicate of {article.duplicate_of}"
    if article.lang not in _LANGS:
        return "language not known" if article.lang == "und" else f"language is {article.lang}, not ko or en"
    return None if article.body.strip() else "no body text"


def _unpaired(
    index: int, article: Article, articles: Sequence[Article], matches: Matches, taken: set[int]
) -> Unpaired:
    other = matches.nearest.get(index)
    if other is None:
        return Unpaired(article, _no_other(article))
    score = matches.score(index, other)
    if score < settings()["decision"]["near"]:
        reason = "no article of the other language tells the same story"
    elif other in taken and score >= matches.threshold:
        reason = "the nearest candidate has a better partner"
    else:
        reason = "the evidence for the nearest candidate is too weak"
    return Unpaired(article, reason, articles[other], score)


def match_views(
    views: Sequence[DocumentView], *, encoder: Encoder | str | None = None, threshold: float | None = None
) -> Matches:
    """Pair Korean and English views, none of them empty; see :class:`Matches`."""
    least = settings()["decision"]["threshold"] if threshold is None else threshold
    if not 0.0 < least < 1.0:
        raise UsageError(f"threshold: {least} is not between 0 and 1; give a probability such as 0.5")
    index = {lang: [n for n, one in enumerate(views) if one.lang == lang] for lang in _LANGS}
    if not index["ko"] or not index["en"]:
        return Matches(least, (), {}, {})
    ko, en = ([views[n] for n in index[lang]] for lang in _LANGS)
    rules = settings()["candidates"]
    few = max(len(ko), len(en)) <= rules["large"]
    found = nearest(
        mean_vectors(ko, weights(ko)),
        mean_vectors(en, weights(en)),
        rules["nearest" if few else "nearest_of_many"],
    )
    evidence = weigh(ko, en, found, background(chosen(encoder)))
    base = math.log(least / (1.0 - least))
    edges = [
        (i, j, known.log_odds - base + 1e-6)
        for (i, j), known in zip(found, evidence, strict=True)
        if known.log_odds >= base
    ]
    best: dict[int, tuple[float, int]] = {}
    for (i, j), known in zip(found, evidence, strict=True):
        for one, other in ((index["ko"][i], index["en"][j]), (index["en"][j], index["ko"][i])):
            if one not in best or known.log_odds > best[one][0]:
                best[one] = known.log_odds, other
    return Matches(
        least,
        tuple((index["ko"][i], index["en"][j]) for i, j, _ in assign(edges)),
        {one: other for one, (_, other) in best.items()},
        {(index["ko"][i], index["en"][j]): known for (i, j), known in zip(found, evidence, strict=True)},
    )
