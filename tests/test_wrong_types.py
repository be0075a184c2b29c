"""A call with the wrong type says what to pass."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kmedtext as kt
from kmedtext.export import prepare

PAGE = kt.Page.from_text("환자는 회복했다.", id="a")
load: Any = kt.load
build: Any = kt.build
tokenize: Any = kt.tokenize
sentences: Any = kt.sentences
identify: Any = kt.identify
passages: Any = kt.passages
split: Any = kt.split
clean: Any = kt.clean
pair: Any = kt.pair
article_from_text: Any = kt.Article.from_text
from_text: Any = kt.Page.from_text
from_html: Any = kt.Page.from_html
folder: Any = prepare
learn: Any = kt.learn_profile
save: Any = kt.save_profile
open_profile: Any = kt.load_profile


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: load(b"page.txt"), "a str or a Path, not bytes"),
        (lambda: load(None), "not NoneType"),
        (lambda: load(PAGE), "the path of a file"),
        (lambda: from_text(b"abc"), "a str, not bytes"),
        (lambda: from_html(None), "a str or bytes, not NoneType"),
        (lambda: tokenize(None), "a str or an iterable of str, not NoneType"),
        (lambda: tokenize(b"abc"), "not bytes"),
        (lambda: list(tokenize(["환자", 3])), "of type int"),
        (lambda: sentences(PAGE), "clean makes an Article"),
        (lambda: sentences(["환자"]), "an Article or a str, not list"),
        (lambda: identify(None), "a str, not NoneType"),
        (lambda: passages(["환자"]), "a str, not list"),
        (lambda: split(None), "a str or several, not NoneType"),
        (lambda: sentences("환자", max_chars="80"), "max_chars is '80'"),
        (lambda: clean("환자"), "clean takes a Page, not str"),
        (lambda: pair(["환자"]), "pair takes Articles, not str"),
        (lambda: article_from_text(b"abc"), "a str, not bytes"),
        (lambda: build(None), "files, folders and globs, each a str or a Path, not NoneType"),
        (lambda: build(b"pages"), "not bytes"),
        (lambda: build([PAGE]), "not Page"),
        (lambda: build(["x"], jobs="2"), "jobs is '2'"),
        (lambda: build(["x"], jobs=1.5), "jobs is 1.5"),
        (lambda: build(["x"], limits=1000), "Limits"),
        (lambda: clean(PAGE, profile="site.json"), "learn_profile or load_profile"),
        (lambda: learn(PAGE), "many of them, not Page"),
        (lambda: learn(["환자"]), "takes Pages, not str"),
        (lambda: save(PAGE, "x"), "what learn_profile gives, not Page"),
        (lambda: open_profile(""), "an empty name"),
        (lambda: open_profile(3), "not int"),
        (lambda: build(["x"], profile="site.json"), "what load_profile(path) gives"),
        (lambda: build(["x"], tokenizer="own.tsv"), "TokenizerSpec(lexicons=…)"),
        (lambda: build(["x"], exclude=[3]), "exclude takes folders"),
        (lambda: folder(None), "not NoneType"),
        (lambda: folder(""), "an empty name"),
    ],
)
def test_a_wrong_type_is_a_usage_error_that_says_what_to_pass(call: Callable[[], object], says: str) -> None:
    with pytest.raises(kt.UsageError) as caught:
        call()
    assert says in str(caught.value)


def test_a_wrong_format_makes_no_folder(tmp_path: Path) -> None:
    corpus = kt.Corpus((), (), (), (), (), ())
    for formats in ("docx", None):
        wrong: Any = formats
        with pytest.raises(kt.UsageError, match="choose from jsonl"):
            corpus.write(tmp_path / "out", formats=wrong)
    assert not (tmp_path / "out").exists()


def test_an_empty_name_is_not_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.txt").write_text("환자는 회복했다.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    corpus = kt.build([""])
    assert corpus.articles == ()
    assert [failure.code for failure in corpus.failures] == ["not_found"]
    with pytest.raises(kt.LoadError, match="empty"):
        kt.load("")
