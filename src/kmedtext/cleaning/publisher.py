"""Publisher: who publishes a page, by what its masthead, footer and head say.

Every line gives evidence for names; evidence of different sources adds up, of one source only
the strongest counts. The publication wins over the company that owns it. Weights and cue
words are in ``data/publisher.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.dates import find_dates
from kmedtext.cleaning.names import is_bare_name, is_section
from kmedtext.cleaning.publishernames import bare_name, is_company, is_korean_institution, is_name, same_name
from kmedtext.cleaning.tables import load_toml

Evidence = tuple[str, str]
"""A name and the source that gives it (a key of ``weights`` in the table)."""


def find_publisher(
    lines: Sequence[str], hints: Mapping[str, tuple[str, ...]] | None = None
) -> tuple[str | None, tuple[str, ...]]:
    """Find the publisher of a page, and all candidates, the best first.

    ``lines`` are the page's lines, ``hints`` what HTML says in its head. None if the evidence
    is thin or two names are level.

    >>> find_publisher(["한별일보", "로그인", "…", "㈜한별일보 서울특별시 중구 등록번호 서울 가00000"])[0]
    '한별일보'
    """
    table = load_toml("publisher.toml")
    weights, limits = table["weights"], table["limits"]
    kept = [line.strip()[: limits["line"]] for line in lines if line.strip()]
    evidence = [*_of_hints(hints or {}), *_of_lines(kept), *_of_masthead(kept)]
    groups: dict[str, dict[str, float]] = {}
    spellings: dict[str, list[str]] = {}
    for raw, source in evidence:
        name = bare_name(raw)
        key = same_name(name)
        if not is_name(name) or len(key) < 2:
            continue
        groups.setdefault(key, {})[source] = weights[source]
        spellings.setdefault(key, []).append(name)
    if not groups:
        return None, ()
    hosts = " ".join(re.sub(r"[\W_]+", "", host) for host in _hosts(kept))
    korean = _is_korean(kept)
    scores: dict[str, float] = {}
    for key, sources in groups.items():
        score = sum(sources.values())
        if len(key) > 5 and key.isascii() and key in hosts:
            score += weights["domain"]
        if korean == any(re.search("[가-힣]", name) for name in spellings[key]):
            score += weights["language"]
        scores[key] = score
    ranked = sorted(scores, key=lambda key: -scores[key])
    names = tuple(_spelling(spellings[key], kept) for key in ranked)
    best = scores[ranked[0]]
    strongest = max(groups[ranked[0]].values())
    if strongest < weights["owner"] or best < weights["least"]:
        return None, names
    if (
        len(ranked) > 1
        and best - scores[ranked[1]] < weights["margin"]
        and not _contained(ranked[0], ranked[1])
    ):
        return None, names
    return names[0], names


def _contained(one: str, other: str) -> bool:
    return one in other or other in one


def _is_korean(lines: Sequence[str]) -> bool:
    sample = " ".join(lines)[:20_000]
    hangul = len(re.findall("[가-힣]", sample))
    return hangul >= 0.2 * (hangul + len(re.findall("[A-Za-z]", sample)))


def _spelling(names: Sequence[str], lines: Sequence[str]) -> str:
    """The spelling to give: the first that is not all capitals, also if it only stands in the text."""
    mixed = [name for name in names if not name.isupper() and not name.islower()] or [
        name for name in names if re.search("[가-힣]", name)
    ]
    if mixed:
        return mixed[0]
    words = names[0].split()
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)
    for line in lines:
        for match in pattern.finditer(line):
            if not match.group().isupper() and not match.group().islower():
                return re.sub(r"\s+", " ", match.group())
    return names[0]


def _of_hints(hints: Mapping[str, tuple[str, ...]]) -> Iterator[Evidence]:
    table = load_toml("publisher.toml")["hints"]
    for key in table["site"]:
        for value in hints.get(key, ()):
            yield value, "hint"
    for key in table["title"]:
        for value in hints.get(key, ()):
            parts = re.split(r"\s[|\-–—:<>]{1,2}\s", value)
            if len(parts) > 1:
                yield parts[-1], "title"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = load_toml("publisher.toml")
    marks = any_of(table["copyright"]["marks"])
    years = table["copyright"]["years"]
    corporate = any_of(table["corporate"]["korean"])
    regions, phones = any_of(table["footer"]["regions"]), any_of(table["footer"]["phones"])
    name = r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9&·]{1,23}"
    return {
        "label": re.compile(
            rf"(?:^|[\s|/•·ㅣ,])(?P<label>{any_of(table['labels']['name'])})\s?[:：]\s?(?P<name>[^|/•ㅣ:：\n]{{2,60}})"
        ),
        "owner": re.compile(
            rf"(?:^|[\s|/•·ㅣ,])(?P<label>{any_of(table['labels']['owner'])})\s?[:：]\s?(?P<name>[^|/•ㅣ:：\n]{{2,60}})"
        ),
        "copyright": re.compile(
            rf"(?:^|[\s<\[(|•.,/@a-z]){marks}(?:\s?(?:{marks}|by\b))*\s*(?:{years})?[\s,.]*(?:by\s)?(?P<name>[^|\n<>\]]{{2,160}})",
            re.IGNORECASE,
        ),
        "homepage": re.compile(
            rf"(?<![가-힣A-Za-z])(?P<name>{name})(?:\s?공식)?\s(?:홈페이지|웹사이트|누리집)(?:의|에|를|는|에서|를|와|가|\s|$)"
        ),
        "contents": re.compile(
            rf"(?<![가-힣A-Za-z])(?P<name>{name}?)(?:의|에\s?실린|에\s?게재된|이\s?제공하는|가\s?제공하는)?\s모든\s?(?:콘텐츠|컨텐츠|기사|저작물|내용)"
        ),
        "company": re.compile(rf"(?P<name>{corporate}\s?{name}|{name}\s?{corporate})"),
        "phone": re.compile(rf"(?:^|[\s,)|])(?P<name>{name})\s?[|,:]?\s?(?:{phones})\b"),
        "placed": re.compile(
            rf"^(?P<name>(?:{corporate}\s?)?{name}(?:\s{name})??)\s?(?:{corporate})?\s?[|,ㅣ·]?\s?(?:\(우\)\s?\d{{5}}\s?|주소\s?[:：]\s?)?(?:{regions})[가-힣]*\s"
        ),
        "published": re.compile(
            r"^(?P<name>(?:The\s)?[A-Z][\w&'’.-]*(?:\s[\w&'’.-]+){0,5}?)(?:\s\([^()]{1,20}\))?\s(?:is|are)\s(?:published|produced|operated|owned and operated|edited|a publication|run)\s(?:\w+\s){0,3}?(?:by|of)\s"
        ),
        "published ko": re.compile(
            rf"^(?P<name>{name})(?:은|는)\s[^.\n]{{1,40}}?(?:이|가|에서)\s(?:발행|운영)(?:하는|한|합니다)"
        ),
        "member": re.compile(
            r"^(?P<name>[A-Z][\w&'’.-]*(?:\s[\w&'’.-]+){0,5}?)\s(?:is\sa\s(?:member|part|registered)|is\shome\sto|is\spart\sof)\b"
        ),
        "wire": re.compile(
            rf"^[\[(【](?:[가-힣A-Za-z·/ ]{{1,12}}=\s?(?P<name>{name})|(?P<house>{name})=[^\])】]{{1,24}}기자)[)\]】]"
        ),
    }


def _of_lines(lines: Sequence[str]) -> Iterator[Evidence]:
    """What each line says by its own wording."""
    patterns = _patterns()
    footer = _footer_start(lines)
    signal = _signals()
    for number, line in enumerate(lines):
        low = number >= footer
        for match in patterns["label"].finditer(line):
            yield _cut(match["name"]), "label"
        for match in patterns["owner"].finditer(line) if signal.search(line) or low else ():
            if not is_bare_name(match["name"].strip()):
                yield _cut(match["name"]), "owner_label"
        for match in patterns["copyright"].finditer(line):
            name = _cut(match["name"])
            if not _is_photo_credit(line, match.start()):
                yield name, "owner" if is_company(name) else "copyright"
        for source in ("homepage", "contents"):
            found = patterns[source].search(line)
            if found is not None and is_korean_institution(found["name"]):
                yield found["name"], source
        for key in ("published", "published ko"):
            found = patterns[key].match(line)
            if found is not None and low:
                yield found["name"], "published"
        found = patterns["wire"].match(line)
        if found is not None:
            yield found["name"] or found["house"], "support"
        if low:
            yield from _of_footer_line(line)
        yield from _of_print_head(line)


def _of_footer_line(line: str) -> Iterator[Evidence]:
    patterns = _patterns()
    match = patterns["member"].match(line)
    if match is not None:
        yield match["name"], "support"
    if not _signals().search(line):
        return
    match = patterns["phone"].search(line)
    if match is not None and is_korean_institution(match["name"]):
        yield match["name"], "address"
    match = patterns["placed"].match(line)
    if match is not None:
        yield match["name"], "address"
    match = patterns["company"].search(line)
    if match is not None:
        yield match["name"], "owner_label"


def _of_print_head(line: str) -> Iterator[Evidence]:
    """The site's name at the end of a line that a browser printed on top of the page."""
    if not line[:1].isdigit():
        return
    dates = find_dates(line[:60])
    if dates and dates[0].role == "printed" and dates[0].start == 0:
        parts = re.split(r"\s[|\-–—]\s", line[dates[0].end :])
        if len(parts) > 1:
            yield parts[-1], "printhead"


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("publisher.toml")["copyright"]["ends"]), re.IGNORECASE)


