"""Which articles tell the same story in Korean and in English."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kmedtext.alignment.encoders import Encoder, chosen
from kmedtext.alignment.pairing.documents import DocumentView, view
from kmedtext.alignment.pairing.matching import LANGS, Matches, match_views
from kmedtext.alignment.pairing.settings import settings
from kmedtext.alignment.pairing.wording import in_words
from kmedtext.alignment.verdicts import verdict_of_vectors
from kmedtext.errors import UsageError
from kmedtext.records import Article, Pair, Pairing, Unpaired, Verdict


def pair(
    articles: Iterable[Article],
    *,
    encoder: Encoder | str | None = None,
    threshold: float | None = None,
    reprints: bool = False,
) -> Pairing:
    """Find the articles that tell the same story in Korean and English.

    Every article given is in one pair or in ``unpaired``, with a reason. ``threshold`` is the least
    probability of a pair (0…1; by default the one learned, see ``pairing.toml``). The order of the
    articles does not matter; results are sorted by id. The encoder is not used, nor loaded, when one
    language is missing.

    An article is in one pair at most. With ``reprints`` a release and its reprints (near copies in one language)
    are all paired, each with the best fitting of the partner's, so that an article may be in several pairs: all
    but the best of a story are marked ``reprint``.

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
    if {article.lang for article in able} != set(LANGS):
        return pair_views(given, (), threshold=threshold, reprints=reprints)
    used = chosen(encoder)
    return _paired([(article, _view_if(article, used)) for article in given], used, threshold, reprints)


def pair_views(
    articles: Iterable[Article],
    views: Iterable[DocumentView],
    *,
    encoder: Encoder | str | None = None,
    threshold: float | None = None,
    reprints: bool = False,
) -> Pairing:
    """Pair articles whose views were built before (by :func:`view`, with the same encoder).

    Views belong to articles by id. An article without a view is unpaired, and says so.
    """
    by_id = {(seen.id, seen.lang): seen for seen in views}
    return _paired(
        [(article, by_id.get((article.id, article.lang))) for article in articles],
        encoder,
        threshold,
        reprints,
    )


def _view_if(article: Article, encoder: Encoder) -> DocumentView | None:
    return None if unpairable(article) else view(article, encoder)


def _paired(
    given: Iterable[tuple[Article, DocumentView | None]],
    encoder: Encoder | str | None,
    threshold: float | None,
    reprints: bool,
) -> Pairing:
    ordered = sorted(given, key=lambda both: (both[0].id, both[0].lang))
    langs = {article.lang for article, _ in ordered if unpairable(article) is None}
    alone: list[Unpaired] = []
    articles: list[Article] = []
    views: list[DocumentView] = []
    for article, seen in ordered:
        reason = unpairable(article)
        if reason is None and len(langs) < len(LANGS):
            reason = _no_other(article)
        if reason is None and (seen is None or not len(seen.vectors)):
            reason = "could not be prepared for comparison" if seen is None else "no sentence to compare"
        if reason is not None or seen is None:
            alone.append(Unpaired(article, reason or ""))
        else:
            articles.append(article)
            views.append(seen)
    matches = match_views(views, encoder=encoder, threshold=threshold, reprints=reprints)
    taken = {index for both in matches.pairs for index in both}
    alone.extend(
        _unpaired(index, article, articles, views, matches, taken)
        for index, article in enumerate(articles)
        if index not in taken
    )
    pairs = tuple(
        Pair(
            articles[i],
            articles[j],
            matches.score(i, j),
            _verdict(views[i], views[j]),
            (*_copied((i, j), views, matches), *in_words(views[i], views[j])),
            (i, j) in matches.reprints,
        )
        for i, j in matches.pairs
    )
    return Pairing(pairs, tuple(sorted(alone, key=lambda one: (one.article.id, one.article.lang))))


def _copied(both: tuple[int, int], views: Sequence[DocumentView], matches: Matches) -> tuple[str, ...]:
    """Say of which article of the best pair each of the two is a near copy."""
    best = matches.reprints.get(both, both)
    return tuple(
        f"near copy of {views[first].id}" for own, first in zip(both, best, strict=True) if own != first
    )


def _no_other(article: Article) -> str:
    return f"no article in {'English' if article.lang == 'ko' else 'Korean'} to compare with"


def unpairable(article: Article) -> str | None:
    """Why an article is not compared at all, or None where it is."""
    if article.duplicate_of is not None:
        return f"duplicate of {article.duplicate_of}"
    if article.lang not in LANGS:
        return "language not known" if article.lang == "und" else f"language is {article.lang}, not ko or en"
    return None if article.body.strip() else "no body text"


def _verdict(ko: DocumentView, en: DocumentView) -> Verdict:
    return verdict_of_vectors(ko.vectors.astype(np.float32), en.vectors.astype(np.float32))


def _unpaired(
    index: int,
    article: Article,
    articles: Sequence[Article],
    views: Sequence[DocumentView],
    matches: Matches,
    taken: set[int],
) -> Unpaired:
    other = matches.nearest.get(index)
    if other is None:
        return Unpaired(article, _no_other(article))
    score = matches.score(index, other)
    verdict: Verdict = "none"
    if score >= matches.threshold:
        ko, en = sorted((index, other), key=lambda one: views[one].lang == "en")
        verdict = _verdict(views[ko], views[en])
        taken_by = other in taken
        reason = (
            "the nearest candidate has a better partner"
            if taken_by
            else "the nearest candidate is left out of the best choice as a whole"
        )
    elif score >= settings()["verdicts"]["related"]:
        verdict = "related"
        reason = "the nearest candidate is on the same subject, but the evidence for one story is too weak"
    else:
        reason = "no article of the other language tells the same story"
    return Unpaired(article, reason, articles[other], score, verdict)
