"""Lexicons from lists: formats, encodings, columns, what is skipped, and errors with their line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.office_files import rows as sheet
from benchmarks.office_files import xlsx

from kmedtext.errors import LoadError, UsageError
from kmedtext.language import Lexicon, TokenizerSpec, load_lexicon, tokenize

TABLE = '코드,한글명칭,영문명칭\nX00.1,하늘맥박증,sky pulse disease\nX00.2,"새빛열, 급성",new light fever\n'


def rows(lexicon: Lexicon) -> list[tuple[str, str]]:
    return [(term.form, term.english) for term in lexicon]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes((TABLE * 1).encode(encoding))
    found = load_lexicon(path, licence="own use")
    assert rows(found) == [("하늘맥박증", "sky pulse disease"), ("새빛열, 급성", "new light fever")]
    assert (found.name, found.licence) == ("list", "own use")
    assert str(path) in found.origin


def test_columns_by_name_and_by_number(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("가나\t다라\n새빛열\tnew light fever\n", encoding="utf-8")
    assert rows(load_lexicon(path, columns={"form": "가나", "english": "다라"})) == [
        ("새빛열", "new light fever")
    ]
    path.write_text("새빛열\tnew light fever\n하늘열\n", encoding="utf-8")
    assert rows(load_lexicon(path, columns={"form": 0, "english": 1})) == [
        ("새빛열", "new light fever"),
        ("하늘열", ""),
    ]


def test_all_columns(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(
        "form\ttag\tenglish\tabbreviation\tcategory\tvariants\tparts\tscore\n"
        "하늘맥박기\tNNP\tsky pulse meter\tSPM\tdevices\t하늘박동기|하늘 맥박기\t하늘+맥박기\t-1.5\n",
        encoding="utf-8",
    )
    (term,) = load_lexicon(path)
    assert (term.tag, term.abbreviation, term.category, term.score) == ("NNP", "SPM", "devices", -1.5)
    assert (term.variants, term.parts) == (("하늘박동기", "하늘 맥박기"), ("하늘", "맥박기"))


def test_terms_of_a_corpus(tmp_path: Path) -> None:
    path = tmp_path / "terms.jsonl"
    path.write_text(
        '{"ko": "하늘맥박기", "en": "sky pulse meter", "abbreviation": "SPM", "count": 4}\n'
        '{"ko": "새빛열", "en": "new light fever", "count": 1}\n',
        encoding="utf-8",
    )
    assert rows(load_lexicon(path)) == [("하늘맥박기", "sky pulse meter"), ("새빛열", "new light fever")]
    often = load_lexicon(path, min_count=2)
    assert rows(often) == [("하늘맥박기", "sky pulse meter")]
    assert often.terms[0].abbreviation == "SPM"
    assert often.skipped == ((2, "a count below 2"),)


def test_a_user_dictionary_of_kiwi(tmp_path: Path) -> None:
    path = tmp_path / "user.dict"
    path.write_text(
        "# own words\n하늘맥박기\tNNP\t3.0\n새빛열\tNNG\n사겼\t사귀/VV + 었/EP\t-3.0\n", encoding="utf-8"
    )
    found = load_lexicon(path)
    assert [(term.form, term.tag, term.score) for term in found] == [
        ("하늘맥박기", "NNP", 3.0),
        ("새빛열", "NNG", None),
        ("사겼", "사귀/VV + 었/EP", -3.0),
    ]
    spec = TokenizerSpec(lexicons=(found,))
    morphemes = tokenize("하늘맥박기를 산 둘은 사겼다.", spec=spec)
    assert [m.form for m in morphemes if m.form in ("하늘맥박기", "사귀")] == ["하늘맥박기", "사귀"]


def test_xlsx(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="makes the workbook")
    book = openpyxl.Workbook()
    for row in (
        ("코드", "한글명칭", "영문명칭"),
        (1, "새빛열", "new light fever"),
        (None, None, None),
        (2, None, "x"),
    ):
        book.active.append(row)
    path = tmp_path / "list.xlsx"
    book.save(path)
    found = load_lexicon(path)
    assert rows(found) == [("새빛열", "new light fever")]
    assert found.skipped == ((4, "no form"),)
    path.write_bytes(path.read_bytes()[:500])
    with pytest.raises(LoadError):
        load_lexicon(path)


def test_xlsx_needs_no_other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    path = tmp_path / "list.xlsx"
    cells = (("용어", "영문명"), ("새빛열", "new light fever"))
    lines = ("".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) for row in cells)
    path.write_bytes(xlsx(sheet(*lines)))
    assert rows(load_lexicon(path)) == [("새빛열", "new light fever")]


def test_what_is_no_word_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text(f"용어\n새빛열\n12.5\n{'긴' * 70}\n새빛열\n", encoding="utf-8")
    found = load_lexicon(path)
    assert rows(found) == [("새빛열", "")]
    assert found.skipped == ((3, "no letter in the form"), (4, "a form of more than 60 characters"))


@pytest.mark.parametrize(
    ("name", "content", "columns", "says"),
    [
        ("a.tsv", "form\ttag\n새빛열\tNOUN\n", None, "line 2: NOUN is no Sejong tag"),
        ("a.tsv", "form\tscore\n새빛열\thigh\n", None, "line 2: the score is no number"),
        ("a.tsv", "form\tcount\n\n새빛열\tmany\n", None, "line 3: the count is no number"),
        ("a.tsv", "form\tparts\n새빛열\t새+열\n", None, "line 2: the parts do not add up"),
        ("a.csv", "이름,값\n새빛열,1\n", None, "line 1: no column is known.*이름, 값"),
        ("a.csv", "이름,값\n새빛열,1\n", {"form": "용어"}, "no column is called 용어"),
        ("a.csv", "이름,값\n새빛열,1\n", {"english": "값"}, "has to name form"),
        ("a.csv", "이름,값\n새빛열,1\n", {"form": "이름", "colour": "값"}, "not colour"),
        ("a.jsonl", '{"ko": "새빛열"}\n{"ko"\n', None, "line 2: no JSON"),
        ("a.jsonl", "[1]\n", None, "line 1: a JSON list"),
        ("a.csv", "# only a note\n", None, "no row"),
    ],
)
def test_errors_name_the_line(
    tmp_path: Path, name: str, content: str, columns: dict[str, str] | None, says: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        load_lexicon(path, columns=columns)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="no such file"):
        load_lexicon(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="not int"):
        load_lexicon(3)  # type: ignore[arg-type]
