"""Sections: the category that a page shows for its story: by a label, a path of links, a line at the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import find_dates
from kmedtext.cleaning.sectionnames import EDGES, is_known_section, key, squeezed, words
from kmedtext.cleaning.sitemenus import Menu
from kmedtext.cleaning.tables import load_toml

_STEP = re.compile(r"[^\S\n]*[>›»＞❯⟩〉][^\S\n]*")
_SIGNS = ">›»＞❯⟩〉"
_SIGN = re.compile(f"[{_SIGNS}]")
_FIRST = re.compile(r"[\s>›»＞:：/|·]")
_OPENED = re.compile("[<〈⟨«《]")
_ARROW = re.compile(r"[^\S\n]+[/|·][^\S\n]+|[^\S\n]*[▶→][^\S\n]*")
_BRACKETED = re.compile(r"[\[【<〈《(［]\s?(?P<name>[^\[\]【】<>〈〉《》()［］\n]{2,16}?)\s?[\]】>〉》)］]")
_PORTAL = re.compile(
    r"언론사에서\s(?P<name>[가-힣A-Za-z/·]{2,10})(?:,\s?[가-힣A-Za-z/·, ]{2,20})?\s섹션으로\s분류"
)
_LETTERED = re.compile(r"\S(?:\s\S)+")
_BAR = re.compile(r"[^\S\n]*[|ㅣ∣｜\t][^\S\n]*|[^\S\n]{2,}|[^\S\n][·•/][^\S\n]")

Ranked = tuple[str, bool]
"""A name, and whether the page is sure to mean its own story by it."""


def find_section(
    head: Sequence[str],
    above: Sequence[str],
    page: Sequence[str] = (),
    *,
    title: str | None = None,
    house: str | None = None,
    hints: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[str | None, tuple[str, ...]]:
    """Find the section of a story, and what came near.

    ``head`` holds the lines between title and body, ``above`` those before the title,
    ``page`` all of them; ``house`` is the publisher, which is no section. In order: what HTML
    says, a label, a path of links, a bracketed line or a known name beside the title.

    >>> find_section([], ["로그인", "홈 > 병원소식 > 보도자료"], title="새 병동을 열다")
    ('보도자료', ())
    >>> find_section(["카테고리: 건강정보"], [])
    ('건강정보', ())
    >>> find_section([], ["정치", "경제", "사회"])
    (None, ('사회', '경제', '정치'))
    """
    said = [
        *((name, True) for name in _hinted(hints or {}, title)),
        *_labelled(head),
        *_labelled(above[-12:]),
        *_paths([*above, title or "", *head], title),
        *_portal(page),
        *_home_above(above, title),
        *_beside_title(above, head, house),
    ]
    names = [(name, sure) for name, sure in said if _is_name(name, title)]
    chosen = next((name for name, sure in names if sure), None)
    near = tuple(dict.fromkeys(name for name, _ in names if name != chosen))
    return chosen, near


def _is_name(name: str, title: str | None) -> bool:
    step: int = load_toml("facts.toml")["section"]["step"]
    if _LETTERED.fullmatch(name) and " " in name:
        return False
    if not 1 < len(name) <= step or key(name) in words()["not"] or not re.search(r"[^\W\d_]", name):
        return False
    if title is not None and squeezed(name) == squeezed(title):
        return False
    return not find_dates(name) and "@" not in name and not re.search(r"[.?!。]$|https?:|\d{4,}", name)


def _hinted(hints: Mapping[str, tuple[str, ...]], title: str | None) -> Iterator[str]:
    for name in load_toml("facts.toml")["section"]["hints"]:
        values = [value for value in hints.get(name, ()) if _is_name(value.strip(), title)]
        if values and name.endswith("breadcrumb"):
            yield values[-1].strip()
        elif values:
            yield values[0].strip()


@cache
def _label() -> re.Pattern[str]:
    labels = any_of(load_toml("facts.toml")["section"]["labels"])
    return re.compile(
        rf"(?:^|[|ㅣ∣｜\t/·(\[]|[^\S\n]{{2}}|(?<=\d)[^\S\n])[^\S\n]*(?P<label>{labels})[^\S\n]?"
        r"(?P<sign>[:：\])]|[^\S\n]?[|ㅣ\t>]|[^\S\n]{2,}|[^\S\n](?=[^\W\d_]))[^\S\n]*(?P<name>[^|ㅣ∣｜\t\n:：]{2,60})",
        re.IGNORECASE,
    )


@cache
def _label_line() -> re.Pattern[str]:
    return re.compile(rf"{any_of(load_toml('facts.toml')['section']['labels'])}[^\S\n]?[:：]?", re.IGNORECASE)


@cache
def _may_label() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("facts.toml")["section"]["labels"]), re.IGNORECASE)


def _labelled(lines: Sequence[str]) -> Iterator[Ranked]:
    """What stands behind a label, on the line or on the next one."""
    before = ""
    for line in lines:
        text = line.strip()
        if len(text) > load_toml("facts.toml")["section"]["path"]:
            before = ""
            continue
        if before and len(text) <= 20:
            yield text.strip(EDGES), before.endswith((":", "：")) or is_known_section(text)
        before = text if _label_line().fullmatch(text) else ""
        if before or not _may_label().search(text):
            continue
        found = _label().search(text)
        if found is None:
            continue
        sign = found["sign"].strip()
        firm = sign in (":", "：", "]", ")", "|", "ㅣ", "\t", ">") or len(found["sign"]) > 1
        if key(found["label"]) in words()["colon"] and sign not in (":", "：", "]"):
            firm = False
        name = re.split(r"[^\S\n]{2,}|,[^\S\n]|[^\S\n][·•/][^\S\n]", found["name"].strip(EDGES), maxsplit=1)[
            0
        ]
        name = _STEP.split(name)[-1].strip(EDGES + "[]()")
        yield name, firm or is_known_section(name)


def _paths(lines: Sequence[str], title: str | None) -> Iterator[Ranked]:
    """The last step of a path of links, on one line or a step a line. The path nearest to the story comes first."""
    found: list[Ranked] = []
    for start, text in _joined(lines):
        steps = [part.strip(EDGES) for part in _STEP.split(text)]
        signs = len(steps) > 1
        if not signs and key(_first(text)) in words()["home"]:
            steps = [part.strip(EDGES) for part in _ARROW.split(text)]
            if len(steps) < 2:
                continue
        homed = key(steps[0].rstrip(":：")) in words()["home"] or key(_first(text)) in words()["home"]
        steps = [step for step in steps if step and key(step.rstrip(":：")) not in words()["home"]]
        while steps and (key(steps[-1]) in words()["not"] or _is_title(steps[-1], title)):
            steps.pop()
        if not steps or not all(len(step) <= load_toml("facts.toml")["section"]["step"] for step in steps):
            continue
        if not signs and not homed:
            continue
        leaf = steps[-1]
        if not homed and len(steps) < 2:
            continue
        found.append(
            (
                leaf,
                homed
                or all(is_known_section(step) for step in steps)
                or (signs and len(steps) > 1 and start),
            )
        )
    yield from reversed(found)


def _first(text: str) -> str:
    return _FIRST.split(text.strip(), maxsplit=1)[0]


def _is_title(step: str, title: str | None) -> bool:
    if title is None:
        return False
    own, whole = squeezed(step.rstrip(".… ")), squeezed(title)
    return bool(own) and (
        own == whole or (len(own) >= 8 and (whole.startswith(own) or own.startswith(whole)))
    )


def _joined(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    """The lines that are paths, and those that make one together; whether the path fills its line."""
    longest: int = load_toml("facts.toml")["section"]["path"]
    run: list[str] = []
    for line in [*lines, ""]:
        text = line.strip()
        if run and text and len(text) <= 40 and (text[0] in _SIGNS or run[-1][-1] in _SIGNS):
            run.append(text)
            continue
        if len(run) > 1:
            yield True, " ".join(run)
        run = []
        if not text or len(text) > longest:
            continue
        if len(text) <= 40 and (key(text) in words()["home"] or text[-1] in _SIGNS):
            run = [text]
        elif (_SIGN.search(text, 1, len(text) - 1) and not _OPENED.search(text)) or (
            key(_first(text)) in words()["home"]
        ):
            yield True, text
    return


def _portal(lines: Sequence[str]) -> Iterator[Ranked]:
    for line in lines:
        found = _PORTAL.search(line[:120]) if "섹션" in line[:120] else None
        if found is not None:
            yield found["name"], True


def _home_above(above: Sequence[str], title: str | None) -> Iterator[Ranked]:
    """The last of a few short lines that lead from a home line to a longer one, the title as a rule."""
    table = load_toml("facts.toml")["section"]
    lines = [line.strip(EDGES) for line in above]
    for number in range(len(lines) - 2, -1, -1):
        if key(lines[number]) in words()["home"]:
            steps = list(takewhile(lambda line: 0 < len(line) <= table["step"], lines[number + 1 :]))
            if 1 <= len(steps) <= table["steps"]:
                known = is_known_section(steps[-1]) or lines.count(steps[-1]) > 1
                yield steps[-1], known and not _is_title(steps[-1], title)
            return


def _beside_title(above: Sequence[str], head: Sequence[str], house: str | None) -> Iterator[Ranked]:
    """A line at the title that names the section: in brackets, an item of the menu above, a usual name.

    The line nearest to the title comes first. One that closes a menu is no more than a candidate.
    """
    table = load_toml("facts.toml")["section"]
    lines = [line.strip() for line in above]
    menu = Menu(lines, house)
    for number in range(len(lines) - 1, max(len(lines) - 1 - table["reach"], -1), -1):
        text = lines[number].strip(EDGES)
        near = len(lines) - number <= table["bare_reach"]
        bracketed = _BRACKETED.fullmatch(lines[number])
        if near and bracketed is not None and key(bracketed["name"]) not in words()["bracketed_not"]:
            yield bracketed["name"], True
        elif len(text) > table["step"]:
            if near and len(text) <= table["path"]:
                yield from _in_facts(text)
        elif near and key(_first(text)) in words()["home"]:
            yield from _spaced_path(text, menu, number)
        elif menu.repeats(number):
            yield text, True
        elif near and is_known_section(text):
            yield text, not menu.goes_on(number)
        elif near:
            yield from _in_facts(text)
    for text in (line.strip() for line in head[: table["below"]]):
        if len(text) <= table["path"]:
            yield from _in_facts(text)
        if len(text) <= table["step"] and (is_known_section(text) or menu.holds(text)):
            yield text, True
    for line in lines[-table["dated"] :]:
        if len(line) <= table["path"]:
            yield from _in_facts(line)


def _in_facts(text: str) -> Iterator[Ranked]:
    """A usual name among the facts of a dated line: 정책 | 2024.03.11 | 조회 12."""
    if find_dates(text):
        for part in _BAR.split(text):
            if is_known_section(part.strip(EDGES + "[]")):
                yield part.strip(EDGES + "[]"), True


def _spaced_path(text: str, menu: Menu, number: int) -> Iterator[Ranked]:
    """The last step of a path whose steps only spaces part: 홈 알림 보도자료."""
    if any(sign in text for sign in _SIGNS):
        return
    parts = [part for part in re.split(r"[^\S\n]{2,}", text) if part]
    steps = (parts if len(parts) > 2 else text.split())[1:]
    if not 1 <= len(steps) <= 6:
        return
    for at in range(len(steps)):
        name = " ".join(steps[at:])
        if menu.holds(name, number) or is_known_section(name):
            yield name, True
            return
    yield steps[-1], len(steps) < 4 and (menu.holds(steps[0], number) or is_known_section(steps[0]))
