"""Hard wraps: how well lines cut by their width become paragraphs again, beside simple peers.

    python -m benchmarks.wrapped [--shared ../shared] [--half design held] [--style NAME] [--errors N]

Clean prose (our own annotated pages; for measuring only, the gold texts of the shared folder) is set
into lines in many styles. A joint is right if two lines of one paragraph are joined with just what
stood between them. The texts are halved by a hash of their names: errors are read in ``design`` only.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import annotated
from benchmarks.wrapped_sheets import FURNITURE, SetLine, Sheet, Style, letter_of, sheet_of
from kmedtext import __version__
from kmedtext.cleaning.drafts import Draft
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.wrapping import unwrap

_GLUED = re.compile(r"[가-힣][.?!][가-힣‘“\"]")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_SPACE = re.compile(r"\s+")
SMALLEST = 600
"""Characters of a text; shorter ones tell little of a page."""


class Text(NamedTuple):
    """A text to set: its name, its language, its paragraphs."""

    name: str
    lang: str
    paragraphs: list[str]

    @property
    def half(self) -> str:
        """``design`` or ``held``, by a hash of the name."""
        return "held" if int(hashlib.sha256(self.name.encode()).hexdigest()[0], 16) % 2 else "design"


def texts(shared: Path) -> Iterator[Text]:
    """All texts that are long enough."""
    for page in annotated.pages():
        if page.body and not any(line.goes_on for line in page.lines):
            yield Text(page.name, page.truth["lang"], page.body.split("\n\n"))
    for folder, lang in (("korean_recombined", "ko"), ("scrapinghub", "en")):
        for path in sorted((shared / "data" / "cleaning" / folder / "gold").glob("*.txt")):
            paragraphs = [
                _SPACE.sub(" ", line).strip() for line in path.read_text(encoding="utf-8").splitlines()
            ]
            kept = [text for text in paragraphs if text and not _GLUED.search(text)]
            letters = sum(len(_HANGUL.findall(text)) for text in kept)
            latin = sum(sum("a" <= char <= "z" for char in text) for text in kept)
            if letters > latin if lang == "ko" else letters == 0 and latin > 0.6 * sum(map(len, kept)):
                yield Text(path.stem, lang, kept)


@dataclass
class Tally:
    """What was right in one style."""

    joints: Counter[tuple[str, bool]] = field(default_factory=Counter)
    peers: Counter[tuple[str, bool]] = field(default_factory=Counter)
    borders: Counter[str] = field(default_factory=Counter)
    exact: int = 0
    paragraphs: int = 0
    furniture: Counter[bool] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def share(self, *kinds: str) -> float:
        """Share of joints that are right, of some kinds or all."""
        own = {key: count for key, count in self.joints.items() if not kinds or key[0] in kinds}
        return own_share(own)


def own_share(counts: dict[tuple[str, bool], int]) -> float:
    """Share of what is right."""
    total = sum(counts.values())
    return sum(count for (_, right), count in counts.items() if right) / total if total else float("nan")


def kind_of(line: SetLine) -> str:
    """What stood between a line and the one before it."""
    if line.drop:
        return "hyphen"
    return "space" if line.joint else "none"


PEERS: dict[str, Callable[[str, str], tuple[int, str]]] = {
    "all with a space": lambda first, second: (0, " "),
    "Hangul without": lambda first, second: (
        (0, "") if _HANGUL.match(first[-1]) and _HANGUL.match(second[0]) else (0, " ")
    ),
}


def judge(sheet: Sheet, drafts: Sequence[Draft], tally: Tally) -> None:
    """Count what is right of one sheet."""
    starts = {
        piece.start: (number, index)
        for number, draft in enumerate(drafts)
        for index, piece in enumerate(draft.pieces)
    }
    before: SetLine | None = None
    for line in sheet.lines:
        if line.paragraph == FURNITURE:
            tally.furniture[starts.get(line.start, (0, 1))[1] == 0 and _alone(drafts, starts, line)] += 1
            continue
        found = _joint(drafts, starts, before, line) if before else None
        if before is not None and line.joint is not None:
            right = found == (line.drop, line.joint)
            tally.joints[kind_of(line), right] += 1
            if not right:
                first = sheet.text[before.start : before.end]
                tally.misses.append(
                    f"{kind_of(line)} -> {found}: {first} ⏎ {sheet.text[line.start : line.end]}"
                )
            first, second = sheet.text[before.start : before.end], sheet.text[line.start : line.end]
            for name, peer in PEERS.items():
                tally.peers[name, peer(first, second) == (line.drop, line.joint)] += 1
        if before is not None:
            key = ("hit" if found is None else "miss") if line.joint is None else "ok"
            if line.joint is not None and found is None:
                key = "extra"
            if key == "miss":
                first = sheet.text[before.start : before.end]
                tally.misses.append(f"border -> {found}: {first} ⏎ {sheet.text[line.start : line.end]}")
            tally.borders[key] += 1
        before = line
    made = Counter(_paragraphs(drafts))
    for paragraph in sheet.paragraphs:
        if any(map(str.isalnum, paragraph)):
            tally.paragraphs += 1
            if made[paragraph]:
                made[paragraph] -= 1
                tally.exact += 1


def _alone(drafts: Sequence[Draft], starts: dict[int, tuple[int, int]], line: SetLine) -> bool:
    """Whether a line that is no part of the text is a block of its own."""
    place = starts.get(line.start)
    return place is not None and drafts[place[0]].end <= line.end


def _joint(
    drafts: Sequence[Draft], starts: dict[int, tuple[int, int]], before: SetLine, line: SetLine
) -> tuple[int, str] | None:
    """How two lines were joined: (characters dropped, what was put between); None: not at all."""
    place = starts.get(line.start)
    if place is None:
        return (0, "?")
    number, index = place
    draft = drafts[number]
    if index:
        last, own = draft.pieces[index - 1], draft.pieces[index]
        joint = draft.text[last.at + last.end - last.start : own.at]
        if "\n" in joint:
            return None
        if not before.start <= last.start < before.end:
            return (0, "order")
        return before.end - last.end, joint
    if draft.joint is None:
        return None
    number -= 1
    while number >= 0 and (drafts[number].furniture or drafts[number].pinned):
        number -= 1
    if number < 0 or not before.start < drafts[number].end <= before.end:
        return (0, "order")
    return before.end - drafts[number].end, draft.joint


def _paragraphs(drafts: Sequence[Draft]) -> Iterator[str]:
    text = ""
    for draft in drafts:
        if draft.furniture or draft.pinned:
            continue
        if draft.joint is None:
            yield from text.split("\n\n")
            text = draft.text
        else:
            text += draft.joint + draft.text
    yield from text.split("\n\n")


def hyphenator() -> Callable[[str], Sequence[int]] | None:
    """Where English words may be cut, by Pyphen's patterns; None where it is not installed."""
    try:
        import pyphen
    except ImportError:
        return None
    table = pyphen.Pyphen(lang="en_US")
    return lambda word: [int(place) for place in table.positions(word)]