def _cut(name: str) -> str:
    """Cut a name off before the formula or the address that follows it."""
    end = _ends().search(name)
    name = name[: end.start()] if end else name
    name = re.split(
        r"(?<!Inc)(?<!Ltd)(?<!Co)(?<!Corp)(?<!St)\.(?:\s|$)|[;|]|\s{2,}|\s[-–—]\s|\((?:http|www)",
        name,
        maxsplit=1,
    )[0]
    company = re.match(r"[^,]{2,60},\s?(?:Inc|Ltd|LLC|Co)\b\.?(?:,?\s?Ltd\.?)?", name)
    return company.group() if company else name.split(",")[0]


def _is_photo_credit(line: str, at: int) -> bool:
    """Whether the mark stands behind a sentence or a picture word: … 웃고 있다. ⓒ 한별일보."""
    before = line[:at].rstrip(" <[(")
    return (
        bool(
            re.search(
                r"(?:[다요]\.|사진|이미지|자료|영상|photo|image|[a-z]\.)\s?[=:]?\s?$", before, re.IGNORECASE
            )
        )
        and len(line) - at < 60
    )


@cache
def _signals() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("publisher.toml")["footer"]["signals"]), re.IGNORECASE)


def _footer_start(lines: Sequence[str]) -> int:
    limits = load_toml("publisher.toml")["limits"]
    size: int = max(limits["footer"], int(len(lines) * limits["footer_share"]))
    return max(len(lines) - size, min(3, len(lines) - 1))


def _of_masthead(lines: Sequence[str]) -> Iterator[Evidence]:
    """Names that stand by themselves at the top and come back in the footer's imprint."""
    limits = load_toml("publisher.toml")["limits"]
    start = _footer_start(lines)
    imprint = [_squeezed(line) for line in lines[start:] if _signals().search(line)]
    hosts = [_squeezed(host) for host in _hosts(lines)]
    heads = [_squeezed(name) for line in lines for name, _ in _of_print_head(line)]
    for line in lines[: min(limits["top"], start)]:
        name = bare_name(re.split(r"\s[|\-–—:·]\s", line, maxsplit=1)[0])
        key = same_name(name)
        if len(key) < 3 or not is_name(name) or is_section(name):
            continue
        if (
            any(key in text for text in imprint)
            or key in heads
            or (len(key) > 5 and any(key in host for host in hosts))
        ):
            yield name, "masthead"


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _hosts(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        for match in re.finditer(r"(?:https?://|www\.|@)([A-Za-z0-9.\-]{4,80})", line):
            yield match[1].lower()
