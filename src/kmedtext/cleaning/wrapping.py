"""Wrapping: lines that were cut by their width become paragraphs again.

A page counts as hard-wrapped when enough of its neighbouring lines are about equally full and
break inside a sentence. Only then are lines joined; a page with a paragraph a line stays as it is.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from kmedtext.cleaning.bylines import find_byline
from kmedtext.cleaning.drafts import Assembly, Draft, draft_of_line
from kmedtext.cleaning.furniture import furniture_lines, print_mark, stamp_end
from kmedtext.cleaning.joining import Seam, Vocabulary, cut_words, rules, seam
from kmedtext.cleaning.lines import Line
from kmedtext.records import Piece

BULLET = re.compile(
    r"^(?:[•‣◦▪▫■□●○◆◇▲△▶▷►▸※☞★☆√✔✓➤➢➔→·ㆍ⦁∙＊*◎◈❍❏]\s?|[-–—]\s+|[ㅇㅁ]\s|[①-⑳⓪❶-❿㉠-㉯]\s?"
    r"|\(?(?:\d{1,2}|[가나다라마바사아자차카타파하]|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s)"
)
_FINAL = re.compile(r"[.!?…。](?:[\"'”’)\]」』〉》]|\s?\[\d{1,3}\]){0,3}$")
_COLON = re.compile(r"[:：]$")
_LOWER = re.compile(r"^[\"'“‘(]?[a-z\u00df-\u00ff]")
_GAP = re.compile(r"\S {3,}\S")
_ALNUM = re.compile(r"\w")
_STARTS_NEW = re.compile(r"^(?:©|ⓒ|\(c\)|copyright\b|https?://)", re.IGNORECASE)
_LABEL = re.compile(r"^[^\s:：]{1,12}(?:\s[^\s:：]{1,12}){0,3}\s?[:：]\s")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_KOREAN_OPEN = re.compile(r"(?:[은는을를에의로와과며고]|[가-힣][이가서도한된할던인게면여해]|[,·(])$")
_SENTENCE_INSIDE = re.compile(r"[a-z가-힣)”\"’']\.\s+[\"'“‘(]?[A-Z가-힣\d]")

LONGEST_HEADING = 120
"""Columns."""
_OPENING = 12
_SHORT_LAST = 0.7
"""Of the wrap's width."""
_COPIES = 20
"""So many lines with one opening are looked at."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a page is wrapped: full lines are about ``width`` columns wide, few are under ``ragged``.

    ``even``: lines break only where no further word fits; ``mixed``: of lines cut by character some
    break between words all the same, where a further syllable would have fit.
    """

    width: int
    ragged: int
    even: bool
    by_character: bool
    spaced: bool
    mixed: bool = False


