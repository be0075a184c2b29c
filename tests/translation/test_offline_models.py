"""Offline engines for real: models of every family are built, loaded and asked, without a network."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from tests.translation.timekeeping import Clock
from tests.translation.toy_models import argos, both_ways, opus

from kmedtext.errors import MissingExtraError, TranslationError, UsageError
from kmedtext.translation import CTranslate2Translator, dispatch, translate, translators

KOREAN = ["환자는 오늘 회복했다.", "의사는 혈압을 쟀다.", "퇴원했다."]
ENGLISH = ["Patients today recovered.", "Doctors blood-pressure measured.", "left."]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    both_ways(folder / "nllb", "kor_Hang", "eng_Latn")
    both_ways(folder / "m2m100", "__ko__", "__en__")
    opus(folder / "opus-mt-ko-en")
    opus(folder / "marian-ko-en", adds_end=True)
    argos(folder / "translate-package")
    return folder


@pytest.mark.parametrize("name", ["nllb", "m2m100", "opus-mt-ko-en", "marian-ko-en", "translate-package"])
def test_every_family_translates(name: str, models: Path) -> None:
    (engine,) = translators(f"ct2:{models / name}")
    found = translate(KOREAN, engine=engine, source="ko", target="en")
    assert [item.text for item in found] == ENGLISH
    assert {(item.engine, item.model, item.origin) for item in found} == {("ct2", name, "machine")}
    assert not engine.network


@pytest.mark.parametrize("name", ["nllb", "m2m100"])
def test_models_of_many_languages_translate_back(name: str, models: Path) -> None:
    engine = CTranslate2Translator(models / name)
    assert [item.text for item in engine.translate(ENGLISH, "en", "ko")] == KOREAN


def test_a_model_of_one_direction_says_so(models: Path) -> None:
    with pytest.raises(UsageError, match="opus-mt-ko-en translates ko to en, not en to ko"):
        CTranslate2Translator(models / "opus-mt-ko-en").translate(ENGLISH, "en", "ko")


def test_the_company_of_a_text_changes_nothing(models: Path) -> None:
    engine = CTranslate2Translator(models / "nllb")
    together = engine.translate(KOREAN * 3, "ko", "en")
    alone = [engine.translate([text], "ko", "en")[0] for text in KOREAN * 3]
    assert together == alone


def test_through_the_dispatcher_and_across_processes(models: Path) -> None:
    engine = pickle.loads(pickle.dumps(CTranslate2Translator(models / "nllb")))  # noqa: S301 - our own
    clock = Clock()
    outcomes = dispatch(KOREAN, [engine], "ko", "en", clock=clock, sleep=clock.sleep)
    assert [o.translation.text for o in outcomes if o.translation] == ENGLISH


def test_the_signature_follows_the_files(models: Path, tmp_path: Path) -> None:
    one = CTranslate2Translator(models / "nllb").signature
    same = both_ways(tmp_path / "elsewhere", "kor_Hang", "eng_Latn")
    assert CTranslate2Translator(same).signature == one
    config = same / "config.json"
    config.write_text(config.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert CTranslate2Translator(same).signature != one


def test_a_text_too_long_for_the_model_is_not_cut(models: Path) -> None:
    engine = CTranslate2Translator(models / "nllb")
    clock = Clock()
    wanted = [KOREAN[0], "환자는 " * 600, KOREAN[1]]
    outcomes = dispatch(wanted, [engine], "ko", "en", clock=clock, sleep=clock.sleep)
    assert [o.translation.text if o.translation else o.code for o in outcomes] == [
        ENGLISH[0],
        "too_long",
        ENGLISH[1],
    ]


@pytest.mark.parametrize(("positions", "message"), [(600, "came to no end"), (24, "failed .*position")])
def test_a_translation_without_an_end_is_not_cut(positions: int, message: str, tmp_path: Path) -> None:
    # Without its end token the toy model has nothing that tells it to stop.
    folder = opus(tmp_path / "endless-ko-en", positions=positions)
    (folder / "kmedtext.toml").write_text(
        'family = "argos"\nsource = "ko"\ntarget = "en"\n', encoding="utf-8"
    )
    (folder / "source.spm").rename(folder / "sentencepiece.model")
    with pytest.raises(TranslationError, match=message) as caught:
        CTranslate2Translator(folder).translate(["환자는 오늘"], "ko", "en")
    assert caught.value.code == "too_long"


def test_a_note_in_the_folder_tells_the_direction(tmp_path: Path) -> None:
    folder = opus(tmp_path / "mine")
    with pytest.raises(UsageError, match=r"which way .*kmedtext\.toml"):
        CTranslate2Translator(folder)
    (folder / "tokenizer_config.json").write_text(
        '{"source_lang": "kor", "target_lang": "eng"}', encoding="utf-8"
    )
    assert CTranslate2Translator(folder).translate(KOREAN[:1], "ko", "en")[0].text == ENGLISH[0]
    (folder / "tokenizer_config.json").unlink()
    (folder / "kmedtext.toml").write_text('source = "ko"\ntarget = "en"\n', encoding="utf-8")
    assert CTranslate2Translator(folder).translate(KOREAN[:1], "ko", "en")[0].text == ENGLISH[0]


def test_folders_that_are_no_model_are_explained(tmp_path: Path, models: Path) -> None:
    with pytest.raises(UsageError, match=r"no model\.bin"):
        CTranslate2Translator(tmp_path)
    (tmp_path / "model.bin").write_bytes(b"")
    with pytest.raises(UsageError, match="no vocabulary"):
        CTranslate2Translator(tmp_path)
    (tmp_path / "shared_vocabulary.json").write_text('["</s>"]', encoding="utf-8")
    with pytest.raises(UsageError, match="what family"):
        CTranslate2Translator(tmp_path)
    (tmp_path / "kmedtext.toml").write_text('family = "t5"', encoding="utf-8")
    with pytest.raises(UsageError, match="'t5', not nllb"):
        CTranslate2Translator(tmp_path)
    (tmp_path / "kmedtext.toml").write_text('family = "opus"', encoding="utf-8")
    with pytest.raises(UsageError, match=r"no SentencePiece model; copy source\.spm"):
        CTranslate2Translator(tmp_path)


def test_a_broken_model_is_given_up_at_once(tmp_path: Path) -> None:
    folder = both_ways(tmp_path / "broken", "kor_Hang", "eng_Latn")
    (folder / "model.bin").write_bytes(b"nothing")
    clock = Clock()
    outcomes = dispatch(KOREAN, [CTranslate2Translator(folder)], "ko", "en", clock=clock, sleep=clock.sleep)
    assert [outcome.code for outcome in outcomes] == ["unavailable"] * 3
    assert clock.slept == []


def test_without_the_extra(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kmedtext.translation.ctranslate.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"kmedtext\[ctranslate2\]"):
        CTranslate2Translator(models / "nllb")


ALONE = """
import socket, sys

def refuse(*arguments, **options):
    raise AssertionError("a socket was opened")

socket.socket.connect = socket.getaddrinfo = refuse
from kmedtext.translation import dispatch, translators
outcomes = dispatch(["환자는 오늘 회복했다."], translators(f"ct2:{sys.argv[1]}"), "ko", "en")
print(outcomes[0].translation.text, "requests" in sys.modules)
"""


def test_nothing_of_the_network_is_even_loaded(models: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ALONE, models / "nllb"], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "Patients today recovered. False", done.stderr
