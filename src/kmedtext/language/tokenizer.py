"""Korean morphemes by Kiwi, behind a frozen specification.

A Kiwi instance with user words cannot be pickled and its words cannot be taken back, so what travels between
processes is the specification; each process builds its Kiwi once. Kiwi and its model load at the first call.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any, Literal, overload

from kmedtext.errors import UsageError
from kmedtext.language.composition import Composed, compose
from kmedtext.language.kept_words import kept_words
from kmedtext.language.lexicon import Lexicon, medical_core
from kmedtext.language.whole_terms import NOUNLIKE, WordIndex, in_parts, index_of, made_whole, words_of
from kmedtext.records import Morpheme

_EOJEOL = re.compile(r"\S+")
_AT_A_TIME = 4000  # morphemes; by measurement, see docs/benchmarks.md
_PIECE = 20_000  # characters given to Kiwi at a time: its memory grows with the text

# There are 200,000 morphemes in a MB of Korean: a frozen record's own __init__ takes twice as long as setting its slots.
_new = object.__new__
_set_form, _set_tag, _set_start, _set_end, _set_lemma, _set_word = (
    slot.__set__ for slot in attrgetter("form", "tag", "start", "end", "lemma", "word")(Morpheme)
)


@dataclass(frozen=True, slots=True)
class TokenizerSpec:
    """What a tokenizer is built from. Equal specifications give equal morphemes in every process.

    The terms of ``lexicons`` are kept whole where they occur; where two layers have the same word, the later one
    counts. ``score`` is their weight in Kiwi's model (0 is neutral). ``keep_mixed`` keeps Latin words with digits and
    hyphens, and numbers with a Latin unit, in one piece. ``compounds`` gives lexicon terms ``"whole"`` or in
    ``"parts"``; ``split_complex`` cuts derived words of Kiwi's own dictionary further. ``workers`` is the number of
    Kiwi's own threads for batches (0: one for each core) and changes no result.
    """

    lexicons: tuple[Lexicon, ...] = field(default_factory=lambda: (medical_core(),))
    score: float = 0.0
    keep_mixed: bool = True
    compounds: Literal["whole", "parts"] = "whole"
    split_complex: bool = False
    workers: int = 0

    def __post_init__(self) -> None:
        if not isinstance(self.lexicons, tuple) or not all(isinstance(one, Lexicon) for one in self.lexicons):
            raise UsageError(
                "lexicons is a tuple of Lexicon: medical_core(), load_lexicon(path), harvested(rows)"
            )
        if self.compounds not in ("whole", "parts"):
            raise UsageError(f"compounds is {self.compounds!r}; give 'whole' or 'parts'")

    @property
    def signature(self) -> str:
        """Hash of all that decides the result, Kiwi's and its model's versions included (16 hex digits)."""
        from importlib.metadata import version

        parts = [version("kiwipiepy"), version("kiwipiepy_model"), str(self.score), str(self.keep_mixed)]
        parts.extend((self.compounds, str(self.split_complex)))
        parts.extend(lexicon.digest for lexicon in self.lexicons)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def kiwi_of(spec: TokenizerSpec) -> Any:
    """The process's Kiwi for a specification, built at the first call (about two seconds and 350 MB)."""
    return _kiwi(spec.lexicons, spec.score, spec.workers)


@lru_cache(maxsize=4)
def _kiwi(lexicons: tuple[Lexicon, ...], score: float, workers: int) -> Any:
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=workers or None)
    for form, tag, weight in words_of(lexicons, score):
        if "/" in tag:
            analysis = [tuple(part.strip().rsplit("/", 1)) for part in tag.split(" + ")]
            kiwi.add_pre_analyzed_word(form, analysis, weight)
        else:
            kiwi.add_user_word(form, tag, weight)
    return kiwi


@lru_cache(maxsize=1)
def default_spec() -> TokenizerSpec:
    """The specification used where none is given: the medical core lexicon."""
    return TokenizerSpec()


@overload
def tokenize(  # type: ignore[overload-overlap]  # a str is an Iterable[str] too; the first overload takes it
    text: str, *, spec: TokenizerSpec | None = None
) -> tuple[Morpheme, ...]: ...
@overload
def tokenize(text: Iterable[str], *, spec: TokenizerSpec | None = None) -> Iterator[tuple[Morpheme, ...]]: ...
def tokenize(
    text: str | Iterable[str], *, spec: TokenizerSpec | None = None
) -> tuple[Morpheme, ...] | Iterator[tuple[Morpheme, ...]]:
    """Cut Korean text into morphemes; an iterable of texts gives an iterator, in the same order.

    Offsets count characters of the text given, also when it is decomposed (NFD) or holds emoji. Batches run
    on Kiwi's own threads, a few texts ahead. A text of many megabytes goes through in pieces.

    >>> [(m.form, m.tag) for m in tokenize("전공의가 기관내삽관을 했다.")]
    [('전공의', 'NNG'), ('가', 'JKS'), ('기관내삽관', 'NNG'), ('을', 'JKO'), ('하', 'VV'), ('었', 'EP'), ('다', 'EF'), ('.', 'SF')]
    """
    spec = spec or default_spec()
    if isinstance(text, str):
        return _one(text, spec)
    if not isinstance(text, Iterable) or isinstance(text, bytes | bytearray):
        raise UsageError(f"tokenize takes a str or an iterable of str, not {type(text).__name__}")
    return _many(text, spec)


