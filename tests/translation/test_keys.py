"""Where keys are looked for, and that none is ever seen."""

from __future__ import annotations

import logging
import pickle
import traceback
from pathlib import Path

import pytest
from tests.translation.libre_server import Answer, serving, translated

from kmedtext.errors import TranslationError, UsageError
from kmedtext.translation import DeepTranslator
from kmedtext.translation.keys import find_key

KEY = "key-4711-secret"


def private(path: Path, text: str, mode: int = 0o600) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TOY_API_KEY", "TOY_API_KEY_FILE", "KMEDTEXT_KEYS"):
        monkeypatch.delenv(name, raising=False)


def test_the_environment_goes_before_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_key("TOY_API_KEY") is None
    monkeypatch.setenv(
        "KMEDTEXT_KEYS", str(private(tmp_path / "keys.toml", 'TOY_API_KEY = "from the store"'))
    )
    assert find_key("TOY_API_KEY") == "from the store"
    monkeypatch.setenv("TOY_API_KEY_FILE", str(private(tmp_path / "toy", "from its file\n")))
    assert find_key("TOY_API_KEY") == "from its file"
    monkeypatch.setenv("TOY_API_KEY", "from the environment")
    assert find_key("TOY_API_KEY") == "from the environment"
    assert find_key("OTHER_API_KEY") is None


BAD = {
    "others may read it": ("TOY_API_KEY_FILE", KEY, 0o644, "chmod 600"),
    "a group may read it": ("KMEDTEXT_KEYS", f'TOY_API_KEY = "{KEY}"', 0o640, "chmod 600"),
    "no TOML": ("KMEDTEXT_KEYS", f"TOY_API_KEY = {KEY}", 0o600, "no TOML file"),
    "no string": ("KMEDTEXT_KEYS", "TOY_API_KEY = 4711", 0o600, "not a string"),
    "too large": ("TOY_API_KEY_FILE", KEY * 10000, 0o600, "too large"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_files_are_refused_without_their_content(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variable, text, mode, message = BAD[case]
    monkeypatch.setenv(variable, str(private(tmp_path / "file", text, mode)))
    with pytest.raises(UsageError, match=message) as caught:
        find_key("TOY_API_KEY")
    assert "4711" not in "".join(traceback.format_exception(caught.value))


def test_a_file_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOY_API_KEY_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(UsageError, match="cannot be read"):
        find_key("TOY_API_KEY")


def test_deepl_is_asked_as_it_wants_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPL_API_KEY", KEY)
    with serving(lambda _: (200, b'{"translations": [{"text": "It is normal."}]}')) as served:
        DeepTranslator("deepl", url=served.url, timeout=5).translate(["정상이다."], "ko", "en")
    (request,) = served.requests
    assert request["Authorization"] == f"DeepL-Auth-Key {KEY}"
    assert "auth_key" not in request


def test_papago_is_asked_as_the_cloud_platform_wants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPAGO_CLIENT_ID", "id-1")
    monkeypatch.setenv("PAPAGO_SECRET_KEY", KEY)
    answer: Answer = (200, b'{"message": {"result": {"translatedText": "It is normal."}}}')
    with serving(lambda _: answer) as served:
        DeepTranslator("papago", url=served.url, timeout=5).translate(["정상이다."], "ko", "en")
    (request,) = served.requests
    assert (request["X-NCP-APIGW-API-KEY-ID"], request["X-NCP-APIGW-API-KEY"]) == ("id-1", KEY)


def test_a_used_up_account_is_told_from_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPAGO_CLIENT_ID", "id-1")
    monkeypatch.setenv("PAPAGO_SECRET_KEY", KEY)
    for body, code in (
        (b'{"message": "Quota Exceeded"}', "quota"),
        (b'{"message": "Rate Limited"}', "rate_limited"),
    ):
        with serving(lambda _, body=body: (429, body)) as served, pytest.raises(TranslationError) as caught:  # type: ignore[misc]
            DeepTranslator("papago", url=served.url, timeout=5).translate(["정상이다."], "ko", "en")
        assert caught.value.code == code


def test_a_key_does_not_follow_to_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", KEY)
    with serving(translated) as other:
        moved: Answer = (307, b"", {"Location": other.url})
        with serving(lambda _: moved) as served, pytest.raises(TranslationError, match="HTTP 307") as caught:
            DeepTranslator("libre", url=served.url, timeout=5).translate(["정상"], "ko", "en")
        assert other.requests == []
    assert caught.value.code == "unavailable"


def test_an_engine_shows_no_key(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", KEY)
    with serving(translated) as served, caplog.at_level(logging.DEBUG, logger="kmedtext"):
        engine = DeepTranslator("libre", url=served.url, timeout=5)
        engine.translate(["정상"], "ko", "en")
        again = pickle.loads(pickle.dumps(engine))  # noqa: S301 - our own
        assert again.translate(["정상"], "ko", "en")[0].text == "en:상정"
        seen = repr(engine) + engine.signature + repr(pickle.dumps(engine)) + caplog.text
        engine.close()
    assert KEY not in seen


def test_an_address_with_a_password_is_not_passed_on() -> None:
    engine = DeepTranslator("libre", url="http://user:word@mt.example.org/")
    assert "word" not in repr(engine) + engine.signature
    with pytest.raises(UsageError, match="LIBRE_URL"):
        pickle.dumps(engine)
