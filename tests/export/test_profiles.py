"""Profile files: what is written comes back, and what is no profile is told so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kmedtext as kt

PROFILE = kt.SiteProfile(9, {1: 3, 2**64 - 1: 9, 77: 4})
counted = st.dictionaries(st.integers(0, 2**64 - 1), st.integers(1, 50), max_size=9)


@given(counted)
def test_a_profile_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, counts: dict[int, int]
) -> None:
    path = tmp_path_factory.mktemp("profiles") / "site.json"
    profile = kt.SiteProfile(50, counts)
    kt.save_profile(profile, path)
    assert kt.load_profile(path) == profile
    assert kt.load_profile(path).digest == profile.digest


def test_the_same_profile_is_the_same_bytes(tmp_path: Path) -> None:
    turned = kt.SiteProfile(9, dict(reversed(list(PROFILE.counts.items()))))
    one, two = (kt.save_profile(p, tmp_path / n) for p, n in ((PROFILE, "a.json"), (turned, "b.json")))
    assert one.read_bytes() == two.read_bytes()


def test_a_file_holds_no_text_of_the_pages(tmp_path: Path) -> None:
    lines = ["비밀 차림표", "둘째 차림표", "셋째 차림표"]
    profile = kt.learn_profile(kt.Page(str(n), "\n".join([*lines, "가나다라"[n]])) for n in range(4))
    assert profile.counts
    written = kt.save_profile(profile, tmp_path / "p.json").read_text(encoding="utf-8")
    assert "차림표" not in written
    assert "\\u" not in written


def changed(**fields: Any) -> bytes:
    record = {"kmedtext_profile": 1, "pages": 9, "sha256": PROFILE.digest, "pairs": {"00000000000000aa": 3}}
    return json.dumps({**record, **fields}).encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is not JSON"),
        (b'{"kmedtext_profile": 1, "pages": 9', "cut short"),
        (b"\xff\xfe\x00", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[]", "no profile of kmedtext"),
        (b'{"pages": 3}', "no profile of kmedtext"),
        (changed(kmedtext_profile=2), "version 2"),
        (changed(pages="nine"), "lacks its pages"),
        (changed(pages=-1), "lacks its pages"),
        (changed(pairs=None), "pairs"),
        (changed(pairs={"aa": 3}), "a pair that is none"),
        (changed(pairs={"00000000000000aa": 10}), "a pair that is none"),
        (changed(pairs={"00000000000000aa": True}), "a pair that is none"),
        (changed(), "changed by hand"),
    ],
)
def test_what_is_no_profile_is_told_so(data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "site.json"
    path.write_bytes(data)
    with pytest.raises(kt.UsageError) as caught:
        kt.load_profile(path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
    assert "kmedtext profile" in str(caught.value)


def test_a_path_that_leads_nowhere_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(kt.UsageError, match="there is no such profile"):
        kt.load_profile(tmp_path / "nowhere.json")
    with pytest.raises(kt.UsageError, match="cannot be read"):
        kt.load_profile(tmp_path)
    with pytest.raises(kt.OutputError, match="cannot be written"):
        kt.save_profile(PROFILE, tmp_path / "nowhere" / "site.json")
