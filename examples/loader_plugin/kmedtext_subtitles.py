"""Subtitles as pages: what is said, without numbers and times.

A loader is one class with three members; the package's ``pyproject.toml`` names it under the entry point
group ``kmedtext.loaders``, and everything that loads (``kt.load``, ``kt.build``, the command line) uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading import Limits, Origin, Sample
from kmedtext.loading.texts import TextLoader
from kmedtext.records import Page, Region

_TIMES = re.compile(r"(?:\d+:)?\d+:\d+[.,]\d+ --> (?:\d+:)?\d+:\d+[.,]\d+")
_TAGS = re.compile(r"<[^<>]*>|\{[^{}]*\}")
_ENDS = (".", "?", "!", "…", ".”", "?”", "!”")


class SubtitleLoader:
    """SubRip (.srt) and WebVTT (.vtt)."""

    media_types = ("application/x-subrip", "text/vtt")

    def accepts(self, sample: Sample) -> float:
        """Say how sure it is, 0…1: a signature .95, a name with content to match .7."""
        if sample.head.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
            return 0.95
        return 0.7 if sample.named(".srt", ".vtt") and b" --> " in sample.head.replace(b"\x00", b"") else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        """Join what is said to paragraphs, each of whole sentences."""
        plain = TextLoader().load(data, origin, limits)  # finds out the encoding
        text, regions = "", list[Region]()
        for paragraph in _paragraphs(plain.text):
            regions.append(Region(len(text), len(text) + len(paragraph), "p"))
            text += paragraph + "\n"
        if not text:
            raise LoadError(
                FailureCode.EMPTY_EXTRACTION,
                origin.where,
                "the subtitles hold no text",
                "Leave the file out, or export it again.",
            )
        source = replace(plain.source, media_type=self.media_types[0])
        return Page(origin.id, text, source, tuple(regions))


def _paragraphs(text: str) -> Iterator[str]:
    """What is said, cue by cue, as far as the end of a sentence."""
    said: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        lines = block.strip().split("\n")
        times = next((number for number, line in enumerate(lines) if _TIMES.match(line)), None)
        if times is None:
            continue
        said += (
            line.strip() for line in _TAGS.sub("", "\n".join(lines[times + 1 :])).split("\n") if line.strip()
        )
        if said and said[-1].endswith(_ENDS):
            yield " ".join(said)
            said = []
    if said:
        yield " ".join(said)
