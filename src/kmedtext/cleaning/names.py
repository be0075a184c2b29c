"""Names of people: what can be one by its shape, in Hangul and in Latin letters."""

from __future__ import annotations

import re
from functools import cache

from kmedtext.cleaning.tables import load_toml

_PART = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+){0,3}")
_GIVEN = re.compile(r"[A-Z][a-z]{1,6}-[a-z]{1,6}")
_INITIAL = re.compile(r"[^\W\d_]\.(?:[^\W\d_]\.)?")


@cache
def _korean(name: str) -> frozenset[str]:
    value = load_toml("bylines.toml")["korean"][name]
    return frozenset(value.split() if isinstance(value, str) else value)


@cache
def _english(name: str) -> frozenset[str]:
    value = load_toml("bylines.toml")["english"][name]
    return frozenset(word.lower() for word in (value.split() if isinstance(value, str) else value))


def is_korean_name(word: str) -> bool:
    """Whether the word can be a Korean's full name: a surname and one or two syllables.

    Compound surnames may be followed by up to two. Departments, places and the words of
    buttons that begin like a surname are excluded by a table.

    >>> is_korean_name("남궁설"), is_korean_name("고 유진"), is_korean_name("홍보팀")
    (True, True, False)
    """
    bare = re.sub(r"\s", "", word)
    if not 2 <= len(bare) <= 4 or not all("가" <= char <= "힣" for char in bare):
        return False
    if bare in _korean("not_names") or (len(bare) > 2 and bare.endswith(tuple(_korean("not_name_endings")))):
        return False
    if bare[:2] in _korean("compound_surnames") and len(bare) > 2:
        return True
    return len(bare) < 4 and bare[0] in _korean("surnames")


def is_name_part(token: str) -> bool:
    """Whether the token can be a part of a name in Latin letters: a capitalised word or an initial."""
    if _INITIAL.fullmatch(token):
        return token[0].isupper()
    if len(token) < 2 or not token[0].isupper() or not _PART.fullmatch(token):
        return False
    return not token.endswith(("'s", "’s"))


def is_particle(token: str) -> bool:
    """Whether the token is a particle inside names: van, de, bin."""
    return token in _english("particles")


def is_institution(token: str) -> bool:
    """Whether the word belongs to an institution or a function rather than a person."""
    return token.lower().strip(".,") in _english("institutions")


def is_section(text: str) -> bool:
    """Whether the text is one word that names a section or a button."""
    return text.lower() in _english("not_names") or text in _korean("not_names")


def is_bare_name(text: str) -> bool:
    """Whether the text can only be taken for a name, though nothing says that it is one.

    Two or three capitalised words, none of which is a word of sections, places or headlines.

    >>> is_bare_name("Dana Whitlock"), is_bare_name("Digital Health"), is_bare_name("Kim Ha-eun")
    (True, False, True)
    """
    tokens = text.split()
    if not 2 <= len(tokens) <= 4 or not all(is_name_part(token) or is_particle(token) for token in tokens):
        return False
    if is_particle(tokens[0]) or is_particle(tokens[-1]):
        return False
    korean = len(tokens) == 2 and any(_GIVEN.fullmatch(token) for token in tokens)
    for token in tokens:
        word = token.lower().strip(".")
        if korean and word in _english("korean_surnames"):
            continue
        if word in _english("not_names") or word in _english("institutions"):
            return False
        if len(word) > 6 and word.endswith(tuple(_english("not_name_endings"))):
            return False
        if len(word) > 2 and token.isupper():
            return False
    return True