def _pieces(text: str) -> list[tuple[int, str]]:
    """Cut a long text at line breaks or spaces: (offset, piece)."""
    if len(text) <= _PIECE:
        return [(0, text)]
    cut: list[tuple[int, str]] = []
    start = 0
    while start < len(text):
        stop = start + _PIECE
        if stop < len(text):
            for blank in ("\n", ". ", " "):
                found = text.rfind(blank, start + _PIECE // 2, stop)
                if found >= 0:
                    stop = found + len(blank)
                    break
        cut.append((start, text[start:stop]))
        start = stop
    return cut


def _options(spec: TokenizerSpec) -> dict[str, Any]:
    return {"split_complex": spec.split_complex, "compatible_jamo": True}


def _one(text: str, spec: TokenizerSpec) -> tuple[Morpheme, ...]:
    kiwi, options, whole = kiwi_of(spec), _options(spec), compose(text)
    parts = []
    for offset, piece in _pieces(whole.text):
        kept = kept_words(piece) if spec.keep_mixed else []
        parts.append((offset, kiwi.tokenize(piece, pretokenized=kept or None, **options)))
    return _morphemes(whole, parts, spec, index_of(spec.lexicons))


def _many(texts: Iterable[str], spec: TokenizerSpec) -> Iterator[tuple[Morpheme, ...]]:
    """One stream through Kiwi, which draws a few texts ahead of what it gives; ``waiting`` holds those."""
    waiting: deque[tuple[Composed, list[int]]] = deque()

    def drawn() -> Iterator[str]:
        for text in texts:
            if not isinstance(text, str):
                raise UsageError(f"tokenize takes texts as str; one of them is of type {type(text).__name__}")
            whole = compose(text)
            cut = _pieces(whole.text)
            waiting.append((whole, [offset for offset, _ in cut]))
            for _, piece in cut:
                yield piece

    kiwi, index = kiwi_of(spec), index_of(spec.lexicons)
    kept = kept_words if spec.keep_mixed else None
    found = _some_at_a_time(kiwi.tokenize(drawn(), pretokenized=kept, **_options(spec)))
    for first in found:
        whole, offsets = waiting.popleft()
        parts = [(offsets[0], first)]
        parts.extend((offset, next(found)) for offset in offsets[1:])
        yield _morphemes(whole, parts, spec, index)


def _some_at_a_time(results: Iterable[Any]) -> Iterator[Any]:
    """The results, drawn some together: turning them into records costs half as much when Kiwi does not cut in."""
    some: list[Any] = []
    size = 0
    for result in results:
        some.append(result)
        size += len(result)
        if size >= _AT_A_TIME:
            yield from some
            some.clear()
            size = 0
    yield from some


def _morphemes(
    whole: Composed, parts: Sequence[tuple[int, Any]], spec: TokenizerSpec, index: WordIndex
) -> tuple[Morpheme, ...]:
    begins = [match.start() for match in _EOJEOL.finditer(whole.text)]
    begins.append(len(whole.text) + 1)
    word = 0
    noun_end = -1
    found: list[Morpheme] = []
    doubtful: list[int] = []  # where nouns meet, or a word of Kiwi's holds a space: a term may stand there
    for offset, tokens in parts:
        for token in tokens:
            start, end, tag, form = offset + token.start, offset + token.end, token.tag, token.form
            if tag in NOUNLIKE:
                if start == noun_end:
                    doubtful.append(len(found) - 1)
                if " " in form:
                    doubtful.append(len(found))
                noun_end = end
            while begins[word + 1] <= start:
                word += 1
            morpheme = _new(Morpheme)
            _set_form(morpheme, form)
            _set_tag(morpheme, tag)
            _set_start(morpheme, start)
            _set_end(morpheme, end)
            _set_lemma(morpheme, token.lemma if tag[0] == "V" else form)
            _set_word(morpheme, word)
            found.append(morpheme)
    if doubtful:
        made_whole(found, doubtful, whole.text, index)
    if spec.compounds == "parts":
        found = in_parts(found, whole.text, spec.lexicons)
    if whole.offsets is not None:
        at = whole.offsets
        found = [Morpheme(m.form, m.tag, at[m.start], at[m.end], m.lemma, m.word) for m in found]
    return tuple(found)
