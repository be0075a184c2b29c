"""A LibreTranslate server on loopback that fails in every way, asked through deep-translator's own client."""

from __future__ import annotations

import json
import random
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from tests.translation.libre_server import Answer, Served, serving, translated
from tests.translation.timekeeping import Clock

from kmedtext.errors import TranslationCode
from kmedtext.translation import DeepTranslator, Outcome, Policy, dispatch

TEXTS = ["환자는 회복했다.", "혈압이 정상이다.", "수술은 미뤘다."]


def expected(texts: list[str]) -> list[str]:
    return [f"en:{text[::-1]}" for text in texts]


def given(outcomes: list[Outcome]) -> list[str | None]:
    return [outcome.translation.text if outcome.translation else None for outcome in outcomes]


def send(
    texts: list[str], served: Served, clock: Clock, *, timeout: float = 5.0, policy: Policy | None = None
) -> list[Outcome]:
    engine = DeepTranslator("libre", url=served.url, timeout=timeout)
    try:
        return dispatch(texts, [engine], "ko", "en", policy=policy, clock=clock, sleep=clock.sleep)
    finally:
        engine.close()


def first(count: int, failure: Answer) -> Callable[[dict[str, str]], Answer]:
    """Fail so many times, then translate."""
    left = iter(range(count))

    def answer(asked: dict[str, str]) -> Answer:
        return failure if next(left, None) is not None else translated(asked)

    return answer


def test_retry_after_in_seconds_is_waited_for() -> None:
    clock = Clock()
    with serving(first(1, (429, b"{}", {"Retry-After": "47"}))) as served:
        outcomes = send(TEXTS, served, clock)
    assert given(outcomes) == expected(TEXTS)
    assert clock.slept == [47]
    assert len(served.requests) == 4


def test_retry_after_as_a_date_is_waited_for() -> None:
    clock = Clock()
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    with serving(first(1, (503, b"", {"Retry-After": date}))) as served:
        outcomes = send(TEXTS, served, clock)
    assert given(outcomes) == expected(TEXTS)
    (slept,) = clock.slept
    assert 80 < slept <= 90


def test_too_many_requests_without_a_word_is_met_with_growing_pauses() -> None:
    runs = []
    for _ in range(2):
        clock = Clock()
        with serving(first(5, (429, b"{}"))) as served:
            assert given(send(TEXTS, served, clock)) == expected(TEXTS)
        runs.append(clock.slept)
    base = Policy().backoff_base
    assert all(base * 2**n / 2 <= slept <= base * 2**n for n, slept in enumerate(runs[0]))
    assert len(runs[0]) == 5
    assert runs[0] == runs[1], "the jitter is seeded"


def test_who_asks_for_more_patience_than_there_is_gets_no_second_request() -> None:
    clock = Clock()
    with serving(lambda _: (429, b"{}", {"Retry-After": "86400"})) as served:
        outcomes = send(TEXTS, served, clock)
    assert [outcome.code for outcome in outcomes] == ["rate_limited"] * 3
    assert outcomes[2].reason == "libre: HTTP 429 (too many requests)"
    assert len(served.requests) == 1
    assert clock.slept == []


def test_a_burst_of_server_errors_passes() -> None:
    clock = Clock()
    with serving(first(4, (500, b"<html>down</html>"))) as served:
        assert given(send(TEXTS, served, clock)) == expected(TEXTS)
    assert Counter(asked["q"] for asked in served.requests) == {TEXTS[0]: 5, TEXTS[1]: 1, TEXTS[2]: 1}


def test_a_dead_server_is_given_up_in_bounded_time_and_every_text_is_listed() -> None:
    clock = Clock()
    texts = [f"{number}번째 환자는 회복했다." for number in range(500)]
    with serving(lambda _: (502, b"<html>Bad gateway</html>")) as served:
        outcomes = send(texts, served, clock)
    assert [(outcome.index, outcome.code) for outcome in outcomes] == [(n, "server") for n in range(500)]
    assert len(served.requests) < 12
    assert clock.now < 600


def test_no_server_at_all() -> None:
    clock = Clock()
    with serving(translated) as served:
        pass
    outcomes = send(TEXTS, served, clock)
    assert [outcome.code for outcome in outcomes] == ["unavailable"] * 3
    assert outcomes[0].reason == "libre: no answer (ConnectionError)"


