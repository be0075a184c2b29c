"""Files, folders and globs become a sorted list; what leads nowhere is a failure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kmedtext.errors import LoadError
from kmedtext.loading import discover, load


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    top = tmp_path / "pages"
    for name in (
        "b.txt",
        "a.txt",
        "ko/1.txt",
        "ko/deep/2.html",
        "en/1.txt",
        ".hidden.txt",
        ".git/x.txt",
        "[1].txt",
    ):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("글", encoding="utf-8")
    return top


def names(found: tuple[str, ...], top: Path) -> list[str]:
    return [Path(path).relative_to(top).as_posix() for path in found]


CASES = [
    ("", ["[1].txt", "a.txt", "b.txt", "en/1.txt", "ko/1.txt", "ko/deep/2.html"]),
    ("a.txt", ["a.txt"]),
    ("[1].txt", ["[1].txt"]),
    (".hidden.txt", [".hidden.txt"]),
    ("*.txt", ["[1].txt", "a.txt", "b.txt"]),
    ("?.txt", ["a.txt", "b.txt"]),
    ("[ab].txt", ["a.txt", "b.txt"]),
    ("*/1.txt", ["en/1.txt", "ko/1.txt"]),
    ("k*", ["ko/1.txt", "ko/deep/2.html"]),
    ("**/*.txt", ["[1].txt", "a.txt", "b.txt", "en/1.txt", "ko/1.txt"]),
    ("**/*.html", ["ko/deep/2.html"]),
    ("**/deep/*", ["ko/deep/2.html"]),
    ("ko/**", ["ko/1.txt", "ko/deep/2.html"]),
    (".*.txt", [".hidden.txt"]),
]


@pytest.mark.parametrize(("given", "wanted"), CASES)
def test_what_is_found(pages: Path, given: str, wanted: list[str]) -> None:
    found, failures = discover([pages / given])
    assert names(found, pages) == wanted
    assert failures == ()


def test_order_and_repetition_of_the_inputs_do_not_matter(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pages)
    once = discover(["b.txt", "a.txt", "-"])
    assert once == (("-", "a.txt", "b.txt"), ())
    mixed, _ = discover(["./a.txt", "-", "*.txt", "b.txt"])
    assert sorted(map(os.path.normpath, mixed)) == ["-", "[1].txt", "a.txt", "b.txt"]
    assert len(discover(["-", "-", "a.txt", str(pages / "a.txt")])[0]) == 2


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("none.txt", "not_found"),
        ("none/", "not_found"),
        ("*.pdf", "not_found"),
        ("x\0y", "not_found"),
        ("none/*", "not_found"),
        ("empty", "empty"),
    ],
)
def test_what_leads_nowhere_is_a_failure(pages: Path, given: str, code: str) -> None:
    (pages / "empty" / "inner").mkdir(parents=True)
    (pages / "empty" / ".hidden").touch()
    found, failures = discover([str(pages / given)])
    assert found == ()
    assert [failure.code for failure in failures] == [code]
    assert failures[0].advice


def test_dangling_links_are_listed_and_explained_at_load(pages: Path) -> None:
    link = pages / "ko" / "link.txt"
    link.symlink_to("nowhere.txt")
    for given in (pages, pages / "**" / "*.txt", link):
        found, _ = discover([given])
        assert str(link) in found
    with pytest.raises(LoadError, match="dangling") as caught:
        load(link)
    assert caught.value.code == "not_found"


def test_link_loops_end(pages: Path) -> None:
    for index in range(6):
        (pages / "ko" / f"loop{index}").symlink_to(pages, target_is_directory=True)
    (pages / "self.txt").symlink_to("self.txt")
    wanted = sorted([*CASES[0][1], "self.txt"])
    assert names(discover([pages])[0], pages) == wanted
    assert names(discover([pages / "**" / "*.html"])[0], pages) == ["ko/deep/2.html"]


def test_links_to_folders_are_followed_once(pages: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "c.txt").write_text("글", encoding="utf-8")
    (pages / "aa").symlink_to(other)
    (pages / "bb").symlink_to(other)
    (pages / "a_ko").symlink_to(pages / "ko")
    found = names(discover([pages])[0], pages)
    assert [name for name in found if "c.txt" in name] == ["aa/c.txt"]
    assert [name for name in found if "/1.txt" in name] == ["en/1.txt", "ko/1.txt"]
