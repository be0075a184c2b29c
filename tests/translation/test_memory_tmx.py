"""A memory travels as TMX, and a machine's units stay a machine's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage.tmx import tmxfile

from kmedtext.errors import UsageError
from kmedtext.translation import Imported, TranslationMemory, Unit, export_tmx, import_tmx

MACHINE = Unit(
    "5 < 6 & “맑다”\r\n둘째", "clear", "ko", "en", "toy", "toy 1;x=2", "machine", "g1", "toy-2", "2024-05-03"
)
PERSON = Unit(
    "흐리다.", "It is cloudy.", "ko", "en", "translator's desk", "human", "human", "", None, "2023-01-02"
)


def test_all_comes_back_as_it_was(tmp_path: Path) -> None:
    with TranslationMemory(tmp_path / "a") as one, TranslationMemory(tmp_path / "b") as other:
        one.put([MACHINE, PERSON])
        assert export_tmx(one, tmp_path / "m.tmx") == 2
        assert import_tmx(other, tmp_path / "m.tmx") == Imported(human=1, machine=1)
        assert list(other.units()) == [PERSON, MACHINE] or list(other.units()) == [MACHINE, PERSON]
        assert import_tmx(other, tmp_path / "m.tmx") == Imported(known=2)
        assert not list(tmp_path.glob("*.part"))


def test_other_programs_read_it_and_see_the_machine(tmp_path: Path) -> None:
    with TranslationMemory(tmp_path / "a") as memory:
        memory.put([MACHINE, PERSON])
        export_tmx(memory, tmp_path / "m.tmx")
    toolkit: Any = tmxfile
    store = toolkit.parsestring((tmp_path / "m.tmx").read_bytes())
    assert [unit.getid() or unit.source for unit in store.units] == [MACHINE.text, PERSON.text]
    machine, person = store.document.getroot().find("body")
    assert (machine.get("creationtool"), machine.get("creationid")) == ("toy", "MT")
    assert (person.get("creationtool"), person.get("creationid")) == ("translator's desk", None)
    assert {prop.get("type"): prop.text for prop in machine.iter("prop")}["x-origin"] == "machine"
    assert {prop.get("type"): prop.text for prop in person.iter("prop")} == {"x-origin": "human"}


@given(st.lists(st.text(min_size=1, max_size=40).filter(str.strip), min_size=1, max_size=6, unique=True))
def test_any_text_travels(texts: list[str]) -> None:
    import tempfile

    with (
        tempfile.TemporaryDirectory() as name,
        TranslationMemory(":memory:") as one,
        TranslationMemory(":memory:") as two,
    ):
        one.put([Unit(text, text[::-1], "ko", "en", "toy", "toy 1") for text in texts])
        export_tmx(one, f"{name}/m.tmx")
        came = import_tmx(two, f"{name}/m.tmx")
        assert came.machine + came.skipped + came.known == len(texts)
        allowed = [text for text in texts if text.isprintable()]
        held = {unit.text for unit in two.units()}
        assert {text.strip() for text in allowed} <= held


OF_OTHERS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="Desk 7" creationtoolversion="7" segtype="sentence" o-tmf="d" adminlang="en"
 srclang="en-US" datatype="xml"/><body>
<tu><tuv xml:lang="EN-us"><seg>It <bpt i="1">&lt;b&gt;</bpt>is<ept i="1">&lt;/b&gt;</ept> <hi>clear</hi>.</seg></tuv>
 <tuv xml:lang="ko-KR"><seg>맑다.</seg></tuv></tu>
<tu creationid="MT!"><tuv xml:lang="en-US"><seg>One.</seg></tuv><tuv xml:lang="ko-KR"><seg>하나.</seg></tuv></tu>
<tu><prop type="x-origin">machine</prop><tuv xml:lang="en"><seg>Two.</seg></tuv><tuv xml:lang="ko"><seg>둘.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Three.</seg></tuv><tuv xml:lang="ko" changeid="DeepL"><seg>셋.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Four.</seg></tuv><tuv xml:lang="de"><seg>Vier.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Five.</seg></tuv><tuv xml:lang="ko"><seg> </seg></tuv></tu>
</body></tmx>
"""


def test_units_of_other_programs_keep_their_origin(tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_text(OF_OTHERS, encoding="utf-8")
    with TranslationMemory(tmp_path / "a") as memory:
        memory.put([Unit("It is clear.", "기계가 한 말.", "en", "ko", "toy", "toy 1")])
        assert import_tmx(memory, tmp_path / "m.tmx") == Imported(human=1, machine=3, skipped=2)
        origins = {unit.text: unit.origin for unit in memory.units() if unit.engine != "toy"}
        assert origins == {"It is clear.": "human", "One.": "machine", "Two.": "machine", "Three.": "machine"}
        found = memory.find("It is clear.", "en", "ko", ["toy 1"])
        assert found is not None
        assert (found.translation, found.origin, found.engine) == ("맑다.", "human", "Desk 7")


WRONG = {
    "is something else": b"<html><body/></html>",
    "not well-formed XML": b"<tmx version='1.4'><body><tu><tuv xml:lang='ko'><seg>a</seg>",
    "may hide a bomb": b"<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx><body><tu><seg>&a;</seg></tu></body></tmx>",
}


@pytest.mark.parametrize("message", WRONG)
def test_what_is_no_tmx_is_refused(message: str, tmp_path: Path) -> None:
    (tmp_path / "m.tmx").write_bytes(WRONG[message])
    with TranslationMemory(tmp_path / "a") as memory, pytest.raises(UsageError, match=message):
        import_tmx(memory, tmp_path / "m.tmx")
    with TranslationMemory(tmp_path / "a") as memory, pytest.raises(UsageError, match="cannot be read"):
        import_tmx(memory, tmp_path / "missing.tmx")


def test_a_large_file_is_read_as_a_stream(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "m.tmx"
    with path.open("w", encoding="utf-8") as file:
        file.write('<tmx version="1.4"><header srclang="ko"/><body>')
        for n in range(20_000):
            file.write(
                f'<tu><tuv xml:lang="de"><seg>{"x" * 200}{n}</seg></tuv><tuv xml:lang="en"><seg>y</seg></tuv></tu>'
            )
        file.write("</body></tmx>")
    with TranslationMemory(tmp_path / "a") as memory:
        tracemalloc.start()
        assert import_tmx(memory, path).skipped == 20_000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert path.stat().st_size > 5_000_000
    assert peak < 3_000_000
