"""Publisher names: what is trimmed off a name, and when two spellings are the same name."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.cues import is_cue
from kmedtext.cleaning.cuewords import any_of
from kmedtext.cleaning.tables import load_toml

_YEAR = re.compile(r"\d{4}")
_EDGES = " \t\u00a0\u3000.,:;|·•-–—/[](){}<>「」『』\"'“”‘’*"


@cache
def _company_ends() -> tuple[str, ...]:
    return tuple({word.rstrip(".,") for word in load_toml("publisher.toml")["corporate"]["latin"]})


@cache
def _corporate_latin_tail() -> re.Pattern[str]:
    words = any_of(load_toml("publisher.toml")["corporate"]["latin"])
    return re.compile(rf"(?:[\s,]+(?:{words}))+[.]?$")


@cache
def _corporate_korean() -> re.Pattern[str]:
    return re.compile(any_of(load_toml("publisher.toml")["corporate"]["korean"]))


@cache
def _outer_years() -> re.Pattern[str]:
    years = load_toml("publisher.toml")["copyright"]["years"]
    return re.compile(rf"^(?:{years})\s*|\s*(?:{years})$")


@cache
def _corporate_latin() -> re.Pattern[str]:
    return re.compile(rf"[\s,](?:{any_of(load_toml('publisher.toml')['corporate']['latin'])})[.]?$")


@cache
def _abbreviated() -> re.Pattern[str]:
    return re.compile(rf"[\s,](?:{any_of(load_toml('publisher.toml')['corporate']['latin'])})\.[\s.,]*$")


@cache
def _offices() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[^\W_])[\s,]+(?:{any_of(load_toml('publisher.toml')['institutions']['offices'])})$"
    )


@cache
def _office_ends() -> tuple[str, ...]:
    return tuple({name.split()[-1] for name in load_toml("publisher.toml")["institutions"]["offices"]})


def is_company(name: str) -> bool:
    """Whether the name carries the form of a company in Latin letters: Ltd, Inc."""
    return bool(_corporate_latin().search(name.rstrip(" ,")))


def bare_name(name: str) -> str:
    """Strip ㈜, (주), 주식회사, years and marks at the edges. A Latin company form stays.

    >>> bare_name("㈜한별일보."), bare_name(" © 2025 Dale Medical Weekly ")
    ('한별일보', 'Dale Medical Weekly')
    """
    name = _corporate_korean().sub(" ", name)
    abbreviated = "." in name and bool(_abbreviated().search(name))
    name = name.strip(_EDGES + "©ⓒⒸ")
    if _YEAR.search(name):
        name = _outer_years().sub("", name)
    name = " ".join(name.strip(_EDGES).split())
    if name.endswith(_office_ends()):
        name = _offices().sub("", name) or name
    return f"{name}." if abbreviated and _corporate_latin().search(name) and name[-1] != "." else name


def same_name(name: str) -> str:
    """A key that is equal for spellings of one name: case, spaces, company form and article aside.

    >>> same_name("ASIA HEART REVIEW") == same_name("Asia Heart Review, Ltd.")
    True
    """
    name = _corporate_korean().sub(" ", name).strip()
    if name.rstrip(" .").endswith(_company_ends()):
        name = _corporate_latin_tail().sub("", name)
    name = re.sub(r"^the\s", "", name.casefold())
    name = name if name.isalnum() else re.sub(r"[\W_]+", "", name)
    return name[:-1] if name.endswith(("신문사", "일보사")) else name


def is_name(name: str) -> bool:
    """Whether the text can be a publisher's name: short, with letters, no word of a menu."""
    if not 2 <= len(name) <= load_toml("publisher.toml")["limits"]["name"] or not re.search(
        r"[^\W\d_]{2}", name
    ):
        return False
    if is_cue(name):
        return False
    if name.casefold() in _not_names() or "@" in name or re.search(r"https?:|[?!。|]|\d{3,}", name):
        return False
    if re.fullmatch(
        r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|kr|co|io|info|example)", name, re.IGNORECASE
    ):
        return False
    return not re.search(r"(?:니다|하다|했다|세요|습니까|하기|보기|바로가기)\.?$", name)


@cache
def _not_names() -> frozenset[str]:
    return frozenset(word.casefold() for word in load_toml("publisher.toml")["institutions"]["not_names"])


def is_latin_institution(name: str) -> bool:
    """Whether a name in Latin letters ends like one of an institution or a paper."""
    words = name.split()
    if not 2 <= len(words) <= 8:
        return False
    table = load_toml("publisher.toml")["institutions"]
    opens = name.startswith(tuple(table["latin_openings"]))
    return (opens or words[-1].capitalize() in table["latin"]) and is_name(name)


def is_journal(name: str) -> bool:
    """Whether a name holds a word of the names of journals."""
    return bool(re.search(any_of(load_toml("publisher.toml")["institutions"]["journals"]), name))


def is_korean_institution(name: str) -> bool:
    """Whether a Hangul name ends like one of an institution or a paper."""
    return name.endswith(_korean_endings()) and is_name(name)


@cache
def _korean_endings() -> tuple[str, ...]:
    return tuple(load_toml("publisher.toml")["institutions"]["korean"])
