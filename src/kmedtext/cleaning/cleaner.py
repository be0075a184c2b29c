"""The cleaner: a page goes in, an article comes out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from kmedtext.cleaning.assembly import blocks_of
from kmedtext.cleaning.carried import carried, hints_of
from kmedtext.cleaning.decision import tag_drafts, with_profile
from kmedtext.cleaning.declared import declares_article
from kmedtext.cleaning.drafts import Draft, draft_of_line
from kmedtext.cleaning.edges import split_edges
from kmedtext.cleaning.features import Column, measure
from kmedtext.cleaning.headline import Headline, find_title
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.metadata import read_metadata
from kmedtext.cleaning.naming import Name, name_drafts, other_language
from kmedtext.cleaning.profile import SiteProfile
from kmedtext.cleaning.regions import drafts_of_regions
from kmedtext.cleaning.repeats import repeat_shares, sure_repeats
from kmedtext.cleaning.script import script_language
from kmedtext.cleaning.story import NO_STORY, find_story
from kmedtext.cleaning.tongue import page_language
from kmedtext.cleaning.view import View
from kmedtext.cleaning.wrapping import unwrap
from kmedtext.errors import UsageError
from kmedtext.records import BODY_KINDS, Article, Kind, Lang, Page, PageKind

TREATED = ("ko", "en")
"""The languages whose pages become articles."""


def drafts_of(page: Page) -> list[Draft]:
    """Cut a page into drafts: by its regions if it has any, else by its lines, hard wraps undone."""
    drafts = drafts_of_regions(page) if page.regions else unwrap(split_lines(page.text))
    return split_edges(drafts)


def clean(
    page: Page,
    profile: SiteProfile | None = None,
    *,
    languages: Collection[str] | None = TREATED,
) -> Article:
    """Turn a page into an article: what the page says, and everything else set aside with a reason.

    The blocks partition ``page.text``. Takes time in proportion to its length; depends on
    nothing but the page and ``profile``, which says what repeats on the pages of its site
    (see :func:`learn_profile`); no page needs one. A page in none of the ``languages`` (ISO 639-1
    codes; None: any will do) comes out with an empty body and a warning.

    >>> page = Page("a", "로그인\\n\\n관절염 신약이 허가를 받았다. 환자 120명이 참여한 시험에서 통증이 줄었다고 밝혔다.\\n")
    >>> [block.kind.value for block in clean(page).blocks]
    ['navigation', 'paragraph']
    """
    if not isinstance(page, Page):
        raise UsageError(
            f"clean takes a Page, not {type(page).__name__}; load reads a file, Page.from_text takes a str"
        )
    if profile is not None and not isinstance(profile, SiteProfile):
        raise UsageError(
            f"profile is made by learn_profile or load_profile, not of type {type(profile).__name__}"
        )
    drafts = drafts_of(page)
    measured = measure(drafts)
    tagged = tag_drafts(measured, page.hints)
    alone = odds = tagged.body.astype(np.float64)
    repeats: frozenset[int] = frozenset()
    if profile is not None and drafts:
        shares = repeat_shares(page.text, measured, profile)
        odds, repeats = with_profile(odds, shares), sure_repeats(shares)
    scores = _probabilities(odds)
    declared = any(draft.marked for draft in drafts) and declares_article(page.hints)
    body, kind, warnings = find_story(measured, tagged, scores, declared=declared)
    told = [drafts[index].text for index in sorted(body)] or [draft.text for draft in drafts]
    lang = page_language(told, prose=bool(body))
    view = View(measured, tagged, scores, body, hints_of(page), repeats)
    if languages is not None and lang not in (*languages, "und"):
        view = View(measured, tagged, scores, set(), hints_of(page), repeats)
        names = [other_language(name) for name in name_drafts(view)]
        note = f"the page is in another language ({lang}); only pages in {' and '.join(sorted(languages))} are treated"
        return _article(page, drafts, names, scores, lang, PageKind.EMPTY, (note,))
    # A column's name may stand on every page and still be the title.
    own = replace(view, probability=_probabilities(alone)) if repeats else view
    headline = find_title(own) if body and kind is not PageKind.LISTING else Headline()
    names = name_drafts(view, headline.parts)
    for index in headline.parts[1:]:
        drafts[index].joint = " "
    article = _article(page, drafts, names, scores, lang, kind, warnings)
    article = read_metadata(article, view, headline) if drafts else article
    return (
        article if article.title else replace(article, title=carried(page).get("title", "").strip() or None)
    )


def _probabilities(odds: Column) -> list[float]:
    found: list[float] = (1.0 / (1.0 + np.exp(-np.clip(odds, -30.0, 30.0)))).tolist()
    return found


def _article(
    page: Page,
    drafts: Sequence[Draft],
    names: Sequence[Name],
    scores: Sequence[float],
    lang: Lang,
    kind: PageKind,
    warnings: tuple[str, ...],
) -> Article:
    held = kind in (PageKind.LISTING, PageKind.EMPTY) or any(
        name.kept and name.kind in BODY_KINDS for name in names
    )
    return Article(
        id=page.id,
        lang=lang,
        kind=kind if held else PageKind.EMPTY,
        blocks=blocks_of(page.text, drafts, names, scores, lang),
        source=page.source,
        warnings=warnings if held else (*warnings, NO_STORY),
    )


def article_from_text(text: str, lang: Lang | None = None, id: str | None = None) -> Article:  # noqa: A002
    """Make an article of text that is clean already: every line with text becomes a paragraph.

    ``lang`` is told from the script where it is not given; ``id`` defaults to ``text``.
    """
    if not isinstance(text, str):
        raise UsageError(f"Article.from_text takes a str, not {type(text).__name__}")
    drafts = [draft_of_line(line) for line in split_lines(text)]
    language = lang or script_language(text)
    return Article(
        id=id if id is not None else "text",
        lang=language,
        kind=PageKind.ARTICLE if drafts else PageKind.EMPTY,
        blocks=blocks_of(text, drafts, [Name(Kind.PARAGRAPH)] * len(drafts), [1.0] * len(drafts), language),
    )
