"""Korean morphemes by Kiwi, behind a frozen specification.

A Kiwi instance with user words cannot be pickled and its words cannot be taken back, so what travels between
processes is the specification; each process builds its Kiwi once. Kiwi and its model load at the first call.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any, overload

from kmedtext.errors import UsageError
from kmedtext.language.composition import Composed, compose
from kmedtext.language.lexicon import Term, medical_core
from kmedtext.language.whole_terms import merged
from kmedtext.records import Morpheme

# Latin words with digits or hyphens in them (HbA1c, COVID-19, PD-L1), which Kiwi would cut to pieces
_MIXED = re.compile(
    r"(?<![A-Za-z0-9@/:._-])(?=[A-Za-z]*[-0-9])[A-Za-z][A-Za-z0-9]*+(?:-[A-Za-z0-9]++)*+"
    r"(?:(?<=[0-9])\.[0-9]++)?+(?![-A-Za-z0-9@/_:])(?!\.[A-Za-z0-9])"
)
_EOJEOL = re.compile(r"\S+")
_CONTENT = frozenset({"NNG", "NNP", "XR", "VV", "VA", "MAG", "SL", "SH"})
_NOUNS = frozenset({"NNG", "NNP"})
_PIECE = 20_000  # characters given to Kiwi at a time: its memory grows with the text
_BATCH = 512


@dataclass(frozen=True, slots=True)
class TokenizerSpec:
    """What a tokenizer is built from. Equal specifications give equal morphemes in every process.

    ``terms`` are kept whole where they occur; ``score`` is their weight in Kiwi's model (0 is neutral);
    ``keep_mixed`` keeps Latin words with digits and hyphens in one piece; ``split_complex`` cuts derived words
    further. ``workers`` is the number of Kiwi's own threads for batches (0: one for each core) and changes no result.
    """

    terms: tuple[Term, ...] = field(default_factory=medical_core)
    score: float = 0.0
    keep_mixed: bool = True
    split_complex: bool = False
    workers: int = 0

    @property
    def signature(self) -> str:
        """Hash of all that decides the result, Kiwi's and its model's versions included (16 hex digits)."""
        from importlib.metadata import version

        parts = [version("kiwipiepy"), version("kiwipiepy_model"), str(self.score), str(self.keep_mixed)]
        parts.append(str(self.split_complex))
        parts.extend(f"{term.form}\t{term.tag}" for term in self.terms)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=4)
def kiwi_of(spec: TokenizerSpec) -> Any:
    """The process's Kiwi for a specification, built at the first call (about two seconds and 350 MB)."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=spec.workers or None)
    for term in spec.terms:
        kiwi.add_user_word(term.form, term.tag, spec.score)
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
    on Kiwi's own threads. A text of many megabytes goes through in pieces.

    >>> [(m.form, m.tag) for m in tokenize("전공의가 기관내삽관을 했다.")]
    [('전공의', 'NNG'), ('가', 'JKS'), ('기관내삽관', 'NNG'), ('을', 'JKO'), ('하', 'VV'), ('었', 'EP'), ('다', 'EF'), ('.', 'SF')]
    """
    spec = spec or default_spec()
    if isinstance(text, str):
        return next(_stream(iter((text,)), spec))
    if not isinstance(text, Iterable) or isinstance(text, bytes | bytearray):
        raise UsageError(f"tokenize takes a str or an iterable of str, not {type(text).__name__}")
    return _stream(iter(text), spec)


def nouns(text: str, *, spec: TokenizerSpec | None = None) -> tuple[str, ...]:
    """The common and proper nouns of a text, in order."""
    return tuple(m.form for m in tokenize(text, spec=spec) if m.tag in _NOUNS)


def content_words(text: str, *, spec: TokenizerSpec | None = None) -> tuple[str, ...]:
    """The lemmas of nouns, verbs, adjectives, adverbs, roots and foreign words, in order."""
    return tuple(m.lemma for m in tokenize(text, spec=spec) if m.tag.partition("-")[0] in _CONTENT)


def _mixed_words(text: str) -> list[tuple[int, int, str]]:
    return [(*match.span(), "SL") for match in _MIXED.finditer(text)]


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


def _stream(texts: Iterator[str], spec: TokenizerSpec) -> Iterator[tuple[Morpheme, ...]]:
    kiwi = kiwi_of(spec)
    options: dict[str, Any] = {"split_complex": spec.split_complex, "compatible_jamo": True}
    while batch := list(islice(texts, _BATCH)):
        wrong = next((text for text in batch if not isinstance(text, str)), "")
        if not isinstance(wrong, str):
            raise UsageError(f"tokenize takes texts as str; one of them is of type {type(wrong).__name__}")
        composed = [compose(text) for text in batch]
        pieces = [_pieces(whole.text) for whole in composed]
        tokens = _analysed(kiwi, [piece for cut in pieces for _, piece in cut], options, spec)
        for whole, cut in zip(composed, pieces, strict=True):
            yield _morphemes(whole, [(offset, next(tokens)) for offset, _ in cut], spec)


def _analysed(kiwi: Any, texts: list[str], options: dict[str, Any], spec: TokenizerSpec) -> Iterator[Any]:
    """Kiwi's tokens of each text; only texts that hold mixed words pay for having them marked."""
    if len(texts) == 1:
        marks = _mixed_words(texts[0]) if spec.keep_mixed else []
        yield kiwi.tokenize(texts[0], **options, **({"pretokenized": marks} if marks else {}))
        return
    mixed = [spec.keep_mixed and _MIXED.search(text) is not None for text in texts]
    plain = kiwi.tokenize([text for text, marked in zip(texts, mixed, strict=True) if not marked], **options)
    other = kiwi.tokenize(
        [text for text, marked in zip(texts, mixed, strict=True) if marked],
        pretokenized=_mixed_words,
        **options,
    )
    for marked in mixed:
        yield next(other if marked else plain)


def _morphemes(whole: Composed, parts: list[tuple[int, Any]], spec: TokenizerSpec) -> tuple[Morpheme, ...]:
    begins = [match.start() for match in _EOJEOL.finditer(whole.text)]
    begins.append(len(whole.text) + 1)
    word = 0
    offsets = whole.offsets
    found = []
    for offset, tokens in parts:
        for form, tag, start, end, lemma in merged(tokens, whole.text, offset, spec):
            while begins[word + 1] <= start:
                word += 1
            if offsets is not None:
                start, end = offsets[start], offsets[end]
            found.append(Morpheme(form, tag, start, end, lemma, word))
    return tuple(found)
