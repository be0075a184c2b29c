"""The kinds of blocks and pages."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a block is. The first ten are kept, the rest are set aside with a reason."""

    TITLE = "title"
    DECK = "deck"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    TABLE = "table"
    QUOTE = "quote"
    NAVIGATION = "navigation"
    SHARE = "share"
    COMMENT = "comment"
    RELATED = "related"
    FORM = "form"
    NOTICE = "notice"
    FOOTER = "footer"
    COPYRIGHT = "copyright"
    DUPLICATE = "duplicate"
    PAGEFURNITURE = "pagefurniture"
    OTHER = "other"


KEPT_KINDS = frozenset(
    {
        Kind.TITLE,
        Kind.DECK,
        Kind.BYLINE,
        Kind.DATE,
        Kind.CAPTION,
        Kind.HEADING,
        Kind.PARAGRAPH,
        Kind.LIST,
        Kind.TABLE,
        Kind.QUOTE,
    }
)
BODY_KINDS = frozenset({Kind.HEADING, Kind.PARAGRAPH, Kind.LIST, Kind.TABLE})


class PageKind(StrEnum):
    """What sort of page it is.

    A press release is written by the house it is about, a notice tells readers what to do or when (with lists and
    tables), a forum page holds questions and answers, a product page describes what is sold, a listing links to
    stories and has none of its own, an empty page has nothing to keep.
    """

    ARTICLE = "article"
    PRESS_RELEASE = "press_release"
    NOTICE = "notice"
    FORUM = "forum"
    PRODUCT = "product"
    LISTING = "listing"
    EMPTY = "empty"
