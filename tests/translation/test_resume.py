"""A run that is killed goes on where it stood: real processes, a real server that counts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from tests.translation.libre_server import Answer, serving

PAGE = "가온병원, 병동 소식\n\n" + "\n\n".join(
    f"가온병원은 {n}병동에서 HER2 검사를 {n + 3} mg 기준으로 한다고 {n}번째로 밝혔다. 이어 {n}차 계획도 알렸다."
    for n in range(2, 22)
)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kmedtext", *arguments]


def test_kill_9_and_resume_repeats_no_request(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    stop, hold = 15, threading.Event()
    asked: list[str] = []

    def answer(query: dict[str, str]) -> Answer:
        asked.append(query["q"])
        if len(asked) == stop:  # the client now waits; all that was answered before is in its memory
            hold.wait(60)
        return 200, json.dumps({"translatedText": f"This is translation {query['q']} of it."}).encode()

    with serving(answer) as served:
        arguments = command(
            "translate", str(page), "--engine", f"libre:{served.url}", "--to", "en", "--memory",
            str(tmp_path / "memory.sqlite"), "-o", str(tmp_path / "out"), "--force", "--format", "jsonl,md",
        )  # fmt: skip
        environment = {**os.environ, "LIBRE_URL": served.url}
        first = subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE)
        until = time.monotonic() + 90
        while len(asked) < stop and time.monotonic() < until and first.poll() is None:
            time.sleep(0.02)
        os.kill(first.pid, signal.SIGKILL)
        told = first.communicate()[1].decode()
        assert len(asked) == stop, told
        answered = asked[: stop - 1]
        hold.set()
        second = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
        assert second.returncode == 0, second.stderr
        again = asked[stop:]
        assert Counter(answered) & Counter(again) == Counter()  # zero repeated requests
        assert len(set(again)) == len(again)
        third = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)
        assert third.returncode == 0, third.stderr
        assert len(asked) == stop + len(again)  # a whole run is sent nothing
    rows = [
        json.loads(line)
        for line in (tmp_path / "out" / "page.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len(rows) == 41
    assert {row["origin"] for row in rows} == {"machine"}
    assert all(
        row["machine"]["engine"] == "libre" and "HER2" in row["en"] for row in rows if "HER2" in row["ko"]
    )


def test_a_dry_run_sends_and_writes_nothing(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    with serving(lambda _: (500, b"")) as served:
        done = subprocess.run(
            command("translate", str(page), "--engine", f"libre:{served.url}", "--dry-run"),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert served.requests == []
    assert "libre: 41 texts" in done.stderr
    assert "would leave this machine" in done.stderr
    assert sorted(tmp_path.iterdir()) == [page]


def test_without_an_engine_nothing_is_translated(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    done = subprocess.run(
        command("translate", str(page), "-o", str(tmp_path / "out")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "name an engine" in done.stderr
