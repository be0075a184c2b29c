from __future__ import annotations

import base64
import json
import pickle
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
import pytest

from kmedtext.alignment import Encoder, EndpointEncoder
from kmedtext.errors import EncoderError, UsageError

Reply = tuple[int, dict[str, str], bytes]
Answer = Callable[[int, list[str]], Reply]


def rows(texts: list[str], dim: int = 4) -> list[dict[str, Any]]:
    vectors = [np.random.default_rng(sum(map(ord, text))).standard_normal(dim).tolist() for text in texts]
    return [{"object": "embedding", "index": at, "embedding": vector} for at, vector in enumerate(vectors)]


def good(texts: list[str], data: list[dict[str, Any]] | None = None) -> Reply:
    return 200, {}, json.dumps({"data": rows(texts) if data is None else data}).encode()


class Served:
    """A real server on loopback, and what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.requests: list[tuple[dict[str, str], dict[str, Any]]] = []
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                served.requests.append((dict(self.headers), body | {"path": self.path}))
                status, heads, raw = answer(len(served.requests), body["input"])
                self.send_response(status)
                for name, value in heads.items():
                    self.send_header(name, value)
                if "Content-Length" not in heads:
                    self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *arguments: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"


@contextmanager
def serving(answer: Answer) -> Iterator[Served]:
    served = Served(answer)
    thread = threading.Thread(target=served.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.server.shutdown()
        served.server.server_close()


def endpoint(served: Served, **settings: Any) -> EndpointEncoder:
    return EndpointEncoder(
        served.url, "tiny", allow_network=True, **{"pause": 0.01, "timeout": 5.0, **settings}
    )


def test_vectors_in_order_in_batches_and_once_each() -> None:
    texts = [f"문장 {n}" for n in range(7)] + ["", "  ", "문장 0"]

    def shuffled(_: int, given: list[str]) -> Reply:
        return good(given, rows(given)[::-1])

    with serving(shuffled) as served:
        encoder = endpoint(served, batch=3, prefix="query: ")
        vectors = encoder.encode(texts)
        assert isinstance(encoder, Encoder)
        again = pickle.loads(pickle.dumps(encoder))  # noqa: S301 - our own bytes
        assert again.encode(texts).tobytes() == vectors.tobytes()
    assert vectors.dtype == np.float32
    assert vectors.shape == (10, 4)
    expected = np.array(rows(["query: 문장 4"])[0]["embedding"])
    assert np.allclose(vectors[4], expected / np.linalg.norm(expected), atol=1e-6)
    assert vectors[9].tobytes() == vectors[0].tobytes()
    assert not vectors[7:9].any()
    assert [len(body["input"]) for _, body in served.requests[:3]] == [3, 3, 1]
    assert served.requests[0][1]["path"] == "/v1/embeddings"


def test_base64() -> None:
    def coded(_: int, texts: list[str]) -> Reply:
        data = rows(texts)
        for row in data:
            row["embedding"] = base64.b64encode(np.array(row["embedding"], "<f4").tobytes()).decode()
        return good(texts, data)

    with serving(coded) as one, serving(lambda _, texts: good(texts)) as other:
        assert np.allclose(endpoint(one).encode(["가"]), endpoint(other).encode(["가"]), atol=1e-6)


FAILURES: dict[str, Reply] = {
    "429": (429, {"Retry-After": "0"}, b"slow down"),
    "500": (500, {}, b"oops"),
    "cut JSON": (200, {}, b'{"data": [{"index": 0, "embed'),
    "cut body": (200, {"Content-Length": "9999"}, b'{"data": ['),
    "no vectors": (200, {}, b'{"data": []}'),
    "index twice": (200, {}, b'{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}'),
    "no index": (200, {}, b'{"data": [{"embedding": [1]}, {"embedding": [1]}]}'),
    "uneven": (200, {}, b'{"data": [{"index": 0, "embedding": [1]}, {"index": 1, "embedding": [1, 2]}]}'),
    "not finite": (200, {}, b'{"data": [{"index": 0, "embedding": [NaN]}, {"index": 1, "embedding": [1]}]}'),
    "zeros": (200, {}, b'{"data": [{"index": 0, "embedding": [0]}, {"index": 1, "embedding": [1]}]}'),
    "no numbers": (200, {}, b'{"data": [{"index": 0, "embedding": ["a"]}, {"index": 1, "embedding": [1]}]}'),
    "no object": (200, {}, b"[1, 2]"),
    "deep": (200, {}, b"[" * 100_000),
}


@pytest.mark.parametrize("name", FAILURES)
def test_tries_again(name: str) -> None:
    with serving(lambda number, texts: FAILURES[name] if number < 3 else good(texts)) as served:
        assert endpoint(served).encode(["가", "나"]).shape == (2, 4)
    assert len(served.requests) == 3


@pytest.mark.parametrize("name", FAILURES)
def test_gives_up_without_quoting(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KMEDTEXT_EMBEDDINGS_KEY", "s3cret")
    with serving(lambda number, texts: FAILURES[name]) as served:
        encoder = endpoint(served, tries=2)
        with pytest.raises(EncoderError, match="encoder tiny at http://127") as caught:
            encoder.encode(["비밀문장", "나"])
    assert len(served.requests) == 2
    assert served.requests[0][0]["Authorization"] == "Bearer s3cret"
    shown = f"{caught.value!r} {caught.value.__context__!r} {encoder.signature} {pickle.dumps(encoder)!r}"
    assert "s3cret" not in shown
    assert "비밀문장" not in shown


@pytest.mark.parametrize(
    ("status", "says"), [(400, "HTTP 400"), (401, "KMEDTEXT_EMBEDDINGS_KEY"), (302, "HTTP 302")]
)
def test_what_will_not_change_is_not_tried_again(status: int, says: str) -> None:
    heads = {"Location": "http://127.0.0.1:9/"}
    with (
        serving(lambda number, texts: (status, heads, b"")) as served,
        pytest.raises(EncoderError, match=says),
    ):
        endpoint(served).encode(["가"])
    assert len(served.requests) == 1
    assert "Authorization" not in served.requests[0][0]


def test_waits_as_long_as_asked_and_no_longer() -> None:
    def busy(number: int, texts: list[str]) -> Reply:
        return (503, {"Retry-After": "1"}, b"") if number == 1 else good(texts)

    with serving(busy) as served:
        start = time.monotonic()
        endpoint(served).encode(["가"])
        assert time.monotonic() - start >= 1.0
    long: Reply = (429, {"Retry-After": "900"}, b"")
    with serving(lambda number, texts: long) as served, pytest.raises(EncoderError, match="wait 900 s"):
        endpoint(served).encode(["가"])


def test_a_server_that_hangs() -> None:
    over = threading.Event()

    def hanging(number: int, texts: list[str]) -> Reply:
        over.wait(10)
        return good(texts)

    with serving(hanging) as served:
        start = time.monotonic()
        with pytest.raises(EncoderError, match=r"no answer within 0\.3 s, 2 times"):
            endpoint(served, timeout=0.3, tries=2).encode(["가"])
        assert time.monotonic() - start < 5
        over.set()


def test_nobody_there_and_another_length() -> None:
    with serving(lambda number, texts: good(texts)) as served:
        with pytest.raises(EncoderError, match="vectors of 4 numbers, not 8"):
            endpoint(served, dim=8, tries=1).encode(["가"])
        assert endpoint(served).dim == 4
    with pytest.raises(EncoderError, match="no connection"):
        endpoint(served, tries=2).encode(["가"])


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://kim:pw@localhost/v1", "holds a name"),
        ("http://localhost/v1?key=s3cret", "or a query"),
        ("ftp://localhost", "no http"),
        ("http://[", "cannot be read"),
    ],
)
def test_addresses(url: str, says: str) -> None:
    with pytest.raises(UsageError, match=says) as caught:
        EndpointEncoder(url, "m", allow_network=True)
    assert "s3cret" not in str(caught.value)


def test_only_where_the_network_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="--allow-network"):
        EndpointEncoder("http://localhost/v1", "m")
    monkeypatch.setenv("KMEDTEXT_EMBEDDINGS_KEY", "s3cret")
    far = EndpointEncoder("http://example.org/v1", "m", allow_network=True)
    with pytest.raises(UsageError, match="unencrypted"):
        far.encode(["가"])
