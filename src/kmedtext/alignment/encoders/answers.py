"""Reading what an embeddings endpoint answers: every vector checked before it is used."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any

import numpy as np

from kmedtext.alignment.encoders.protocol import Vectors, normalised


class BadAnswer(ValueError):  # noqa: N818 - it reads as what it is
    """An answer that gives no vectors; the message says why, and quotes nothing of it."""


def vectors_of(raw: bytes, count: int, dim: int | None) -> Vectors:
    """The unit vectors of an answer to ``count`` texts, in the order of the texts, (count, dim).

    Vectors are lists of numbers or base64 of little-endian float32, and are put in order by their ``index``.
    Raises :class:`BadAnswer` where one is missing, twice there, empty, not finite, or of another length.

    >>> vectors_of(b'{"data": [{"index": 0, "embedding": [3, 4]}]}', 1, None).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929]]
    """
    try:
        answer = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadAnswer("the answer is cut short, or no JSON") from None
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise BadAnswer("the answer has no list 'data' of objects")
    if len(rows) != count:
        raise BadAnswer(f"{len(rows)} vectors for {count} texts")
    found: dict[int, Vectors] = {}
    for row in rows:
        index = row.get("index")
        if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < count or index in found:
            raise BadAnswer("the 'index' of a vector is missing, out of range or there twice")
        found[index] = _vector(row.get("embedding"))
    lengths = {len(vector) for vector in found.values()}
    if len(lengths) > 1:
        raise BadAnswer(f"vectors of several lengths: {sorted(lengths)}")
    if dim is not None and lengths - {dim}:
        raise BadAnswer(f"vectors of {lengths.pop()} numbers, not {dim}")
    table = np.stack([found[index] for index in range(count)])
    if not np.isfinite(table).all() or not table.any(axis=1).all():
        raise BadAnswer("a vector of zeros, or with numbers that are not finite")
    return normalised(table)


def _vector(given: Any) -> Vectors:
    try:
        if isinstance(given, str):
            vector = np.frombuffer(base64.b64decode(given, validate=True), dtype="<f4").astype(np.float32)
        elif isinstance(given, list) and all(type(number) in (int, float) for number in given):
            vector = np.array(given, dtype=np.float32)
        else:
            raise BadAnswer("an 'embedding' is neither numbers nor base64")
    except (binascii.Error, ValueError, OverflowError) as error:
        raise error if isinstance(error, BadAnswer) else BadAnswer("an 'embedding' cannot be read") from None
    if not len(vector):
        raise BadAnswer("an 'embedding' is empty")
    return vector
