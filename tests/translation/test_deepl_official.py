"""DeepL's own client against a server on loopback."""

from __future__ import annotations

import json
import pickle

import pytest
from tests.translation.libre_server import Answer, serving
from tests.translation.timekeeping import Clock

from kmedtext.errors import MissingExtraError, TranslationError, UsageError
from kmedtext.translation import DeepLTranslator, dispatch

TEXTS = [f"환자 {number}번이 퇴원했다." for number in range(60)]


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_API_KEY", "key-4711:fx")


def turned(request: dict[str, str]) -> Answer:
    found = [
        {"detected_source_language": "KO", "text": text[::-1], "billed_characters": len(text)}
        for text in json.loads(request["json"])["text"]
    ]
    return 200, json.dumps({"translations": found}).encode()


def test_fifty_texts_go_into_one_request() -> None:
    with serving(turned) as served:
        engine = DeepLTranslator(url=served.url, timeout=5)
        clock = Clock()
        outcomes = dispatch(
            TEXTS, [engine], "ko", "en", context=["문단"] * 60, clock=clock, sleep=clock.sleep
        )
        engine.close()
    assert [o.translation.text for o in outcomes if o.translation] == [text[::-1] for text in TEXTS]
    assert [len(json.loads(request["json"])["text"]) for request in served.requests] == [50, 10]
    body = json.loads(served.requests[0]["json"])
    assert (body["source_lang"], body["target_lang"], body["context"]) == ("KO", "EN-US", "문단")
    assert served.requests[0]["path"] == "/v2/translate"
    assert served.requests[0]["Authorization"] == "DeepL-Auth-Key key-4711:fx"


def test_korean_is_a_target_too() -> None:
    with serving(turned) as served:
        DeepLTranslator(url=served.url, timeout=5).translate(["normal"], "en", "ko")
    body = json.loads(served.requests[0]["json"])
    assert (body["source_lang"], body["target_lang"]) == ("EN", "KO")
    assert "context" not in body


FAILURES: dict[str, tuple[Answer, str]] = {
    "too many requests": ((429, b"{}", {"Retry-After": "5"}), "rate_limited"),
    "a wrong key": ((403, b"{}"), "auth"),
    "used up": ((456, b'{"message": "Quota Exceeded"}'), "quota"),
    "down": ((503, b"<html>"), "server"),
    "cut JSON": ((200, b'{"translations": [{"te'), "unreadable"),
    "a page": ((200, b"<html>login</html>"), "unreadable"),
    "another form": ((200, b'{"translations": [{"words": "x"}]}'), "unreadable"),
    "too long": ((413, b"{}"), "too_long"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failures_are_single_requests_with_a_code(case: str) -> None:
    answer, code = FAILURES[case]
    with serving(lambda _: answer) as served:
        engine = DeepLTranslator(url=served.url, timeout=5)
        with pytest.raises(TranslationError) as caught:
            engine.translate(TEXTS[:2], "ko", "en")
    assert caught.value.code == code
    assert caught.value.retry_after == (5 if code == "rate_limited" else None)
    assert len(served.requests) == 1, "the client's own retries are left out"
    assert caught.value.__context__ is None
    assert TEXTS[0] not in str(caught.value)


def test_a_wrong_count_splits_the_batch() -> None:
    def forgetful(request: dict[str, str]) -> Answer:
        texts = json.loads(request["json"])["text"]
        return turned({"json": json.dumps({"text": texts[: max(1, len(texts) - 1)]})})

    with serving(forgetful) as served:
        clock = Clock()
        engine = DeepLTranslator(url=served.url, timeout=5)
        outcomes = dispatch(TEXTS[:4], [engine], "ko", "en", clock=clock, sleep=clock.sleep)
    assert [o.translation.text for o in outcomes if o.translation] == [text[::-1] for text in TEXTS[:4]]


def test_the_key_is_nowhere_to_be_seen() -> None:
    with serving(turned) as served:
        engine = DeepLTranslator(url=served.url, timeout=5)
        engine.translate(TEXTS[:1], "ko", "en")
        seen = repr(engine) + engine.signature + repr(pickle.dumps(engine))
        again = pickle.loads(pickle.dumps(engine))  # noqa: S301 - our own
        assert again.translate(TEXTS[:1], "ko", "en")
    assert "4711" not in seen


def test_without_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEEPL_API_KEY")
    with pytest.raises(UsageError, match="DEEPL_API_KEY_FILE"):
        DeepLTranslator()


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kmedtext.translation.deeplapi.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"kmedtext\[deepl\]"):
        DeepLTranslator()
