"""English bylines: By Dana Whitlock and Kim Ha-eun, Reporter Kim Ha-eun, Words: Ines Calloway."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.koreanbylines import EMAIL, Span
from kmedtext.cleaning.names import is_bare_name, is_institution, is_name_part, is_particle
from kmedtext.cleaning.tables import load_toml


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = load_toml("bylines.toml")["english"]
    return {
        "lead": re.compile(
            rf"(?P<lead>{any_of(table['leads'])})(?P<sign>[^\S\n]?[:：|][^\S\n]{{0,3}}|\.?[^\S\n]{{1,3}})",
            re.IGNORECASE,
        ),
        "glued": re.compile(r"[Bb]y(?=[A-Z][a-z])"),
        "token": re.compile(r"[^\s,&|()/;\[\]]+|,|&|\(|/|;"),
        "title": re.compile(
            rf"(?:,[^\S\n]?(?:[A-Z][\w'’-]{{1,20}}[^\S\n]){{0,3}}|[^\S\n])(?:staff |senior |health |medical |contributing |special )?(?:{any_of(table['writers'])})$",
            re.IGNORECASE,
        ),
        "mail": re.compile(rf"[^\S\n]?[\[(<]?{EMAIL}[\])>]?$"),
    }


def english_writers(text: str, start: int, end: int) -> list[Span]:
    """The names of a segment that says by a lead, an address or a job that it is a byline."""
    segment = text[start:end]
    glued = _patterns()["glued"].match(segment)
    if glued is not None:
        return _names(text, start + glued.end(), end)
    lead = _patterns()["lead"].match(segment)
    if lead is not None:
        colon = bool(re.search("[:：|]", lead["sign"]))
        if not colon and lead["lead"].lower() in _words("colon_leads"):
            return []
        return _names(text, start + lead.end(), end)
    for name in ("mail", "title"):
        tail = _patterns()[name].search(segment)
        if tail is not None:
            bare = segment[: tail.start()].rstrip(" ,:")
            if is_bare_name(bare.title() if name == "mail" and bare.isupper() else bare):
                return [(start, start + len(bare))]
    return []


def front_matter_writers(text: str, segments: list[Span]) -> list[Span]:
    """Bare names among the segments of a dated line, if nothing on it is a sentence.

    A line of one segment must set its name off from the date with more than a space.
    """
    parts = [text[start:end] for start, end in segments]
    if any(len(part.split()) > 6 or part.endswith((".", "?", "!")) for part in parts):
        return []
    if len(segments) == 1 and not re.search(r"[|•–—·]|\s{2}|\s-\s", text):
        return []
    return [segment for segment, part in zip(segments, parts, strict=True) if is_bare_name(part)]


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in load_toml("bylines.toml")["english"][name])


def _names(text: str, start: int, end: int) -> list[Span]:
    """The names behind a lead; none if what follows them is the rest of a sentence."""
    spans: list[Span] = []
    current: list[Span] = []
    behind_comma = False
    for match in _patterns()["token"].finditer(text, start, end):
        word, low = match.group(), match.group().lower()
        if word in (",", "&", ";") or low == "and":
            spans, current = _closed(text, spans, current, job=behind_comma), []
            behind_comma = word == ","
        elif low in _words("other_roles") and (spans or current):
            break
        elif low in _words("honorifics") and not current:
            continue
        elif not spans and is_institution(word):
            return []
        elif low.rstrip(".,") in _words("titles") or low in _words("titles"):
            break
        elif is_name_part(word) or is_particle(word):
            current.append(match.span())
        elif word[0].isalpha() and "@" not in word:
            return []
        else:
            break
    rest = text[start:end].rstrip()
    if len(current) > 5 or (rest.endswith((".", "?", "!")) and len(rest.split()) > 10):
        return []
    return _closed(text, spans, current, job=behind_comma)


def _closed(text: str, spans: list[Span], current: list[Span], *, job: bool) -> list[Span]:
    """Take up the name collected so far if it has two parts and is no institution and no job."""
    tokens = [text[a:b] for a, b in current]
    if len(tokens) < 2 or any(is_institution(token) for token in tokens):
        return spans
    if job and tokens[-1].lower().endswith(tuple(_words("job_endings"))):
        return spans
    half = len(tokens) // 2
    if len(tokens) in (4, 6) and tokens[:half] == tokens[half:]:
        current = current[:half]
    return [*spans, (current[0][0], current[-1][1])]
