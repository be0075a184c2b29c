"""Engines by name, engines of other packages, and the promise that nothing is sent unasked."""

# ruff: noqa: ARG002 - the engines here keep to the protocol and need little of it
from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kmedtext.errors import TranslationError, UsageError
from kmedtext.translation import (
    EngineLimits,
    Translation,
    Translator,
    dispatch,
    engines,
    translate,
    translator,
    translators,
)


class Upper:
    """An engine of one's own."""

    name = "upper"
    signature = "upper==1"
    network = False
    limits = EngineLimits(1000, 1000, "utf-8", max_batch=10)

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        *,
        context: Sequence[str | None] | None = None,
    ) -> list[Translation]:
        return [Translation(text.upper(), source, target, self.name) for text in texts]


class Forgetful(Upper):
    """An engine that loses a text."""

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        *,
        context: Sequence[str | None] | None = None,
    ) -> list[Translation]:
        return super().translate(texts[1:], source, target)


def test_an_engine_of_ones_own() -> None:
    assert isinstance(Upper(), Translator)
    (found,) = translate(["normal"], engine=Upper(), source="en", target="ko")
    assert (found.text, found.engine, found.origin) == ("NORMAL", "upper", "machine")


def test_a_wrong_count_is_an_error() -> None:
    with pytest.raises(TranslationError, match="gave 1 translations for 2 texts"):
        translate(["one", "two"], engine=Forgetful(), source="en", target="ko")


def test_no_texts_need_no_engine_call() -> None:
    assert translate([], engine=Forgetful(), source="en", target="ko") == []


def test_an_unknown_engine_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no translation engine 'gogle'; choose from .*google"):
        translate(["정상"], engine="gogle", source="ko", target="en")


def test_one_str_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="list"):
        translate("정상", engine=Upper(), source="ko", target="en")


def test_one_language_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="both ko"):
        translate(["정상"], engine=Upper(), source="ko", target="ko")


@pytest.fixture
def brought(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install three entry points, the way a package's metadata does."""
    (tmp_path / "brought_engine.py").write_text(
        "class Brought:\n"
        "    name = 'brought'\n"
        "    signature = 'brought==1'\n"
        "    def translate(self, texts, source, target):\n"
        "        from kmedtext.translation import Translation\n"
        "        return [Translation('!', source, target, self.name) for _ in texts]\n"
    )
    info = tmp_path / "brought_engine-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: brought-engine\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[kmedtext.translators]\n"
        "brought = brought_engine:Brought\n"
        "broken = brought_engine_missing:Engine\n"
        "wrong = builtins:dict\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("brought")
def test_other_packages_bring_engines() -> None:
    assert {"brought", "google"} <= set(engines())
    (found,) = translate(["정상"], engine="brought", source="ko", target="en")
    assert (found.text, found.engine) == ("!", "brought")


@pytest.mark.usefixtures("brought")
def test_an_engine_that_tells_nothing_of_its_limits_gets_one_text_at_a_time() -> None:
    (engine,) = translators("brought")
    assert engine.limits.max_batch == 1
    assert engine.network
    outcomes = dispatch(["정상", "회복"], [engine], "ko", "en", sleep=lambda _: None)
    assert [outcome.translation and outcome.translation.text for outcome in outcomes] == ["!", "!"]


SPELLED = {
    "an engine twice": ("google,google", "twice"),
    "a hole": ("google,,libre", "names of engines"),
    "nothing": ("", "names of engines"),
    "a chat without an address": ("chat:model", "chat:MODEL@http"),
    "a chat without a model": ("chat:@http://localhost/v1", "needs a model"),
    "an address that is none": ("libre:localhost", "no http"),
    "a model without a folder": ("ct2:", "ct2:FOLDER"),
    "a folder that is not there": ("ct2:/nowhere/model", "no folder /nowhere/model"),
    "an unknown engine": ("gogle", "choose from"),
}


@pytest.mark.parametrize("case", SPELLED)
def test_engines_spelled_wrongly_are_explained(case: str) -> None:
    names, message = SPELLED[case]
    with pytest.raises(UsageError, match=message):
        translators(names)


def test_a_chat_model_may_have_marks_in_its_name() -> None:
    (engine,) = translators("chat:qwen2.5:7b@http://localhost:11434/v1")
    assert "model=qwen2.5:7b;host=localhost:11434" in engine.signature


@pytest.mark.usefixtures("brought")
@pytest.mark.parametrize(("name", "message"), [("broken", "cannot be imported"), ("wrong", "no translator")])
def test_bad_engines_of_other_packages_are_explained(name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        translator(name)


GUARD = """
import socket
opened = []

def refuse(*arguments, **options):
    opened.append(arguments)
    raise AssertionError("the network was touched")

socket.socket.__init__ = refuse
socket.getaddrinfo = socket.create_connection = refuse
import sys
import kmedtext.translation as translation
assert "deep_translator" not in sys.modules and "requests" not in sys.modules
for name in translation.engines():
    try:
        translation.translator(name)
    except translation.registry.UsageError:
        pass
print("before", len(opened))
try:
    translation.translate(["정상이다."], engine="google", source="ko", target="en")
except translation.translating.TranslationError:
    pass
print("named", len(opened) > 0)
"""


def test_nothing_is_sent_before_an_engine_is_named() -> None:
    done = subprocess.run([sys.executable, "-c", GUARD], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["before", "0", "named", "True"], done.stderr
