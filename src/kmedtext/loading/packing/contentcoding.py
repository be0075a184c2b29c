"""Content codings: what HTTP sends packed (gzip, deflate, br) is unpacked within the limits."""

from __future__ import annotations

import io

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.packing.streams import Unpacked
from kmedtext.loading.packing.unpacking import Readable, Unpacker

_CODINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br"}
_MOST = 4


def decoded(stream: Readable, header: str | None, unpacker: Unpacker, where: str) -> Readable:
    """The stream with the codings of a Content-Encoding header undone, the last first.

    >>> import gzip
    >>> from kmedtext.loading.limits import Limits
    >>> packed = io.BytesIO(gzip.compress("진료".encode()))
    >>> decoded(packed, "gzip", Unpacker(Limits()), "a").read(6).decode()
    '진료'

    Raises LoadError for codings that are not known, and for ``br`` where Brotli is not installed.
    """
    names = [name.strip().lower() for name in (header or "").split(",")]
    codings = [name for name in names if name and name != "identity"]
    if len(codings) > _MOST or any(name not in _CODINGS for name in codings):
        raise LoadError(
            FailureCode.UNSUPPORTED,
            where,
            "it is packed in a way that is not supported (its Content-Encoding)",
            "Fetch it again without compression.",
        )
    for name in reversed(codings):
        if name == "br":
            _require_brotli(where)
        stream = io.BufferedReader(Unpacked(stream, _CODINGS[name], unpacker, where), 1 << 16)
    return stream


def _require_brotli(where: str) -> None:
    try:
        import brotli
    except ImportError:
        brotli = None
    # Before 1.2 it gave all that its input unpacks to at once.
    if brotli is None or not hasattr(brotli.Decompressor, "can_accept_more_data"):
        raise LoadError(
            FailureCode.MISSING_EXTRA,
            where,
            "unpacking Brotli needs an optional part",
            "Install it with: pip install 'kmedtext[warc]'",
        )
