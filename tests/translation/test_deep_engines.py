"""deep-translator's own clients against real servers on loopback."""

from __future__ import annotations

import json
import logging
import threading
import traceback

import pytest
from tests.translation.libre_server import Answer, serving, translated

from kmedtext.errors import TranslationError, UsageError
from kmedtext.translation import DeepTranslator, Translation, engines, translate
from kmedtext.translation.deep import specs

PATIENT = "혈압약을 바꾼 환자 37명"


def libre(url: str, timeout: float = 5.0) -> DeepTranslator:
    return DeepTranslator("libre", url=url, timeout=timeout)


def ko_en(texts: list[str], engine: DeepTranslator) -> list[Translation]:
    return translate(texts, engine=engine, source="ko", target="en")


def test_texts_are_translated_in_order_and_marked_machine() -> None:
    with serving(translated) as served:
        found = ko_en(["첫 문장이다.", "둘째 문장이다."], libre(served.url))
    assert found == [
        Translation("en:.다이장문 첫", "ko", "en", "libre"),
        Translation("en:.다이장문 째둘", "ko", "en", "libre"),
    ]
    assert [asked["q"] for asked in served.requests] == ["첫 문장이다.", "둘째 문장이다."]
    assert {(asked["source"], asked["target"], asked["path"]) for asked in served.requests} == {
        ("ko", "en", "/translate")
    }


def test_texts_without_letters_stay_here() -> None:
    with serving(translated) as served:
        found = ko_en(["«—»", "", "12.5%", "정상이다."], libre(served.url))
    assert [item.text for item in found] == ["«—»", "", "12.5%", "en:.다이상정"]
    assert len(served.requests) == 1


