"""Network: a small convolutional tagger over the drafts of a page, read from a data file and run with numpy.

Each draft is its row of features and the mean of the vectors of its grams; four dilated convolutions let it see
its neighbours (Yu and Koltun 2016, "Multi-scale context aggregation by dilated convolutions"), attention the whole
page. Several members, trained from other seeds, are averaged.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from kmedtext.cleaning.grams import Grams

Array = npt.NDArray[np.float32]

KINDS = (
    "heading",
    "paragraph",
    "list",
    "table",
    "quote",
    "title",
    "deck",
    "byline",
    "date",
    "caption",
    "aside",
)
"""The kinds of drafts that are told apart; ``aside`` is all that is not kept."""
PAGES = ("article", "press_release", "notice", "forum", "product", "listing", "empty")
"""The kinds of pages."""
DILATIONS = (1, 2, 4, 8)
_MIDDLE = 2
"""So many convolutions come before the look at the whole page."""
_LONGEST = 4_096
"""So many drafts are tagged at once, with as many around them as the convolutions see."""
_SEEN = sum(DILATIONS)


class Tagged(NamedTuple):
    """What the network says of each draft, in log-odds or as shares, and of the page.

    ``body`` and ``title`` are log-odds, one a draft; ``kinds`` has a row a draft of shares over
    :data:`KINDS`, ``page`` shares over :data:`PAGES`.
    """

    body: Array
    title: Array
    kinds: Array
    page: Array


class Member(NamedTuple):
    """The weights of one network; ``w`` takes rows from the left."""

    embedding: Array
    input_w: Array
    input_b: Array
    convolution_w: Array
    convolution_b: Array
    attention_w: Array
    attention_b: Array
    glance_w: Array
    glance_b: Array
    heads_w: Array
    heads_b: Array
    page_attention_w: Array
    page_attention_b: Array
    page_w: Array
    page_b: Array


@lru_cache(maxsize=1)
def load_members() -> tuple[Member, ...]:
    """Read the weights (see ``benchmarks/train_cleaning.py`` for their making).

    The vectors of grams are stored in 8 bits with a scale, the rest in 16.
    """
    data = files("kmedtext.cleaning").joinpath("data", "network.npz").read_bytes()
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        count = int(stored["members"])
        return tuple(
            Member(
                **{
                    name: _wide(stored[f"{number}/{name}"], stored.get(f"{number}/{name}/scale"))
                    for name in Member._fields
                }
            )
            for number in range(count)
        )


def _wide(stored: npt.NDArray[np.generic], scale: npt.NDArray[np.generic] | None) -> Array:
    wide = np.asarray(stored, dtype=np.float32)
    return wide if scale is None else wide * np.float32(scale)


def tag(rows: Array, grams: Grams, members: tuple[Member, ...] | None = None) -> Tagged:
    """Tag the drafts of a page: ``rows`` of features, and their grams."""
    if not len(rows):
        none = np.zeros(0, dtype=np.float32)
        return Tagged(none, none, np.zeros((0, len(KINDS)), np.float32), np.zeros(len(PAGES), np.float32))
    with _threads().limit(limits=1, user_api="blas"):
        return _tagged(rows, grams, members or load_members())


@cache
def _threads() -> ThreadpoolController:
    """One thread: the products are small, and their last digits must not depend on the machine's cores."""
    return ThreadpoolController()


def _tagged(rows: Array, grams: Grams, members: tuple[Member, ...]) -> Tagged:
    bounds = np.concatenate([[0], np.cumsum(grams.counts)])
    parts = []
    for start in range(0, len(rows), _LONGEST):
        low, high = max(0, start - _SEEN), min(len(rows), start + _LONGEST + _SEEN)
        own = slice(start - low, min(len(rows), start + _LONGEST) - low)
        piece = Grams(grams.buckets[bounds[low] : bounds[high]], grams.counts[low:high])
        outputs = [_run(member, rows[low:high], piece) for member in members]
        mean = np.mean([output[0] for output in outputs], axis=0)
        page = np.mean([output[1] for output in outputs], axis=0)
        parts.append((mean[own], page))
    heads = np.concatenate([part[0] for part in parts])
    return Tagged(heads[:, 0], heads[:, 1], _softmax(heads[:, 2:], axis=1), _softmax(parts[0][1], axis=0))


def _run(member: Member, rows: Array, grams: Grams) -> tuple[Array, Array]:
    """(the heads of each draft, those of the page)."""
    starts = np.cumsum(grams.counts) - grams.counts
    vectors = np.add.reduceat(member.embedding[grams.buckets], starts, axis=0) / grams.counts[:, None]
    hidden = _relu(np.hstack([rows, vectors.astype(np.float32)]) @ member.input_w + member.input_b)
    for step, dilation in enumerate(DILATIONS):
        seen = np.hstack([_moved(hidden, dilation), hidden, _moved(hidden, -dilation)])
        hidden = hidden + _relu(seen @ member.convolution_w[step] + member.convolution_b[step])
        if step == _MIDDLE - 1:
            glance = _looked_at(hidden, member.attention_w, member.attention_b)
            hidden = _relu(hidden + glance @ member.glance_w + member.glance_b)
    page = _looked_at(hidden, member.page_attention_w, member.page_attention_b)
    return hidden @ member.heads_w + member.heads_b, page @ member.page_w + member.page_b


def _looked_at(hidden: Array, weights: Array, bias: Array) -> Array:
    """Weighted means over the page, one a head of attention, on end."""
    share = _softmax(hidden @ weights + bias, axis=0)
    looked: Array = (share.T @ hidden).ravel()
    return looked


def _relu(values: Array) -> Array:
    kept: Array = np.maximum(values, np.float32(0))
    return kept


def _softmax(values: Array, axis: int) -> Array:
    raised = np.exp(values - values.max(axis=axis, keepdims=True))
    shares: Array = raised / raised.sum(axis=axis, keepdims=True)
    return shares


def _moved(hidden: Array, by: int) -> Array:
    """The rows so many places further down, zeros in front; up, if ``by`` is negative."""
    result = np.zeros_like(hidden)
    if by > 0:
        result[by:] = hidden[:-by]
    else:
        result[:by] = hidden[-by:]
    return result
