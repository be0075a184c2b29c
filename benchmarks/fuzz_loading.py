"""Damaged files by the thousand: each gives pages or failures, and the process that loads them lives.

``python -m benchmarks.fuzz_loading --minutes 10``: real files (of ``../shared``, where it is there) and files
that the tests make are damaged in ways that a fixed seed chooses, and loaded as a folder's files are.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kmedtext.errors import FailureCode
from kmedtext.loading import Limits, load_all
from kmedtext.records import Failure, Page

LIMITS = Limits(max_seconds=10)
LARGEST = 400_000
REAL_EACH = 40
_SIGNIFICANT = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_FOLDERS = ("data/loading/hwp", "data/loading/pdf_with_hwp")
_SLOW = 5.0


@dataclass
class Tally:
    """What came of the files."""

    files: int = 0
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    slow: list[tuple[float, str]] = field(default_factory=list)
    crashes: Counter[str] = field(default_factory=Counter)


def made_files() -> dict[str, bytes]:
    """Sound files of every format that the tests know how to make."""
    from tests.loading.hostile.corpus import GOOD, KOREAN

    line = KOREAN.strip()
    texts = {
        "a.csv": f"id,text\n1,{line}\n2,{line}\n",
        "a.jsonl": f'{{"id": 1, "text": "{line}"}}\n' * 2,
        "a.md": f"---\ntitle: {line}\n---\n\n# {line}\n\n- {line}\n",
        "a.xml": f"<?xml version='1.0'?><nitf><body><body.content><p>{line}</p></body.content></body></nitf>",
        "a.rss": f"<rss><channel><item><title>{line}</title><description>{line}</description></item></channel></rss>",
        "a.eml": f"From: a@example.org\nTo: b@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>{line}</p>",
    }
    record = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{line}</p>".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\nContent-Length: {len(record)}\r\n\r\n"
    warc = (head.encode() + record + b"\r\n\r\n") * 2
    return {**GOOD, **{name: text.encode() for name, text in texts.items()}, "a.warc": warc}


def real_files(shared: Path, each: int = REAL_EACH) -> dict[str, bytes]:
    """Real files, not too large: some of every ending, chosen by name alone."""
    found: dict[str, list[Path]] = {}
    for folder in _FOLDERS:
        for path in sorted((shared / folder).rglob("*")):
            if path.is_file() and path.stat().st_size <= LARGEST:
                found.setdefault(path.suffix.lower(), []).append(path)
    chosen = [path for paths in found.values() for path in paths[:: max(1, len(paths) // each)][:each]]
    return {f"{number}{path.suffix}": path.read_bytes() for number, path in enumerate(chosen)}


def damaged(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Damage a file; of a ZIP archive sometimes a member, packed again as if nothing had happened."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        return _damaged_inside(data, others, chance)
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        if not out:
            break
        _damage(out, others, chance)
    return bytes(out)


def _damage(out: bytearray, others: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randrange(len(out))
    length = min(1 << chance.randrange(14), len(out) - at)
    match chance.randrange(8):
        case 0:
            out[at] ^= 1 << chance.randrange(8)
        case 1:
            out[at] = chance.randrange(256)
        case 2:
            size = chance.choice((1, 2, 4))
            value = chance.choice(_SIGNIFICANT) & ((1 << 8 * size) - 1)
            out[at : at + size] = value.to_bytes(size, chance.choice(("little", "big")))
        case 3:
            del out[at : at + length]
        case 4:
            out[at:at] = out[at : at + length]
        case 5:
            out[at : at + length] = chance.randbytes(length)
        case 6:
            del out[at:]
        case _:
            other = chance.choice(others)
            start = chance.randrange(len(other)) if other else 0
            out[at : at + length] = other[start : start + length]


def _damaged_inside(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    name = chance.choice(sorted(parts))
    part = bytearray(parts[name] or b" ")
    for _ in range(chance.choice((1, 2, 8))):
        if part:
            _damage(part, others, chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in parts.items():
            archive.writestr(zipfile.ZipInfo(key), bytes(part) if key == name else value)
    return out.getvalue()


def checked(item: Page | Failure) -> str:
    """The outcome's code; AssertionError where it is not as it must be."""
    if isinstance(item, Failure):
        assert item.code in set(FailureCode), item.code
        assert item.advice.endswith("."), item.advice
        assert item.message
        return str(item.code)
    assert item.text.strip(), "an empty page"
    item.text.encode("utf-8")
    at = 0
    for region in item.regions:
        assert at <= region.start < region.end <= len(item.text), "regions out of order"
        at = region.end
    return "page"


def fuzz(
    files: dict[str, bytes], seed: int, *, seconds: float | None = None, count: int | None = None
) -> Tally:
    """Damage and load files until the time is over or so many are done; what goes wrong is raised."""
    chance, tally = random.Random(seed), Tally()  # noqa: S311 - the same damage every time
    names, others = sorted(files), [files[name] for name in sorted(files)]
    end = time.monotonic() + seconds if seconds is not None else None
    with tempfile.TemporaryDirectory() as folder:
        for number in _numbers(end, count):
            name = names[number % len(names)]
            # Now and then under another's name.
            ending = Path(chance.choice(names) if chance.random() < 0.1 else name).name
            path = Path(folder, f"{number}.{ending}")
            path.write_bytes(damaged(files[name], others, chance))
            start = time.monotonic()
            try:
                items = list(load_all(path, limits=LIMITS))
                outcomes = [checked(item) for item in items]
            except BaseException:
                kept = Path(tempfile.gettempdir(), f"fuzz-{seed}-{path.name}")
                kept.write_bytes(path.read_bytes())
                print(f"this one did it: {kept}", file=sys.stderr)
                raise
            took = time.monotonic() - start
            if took > _SLOW:
                tally.slow.append((took, f"{name} ({number})"))
            tally.files += 1
            tally.codes.update((Path(name).suffix, code) for code in outcomes or ["nothing"])
            failed = (
                item for item in items if isinstance(item, Failure) and item.code == FailureCode.CRASHED
            )
            tally.crashes.update(item.message for item in failed)
            path.unlink()
    return tally


def _numbers(end: float | None, count: int | None) -> Iterator[int]:
    number = 0
    while (count is None or number < count) and (end is None or time.monotonic() < end):
        yield number
        number += 1


def main(arguments: list[str] | None = None) -> int:
    """Run for some minutes and print what came of the files."""
    parser = argparse.ArgumentParser(prog="benchmarks.fuzz_loading", description="Load damaged files.")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    given = parser.parse_args(arguments)
    real = real_files(given.shared)
    files = {**made_files(), **real}
    print(f"{len(files)} files ({len(real)} real ones), seed {given.seed}, {given.minutes:g} minutes")
    tally = fuzz(files, given.seed, seconds=given.minutes * 60)
    print(f"{tally.files} damaged files; the parent lives; pages and failures by format and code:")
    for suffix in sorted({suffix for suffix, _ in tally.codes}):
        row = {code: count for (own, code), count in sorted(tally.codes.items()) if own == suffix}
        print(f"  {suffix:8} " + "  ".join(f"{code} {count}" for code, count in row.items()))
    for message, count in tally.crashes.most_common():
        print(f"  crashed: {count} × {message}")
    for took, name in sorted(tally.slow, reverse=True)[:10]:
        print(f"  slow: {took:.1f} s {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
