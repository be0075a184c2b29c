"""Re-shaping: pages of a set as other tools would have dumped them."""

from __future__ import annotations

import random

from benchmarks.cleaning_labels import label_drafts
from benchmarks.cleaning_pages import GoldPage


def reshaped(page: GoldPage, text: str, others: list[tuple[list[str], list[str]]], rng: random.Random) -> str:
    """The same page as other tools would have dumped it: without bullets, without blank lines, menus on a line."""
    lines = text.split("\n")
    if others and rng.random() < 0.6:
        lines = [*rng.choice(others)[0], *_middle(page, lines), *rng.choice(others)[1]]
    if rng.random() < 0.7:
        lines = [_unmarked(line) for line in lines]
    if rng.random() < 0.5:
        lines = [line for line in lines if line.strip()]
    if rng.random() < 0.4:
        lines = _menus(lines, rng)
    return "\n".join(lines)


def _unmarked(line: str) -> str:
    bare = line.strip()
    if bare[:1] in "•*" and bare[1:2] == " ":
        bare = bare[2:]
    if bare[:2] == "[ " and bare[-2:] == " ]":
        bare = bare[2:-2]
    return bare


def _menus(lines: list[str], rng: random.Random) -> list[str]:
    joint = rng.choice(["  ", " | ", " ", "   "])
    result: list[str] = []
    run: list[str] = []
    for line in [*lines, "x" * 99]:
        if line.strip() and len(line) < 24 and len(run) < 14 and not line.rstrip().endswith((".", "?")):
            run.append(line.strip())
            continue
        if len(run) >= 4:
            result.append(joint.join(run))
        else:
            result.extend(run)
        run = []
        result.append(line)
    return result[:-1]


def story_bounds(page: GoldPage, lines: list[str]) -> tuple[int, int]:
    """The first line of the story and the one behind its last."""
    labels, _ = label_drafts(lines, page.gold)
    inside = [index for index, label in enumerate(labels) if label]
    return (inside[0], inside[-1] + 1) if inside else (0, len(lines))


def _middle(page: GoldPage, lines: list[str]) -> list[str]:
    begin, end = story_bounds(page, lines)
    return lines[max(0, begin - 5) : end + 3]