def styles() -> tuple[list[Style], dict[str, dict[str, Any]]]:
    """The styles of ``data/wrapped.toml`` and what stands on their pages."""
    table = tomllib.loads((Path(__file__).parent / "data" / "wrapped.toml").read_text(encoding="utf-8"))
    return [Style(**entry) for entry in table["style"]], table


def run(
    style: Style, chosen: Sequence[Text], words: dict[str, Any], cut: Callable[[str], Sequence[int]] | None
) -> tuple[Tally, float, int]:
    """Set and unwrap the texts in one style: (tally, seconds, lines)."""
    tally, seconds, count = Tally(), 0.0, 0
    for text in chosen:
        paragraphs = letter_of(text.paragraphs, words) if style.letter else text.paragraphs
        shift = int(hashlib.sha256(text.name.encode()).hexdigest()[1], 16) % 5 - 2
        own = replace(style, page=style.page + shift) if style.page else style
        sheet = sheet_of(paragraphs, own, words, cut)
        started = time.perf_counter()
        drafts = unwrap(split_lines(sheet.text))
        seconds += time.perf_counter() - started
        count += len(sheet.lines)
        tally.misses.append(f"## {text.name}")
        judge(sheet, drafts, tally)
    return tally, seconds, count


def judge_page(page: annotated.Annotated, *, errors: bool) -> Counter[str]:
    """Count the borders of an annotated page: where a line goes on with the one before it, and where not."""
    drafts = unwrap(split_lines(page.text))
    place = {
        offset: (number, index)
        for number, draft in enumerate(drafts)
        for index, piece in enumerate(draft.pieces)
        for offset in range(piece.start, piece.end)
    }
    counts: Counter[str] = Counter()
    lines = [
        (line, page.text[line.start : line.end])
        for line in page.lines
        if page.text[line.start : line.end].strip()
    ]
    for (_, before), (line, text) in pairwise(lines):
        start = line.start + len(text) - len(text.lstrip())
        number, index = place.get(start, (-1, 0))
        joined = index > 0 or (number >= 0 and drafts[number].joint is not None)
        key = ("joined" if joined else "missed") if line.goes_on else ("glued" if joined else "apart")
        counts[key] += 1
        if errors and key in ("missed", "glued"):
            print(f"      {page.name} {key} ({line.kind}): {before.strip()[-50:]} ⏎ {text.strip()[:50]}")
    return counts


