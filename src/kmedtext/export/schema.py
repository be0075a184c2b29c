"""The schema of the files: read from ``schema.toml``, the single place where fields are named."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a file. ``name`` is dotted: ``checks.numbers``, ``morphemes[].form``."""

    name: str
    type: str
    about: str
    null: bool = False


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("kmedtext.export").joinpath("schema.toml").read_text(encoding="utf-8"))


def schema_version() -> str:
    """Version of the schema, as ``major.minor``: readers of one major version read all its minors.

    >>> schema_version()
    '1.3'
    """
    return str(_table()["version"])


@cache
def fields(table: str) -> tuple[Field, ...]:
    """All fields of a table (articles, records, unaligned, unpaired, failures, terms, flat), in order.

    >>> [field.name for field in fields("failures")]
    ['path', 'code', 'message', 'advice']
    """
    return tuple(Field(**field) for field in _table()[table]["fields"])


@cache
def arrow_schema() -> pa.Schema:
    """The Arrow schema of ``records.parquet``: the fields of ``records.jsonl``, nested alike.

    Each field carries its description as metadata, the schema its version.
    """
    import pyarrow as pa

    return pa.schema(
        _arrow_fields(fields("records"), ""), metadata={"kmedtext_schema_version": schema_version()}
    )


def _arrow_fields(listed: tuple[Field, ...], prefix: str) -> list[pa.Field]:
    import pyarrow as pa

    found = []
    for field in listed:
        name = field.name.removeprefix(prefix)
        if not field.name.startswith(prefix) or "." in name:
            continue
        found.append(
            pa.field(name, _arrow_type(field, listed), nullable=field.null, metadata={"about": field.about})
        )
    return found


def _arrow_type(field: Field, listed: tuple[Field, ...]) -> pa.DataType:
    import pyarrow as pa

    match field.type:
        case "string":
            return pa.string()
        case "int":
            return pa.int64()
        case "float":
            return pa.float64()
        case "bool":
            return pa.bool_()
        case "span":
            return pa.list_(pa.field("element", pa.int64(), nullable=False))
        case "object":
            return pa.struct(_arrow_fields(listed, f"{field.name}."))
        case "list<object>":
            item = pa.struct(_arrow_fields(listed, f"{field.name}[]."))
            return pa.list_(pa.field("element", item, nullable=False))
        case other:
            raise ValueError(
                f"schema.toml: {field.name} has the type {other}, which Parquet files do not use"
            )
