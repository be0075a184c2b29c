"""Chat engines against a server on loopback that speaks OpenAI's interface."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.translation.libre_server import Answer, Served, serving
from tests.translation.timekeeping import Clock

from kmedtext.errors import TranslationError, UsageError
from kmedtext.translation import ChatTranslator, Outcome, dispatch, translate, translator
from kmedtext.translation.numbered import numbered, taken_apart

TEXTS = ["환자는 회복했다.", "혈압이 정상이다.", "수술은 미뤘다.", "열이 내렸다."]


def completion(content: object, *, finish: str = "stop", **more: object) -> Answer:
    message = {"role": "assistant", "content": content, **more}
    return 200, json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": finish}]}).encode()


def asked_of(request: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(request["json"])
    return found


def user(request: dict[str, str]) -> str:
    return str(asked_of(request)["messages"][-1]["content"])


def turned(request: dict[str, str]) -> Answer:
    """Turn every text round, numbered where they are numbered."""
    lines = user(request).split("\n")
    if not lines[0].startswith("[1] "):
        return completion(user(request)[::-1])
    return completion("\n".join(f"[{n}] {line.partition('] ')[2][::-1]}" for n, line in enumerate(lines, 1)))


def send(
    texts: list[str], answer: Callable[[dict[str, str]], Answer], batch: int = 1
) -> tuple[list[Outcome], Served]:
    clock = Clock()
    with serving(answer) as served:
        engine = ChatTranslator("toy-7b", url=f"{served.url}v1", timeout=5, batch=batch)
        outcomes = dispatch(texts, [engine], "ko", "en", clock=clock, sleep=clock.sleep)
        engine.close()
    return outcomes, served


def given_texts(outcomes: list[Outcome]) -> list[str | None]:
    return [outcome.translation.text if outcome.translation else outcome.code for outcome in outcomes]


def test_a_sentence_is_asked_for_with_a_fixed_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAT_API_KEY", "key-4711")
    monkeypatch.setenv("OPENAI_API_KEY", "not for others")
    with serving(turned) as served:
        engine = translator(f"chat:toy-7b@{served.url}v1", timeout=5)
        (found,) = translate(TEXTS[:1], engine=engine, source="ko", target="en")
    assert (found.text, found.engine, found.model, found.origin) == (
        TEXTS[0][::-1],
        "chat",
        "toy-7b",
        "machine",
    )
    (request,) = served.requests
    body = asked_of(request)
    assert request["path"] == "/v1/chat/completions"
    assert request["Authorization"] == "Bearer key-4711"
    assert (body["model"], body["temperature"], body["seed"], body["stream"]) == ("toy-7b", 0, 0, False)
    system, text = body["messages"]
    assert (system["role"], text["role"], text["content"]) == ("system", "user", TEXTS[0])
    assert "from Korean into English" in system["content"]
    assert "{" not in system["content"]


def test_no_key_no_header() -> None:
    with serving(turned) as served:
        engine = ChatTranslator("toy", url=f"{served.url}v1/", timeout=5)
        translate(TEXTS[:1], engine=engine, source="ko", target="en")
    assert "Authorization" not in served.requests[0]
    assert served.requests[0]["path"] == "/v1/chat/completions"


def test_context_goes_along_and_is_not_translated() -> None:
    with serving(turned) as served:
        engine = ChatTranslator("toy", url=f"{served.url}v1", timeout=5)
        engine.translate([TEXTS[0]], "ko", "en", context=["문단 전체"])
    system, text = asked_of(served.requests[0])["messages"]
    assert system["content"].endswith("do not translate it.\n문단 전체")
    assert text["content"] == TEXTS[0]


def test_a_numbered_batch_is_one_request() -> None:
    outcomes, served = send(TEXTS, turned, batch=8)
    assert given_texts(outcomes) == [text[::-1] for text in TEXTS]
    assert len(served.requests) == 1
    assert "has 4 texts" in asked_of(served.requests[0])["messages"][0]["content"]


MANGLED = {
    "a number missing": "[1] one\n[2] two\n[4] four",
    "in another order": "[2] two\n[1] one\n[3] three\n[4] four",
    "one too many": "[1] one\n[2] two\n[3] three\n[4] four\n[5] five",
    "an introduction": "Sure! Here you are:\n[1] one\n[2] two\n[3] three\n[4] four",
    "no numbers": "one\ntwo\nthree\nfour",
    "a line split in two": "[1] one\nmore\n[2] two\n[3] three\n[4] four",
}


@pytest.mark.parametrize("case", MANGLED)
def test_a_batch_answered_otherwise_is_sent_by_the_sentence(case: str) -> None:
    def answer(request: dict[str, str]) -> Answer:
        return completion(MANGLED[case]) if user(request).startswith("[1]") else turned(request)

    outcomes, served = send(TEXTS, answer, batch=4)
    assert given_texts(outcomes) == [text[::-1] for text in TEXTS]
    assert [user(request).count("[") for request in served.requests][-2:] != [4, 4]


FAILURES: dict[str, tuple[Answer, str]] = {
    "cut off": (completion("The patient", finish="length"), "too_long"),
    "filtered": (completion("The", finish="content_filter"), "refused"),
    "refused": (completion(None, refusal="I cannot"), "refused"),
    "talkative": (completion("Here is the translation:\n\nThe patient recovered."), "unreadable"),
    "no text": (completion(None), "unreadable"),
    "empty": (completion("  "), "empty"),
    "echo": (completion(TEXTS[0]), "echo"),
    "another form": ((200, b'{"choices": []}'), "unreadable"),
    "a list": ((200, b"[]"), "unreadable"),
    "a page": ((200, b"<html>proxy</html>"), "unreadable"),
    "cut JSON": ((200, b'{"choices": [{"mess'), "unreadable"),
    "a wrong key": ((401, b'{"error": {"message": "bad key"}}'), "auth"),
    "no money": ((429, b'{"error": {"code": "insufficient_quota"}}'), "quota"),
    "no such model": ((404, b"{}"), "unavailable"),
    "too long": ((413, b"{}"), "too_long"),
    "a bad request": ((400, b"{}"), "refused"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures_have_codes_and_hold_no_text(case: str) -> None:
    answer, code = FAILURES[case]
    outcomes, _ = send(TEXTS[:1], lambda _: answer)
    assert given_texts(outcomes) == [code]
    assert outcomes[0].reason
    assert TEXTS[0] not in outcomes[0].reason


def test_thoughts_are_left_out() -> None:
    outcomes, _ = send(TEXTS[:1], lambda _: completion("<think>\nThe user wants\n</think>\n\nRecovered."))
    assert given_texts(outcomes) == ["Recovered."]


def test_lines_of_a_text_stay() -> None:
    outcomes, _ = send(["첫 줄\n둘째 줄"], lambda _: completion("first line\nsecond line"))
    assert given_texts(outcomes) == ["first line\nsecond line"]


def test_openai_needs_its_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(UsageError, match="OPENAI_API_KEY"):
        translator("chatgpt:small")
    monkeypatch.setenv("OPENAI_API_KEY", "key-4711")
    engine = translator("chatgpt:small")
    assert "model=small;host=api.openai.com;prompt=" in engine.signature
    assert b"key-4711" not in pickle.dumps(engine)
    assert "key-4711" not in repr(engine) + engine.signature


def test_the_signature_tells_all_that_decides() -> None:
    one = ChatTranslator("m", url="http://user:word@localhost:1/v1")
    assert one.signature != ChatTranslator("n", url="http://localhost:1/v1").signature
    assert one.signature != ChatTranslator("m", url="http://localhost:1/v1", batch=4).signature
    assert "word" not in one.signature + repr(one)
    with pytest.raises(UsageError, match="password"):
        pickle.dumps(one)


@pytest.mark.parametrize(("source", "target"), [("ko", "ja"), ("ko", "ko")])
def test_directions_that_do_not_exist(source: str, target: str) -> None:
    with pytest.raises(UsageError, match="between ko and en"):
        ChatTranslator("m", url="http://localhost:1/v1").translate(["정상"], source, target)


def test_an_error_crosses_process_borders_whole() -> None:
    with serving(lambda _: (429, b"{}", {"Retry-After": "9"})) as served:
        engine = ChatTranslator("m", url=f"{served.url}v1", timeout=5)
        with pytest.raises(TranslationError) as caught:
            engine.translate(["정상"], "ko", "en")
    error = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert (str(error), error.code, error.retry_after, error.retryable) == (
        "chat: HTTP 429 (too many requests)", "rate_limited", 9.0, True,
    )  # fmt: skip
    assert caught.value.__context__ is None


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Zl", "Zp", "Cc", "Cs"]), min_size=1),
        min_size=1,
        max_size=12,
    )
)
def test_what_is_numbered_can_be_taken_apart(texts: list[str]) -> None:
    kept = [text.strip() for text in texts]
    assert taken_apart(numbered(kept), len(kept)) == kept
