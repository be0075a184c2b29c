"""The manifest: what is needed to repeat a run."""

from __future__ import annotations

import math
import platform
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any

from kmedtext.__about__ import __version__
from kmedtext.export.schema import schema_version
from kmedtext.export.writable import Writable
from kmedtext.records import Kind

# Not a dependency of ours, but its version decides the morphemes.
_DECISIVE = ("kiwipiepy_model",)


def manifest(
    corpus: Writable,
    *,
    settings: Mapping[str, Any],
    skipped: Mapping[str, int] | None = None,
    run: Mapping[str, Any] | None = None,
    timings: Mapping[str, float] | None = None,
) -> dict[str, Any]:
    """Describe how a corpus was made: versions, settings, inputs with their SHA-256, counts.

    ``settings`` decide the content; dataclasses in it become objects. ``skipped`` counts what archives
    and tables held beside pages, by its sort. ``run`` (jobs, when it started) and
    ``timings`` (wall seconds a stage) differ from run to run and stand together under ``run``: without that
    key, the same inputs, settings and versions give the same manifest.
    """
    return {
        "kmedtext": __version__,
        "schema": schema_version(),
        "environment": environment(),
        "settings": _plain(settings),
        "inputs": [
            {"id": a.id, "path": a.source.where, "sha256": a.source.sha256, "bytes": a.source.size}
            for a in corpus.articles
        ],
        "skipped": dict(sorted((skipped or {}).items())),
        "counts": _counts(corpus),
        "run": {**_plain(run or {}), "timings": _plain(timings or {})},
    }


def environment() -> dict[str, Any]:
    """Name the Python, the platform and the versions of what kmedtext depends on."""
    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": platform.system(),
        "machine": platform.machine(),
        "packages": {name: _version(name) for name in _dependencies()},
    }


def _dependencies() -> list[str]:
    """The names in the package's own metadata, without the extras."""
    from importlib import metadata  # costs 20 ms, and every import of kmedtext comes past here

    try:
        required = metadata.requires("kmedtext") or []
    except metadata.PackageNotFoundError:
        required = []
    names = {re.split(r"[\s<>=!~;\[(]", line, maxsplit=1)[0] for line in required if "extra ==" not in line}
    return sorted(names.union(_DECISIVE), key=str.lower)


def _version(name: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _counts(corpus: Writable) -> dict[str, Any]:
    blocks = [block for article in corpus.articles for block in article.blocks]
    kinds = Counter(block.kind for block in blocks)
    return {
        "articles": len(corpus.articles),
        "duplicates": sum(article.duplicate_of is not None for article in corpus.articles),
        "characters": sum(block.end - block.start for block in blocks),
        "characters_kept": sum(block.end - block.start for block in blocks if block.kept),
        "blocks": len(blocks),
        "blocks_kept": sum(block.kept for block in blocks),
        "blocks_by_kind": {str(kind): kinds[kind] for kind in Kind if kinds[kind]},
        "pairs": len(corpus.pairs),
        "records": len(corpus.records),
        "records_by_bead": dict(sorted(Counter(record.bead for record in corpus.records).items())),
        "records_by_origin": dict(sorted(Counter(record.origin for record in corpus.records).items())),
        "unaligned": len(corpus.unaligned),
        "unpaired": len(corpus.unpaired),
        "untranslated": len(corpus.untranslated),
        "failures": len(corpus.failures),
    }


def _plain(value: Any) -> Any:
    """Turn settings into JSON types; a value that has none is named by its str."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, PurePath):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
