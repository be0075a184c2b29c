"""Files whose texts are paired already: TMX, tables, files of lines; damaged and hostile ones too."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest

from kmedtext import LoadError, PairColumns
from kmedtext.loading import Limits
from kmedtext.loading.paired import Segment, read_paired

TMX = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="Other" srclang="ko-KR" datatype="html"><prop type="owner">한빛</prop><note>첫 묶음</note></header><body>
<tu tuid="u1"><prop type="domain">ward</prop><note>checked</note>
<tuv xml:lang="ko-KR"><seg>환자가 <bpt i="1">&lt;b&gt;</bpt>회복<ept i="1">&lt;/b&gt;</ept>했다.</seg></tuv>
<tuv xml:lang="en-US"><seg>The patient
 <hi>recovered</hi>.</seg></tuv></tu>
<tu><tuv xml:lang="EN_gb"><seg>Parking is free.</seg></tuv><tuv xml:lang="fr"><seg>Gratuit.</seg></tuv><tuv lang="KO"><seg>주차는 무료다.</seg></tuv></tu>
<tu><tuv xml:lang="ko"><seg>홀로 섰다.</seg></tuv></tu>
</body></tmx>"""
UNITS = [
    Segment(
        "u1",
        ("환자가 회복했다.",),
        ("The patient recovered.",),
        "ko-KR",
        "en-US",
        (("domain", "ward"),),
        ("checked",),
    ),
    Segment("2", ("주차는 무료다.",), ("Parking is free.",), "KO", "EN_gb"),
    Segment("3", ("홀로 섰다.",), ()),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_tmx_in_order_with_variants_properties_and_header(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "memory.tmx"
    path.write_bytes(TMX.format(encoding=encoding).encode(encoding))
    file = read_paired(path)
    assert list(file) == UNITS
    assert file.header is not None
    assert dict(file.header.attributes)["srclang"] == "ko-KR"
    assert (file.header.properties, file.header.notes) == ((("owner", "한빛"),), ("첫 묶음",))


def test_a_large_tmx_is_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "large.tmx"
    unit = '<tu><tuv xml:lang="ko"><seg>환자가 회복했다. {n}</seg></tuv><tuv xml:lang="en"><seg>Recovered {n}.</seg></tuv></tu>\n'
    with path.open("w", encoding="utf-8") as file:
        file.write('<tmx version="1.4"><header/><body>')
        file.writelines(unit.format(n=n) for n in range(40_000))
        file.write("</body></tmx>")
    gc.collect()
    tracemalloc.start()
    assert sum(1 for _ in read_paired(path)) == 40_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size > 4_000_000
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("<tmx><body><tu><tuv xml:lang='ko'><seg>잘렸", "truncated"),
        ("<html></html>", "unsupported"),
        ('<!DOCTYPE t [<!ENTITY a "b">]><tmx>&a;</tmx>', "bomb"),
        ('<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx>&a;</tmx>', "unsupported"),
        ("<tmx>" + "<a>" * 600, "too_large"),
        (
            "<tmx><body><tu><tuv xml:lang='ko'><seg>" + "가" * 5000 + "</seg></tuv></tu></body></tmx>",
            "too_large",
        ),
    ],
)
def test_a_bad_tmx_is_an_error_that_says_why(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "bad.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        list(read_paired(path, limits=Limits(max_bytes=4000)))
    assert (caught.value.code, str(path) in str(caught.value)) == (code, True)
    assert "가가" not in str(caught.value)


PAIRS = [
    Segment("7", ("환자가 회복했다.",), ("The patient recovered.",)),
    Segment("8", ("주차는 무료다.",), ()),
    Segment("9", (), ("Alone.",)),
    Segment("10", ("끝이다.",), ("The end.",)),
]


def table(path: Path) -> Path:
    import pandas as pd

    rows = [
        {"pair_id": one.id, "ko": "".join(one.ko) or None, "en": "".join(one.en) or None} for one in PAIRS
    ]
    frame = pd.DataFrame(rows)
    match path.suffix:
        case ".csv":
            frame.to_csv(path, index=False, encoding="cp949")
        case ".tsv":
            frame.to_csv(path, index=False, sep="\t")
        case ".jsonl":
            frame.to_json(path, orient="records", lines=True, force_ascii=False)
        case ".parquet":
            frame.to_parquet(path)
        case ".xlsx":
            frame.to_excel(path, index=False)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".parquet", ".xlsx"])
def test_tables_of_pairs_in_every_format(tmp_path: Path, suffix: str) -> None:
    path = table(tmp_path / f"pairs{suffix}")
    assert list(read_paired(path)) == PAIRS
    named = PairColumns(ko="ko", en="en", id="pair_id")
    assert list(read_paired(path, columns=named)) == PAIRS


def test_rows_of_id_language_and_text(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(
        "id,lang,text\nx,ko,환자가 회복했다.\nx,en,The patient recovered.\ny,en-US,Free.\nx,ko-KR,주차는 무료다.\ny,ko,무료다.\nx,fr,Rien.\n",
        encoding="utf-8",
    )
    assert list(read_paired(path)) == [
        Segment("x", ("환자가 회복했다.", "주차는 무료다."), ("The patient recovered.",)),
        Segment("y", ("무료다.",), ("Free.",)),
    ]


def test_a_table_whose_columns_cannot_be_told(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("x,y\n하나,one\n", encoding="utf-8")
    with pytest.raises(LoadError, match="--ko-column"):
        list(read_paired(path))
    assert next(iter(read_paired(path, columns=PairColumns(ko="x", en="y")))).ko == ("하나",)
    with pytest.raises(LoadError, match="no such file"):
        list(read_paired(tmp_path / "none.csv"))


def test_files_of_lines(tmp_path: Path) -> None:
    ko, en = tmp_path / "c.ko", tmp_path / "c.en"
    ko.write_bytes("환자가 회복했다.\r\n\r\n끝이다.\r\n".encode("cp949"))
    en.write_text("The patient recovered.\nAlone.\nThe end.\n", encoding="utf-8")
    assert [(one.ko, one.en) for one in read_paired(ko, en)] == [
        (("환자가 회복했다.",), ("The patient recovered.",)),
        ((), ("Alone.",)),
        (("끝이다.",), ("The end.",)),
    ]
    en.write_text("The patient recovered.\n", encoding="utf-8")
    with pytest.raises(LoadError, match="1 lines, fewer than"):
        list(read_paired(ko, en))
    assert read_paired(ko, en).sides() == (("환자가 회복했다.", "끝이다."), ("The patient recovered.",))