FAILURES: dict[str, tuple[Answer, str]] = {
    "too many requests": ((429, b"{}"), r"HTTP 429 \(too many requests\)"),
    "server error": ((500, b"<html>down</html>"), "HTTP 500"),
    "wrong key": ((403, b"{}"), "HTTP 403"),
    "truncated JSON": ((200, b'{"translatedText": "the pati'), "cannot be read"),
    "HTML with status 200": ((200, b"<html>please log in</html>"), "cannot be read"),
    "other JSON": ((200, b'{"error": "busy"}'), "cannot be read"),
    "a list": ((200, b'["a"]'), "cannot be read"),
    "null": ((200, b'{"translatedText": null}'), "gave no translation"),
    "empty": ((200, b'{"translatedText": " "}'), "gave no translation"),
    "a number": ((200, b'{"translatedText": 7}'), "gave no translation"),
    "echo": ((200, json.dumps({"translatedText": f" {PATIENT}. "}).encode()), "untranslated"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_every_failure_is_ours_and_holds_neither_text_nor_key(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", "key-4711")
    answer, message = FAILURES[name]
    with serving(lambda _: answer) as served, pytest.raises(TranslationError, match=message) as caught:
        ko_en([PATIENT], libre(served.url))
    error = caught.value
    assert served.requests[0]["api_key"] == "key-4711"
    assert error.__cause__ is None
    assert error.__context__ is None
    told = "".join(traceback.format_exception(error)) + repr(error)
    assert PATIENT not in told
    assert "37" not in str(error)
    assert "key-4711" not in told


def test_the_failing_text_is_named_by_its_number() -> None:
    def second_fails(asked: dict[str, str]) -> Answer:
        return translated(asked) if asked["q"].startswith("첫") else (503, b"")

    with (
        serving(second_fails) as served,
        pytest.raises(TranslationError, match=r"libre: text 2 of 3: HTTP 503"),
    ):
        ko_en(["첫째", "둘째", "셋째"], libre(served.url))
    assert len(served.requests) == 2


def test_a_server_that_hangs_is_left_after_the_timeout() -> None:
    release = threading.Event()

    def hang(asked: dict[str, str]) -> Answer:
        release.wait(20)
        return 200, b"{}"

    with serving(hang) as served:
        try:
            with pytest.raises(TranslationError, match=r"no answer within 0\.3 s"):
                ko_en([PATIENT], libre(served.url, timeout=0.3))
        finally:
            release.set()


def test_no_server_at_all() -> None:
    with serving(translated) as served:
        url = served.url
    with pytest.raises(TranslationError, match=r"no answer \(ConnectionError\)") as caught:
        ko_en([PATIENT], libre(url))
    assert caught.value.__context__ is None


def test_too_large_texts_are_refused_before_anything_is_sent() -> None:
    with serving(translated) as served:
        engine = libre(served.url)
        with pytest.raises(
            TranslationError, match=r"text 2 of 2 has 2,001 characters, the engine takes 2,000"
        ):
            ko_en(["짧다.", "가" * 2001], engine)
        with pytest.raises(TranslationError, match=r"libre takes 9,000 bytes on the way \(url\)"):
            ko_en(["가" * 1000], engine)
        assert served.requests == []
        assert len(ko_en(["가" * 866], engine)) == 1


# For each engine: the keys it asks for, an answer in its service's manner, and where the text went.
SERVICES: dict[str, tuple[dict[str, str], bytes, str]] = {
    "google": ({}, b'<html><div class="result-container">It is normal.</div></html>', "q"),
    "mymemory": ({}, b'{"responseData": {"translatedText": "It is normal."}, "matches": []}', "q"),
    "libre": ({}, b'{"translatedText": "It is normal."}', "q"),
    "papago": (
        {"PAPAGO_CLIENT_ID": "id", "PAPAGO_SECRET_KEY": "secret"},
        b'{"message": {"result": {"translatedText": "It is normal."}}}',
        "text",
    ),
    "deepl": ({"DEEPL_API_KEY": "key"}, b'{"translations": [{"text": "It is normal."}]}', "text"),
    "microsoft": ({"MICROSOFT_API_KEY": "key"}, b'[{"translations": [{"text": "It is normal."}]}]', "json"),
    "baidu": (
        {"BAIDU_APPID": "id", "BAIDU_APPKEY": "key"},
        b'{"from": "kor", "to": "en", "trans_result": [{"src": "-", "dst": "It is normal."}]}',
        "q",
    ),
}
LANGUAGES = {
    "google": ("sl", "tl"),
    "libre": ("source", "target"),
    "papago": ("source", "target"),
    "deepl": ("source_lang", "target_lang"),
    "microsoft": ("from", "to"),
    "baidu": ("from", "to"),
}


@pytest.mark.parametrize("name", SERVICES)
def test_every_engine_speaks_to_its_service(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keys, payload, where = SERVICES[name]
    for variable, value in keys.items():
        monkeypatch.setenv(variable, value)
    with serving(lambda _: (200, payload)) as served:
        found = translate(
            ["정상이다."], engine=DeepTranslator(name, url=served.url, timeout=5), source="ko", target="en"
        )
    assert [item.text for item in found] == ["It is normal."]
    (asked,) = served.requests
    assert asked[where] == ("정상이다." if where != "json" else json.dumps([{"text": "정상이다."}]))
    if name == "mymemory":
        assert asked["langpair"] == "ko-KR|en-GB"
    else:
        codes = specs()[name].codes
        assert [asked[parameter] for parameter in LANGUAGES[name]] == [codes["ko"], codes["en"]]


def test_every_engine_has_such_a_test() -> None:
    assert set(SERVICES) == set(specs())
    assert set(specs()) <= set(engines())


@pytest.mark.parametrize("name", SERVICES)
def test_every_engine_gives_up_on_a_silent_service(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in SERVICES[name][0].items():
        monkeypatch.setenv(variable, value)
    release = threading.Event()

    def hang(asked: dict[str, str]) -> Answer:
        release.wait(20)
        return 200, b"{}"

    handlers = list(logging.getLogger().handlers)
    with serving(hang) as served:
        try:
            with pytest.raises(TranslationError, match="no answer within"):
                ko_en([PATIENT], DeepTranslator(name, url=served.url, timeout=0.2))
        finally:
            release.set()
    assert logging.getLogger().handlers == handlers


def test_a_complaint_is_no_translation() -> None:
    warning = (
        b'{"responseData": {"translatedText": "MYMEMORY WARNING: YOU USED ALL AVAILABLE"}, "matches": []}'
    )
    with serving(lambda _: (200, warning)) as served, pytest.raises(TranslationError, match="refused"):
        ko_en(["정상이다."], DeepTranslator("mymemory", url=served.url))


def test_missing_keys_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PAPAGO_CLIENT_ID", raising=False)
    monkeypatch.delenv("PAPAGO_SECRET_KEY", raising=False)
    with pytest.raises(UsageError, match="PAPAGO_CLIENT_ID and PAPAGO_SECRET_KEY"):
        DeepTranslator("papago")


def test_the_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(translated) as served:
        monkeypatch.setenv("LIBRE_URL", served.url)
        (found,) = translate(["정상"], engine="libre", source="ko", target="en")
    assert found.text == "en:상정"


def test_the_signature_names_version_and_host_and_no_key() -> None:
    signature = libre("http://user:pass@mt.example.org:5000/").signature
    assert signature.startswith("deep-translator==")
    assert signature.endswith(";engine=libre;host=mt.example.org:5000")


@pytest.mark.parametrize(("source", "target"), [("ko", "ko"), ("ko", "ja"), ("auto", "en")])
def test_directions_that_do_not_exist(source: str, target: str) -> None:
    with pytest.raises(UsageError):
        DeepTranslator("google").translate(["정상"], source, target)


@pytest.mark.parametrize("timeout", [0, -1, float("nan")])
def test_timeouts_must_be_times(timeout: float) -> None:
    with pytest.raises(UsageError, match="timeout"):
        DeepTranslator("google", timeout=timeout)


def test_deep_translator_itself_stays_as_it_was() -> None:
    import deep_translator.libre
    import requests

    with serving(translated) as served:
        ko_en(["정상"], libre(served.url))
    assert deep_translator.libre.requests is requests
    assert deep_translator.libre.BASE_URLS["LIBRE_FREE"] != served.url
