"""A loader whose documents say what it is to do: crash, hang, eat memory, print, write … For the process apart."""

# ruff: noqa: ARG002 - the loaders keep to the protocol and need little of it
from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kmedtext.errors import FailureCode, LoadError, MissingExtraError
from kmedtext.loading import Columns, Document, Limits, Origin, Sample, Skipped
from kmedtext.loading.manuscript import Manuscript, Paragraph
from kmedtext.records import Failure, Page

MAGIC = b"MISBEHAVE "
EATEN: list[bytearray] = []


def act(what: str, where: str) -> None:
    name, _, argument = what.partition(" ")
    if name == "abort":
        os.abort()
    elif name == "exit":
        os._exit(0)
    elif name == "leave":
        sys.exit(argument)
    elif name == "hang":
        time.sleep(1000)
    elif name == "spin":
        while True:
            pass
    elif name == "eat":
        EATEN.append(bytearray(int(argument) << 20))
        for at in range(0, len(EATEN[-1]), 4096):
            EATEN[-1][at] = 1
    elif name == "eatabort":
        blocks = []
        while True:
            try:
                blocks.append(bytearray(b"x" * (1 << 20)))
            except MemoryError:
                os.abort()
    elif name == "print":
        os.write(1, b"\x00" * 10_000)
        os.write(2, b"noise")
        print("noise" * 1000)  # noqa: T201 - printing is the harm
        sys.stdout.flush()
    elif name == "read":
        if sys.stdin.read() or os.read(0, 100):
            raise AssertionError("there was something to read")
    elif name == "write":
        with Path(argument).open("wb") as file:
            file.write(b"harm" * 5000)
    elif name == "raise":
        raise ValueError(argument)
    elif name == "recurse":
        act(what, where)
    elif name == "extra":
        raise MissingExtraError("hwp", "reading HWP")
    elif name == "encrypted":
        raise LoadError(FailureCode.ENCRYPTED, where, "it is encrypted", "Save it without a password.")


class Misbehaving:
    """Takes what begins with the magic."""

    confined = True
    media_types = ("application/x-misbehaving",)

    def accepts(self, sample: Sample) -> float:
        return 0.99 if sample.head.startswith(MAGIC) else 0.0

    def load(self, data: bytes, origin: Origin, limits: Limits) -> Page:
        what = data[len(MAGIC) :].decode("utf-8", "surrogatepass").strip()
        act(what, origin.where)
        manuscript = Manuscript()
        if what.startswith("long"):
            manuscript.add(Paragraph("가" * 1000) for _ in range(int(what.split()[1])))
        else:
            manuscript.add(
                [Paragraph(f"{what} 혈압은 정상이다."), Paragraph(str(os.getpid()), "caption")], page=1
            )
        return manuscript.page(origin, data, self.media_types[0])


class MisbehavingCollection:
    """A collection of such documents, one a line."""

    confined = True
    media_types = ("application/x-misbehaving-collection",)

    def accepts(self, sample: Sample) -> float:
        return 0.99 if sample.head.startswith(b"MANY ") else 0.0

    def documents(
        self, file: BinaryIO, origin: Origin, limits: Limits, columns: Columns
    ) -> Iterator[Document | Failure | Skipped]:
        for number, line in enumerate(file.read().split(b"\n")[1:]):
            if line.startswith(b"!"):
                act(line[1:].decode(), origin.where)
            elif line.startswith(b"-"):
                yield Skipped(line[1:].decode())
            elif line.startswith(b"?"):
                yield Failure(origin.where, "truncated", "cut", "Fetch it.")
            else:
                yield Document(origin.inside(f"{number}.x"), MAGIC + line)
