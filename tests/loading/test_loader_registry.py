"""Loaders of other packages: the surest wins, a broken one is reported and never fatal."""

# ruff: noqa: ARG002 - the loaders here keep to the protocol and need little of it
from __future__ import annotations

import logging
from importlib.metadata import EntryPoint

import pytest

from kmedtext.errors import LoadError
from kmedtext.loading import Collection, Limits, Loader, Origin, Sample, load_bytes, registry
from kmedtext.records import Page


class Subtitles:
    media_types = ("application/x-subrip",)

    def accepts(self, sample: Sample) -> float:
        return 0.8 if sample.named(".srt") and b"-->" in sample.head else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        return Page(id=origin.id, text=data.decode().split("\n")[2])


class Failing(Subtitles):
    def accepts(self, sample: Sample) -> float:
        raise RuntimeError("accepts")


class FailingLate(Subtitles):
    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        raise RuntimeError(data.decode())


class NoLoader:
    pass


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, value, registry.GROUP)


HERE = __name__
SRT = "1\n00:01 --> 00:02\n혈압을 잽니다.\n".encode()


def use(monkeypatch: pytest.MonkeyPatch, *loaders: Loader) -> None:
    monkeypatch.setattr(registry, "plug_ins", lambda: (loaders, ()))


def test_the_surest_loader_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_bytes(SRT, path="a.srt", id="a").text == SRT.decode()
    use(monkeypatch, Subtitles())
    assert load_bytes(SRT, path="a.srt", id="a").text == "혈압을 잽니다."
    assert load_bytes(SRT, path="a.txt", id="a").text == SRT.decode()


def test_entry_points_are_loaded_and_broken_ones_reported(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "kmedtext.loading"):
        loaders, broken = registry.load_plug_ins(
            [
                entry("srt", f"{HERE}:Subtitles"),
                entry("gone", "no_such_module:X"),
                entry("wrong", f"{HERE}:NoLoader"),
            ]
        )
    assert [type(loader).__name__ for loader in loaders] == ["Subtitles"]
    assert broken == (
        "gone (no_such_module:X): ModuleNotFoundError",
        f"wrong ({HERE}:NoLoader): neither a Loader nor a Collection",
    )
    assert "gone" in caplog.text


def test_a_plug_in_that_fails_costs_nothing_or_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, Failing())
    assert load_bytes(SRT, path="a.srt", id="a").text == SRT.decode()
    use(monkeypatch, FailingLate())
    with pytest.raises(LoadError, match="crashed") as caught:
        load_bytes(SRT, path="a.srt", id="a")
    assert "혈압" not in str(caught.value)


def test_the_built_in_ones_are_loaders() -> None:
    assert all(isinstance(loader, Loader | Collection) for loader in registry.built_in())