def bench_pages(folders: Sequence[Path], *, errors: bool) -> None:
    """The borders of annotated pages."""
    for folder in folders:
        total: Counter[str] = Counter()
        for page in annotated.pages(folder):
            total += judge_page(page, errors=errors)
        print(
            f"{folder}: lines that go on {total['joined']}/{total['joined'] + total['missed']}, "
            f"lines that do not {total['apart']}/{total['apart'] + total['glued']}"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--half", nargs="*", choices=["design", "held"], default=["design", "held"])
    parser.add_argument("--style", default="", help="only styles whose name holds this")
    parser.add_argument("--lang", default="", choices=["", "ko", "en"])
    parser.add_argument("--errors", type=int, default=0, help="print so many errors of the design half")
    parser.add_argument("--every", type=int, default=1, help="take every n-th text only")
    parser.add_argument(
        "--pages", type=Path, nargs="*", help="only the borders of the annotated pages of folders"
    )
    arguments = parser.parse_args()
    if arguments.pages:
        bench_pages(arguments.pages, errors=arguments.errors > 0)
        return
    kinds, table = styles()
    cut = hyphenator()
    material = [text for text in texts(arguments.shared) if sum(map(len, text.paragraphs)) >= SMALLEST]
    print(f"kmedtext {__version__}; hyphens {'by Pyphen' if cut else 'left out: pip install pyphen'}")
    for half in arguments.half:
        total: dict[str, Tally] = {}
        for style in kinds:
            if arguments.style not in style.name or (arguments.lang and style.lang != arguments.lang):
                continue
            chosen = [text for text in material if text.half == half and text.lang == style.lang]
            chosen = chosen[:: arguments.every]
            tally, seconds, count = run(style, chosen, table[style.lang], cut)
            _print(f"{half} {style.lang} {style.name}", tally, len(chosen), seconds / max(1, count))
            if half == "design":
                for miss in tally.misses[: arguments.errors]:
                    print("     ", miss)
            cuts = "by character" if style.cut != "word" else "by word"
            for key in (style.lang, f"{style.lang} {cuts}"):
                _add(total.setdefault(key, Tally()), tally)
        for key, tally in sorted(total.items()):
            _print(f"{half} ALL {key}", tally, 0, 0.0)


def _add(total: Tally, tally: Tally) -> None:
    total.joints += tally.joints
    total.peers += tally.peers
    total.borders += tally.borders
    total.furniture += tally.furniture
    total.exact += tally.exact
    total.paragraphs += tally.paragraphs


def _print(name: str, tally: Tally, count: int, seconds: float) -> None:
    hit, miss, extra = (tally.borders[key] for key in ("hit", "miss", "extra"))
    f1 = 2 * hit / (2 * hit + miss + extra) if hit else 0.0
    parts = " ".join(
        f"{kind} {tally.share(kind):.3f}"
        for kind in ("space", "none", "hyphen")
        if any(key[0] == kind for key in tally.joints)
    )
    peers = " ".join(
        f"{name}: {own_share({key: n for key, n in tally.peers.items() if key[0] == name}):.3f}"
        for name in PEERS
    )
    apart = f" asides {tally.furniture[True] / tally.furniture.total():.3f}" if tally.furniture else ""
    print(
        f"{name:<78} joints {tally.share():.4f} ({parts}) borders {f1:.3f} "
        f"exact {tally.exact / max(1, tally.paragraphs):.3f}{apart} | {peers}"
        + (f" | {count} texts {1e6 * seconds:.0f} µs a line" if count else ""),
        flush=True,
    )


if __name__ == "__main__":
    main()
