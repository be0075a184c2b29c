"""Builds over archives, tables and documents: the same bytes for any number of workers, each failure in its place."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from tests.loading.test_round_trip import EN, FORMATS, KO, pdf, text

from kmedtext import Columns, Corpus, build

ROWS = '번호,제목,본문\n7,"심장재활센터 개소","{}"\n8,"빈 줄",""\n'


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, make in FORMATS.items():
        (folder / f"ko.{name}").write_bytes(make(KO))
    with zipfile.ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("../../en.txt", text(EN))
        archive.writestr("inner/en.docx", FORMATS["docx"](EN))
        archive.writestr("broken.pdf", pdf(KO)[:300])
        archive.writestr("__MACOSX/._en.txt", b"\x00\x05\x16\x07")
    (folder / "rows.csv").write_text(ROWS.format(KO[3]), encoding="cp949")
    return folder


def written(corpus: Corpus, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in corpus.write(folder) if path.name != "manifest.json"}


def test_the_same_bytes_for_any_number_of_workers(pages: Path, tmp_path: Path) -> None:
    columns = Columns(text="본문", id="번호")
    one, three = (build(pages, jobs=jobs, columns=columns) for jobs in (1, 3))
    assert written(one, tmp_path / "one") == written(three, tmp_path / "three")
    assert one.manifest["skipped"] == three.manifest["skipped"] != {}


def test_every_document_is_an_article_or_a_failure(pages: Path) -> None:
    corpus = build(pages, columns=Columns(text="본문", id="번호"))
    assert [(failure.path, failure.code) for failure in corpus.failures] == [
        (f"{pages}/more.zip!/broken.pdf", "truncated")
    ]
    where = {article.source.where for article in corpus.articles}
    assert len(where) == len(corpus.articles) == len(FORMATS) + 3
    assert f"{pages}/more.zip!/../../en.txt" in where
    (row,) = [article for article in corpus.articles if article.id == "7"]
    assert row.source.metadata["title"] == "심장재활센터 개소"
    assert sum(corpus.manifest["skipped"].values()) == 2
