"""What pairing knows of a document: sentence vectors, and the marks that survive translation.

A :class:`DocumentView` is built once an article, in any process, and stays small: pairing
never needs the text again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kmedtext.alignment.encoders import Encoder, chosen
from kmedtext.alignment.pairing.addresses import Address, address_of
from kmedtext.alignment.pairing.marks import names_in, numbers_in
from kmedtext.alignment.pairing.settings import settings
from kmedtext.alignment.pairing.sounding import Codes, romanised_in, sounds_in
from kmedtext.records import Article, Kind, Lang

_NOT_LETTERS: Final = re.compile(r"[\W\d_]+")
_LONG: Final = 400.0


def _no_codes() -> Codes:
    return np.zeros(0, dtype=np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class DocumentView:
    """An article as pairing sees it; picklable, about 1 KB a sentence.

    ``vectors`` is (n, d) float16, a row a sentence; ``sizes`` is (n,) float32, the weight of each
    sentence by its length; ``prints`` are fingerprints of the sentences, digits and signs left
    out, by which repeated sentences are known. ``numbers`` and ``names`` are the marks that both
    languages write alike (:mod:`.marks`). A Korean
    document has ``sounds``, codes of what may be a name, an English one ``romanised``, names by their
    keys (:mod:`.sounding`). ``published`` is ISO 8601, ``address`` where the page stands.
    """

    id: str
    lang: Lang
    vectors: NDArray[np.float16]
    sizes: NDArray[np.float32]
    prints: tuple[int, ...]
    numbers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    sounds: Codes = field(default_factory=_no_codes)
    romanised: Mapping[str, str] = field(default_factory=dict)
    published: str | None = None
    address: Address | None = None


def view(article: Article, encoder: Encoder | str | None = None) -> DocumentView:
    """Build the view of an article: its title, deck and body, up to the first 200 sentences.

    >>> view(Article.from_text("", lang="ko", id="a")).vectors.shape[0]
    0
    """
    from kmedtext.language import sentences

    used = {Kind(kind) for kind in settings()["view"]["kinds"]}
    texts = [sentence.text for sentence in sentences(article) if sentence.kind in used]
    seen = view_of_texts(article.id, article.lang, texts, encoder, published=article.published)
    return replace(seen, address=address_of(article.source))


def view_of_texts(
    id: str,  # noqa: A002 - the field's own name
    lang: Lang,
    texts: Sequence[str],
    encoder: Encoder | str | None = None,
    *,
    published: str | None = None,
) -> DocumentView:
    """Build a view of sentences that are split already."""
    kept = [text for text in texts if text.strip()][: settings()["view"]["max_sentences"]]
    return view_of_vectors(id, lang, kept, chosen(encoder).encode(kept), published=published)


def view_of_vectors(
    id: str,  # noqa: A002 - the field's own name
    lang: Lang,
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    *,
    published: str | None = None,
) -> DocumentView:
    """Build a view of sentences and their unit vectors."""
    columns = [len(text) * (2.0 if lang == "ko" else 1.0) for text in texts]
    return DocumentView(
        id=id,
        lang=lang,
        vectors=np.asarray(vectors, dtype=np.float16),
        sizes=np.sqrt(np.minimum(np.array(columns, dtype=np.float32), _LONG) / _LONG),
        prints=tuple(fingerprint(text) for text in texts),
        numbers=numbers_in(texts, lang),
        names=names_in(texts, lang),
        sounds=sounds_in(texts) if lang == "ko" else _no_codes(),
        romanised=romanised_in(texts) if lang == "en" else {},
        published=published,
    )


def fingerprint(text: str) -> int:
    """A 63-bit print of a sentence's letters, the same on every machine.

    >>> fingerprint("댓글 0") == fingerprint("댓글: 12")
    True
    """
    letters = _NOT_LETTERS.sub("", text).casefold()
    digest = hashlib.blake2b(letters.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
