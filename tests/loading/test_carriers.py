"""What carriers declare: media types, charsets, and what is no page."""

from __future__ import annotations

import pytest

from kmedtext.loading.carriers import declared_type, litter, sort_of


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html; charset=EUC-KR", ("text/html", "EUC-KR")),
        ('TEXT/HTML;version=2;CHARSET="utf-8"', ("text/html", "utf-8")),
        ("text/html; charset=", ("text/html", None)),
        ("; charset=utf-8", ("", "utf-8")),
        ("text/html" + ";" * 100_000, ("text/html", None)),
        ("", ("", None)),
    ],
)
def test_content_types(header: str, expected: tuple[str, str | None]) -> None:
    assert declared_type(header) == expected


@pytest.mark.parametrize(
    ("media_type", "sort"),
    [
        ("image/svg+xml", "image"),
        ("application/javascript", "script"),
        ("video/mp4", "sound or video"),
        ("application/pdf", None),
        ("application/x-hwp", None),
        ("application/xhtml+xml", None),
        ("text/plain", None),
        ("", None),
    ],
)
def test_sorts(media_type: str, sort: str | None) -> None:
    assert sort_of(media_type) == sort


@pytest.mark.parametrize(
    "name", ["a/Thumbs.db", "a\\desktop.ini", "__MACOSX/a.txt", ".git/config", "a/._b.html", ""]
)
def test_litter(name: str) -> None:
    assert litter(name)


@pytest.mark.parametrize("name", ["a.txt", "../a.txt", "./a.txt", "...", "thumbs.db.txt"])
def test_no_litter(name: str) -> None:
    assert litter(name) is None
