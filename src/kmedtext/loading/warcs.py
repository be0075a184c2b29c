"""WARC archives: what a crawler stored, one document for each page that a server sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from kmedtext.errors import FailureCode, LoadError, MissingExtraError
from kmedtext.loading.carriers import declared_type, sort_of, sort_of_content
from kmedtext.loading.limits import Limits
from kmedtext.loading.origin import Columns, Document, Origin, Skipped, failure_of
from kmedtext.loading.packing.contentcoding import decoded
from kmedtext.loading.packing.unpacking import Unpacker, read_all, too_large
from kmedtext.loading.sample import HEAD, Sample
from kmedtext.loading.signatures import describe
from kmedtext.records import Failure

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader

_MAGIC = b"WARC/"
_SURE = 0.95
_LINE, _HEADS = 1 << 16, 1 << 20
# The lines between the chunks of a body are asked for at this length, and there may be any number of them.
_SHORT = 64
_OTHERS = frozenset({"request", "revisit", "metadata", "warcinfo", "conversion", "continuation"})
_LONGEST_URL = 4096


class WarcCollection:
    """The pages in a WARC archive."""

    media_types = ("application/warc",)
    forward = True

    def accepts(self, sample: Sample) -> float:
        """Look for the first record's version."""
        return _SURE if sample.head.startswith(_MAGIC) else 0.0

    def documents(
        self,
        file: BinaryIO,
        origin: Origin,
        limits: Limits,
        columns: Columns,  # noqa: ARG002 - an archive has none
    ) -> Iterator[Document | Failure | Skipped]:
        """Give the body of each response and resource that may be a page; all else is counted by its sort."""
        loader = _loader()
        lines = _Lines(file)
        number = 0
        while (line := lines.next_filled()) is not None:
            number += 1
            inner = origin.inside(f"record {number}", id=f"{origin.id}-{number}")
            record = _parsed(loader, lines, line)
            if record is None or lines.overfull:
                yield failure_of(
                    _damaged(inner.where, "where a record should begin there is none, or a broken one")
                )
                lines.skip_to(_MAGIC)
                continue
            try:
                item = _item(record, loader, lines, inner, limits)
            except LoadError as error:
                if lines.problem is error:
                    raise
                item = failure_of(error)
            while record.raw_stream.read(_LINE):
                pass
            if record.raw_stream.limit:
                item = failure_of(_damaged(inner.where, "it is cut short: the archive ends within it"))
            yield item


def _loader() -> ArcWarcRecordLoader:
    try:
        from warcio.recordloader import ArcWarcRecordLoader
    except ImportError as error:
        raise MissingExtraError("warc", "reading WARC archives") from error
    # It warns of odd addresses; where nobody set logging up, that would go to the terminal.
    logging.getLogger("warcio").addHandler(logging.NullHandler())
    return ArcWarcRecordLoader(verify_http=True, arc2warc=False)


def _parsed(loader: ArcWarcRecordLoader, lines: _Lines, line: bytes) -> ArcWarcRecord | None:
    """Read a record's head; none where there is no such thing."""
    from warcio.exceptions import ArchiveLoadFailed

    try:
        record = loader.parse_record_stream(lines, line, known_format="warc", no_record_parse=True)
    except (ArchiveLoadFailed, EOFError, ValueError):
        return None
    given = record.rec_headers.get_header("Content-Length") or ""
    if not given.strip().isascii() or not given.strip().isdigit():
        return None
    return record


def _item(
    record: ArcWarcRecord, loader: ArcWarcRecordLoader, lines: _Lines, origin: Origin, limits: Limits
) -> Document | Failure | Skipped:
    sort = (record.rec_type or "").strip().lower()
    if sort not in ("response", "resource"):
        return Skipped(f"warc: {sort if sort in _OTHERS else 'record of another sort'}")
    heads = record.rec_headers
    url = (heads.get_header("WARC-Target-URI") or "")[:_LONGEST_URL]
    if sort == "response" and not url.lower().startswith(("http:", "https:")):
        return Skipped("warc: name look-up" if url.startswith("dns:") else "warc: record of another sort")
    if heads.get_header("WARC-Segment-Number"):
        raise _damaged(origin.where, "it is one piece of several, which stand in other places")
    http = _http_head(record, loader, lines, origin.where) if sort == "response" else None
    status = http.get_statuscode() if http is not None else "200"
    if status != "200":
        return Skipped(
            "warc: redirect" if status.startswith("3") else f"warc: status {_three_digits(status)}"
        )
    media_type, charset = declared_type((http or heads).get_header("Content-Type"))
    if what := sort_of(media_type):
        return Skipped(f"warc: {what}")
    data = _body(record, http, origin.where, limits)
    what = _no_page(data, media_type)
    if what:
        return Skipped(f"warc: {what}")
    cut = heads.get_header("WARC-Truncated")
    known = replace(
        origin,
        url=url or None,
        charset=charset,
        media_type=media_type or None,
        retrieved=heads.get_header("WARC-Date"),
        metadata={"warc_truncated": cut[:40]} if cut else {},
    )
    return Document(known, data)


