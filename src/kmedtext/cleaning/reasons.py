"""Reasons: why a block was set aside, from one enumeration."""

from __future__ import annotations

from enum import StrEnum

from kmedtext.records import Kind


class Reason(StrEnum):
    """Why a block is not part of what the page says."""

    BLANK = "blank"
    SHARE = "share_bar"
    TOOL = "reading_tool"
    MEMBER = "member_menu"
    NAVIGATION = "site_navigation"
    RELATED = "related_links"
    COMMENT = "comment_box"
    REACTION = "survey_or_reaction"
    NOTICE = "site_notice"
    NEWSLETTER = "newsletter_box"
    COPYRIGHT = "copyright_line"
    MASTHEAD = "masthead"
    ADVERT = "advertisement"
    TAGS = "tags"
    AUTHOR = "author_box"
    CONTACT = "contact_line"
    FORM = "form_field"
    REPORT = "call_to_readers"
    DATELINE = "dateline"
    CREDIT = "credit_line"
    PRINT_MARK = "print_mark"
    FOOTNOTE = "footnote"
    DIVIDER = "divider"
    HIDDEN = "hidden_element"
    DUPLICATE = "repeats_another_block"
    REPEATS = "repeats_on_site"
    BEFORE_BODY = "before_the_story"
    BETWEEN_BODY = "inside_the_story_but_not_prose"
    AFTER_BODY = "after_the_story"
    NO_STORY = "page_without_story"
    OTHER_LANGUAGE = "other_language"


KIND_OF_REASON: dict[Reason, Kind] = {
    Reason.BLANK: Kind.OTHER,
    Reason.SHARE: Kind.SHARE,
    Reason.TOOL: Kind.NAVIGATION,
    Reason.MEMBER: Kind.NAVIGATION,
    Reason.NAVIGATION: Kind.NAVIGATION,
    Reason.RELATED: Kind.RELATED,
    Reason.COMMENT: Kind.COMMENT,
    Reason.REACTION: Kind.FORM,
    Reason.NOTICE: Kind.NOTICE,
    Reason.NEWSLETTER: Kind.FORM,
    Reason.COPYRIGHT: Kind.COPYRIGHT,
    Reason.MASTHEAD: Kind.FOOTER,
    Reason.ADVERT: Kind.OTHER,
    Reason.TAGS: Kind.NAVIGATION,
    Reason.AUTHOR: Kind.OTHER,
    Reason.CONTACT: Kind.FOOTER,
    Reason.FORM: Kind.FORM,
    Reason.REPORT: Kind.NOTICE,
    Reason.DATELINE: Kind.OTHER,
    Reason.CREDIT: Kind.OTHER,
    Reason.PRINT_MARK: Kind.PAGEFURNITURE,
    Reason.FOOTNOTE: Kind.OTHER,
    Reason.DIVIDER: Kind.OTHER,
    Reason.HIDDEN: Kind.OTHER,
    Reason.DUPLICATE: Kind.DUPLICATE,
    Reason.REPEATS: Kind.NAVIGATION,
    Reason.BEFORE_BODY: Kind.NAVIGATION,
    Reason.BETWEEN_BODY: Kind.OTHER,
    Reason.AFTER_BODY: Kind.OTHER,
    Reason.NO_STORY: Kind.OTHER,
    Reason.OTHER_LANGUAGE: Kind.OTHER,
}
"""The kind that each reason goes with."""

CUE_REASON: dict[str, Reason] = {
    "copyright": Reason.COPYRIGHT,
    "masthead": Reason.MASTHEAD,
    "notice": Reason.NOTICE,
    "comment": Reason.COMMENT,
    "related": Reason.RELATED,
    "newsletter": Reason.NEWSLETTER,
    "reaction": Reason.REACTION,
    "report": Reason.REPORT,
    "share": Reason.SHARE,
    "author": Reason.AUTHOR,
    "contact": Reason.CONTACT,
    "tags": Reason.TAGS,
    "advert": Reason.ADVERT,
    "form": Reason.FORM,
    "tool": Reason.TOOL,
    "member": Reason.MEMBER,
    "navigation": Reason.NAVIGATION,
}
"""Which cue class decides the reason, the first that applies."""
