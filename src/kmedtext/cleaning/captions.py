"""Captions: what in the wording of a line says that it stands under a picture."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.tables import load_toml
from kmedtext.cleaning.telltales import Telltales

_MARKS = "▲△◀▷"
_STOP = re.compile(r"[다요.?!][.?!](?:\s|$)|[a-z)][.?!](?:\s|$)")
_SENTENCE = re.compile(r"[가-힣]다[.\"”]")
_POSED = re.compile(
    r"(?:기념 ?(?:사진|촬영)[을를]? ?(?:촬영)?(?:하고|찍고)?|포즈를 취하고)[^\S\n]?(?:있다|있는 모습|했다)?\.?$"
)


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    table = load_toml("credits.toml")["caption"]
    given = any_of(table["given"])
    side = r"(?:왼쪽|오른쪽|가운데|앞줄|뒷줄|왼쪽부터|오른쪽부터|위|아래|위쪽|아래쪽)"
    return {
        "opening": re.compile(rf"[▲△◀▶■*\-•\s]{{0,4}}{any_of(table['opening'])}", re.IGNORECASE),
        "closing": re.compile(
            rf"(?:^|[\s(\[/<.|·#”\"'’)\]])(?:{any_of(table['closing'])})[^\S\n]?[^.?!\n]{{0,60}}[.)\]>]{{0,2}}$",
            re.IGNORECASE,
        ),
        "given": re.compile(
            rf"(?:[가-힣A-Za-z0-9)㈜]{{2,30}}[^\S\n])(?:{given})[.)\]>]{{0,2}}$|[(\[<][^()\[\]<>\n]{{1,40}}(?:{given})[^()\[\]<>\n]{{0,24}}[)\]>]\.?$"
        ),
        "resale": re.compile(r"재판매 및 DB|DB ?금지|DB 및 재판매"),
        "people": re.compile(any_of(table["people"])),
        "side": re.compile(rf"[(（](?:[^()（）\n]{{0,20}}[^\S\n])?{side}[^()（）\n]{{0,16}}[)）]"),
        "verbs": re.compile(any_of(table["verbs"])),
        "poses": re.compile(rf"\b{any_of(table['poses'])}\b", re.IGNORECASE),
        "side en": re.compile(
            r"\((?:[^()\n]{0,24}[^\S\n])?(?:left|right|center|centre|L|R|far left|far right|from left|from right)(?:[^()\n]{0,24})?\)|,[^\S\n](?:left|right|center|centre),",
        ),
    }


def caption_words() -> list[str]:
    """What a line holds at the least, one of them, if it is a caption by its wording."""
    table = load_toml("credits.toml")["caption"]
    words = [*table["opening"], *table["closing"], *table["given"]]
    sides = ["(", "（", "left,", "right,", "center,", "centre,"]
    return [*words, *sides, *_MARKS, "DB", "기념", "포즈를"]


@cache
def _telltales() -> Telltales:
    return Telltales({"caption": caption_words()})


def caption_cue(text: str) -> bool:
    """Whether a line is a caption by its wording.

    ``▲`` and ``▶`` alone say nothing, since they open items of lists as well: a word of people
    or pictures must come with them. One side in brackets must come with a pose.

    >>> caption_cue("▲ 협약식에서 원장(왼쪽)과 대표가 기념촬영을 하고 있다."), caption_cue("▲ 당뇨 병력이 있는 환자")
    (True, False)
    >>> caption_cue("Photo: Dale Hospital"), caption_cue("The hospital opened in 1998.")
    (True, False)
    """
    line = text.strip()
    if not line or len(line) > load_toml("credits.toml")["limits"]["caption"]:
        return False
    if not _telltales().on(line.lower()):
        return False
    cues = _cues()
    if cues["opening"].match(line) or cues["resale"].search(line):
        return True
    if len(line) > 220 or len(_STOP.findall(line)) > 2:
        return False
    if cues["closing"].search(line):
        return True
    if line[0] in _MARKS and cues["people"].search(line):
        return True
    if cues["given"].search(line):
        return True
    if cues["side"].search(line) and (cues["verbs"].search(line) or not _SENTENCE.search(line)):
        return True
    if _POSED.search(line):
        return True
    return bool(cues["side en"].search(line) and cues["poses"].search(line))


_SCENE = re.compile(
    r"(?:고|[어아려져혀여워해]) ?있(?:다|는 모습|습니다)\.?$|모습(?:이다)?\.?$|[가-힣] (?:전경|조감도)\.?$"
)
_NUMBERED = re.compile(
    r"[\[<(【〈]?(?:(?:Figure|Fig\.|Picture|Photo|Table|Chart)\s?\d{1,2}(?:-\d{1,2})?\s?[.:)|\]]|(?:그림|표|사진|도표)\s?\d{1,2}(?:-\d{1,2})?\s?[.:)\]>】〉])\s?\S"
    r"|[\[<【](?:그림|도표|그래픽|Graphic|Figure|Photo)[\]>】]\s?\S",
    re.IGNORECASE,
)
_WIDEST_NUMBERED = 260


def scene(text: str) -> bool:
    """Whether a line is one sentence that says what is to be seen, as captions do; stories have such sentences too.

    >>> scene("간호사가 병동에서 환자의 혈압을 재고 있다."), scene("환자가 늘고 있다. 병원은 바쁘다.")
    (True, False)
    """
    return _SCENE.search(text[-24:]) is not None and len(_STOP.findall(text)) <= 1


def opens_with_scene(text: str) -> bool:
    """Whether the first sentence of a line is such a one.

    >>> opens_with_scene("아이들이 학사모를 던지고 있다. 올해는 아홉 명이 졸업했다.")
    True
    """
    return scene(re.split(r"(?<=[다요][.])\s", text, maxsplit=1)[0])


def numbered(text: str) -> bool:
    """Whether a line is the caption of a numbered figure or table.

    >>> numbered("Figure 2. Weight by week"), numbered("Figure 2 shows the weight by week."), numbered("표 1. 대상자")
    (True, False, True)
    """
    return len(text) <= _WIDEST_NUMBERED and _NUMBERED.match(text) is not None
