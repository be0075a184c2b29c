"""A folder with a CTranslate2 model: what family it is of, which way it translates, what its content hashes to.

Recognised are models of NLLB, M2M-100 and OPUS-MT as CTranslate2's converters write them, with the SentencePiece
files copied beside them (``--copy_files``), and unpacked Argos packages. A model that knows one direction tells it by
``tokenizer_config.json``, ``metadata.json`` or the folder's name; where none of them does, a file ``kmedtext.toml``
in the folder with ``source = "ko"`` and ``target = "en"`` (and ``family = "opus"`` where that cannot be seen) helps.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from kmedtext.errors import UsageError
from kmedtext.records import Lang

_NOTE = "kmedtext.toml"


@dataclass(frozen=True, slots=True)
class Family:
    """What ``families.toml`` says of a family; the fields are explained there."""

    name: str
    codes: Mapping[str, str]
    needs: bool
    source: str
    prefix: bool
    ends: bool
    pieces: tuple[str, ...]
    max_tokens: int
    target_pieces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A model's files: the folder CTranslate2 loads, the SentencePiece models, the language tokens it has.

    ``direction`` is the one way it translates, None where it translates both ways. ``adds_end`` says that the
    model appends the end token by itself.
    """

    family: Family
    model: Path
    source_pieces: Path
    target_pieces: Path
    tokens: Mapping[Lang, str]
    direction: tuple[Lang, Lang] | None
    adds_end: bool

    def digest(self) -> str:
        """SHA-256 over names and content of all the files that decide a translation; reads the whole model."""
        total = hashlib.sha256()
        pieces = {self.source_pieces, self.target_pieces}
        beside = [path for path in self.model.iterdir() if path.suffix in {".bin", ".json", ".txt"}]
        for path in sorted({*pieces, *beside}, key=lambda path: path.name):
            with path.open("rb") as file:
                total.update(f"{path.name}:{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
        return total.hexdigest()

    def prepared(self, pieces: list[str], source: Lang, target: Lang) -> list[str]:
        """Dress the source pieces the way the family wants them.

        The language's token goes before them, the end token after them.
        """
        language = {"source": source, "target": target}.get(self.family.source, "")
        before = [self.tokens[language]] if language in self.tokens else []
        after = ["</s>"] if self.family.ends and not self.adds_end else []
        return [*before, *pieces, *after]

    def prefix(self, target: Lang) -> list[str]:
        """What the translation begins with."""
        return [self.tokens[target]] if self.family.prefix and target in self.tokens else []


@cache
def _table() -> Mapping[str, Any]:
    text = files("kmedtext.translation").joinpath("families.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def families() -> Mapping[str, Family]:
    """The families of ``families.toml``, by name."""
    return {
        name: Family(
            name=name,
            pieces=tuple(row.pop("pieces")),
            target_pieces=tuple(row.pop("target_pieces", ())),
            **row,
        )
        for name, row in ((name, dict(row)) for name, row in _table().items() if name != "names")
    }


def read_folder(place: str | Path) -> ModelFolder:
    """Look a model's folder over, without loading the model.

    Raises :class:`~kmedtext.errors.UsageError` that says what is missing.
    """
    folder = Path(place).expanduser()
    if not folder.is_dir():
        raise UsageError(f"ct2: there is no folder {folder}; give the folder of a CTranslate2 model")
    model = next((path for path in (folder, folder / "model") if (path / "model.bin").is_file()), None)
    if model is None:
        raise UsageError(
            f"ct2: {folder} holds no model.bin; convert a model with ct2-transformers-converter first"
        )
    note = _note(folder / _NOTE)
    vocabulary = _vocabulary(model)
    family = _family(folder, note, vocabulary)
    source = _first(folder, family.pieces)
    if source is None:
        raise UsageError(
            f"ct2: {folder} ({family.name}) has no SentencePiece model; copy {' or '.join(family.pieces)} into it"
        )
    found = {lang: token for lang, token in family.codes.items() if token in vocabulary}
    return ModelFolder(
        family=family,
        model=model,
        source_pieces=source,
        target_pieces=_first(folder, family.target_pieces) or source,
        tokens=found,
        direction=None if family.needs else _direction(folder, note),
        adds_end=bool(_json(model / "config.json").get("add_source_eos")),
    )


def _family(folder: Path, note: Mapping[str, Any], vocabulary: frozenset[str]) -> Family:
    known = families()
    if "family" in note:
        if note["family"] not in known:
            raise UsageError(f"ct2: {folder / _NOTE}: family is {note['family']!r}, not {', '.join(known)}")
        return known[note["family"]]
    for family in known.values():
        if family.needs and set(family.codes.values()) <= vocabulary:
            return family
    if (folder / "metadata.json").is_file():
        return known["argos"]
    if _first(folder, known["opus"].pieces):
        return known["opus"]
    raise UsageError(
        f'ct2: cannot tell what family {folder} is of; put family = "…" ({", ".join(known)}) into {folder / _NOTE}'
    )


def _direction(folder: Path, note: Mapping[str, Any]) -> tuple[Lang, Lang]:
    config, package = _json(folder / "tokenizer_config.json"), _json(folder / "metadata.json")
    told = [
        (note.get("source"), note.get("target")),
        (config.get("source_lang"), config.get("target_lang")),
        (package.get("from_code"), package.get("to_code")),
    ]
    parts = re.split(r"[-_.]", folder.name)
    for source, target in [*told, *pairwise(parts)]:
        if (one := _language(source)) and (other := _language(target)) and one != other:
            return one, other
    raise UsageError(
        f'ct2: cannot tell which way {folder} translates; put source = "ko" and target = "en" into {folder / _NOTE}'
    )


def _language(name: object) -> Lang | None:
    return next((lang for lang, names in _table()["names"].items() if name in names), None)


def _vocabulary(model: Path) -> frozenset[str]:
    for name in ("shared_vocabulary", "source_vocabulary"):
        for path in (model / f"{name}.json", model / f"{name}.txt"):
            if path.is_file():
                text = _text(path)
                return frozenset(json.loads(text) if path.suffix == ".json" else text.split("\n"))
    raise UsageError(f"ct2: {model} has no vocabulary beside model.bin")


def _first(folder: Path, names: tuple[str, ...]) -> Path | None:
    return next((folder / name for name in names if (folder / name).is_file()), None)


def _note(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"ct2: {path} is no TOML file: {error}") from None


def _json(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(_text(path))
    except ValueError as error:
        raise UsageError(f"ct2: {path} is no JSON file: {error}") from None
    return found if isinstance(found, dict) else {}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"ct2: {path} cannot be read ({type(error).__name__})") from None
