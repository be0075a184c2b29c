"""Segments: what a paired file sets side by side, and what it says about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Segment:
    """A Korean and an English text that a file pairs, each as one or several sentences.

    ``id`` is the file's own, else its number from 1. ``ko_lang`` and ``en_lang`` are the languages as the file
    writes them (``ko-KR``); ``properties`` and ``notes`` are those of a TMX unit. Either side may be empty.
    """

    id: str
    ko: tuple[str, ...]
    en: tuple[str, ...]
    ko_lang: str = "ko"
    en_lang: str = "en"
    properties: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TmxHeader:
    """The header of a TMX file: its attributes, properties and notes, in order."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    properties: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """A segment on one line: line breaks and tabs within it are spaces, outer space is dropped.

    >>> one_line(" 혈압이\\n높다. ")
    '혈압이 높다.'
    """
    if "\n" not in text and "\r" not in text and "\t" not in text:
        return text.strip()
    return " ".join(text.split())
