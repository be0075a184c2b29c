"""What kmedtext adds to translating: ``python -m benchmarks.translation [CASE …]``.

``overhead``: sentences through :func:`kmedtext.translation.dispatch` and deep-translator's own LibreTranslate client,
beside a bare loop over the same client, against a server on loopback in a process of its own. ``dispatcher``: the
same without any server, by an engine that answers at once. ``path``: what a sentence takes beside its engine on the whole
way, by an engine that answers at once: marks, dispatcher, memory on disk; then the checks and the sentence encoder. ``memory``:
hits and puts (``benchmarks.translation_memory``). Every case is a function that prints its rows.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from multiprocessing.connection import Connection
from urllib.parse import parse_qs, urlsplit

from benchmarks.translation_memory import FLOOR, measured
from kmedtext.translation import DeepTranslator, EngineLimits, Filler, Outcome, Translation, dispatch
from kmedtext.translation.fidelity import check_translation, similarities

ROUNDS = 5


class Handler(BaseHTTPRequestHandler):
    """Speaks LibreTranslate's translate call, at once."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_POST(self) -> None:
        text = parse_qs(urlsplit(self.path).query)["q"][0]
        body = json.dumps({"translatedText": text[::-1]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the overridden name
        """Keep quiet."""


def serve(door: Connection) -> None:
    """Run the server and tell its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    door.send(server.server_port)
    server.serve_forever()


@contextmanager
def libre_server() -> Iterator[str]:
    """Run the server in a process of its own and give its address."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(there,), daemon=True)
    process.start()
    try:
        yield f"http://127.0.0.1:{here.recv()}/"
    finally:
        process.terminate()
        process.join()


class Instant:
    """An engine that answers at once."""

    name = "instant"
    signature = "instant==1"
    network = False
    limits = EngineLimits(10_000, 100_000, "url")

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, context: Sequence[str | None] | None = None
    ) -> list[Translation]:
        """Turn the texts round."""
        return [Translation(text[::-1], source, target, self.name) for text in texts if context is not None]


def sentences(count: int, salt: int) -> list[str]:
    """Make sentences that are all different, of about the length that Korean news has."""
    return [
        f"{salt}-{n}번째 환자는 수술 뒤 {n % 90}일 만에 혈압 {100 + n % 60}으로 회복해 퇴원했다."
        for n in range(count)
    ]


def bare(texts: Sequence[str], url: str) -> list[str]:
    """Loop over deep-translator's own client, as its documentation shows."""
    from deep_translator import LibreTranslator

    client = LibreTranslator(source="ko", target="en", api_key="none", custom_url=url)
    return [client.translate(text) for text in texts]


def ours(texts: Sequence[str], url: str) -> list[str]:
    """Send the same texts through the dispatcher."""
    engine = DeepTranslator("libre", url=url)
    outcomes = dispatch(texts, [engine], "ko", "en")
    engine.close()
    return translated(outcomes)


def translated(outcomes: Sequence[Outcome]) -> list[str]:
    return [outcome.translation.text if outcome.translation else "" for outcome in outcomes]


def milliseconds(work: Callable[[Sequence[str], str], list[str]], texts: Sequence[str], url: str) -> float:
    """Time a run, for each sentence; the translations must be right."""
    started = time.perf_counter()
    found = work(texts, url)
    spent = time.perf_counter() - started
    assert found == [text[::-1] for text in texts]
    return 1000 * spent / len(texts)


def overhead(count: int) -> None:
    """Print milliseconds a sentence of the bare loop and of kmedtext, turn by turn, and the difference."""
    times: dict[str, list[float]] = {"bare": [], "ours": []}
    with libre_server() as url:
        for work in (bare, ours):
            milliseconds(work, sentences(20, 99), url)
        for turn in range(ROUNDS):
            for name, work in (("bare", bare), ("ours", ours)):
                times[name].append(milliseconds(work, sentences(count, turn), url))
    loop, through = statistics.median(times["bare"]), statistics.median(times["ours"])
    print(f"overhead    bare deep-translator loop  {loop:7.3f} ms a sentence")
    print(f"overhead    kmedtext dispatch          {through:7.3f} ms a sentence")
    print(f"overhead    difference                 {through - loop:+7.3f} ms a sentence (at most 5)")


def dispatcher(count: int) -> None:
    """Print what the dispatcher itself takes."""

    def work(texts: Sequence[str], _: str) -> list[str]:
        return translated(dispatch(texts, [Instant()], "ko", "en"))

    spent = statistics.median(milliseconds(work, sentences(10 * count, turn), "") for turn in range(ROUNDS))
    print(f"dispatcher  kmedtext dispatch          {spent:7.3f} ms a sentence")


class Wordy(Instant):
    """An engine that answers at once and keeps marks."""

    def translate(
        self, texts: Sequence[str], source: str, target: str, *, context: Sequence[str | None] | None = None
    ) -> list[Translation]:
        """Say the texts in other words."""
        whole = context or texts
        return [
            Translation(f"It is said of this: {text}", source, target, self.name)
            for text, _ in zip(texts, whole, strict=True)
        ]


def marked(count: int, salt: int) -> list[str]:
    """Sentences that hold what has to be marked: a person, a code, a quantity."""
    return [f"김하늘 교수는 HER2 {salt}.5 mg을 쟀다. {text}" for text in sentences(count, salt)]


def path(count: int) -> None:
    """Print milliseconds a sentence of each stretch of the way beside the engine itself."""
    times: dict[str, list[float]] = {}
    similarities(["환자는 회복했다."], ["The patient recovered."])  # loads the encoder
    for turn in range(ROUNDS):
        texts = marked(count, turn + 1)
        with tempfile.TemporaryDirectory() as folder:
            filler = Filler([Wordy()], memory=f"{folder}/memory.sqlite")
            began = time.perf_counter()
            filled = filler.fill(texts, "ko", "en", context=texts)
            sent = time.perf_counter()
            filler.fill(texts, "ko", "en")
            again = time.perf_counter()
            filler.close()
        assert all(item.translation for item in filled)
        said = [item.translation.text for item in filled if item.translation]
        before = time.perf_counter()
        for text, told, item in zip(texts, said, filled, strict=True):
            check_translation(text, told, "ko", "en", item.spans)
        checked = time.perf_counter()
        similarities(texts, said)
        done = time.perf_counter()
        for name, spent in (
            ("marks, dispatcher, memory on disk", sent - began),
            ("the same, all from the memory", again - sent),
            ("checks", checked - before),
            ("sentence encoder, both sides", done - checked),
        ):
            times.setdefault(name, []).append(1000 * spent / count)
    for name, each in times.items():
        print(f"path        {name:<35}{statistics.median(each):7.3f} ms a sentence")


def memory(_: int) -> None:
    """Print what the memory does in a second."""
    for name, rate in measured().items():
        floor = f" (at least {FLOOR:,})" if name == "exact hits" else ""
        print(f"memory      {name:<24}{rate:>12,.0f} a second{floor}")


CASES: Mapping[str, Callable[[int], None]] = {
    "overhead": overhead,
    "dispatcher": dispatcher,
    "path": path,
    "memory": memory,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the cases named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"{', '.join(CASES)} (all)")
    parser.add_argument("--sentences", type=int, default=400, help="sentences in a round (400)")
    options = parser.parse_args(arguments)
    if unknown := set(options.cases) - set(CASES):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    print(f"Python {platform.python_version()}, deep-translator {version('deep-translator')}, ", end="")
    print(f"medians of {ROUNDS} rounds of {options.sentences} sentences")
    for name in options.cases or CASES:
        CASES[name](options.sentences)


if __name__ == "__main__":
    main()