def find_wrap(lines: list[Line]) -> Wrap | None:
    """Tell whether a page is hard-wrapped, and how."""
    table = rules()["page"]
    pairs = [
        (first, second)
        for first, second in itertools.pairwise(lines)
        if second.blanks == 0
        and table["narrowest"] <= first.width <= table["widest"]
        and not print_mark(first.text)
        and _ALNUM.search(first.text)
    ]
    if len(pairs) < table["pairs"]:
        return None
    width = _wrap_width(pairs)
    total = sum(line.width for line in lines)
    if (
        sum(line.width for line in lines if line.width > max(width * 1.35, width + 20))
        > table["wide_share"] * total
    ):
        return None
    full = _mostly(_evenly_full(pairs, width), total, table["even_mass"])
    even = bool(full)
    full = full or _mostly(_broken(pairs, width), total, table["broken_mass"])
    if not full:
        width = sorted(first.width for first, _ in pairs)[int((len(pairs) - 1) * 0.9)]
        full = _mostly(_broken(pairs, width), total, table["broken_mass"])
    if not full:
        return None
    widths = sorted(line.width for line in full)
    low, high = widths[len(widths) // 10], widths[-1 - len(widths) // 10]
    korean = [line for line in full if _HANGUL.search(line.text[-3:])]
    tails = sum(line.tail for line in korean)
    spaced = bool(korean) and 0.1 * len(korean) <= tails <= 0.9 * len(korean)
    return Wrap(
        width=max(width, high),
        ragged=low,
        even=even,
        by_character=bool(korean) and (high - low <= table["even"] or spaced),
        spaced=spaced,
    )


def _mostly(full: list[Line], total: int, share: float) -> list[Line]:
    """The full lines, if they make enough of the page."""
    return full if sum(line.width for line in full) >= share * total else []


def _wrap_width(pairs: list[tuple[Line, Line]]) -> int:
    """The width that most lines come near without passing it."""
    counts = Counter(first.width for first, _ in pairs)
    top = max(counts)
    below = [0] * (top + 2)
    for width in range(top + 1):
        below[width + 1] = below[width] + counts[width]
    return max(
        range(min(counts), top + 1),
        key=lambda width: (
            below[width + 1] - below[int(width * 0.86)] - 2 * (below[top + 1] - below[width + 1]),
            width,
        ),
    )


def _evenly_full(pairs: list[tuple[Line, Line]], width: int) -> list[Line]:
    """The full lines that end inside a sentence, if the page breaks its lines where no further word fits."""
    table = rules()["page"]
    full, short, ended = [], 0, 0
    for first, second in pairs:
        if first.width > width * 1.05 or BULLET.match(second.text):
            continue
        final = bool(_FINAL.search(first.text[-20:]))
        is_full = first.width >= width - 2 or first.width + 1 + _first_width(second) > width
        if is_full and not final:
            full.append(first)
            ended += bool(_FINAL.search(second.text[-20:])) or bool(
                _SENTENCE_INSIDE.search(second.text[:200])
            )
        elif not final and first.width >= 0.5 * width:
            short += 1
    if len(full) < table["pairs"] or len(full) < table["even_share"] * (len(full) + short):
        return []
    prose = sum(bool(_SENTENCE_INSIDE.search(line.text[:200])) for line in full) + ended
    return full if prose >= max(2, 0.2 * len(full)) else []


def _broken(pairs: list[tuple[Line, Line]], width: int) -> list[Line]:
    """The full lines that break inside a sentence by their wording, if most full lines do."""
    table = rules()["page"]
    broken, seen = [], 0
    for first, second in pairs:
        if first.width < table["full"] * width or first.width > width * 1.35:
            continue
        if BULLET.match(second.text) and not _LOWER.match(second.text):
            continue
        seen += 1
        if inside_sentence(first, second):
            broken.append(first)
    return broken if len(broken) >= table["pairs"] and len(broken) >= table["share"] * seen else []


def inside_sentence(first: Line, second: Line) -> bool:
    """Whether the break between two lines looks like one inside a sentence."""
    text = first.text[-80:]
    if _FINAL.search(text) or _COLON.search(text):
        return False
    if _LOWER.match(second.text):
        return True
    if _HANGUL.search(first.text[-12:]) and _HANGUL.search(second.text[:12]):
        return (
            bool(_KOREAN_OPEN.search(text))
            or bool(_SENTENCE_INSIDE.search(first.text))
            or bool(_SENTENCE_INSIDE.search(second.text[:200]))
        )
    return text.endswith((",", "-", "–", "(")) or bool(_SENTENCE_INSIDE.search(first.text))


def unwrap(lines: list[Line]) -> list[Draft]:
    """Turn lines into drafts: hard wraps undone, page furniture apart."""
    wrap = find_wrap(lines)
    furniture = furniture_lines(lines, wrapped=wrap is not None)
    headings = _twofold(lines) - furniture
    if wrap is None:
        return _unwrapped(lines, furniture, headings)
    vocabulary = Vocabulary(lines)
    if not wrap.by_character and cut_words(lines, vocabulary, wrap.ragged):
        wrap = replace(wrap, by_character=True, width=max(wrap.width, _reach(lines, wrap)), mixed=True)
    drafts: list[Draft] = []
    run: list[Line] = []
    for index, line in enumerate(lines):
        if index in furniture:
            _close(run, wrap, vocabulary, drafts)
            drafts.append(draft_of_line(line, furniture=True))
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        if run and index not in headings and not _goes_on(run, line, following, wrap):
            _close(run, wrap, vocabulary, drafts)
        run.append(line)
    _close(run, wrap, vocabulary, drafts)
    return _over_furniture(drafts, lines, wrap, vocabulary)


def _unwrapped(lines: list[Line], furniture: set[int], headings: set[int]) -> list[Draft]:
    """A draft a line, but headlines on two lines made one."""
    drafts: list[Draft] = []
    for index, line in enumerate(lines):
        own = draft_of_line(line, furniture=index in furniture)
        if index in headings and drafts and not drafts[-1].furniture:
            before = drafts[-1]
            piece = Piece(len(before.text) + 1, line.start, line.end)
            text, pieces = f"{before.text} {line.text}", (*before.pieces, piece)
            own = replace(before, text=text, pieces=pieces, lines=before.lines + 1)
            drafts.pop()
        drafts.append(own)
    return drafts


def _twofold(lines: list[Line]) -> set[int]:
    """Lines that go on with a headline: another line of the page has both as one."""
    whole: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if line.width <= 2 * LONGEST_HEADING:
            text = line.text[stamp_end(line.text) :].strip()
            same = whole[text[:_OPENING]]
            if len(same) < _COPIES:
                same.add(text)
    return {
        index
        for index, (first, second) in enumerate(itertools.pairwise(lines), 1)
        if first.width <= LONGEST_HEADING
        and second.width <= LONGEST_HEADING
        and len(first.text) >= _OPENING
        and not second.blanks
        and any(text.startswith(f"{first.text} {second.text}") for text in whole[first.text[:_OPENING]])
    }


def _goes_on(run: list[Line], line: Line, following: Line | None, wrap: Wrap) -> bool:
    last = run[-1]
    if (
        line.blanks
        or line.feed
        or not (_ALNUM.search(line.text) and _ALNUM.search(last.text))
        or _STARTS_NEW.match(line.text)
    ):
        return False
    if _opens_item(last, line) or _GAP.search(last.text) or _GAP.search(line.text):
        return False
    if _COLON.search(last.text) or _signed(line, following, wrap):
        return False
    full = rules()["page"]["full"] * wrap.width
    first_width = _first_width(line)
    fits = last.width < wrap.ragged and last.width + 1 + first_width <= wrap.width * 0.97
    if last.width > wrap.width * 1.4 or line.width > wrap.width * 1.4:
        return False
    if _FINAL.search(last.text[-20:]):
        if wrap.even and last.width + 1 + first_width <= wrap.width:
            return False
        if not _FINAL.search(line.text[-20:]) and (following is None or following.blanks):
            return False
        if last.width < full or (
            fits and (wrap.by_character or last.width + first_width < 0.85 * wrap.width)
        ):
            return False
        return line.indent <= run[-1].indent + 1 or (len(run) == 1 and bool(BULLET.match(run[0].text)))
    if inside_sentence(last, line) and last.width >= (0.35 if _LOWER.match(line.text) else 0.5) * wrap.width:
        return True
    if last.width >= full and not (fits and wrap.even):
        return not (_LABEL.match(line.text) and not _LOWER.match(line.text)) or inside_sentence(last, line)
    return len(run) == 1 and bool(BULLET.match(run[0].text)) and bool(_LOWER.match(line.text))


def _signed(line: Line, following: Line | None, wrap: Wrap) -> bool:
    """Whether a short last line of a block names who wrote what."""
    last = following is None or following.blanks > 0
    short = line.width <= _SHORT_LAST * wrap.width and not _FINAL.search(line.text[-20:])
    return last and short and find_byline(line.text) is not None


def _opens_item(last: Line, line: Line) -> bool:
    """Whether a line opens an item of a list, not just looks like it (``다. ``, cut off its word)."""
    bullet = BULLET.match(line.text)
    if not bullet or (_LOWER.match(line.text) and not last.text.endswith((".", ":"))):
        return False
    return not (_HANGUL.match(bullet.group().lstrip("(")) and not _FINAL.search(last.text[-20:]))


def _first_width(line: Line) -> int:
    word = line.text[:60].split()[0]
    return len(word) + len(_HANGUL.findall(word))


def _close(run: list[Line], wrap: Wrap, vocabulary: Vocabulary, drafts: list[Draft]) -> None:
    if not run:
        return
    assembly = Assembly()
    drop = 0
    for index, line in enumerate(run):
        following = run[index + 1] if index + 1 < len(run) else None
        link = _seam(line, following, wrap, vocabulary) if following else Seam(0, "")
        drop = link.drop
        assembly.add(line.text[: len(line.text) - drop], line.start)
        if following:
            assembly.space(link.joint)
    text, pieces = assembly.result()
    drafts.append(
        Draft(text, pieces, blanks=run[0].blanks, indent=run[0].indent, lines=len(run), wrapped=len(run) > 1)
    )
    run.clear()


def _seam(first: Line, second: Line, wrap: Wrap, vocabulary: Vocabulary) -> Seam:
    full = not wrap.mixed or first.indent + first.width > wrap.width - 3
    return seam(first, second, vocabulary, by_character=wrap.by_character and full, spaced=wrap.spaced)


def _reach(lines: list[Line], wrap: Wrap) -> int:
    """The width of the widest wrapped lines, their indent counted."""
    return max(
        (line.indent + line.width for line in lines if wrap.ragged <= line.width <= wrap.width), default=0
    )


def _over_furniture(
    drafts: list[Draft], lines: list[Line], wrap: Wrap, vocabulary: Vocabulary
) -> list[Draft]:
    """Mark drafts that go on with the sentence before the page furniture."""
    by_start = {line.start: line for line in lines}
    by_end = {line.end: line for line in lines}
    before: int | None = None
    crossed = False
    for index, draft in enumerate(drafts):
        if draft.furniture:
            crossed = True
            continue
        if crossed and before is not None:
            first, second = by_end.get(drafts[before].end), by_start.get(draft.start)
            if first and second and _sentence_crosses(first, second, wrap):
                link = _seam(first, second, wrap, vocabulary)
                if link.drop:
                    drafts[before] = _shorten(drafts[before], link.drop)
                drafts[index] = replace(draft, joint=link.joint)
        before, crossed = index, False
    return drafts


def _sentence_crosses(first: Line, second: Line, wrap: Wrap) -> bool:
    if BULLET.match(second.text) or first.width < 0.5 * wrap.width:
        return False
    return inside_sentence(first, second)


def _shorten(draft: Draft, drop: int) -> Draft:
    last = draft.pieces[-1]
    if last.end - last.start <= drop:
        return draft
    pieces = (*draft.pieces[:-1], Piece(last.at, last.start, last.end - drop))
    return replace(draft, text=draft.text[:-drop], pieces=pieces)