def _http_head(record: ArcWarcRecord, loader: ArcWarcRecordLoader, lines: _Lines, where: str) -> Any:
    from warcio.statusandheaders import StatusAndHeadersParserException

    try:
        head = loader.http_parser.parse(record.raw_stream)
    except (StatusAndHeadersParserException, EOFError, ValueError) as error:
        raise _damaged(where, "the server's answer in it has no readable head") from error
    if lines.overfull:
        raise LoadError(
            FailureCode.TOO_LARGE,
            where,
            "the head of the server's answer is larger than any head can be",
            "Leave the record out, or fetch it again.",
        )
    return head


def _body(record: ArcWarcRecord, http: Any, where: str, limits: Limits) -> bytes:
    from warcio.bufferedreaders import ChunkedDataReader

    most, stream = limits.max_document_bytes, record.raw_stream
    if record.raw_stream.limit > most:
        raise too_large(most, where)
    if http is None:
        return read_all(stream, most, where)
    if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        stream = ChunkedDataReader(stream)
    raw = read_all(stream, most, where)
    coding = http.get_header("Content-Encoding")
    if not coding or not raw:
        return raw
    try:
        return read_all(decoded(BytesIO(raw), coding, Unpacker(limits), where), most, where)
    except LoadError as error:
        # Some crawlers unpack what they store, and leave the header as it was.
        kept = (FailureCode.BOMB, FailureCode.MISSING_EXTRA)
        if error.code not in kept and describe(raw[:HEAD]) is None:
            return raw
        raise


def _no_page(data: bytes, media_type: str) -> str | None:
    if not data.strip():
        return "empty body"
    what = sort_of_content(data[:HEAD])
    if what is None and not media_type.startswith("text/") and describe(data[:HEAD]) == "binary data":
        return "binary data"
    return what


def _three_digits(status: str) -> str:
    return status if len(status) == 3 and status.isascii() and status.isdigit() else "unknown"


def _damaged(where: str, message: str) -> LoadError:
    return LoadError(FailureCode.TRUNCATED, where, message, "Fetch or save the archive again.")


class _Lines:
    """A file read forward, in lines of a bounded length where heads stand."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = _HEADS
        self._ready = b""
        self.overfull = False
        self.problem: LoadError | None = None

    def tell(self) -> int:
        """Nobody needs to know where it is, but the parser asks."""
        return 0

    def read(self, size: int) -> bytes:
        """Give up to ``size`` bytes of a body."""
        try:
            return self._file.read(size)
        except LoadError as error:
            self.problem = error
            raise

    def readline(self, size: int | None = None) -> bytes:
        """Give the next line, or none where the lines of one head have no end."""
        counts = size is None or size > _SHORT
        if counts and self._left <= 0:
            self.overfull = True
            return b""
        try:
            line = self._file.readline(_LINE if size is None else min(size, _LINE))
        except LoadError as error:
            self.problem = error
            raise
        if counts:
            self._left -= len(line)
        return line

    def next_filled(self) -> bytes | None:
        """The next line that is not blank; none at the end. A new head begins with it."""
        if self._ready:
            line, self._ready = self._ready, b""
            return line
        while True:
            self._left, self.overfull = _HEADS, False
            line = self._file.readline(_LINE)
            if not line:
                return None
            if line.strip():
                return line

    def skip_to(self, start: bytes) -> None:
        """Go on to the next line that begins so."""
        self._ready, fresh = b"", True
        while line := self._file.readline(_LINE):
            if fresh and line.startswith(start):
                self._left, self._ready, self.overfull = _HEADS, line, False
                return
            fresh = line.endswith(b"\n")
