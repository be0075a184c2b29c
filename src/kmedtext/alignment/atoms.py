"""Atoms: the clauses of the sentences of a bead, with their place in the page."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from kmedtext.language import tokenize
from kmedtext.language.clauses import borders
from kmedtext.records import Sentence

_SENTENCE = 9  # what a border between sentences is worth; see clauses.toml for those inside
_ENDING = 4  # a connective ending that no word list names


@dataclass(frozen=True, slots=True)
class Atom:
    """A clause: its text, its span in the page, where it stands in the bead, and the worth of the border before it."""

    text: str
    start: int
    end: int
    place: int
    sentence: int
    worth: int


def atoms_of(
    sentences: Sequence[Sentence], indices: Sequence[int], lang: str | None, most: int
) -> tuple[Atom, ...]:
    """The clauses of some sentences in order, at most ``most`` of them where there are not more sentences.

    Without ``lang``, and where a sentence's text is not the slice of the page that it came from (a line break or page
    furniture stood in it, so that no place in it could be told exactly), sentences stay whole.
    """
    found: list[tuple[int, int, int, int]] = []  # sentence, start, end, worth
    for index in indices:
        text = sentences[index].text
        begin, worth = 0, _SENTENCE
        exact = sentences[index].end - sentences[index].start == len(text)
        for stop, after, value in _inside(text, lang) if lang and exact else ():
            found.append((index, begin, stop, worth))
            begin, worth = after, value
        found.append((index, begin, len(text), worth))
    found = _fewer(found, most)
    return tuple(
        Atom(
            sentences[index].text[start:end],
            sentences[index].start + start,
            sentences[index].start + end if end < len(sentences[index].text) else sentences[index].end,
            place,
            index,
            worth,
        )
        for place, (index, start, end, worth) in enumerate(found)
    )


def _inside(text: str, lang: str) -> list[tuple[int, int, int]]:
    """Borders of clauses: by the words around, and in Korean by the endings of verbs."""
    known = {stop: (stop, after, worth) for stop, after, worth in borders(text, lang)}
    if lang == "ko":
        morphemes = tokenize(text)
        for one, following in itertools.pairwise(morphemes):
            # an auxiliary goes on with the verb: 하고 있다, 도와 준다
            if one.tag == "EC" and following.word != one.word and not following.tag.startswith("VX"):
                known.setdefault(one.end, (one.end, following.start, _ENDING))
        known = {stop: border for stop, border in known.items() if text[stop : border[1]].isspace()}
    return [known[stop] for stop in sorted(known)]


def _fewer(found: list[tuple[int, int, int, int]], most: int) -> list[tuple[int, int, int, int]]:
    """Join clauses at their least borders until there are no more than ``most``; sentences are not joined."""
    while len(found) > most:
        inner = [at for at in range(1, len(found)) if found[at][3] < _SENTENCE]
        if not inner:
            break
        least = min(inner, key=lambda at: (found[at][3], at))
        before, here = found[least - 1], found[least]
        found = [*found[: least - 1], (before[0], before[1], here[2], before[3]), *found[least + 1 :]]
    return found


def text_of(atoms: Sequence[Atom]) -> str:
    """The text of atoms that stand in a row: one space between sentences, and between clauses."""
    return " ".join(atom.text for atom in atoms)