def test_a_connection_that_hangs_is_left_and_tried_again() -> None:
    clock, release = Clock(), threading.Event()
    hanging = iter(range(2))

    def answer(asked: dict[str, str]) -> Answer:
        if next(hanging, None) is not None:
            release.wait(20)
        return translated(asked)

    with serving(answer) as served:
        try:
            assert given(send(TEXTS, served, clock, timeout=0.3)) == expected(TEXTS)
        finally:
            release.set()
    assert len(served.requests) == 5


@contextmanager
def dripping() -> Iterator[Served]:
    """Serve an answer that comes one byte at a time, for ever."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while not stopped.wait(0.02):
                try:
                    self.request.sendall(b" ")
                except OSError:
                    return

    stopped = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield Served(f"http://127.0.0.1:{server.server_address[1]}/")
        finally:
            stopped.set()
            server.shutdown()
            thread.join()


def test_an_answer_that_drips_holds_nobody_up() -> None:
    started = time.monotonic()
    with dripping() as served:
        policy = Policy(rounds=1, breaker_threshold=1, breaker_trips=1)
        (outcome,) = send(TEXTS[:1], served, Clock(), timeout=0.2, policy=policy)
    assert outcome.code == "timeout"
    assert time.monotonic() - started < 5


BROKEN: dict[str, Answer] = {
    "JSON cut off": (200, b'{"translatedText": "the pati'),
    "the connection cut off": (200, b'{"translatedText": "the pati', {"Content-Length": "500"}),
    "an HTML page with status 200": (200, b"<!doctype html><title>Log in</title>"),
    "an HTML page in the JSON": (200, json.dumps({"translatedText": "<html><body>busy</body>"}).encode()),
    "an error in the JSON": (200, b'{"error": "busy"}'),
    "null": (200, b'{"translatedText": null}'),
    "blanks": (200, b'{"translatedText": " "}'),
    "not UTF-8": (200, b'{"translatedText": "\xff\xfe"}'),
    "no answer": (0, b""),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_answer_is_asked_for_again(case: str) -> None:
    clock = Clock()
    with serving(first(2, BROKEN[case])) as served:
        assert given(send(TEXTS, served, clock)) == expected(TEXTS)
    assert len(served.requests) == 5


def test_a_text_that_always_comes_back_is_listed_and_the_others_are_translated() -> None:
    def echo(asked: dict[str, str]) -> Answer:
        same = json.dumps({"translatedText": asked["q"]}).encode()
        return (200, same) if asked["q"] == TEXTS[1] else translated(asked)

    with serving(echo) as served:
        outcomes = send(TEXTS, served, Clock())
    assert given(outcomes) == [expected(TEXTS)[0], None, expected(TEXTS)[2]]
    assert (outcomes[1].code, outcomes[1].reason) == (
        "echo",
        "libre: the engine gave the text back untranslated",
    )
    assert Counter(asked["q"] for asked in served.requests)[TEXTS[0]] == 1


def test_an_echo_of_what_has_no_word_to_translate_is_fine() -> None:
    texts = ["HbA1c 6.5%", "KMed.ai", "Lunit INSIGHT CXR", "12.5 mg"]
    with serving(lambda asked: (200, json.dumps({"translatedText": asked["q"]}).encode())) as served:
        assert given(send(texts, served, Clock())) == texts
    assert len(served.requests) == 4


FAILURES: list[Answer] = [
    (429, b"{}"),
    (429, b"{}", {"Retry-After": "3"}),
    (500, b""),
    (503, b"<html>"),
    *BROKEN.values(),
]


def test_thirty_per_cent_of_failure_lose_nothing_and_translate_nothing_twice() -> None:
    chance = random.Random(11)
    texts = [f"{number}번째 환자는 {number % 97}일 만에 퇴원했다." for number in range(2000)]
    done: list[int] = []
    successes: Counter[str] = Counter()

    def answer(asked: dict[str, str]) -> Answer:
        if chance.random() < 0.3:
            same = json.dumps({"translatedText": asked["q"]}).encode()
            return chance.choice([*FAILURES, (200, same)])
        successes[asked["q"]] += 1
        return translated(asked)

    clock = Clock()
    with serving(answer) as served:
        engine = DeepTranslator("libre", url=served.url, timeout=5)
        outcomes = dispatch(
            texts, [engine], "ko", "en",
            done=lambda outcome: done.append(outcome.index), clock=clock, sleep=clock.sleep,
        )  # fmt: skip
        engine.close()
    assert given(outcomes) == expected(texts)
    assert successes == dict.fromkeys(texts, 1)
    assert sorted(done) == list(range(2000))
    assert len(served.requests) > 2600


def test_every_code_has_its_handling() -> None:
    assert set(Policy().codes) == set(TranslationCode) - {TranslationCode.BUDGET}
