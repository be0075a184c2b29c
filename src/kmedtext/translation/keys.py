"""API keys: from the environment, from a file of their own, or from one TOML file for all.

An engine holds the name of its key and looks the key up when it opens a connection: so no ``repr``, no pickle, no
manifest and no message can hold one. A key named ``DEEPL_API_KEY`` is looked for in this order:

1. the environment variable ``DEEPL_API_KEY``;
2. the file that the variable ``DEEPL_API_KEY_FILE`` names (its whole text, without blank edges);
3. the line ``DEEPL_API_KEY = "…"`` of the TOML file that the variable ``KMEDTEXT_KEYS`` names.

A file that others on the machine may read is refused.
"""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path

from kmedtext.errors import UsageError

STORE = "KMEDTEXT_KEYS"
_LARGEST = 1 << 16


def find_key(name: str) -> str | None:
    """Look a key up by the name of its environment variable; None where it is nowhere.

    Raises :class:`~kmedtext.errors.UsageError` for a file that cannot be read or that others may read.
    """
    if value := os.environ.get(name, "").strip():
        return value
    if place := os.environ.get(f"{name}_FILE"):
        return _private(place, f"{name}_FILE").strip() or None
    if place := os.environ.get(STORE):
        problem = None
        try:
            table = tomllib.loads(_private(place, STORE))
        except tomllib.TOMLDecodeError:
            problem = f"{STORE} names {place}, which is no TOML file"
        if problem is not None:
            raise UsageError(problem)  # outside, because the parser's message may quote a key
        found = table.get(name, "")
        if not isinstance(found, str):
            raise UsageError(f'{place}: {name} is not a string; write {name} = "…"')
        return found.strip() or None
    return None


def require_keys(engine: str, names: list[str]) -> None:
    """Raise :class:`~kmedtext.errors.UsageError` where a key is nowhere to be found."""
    if missing := [name for name in names if not find_key(name)]:
        raise UsageError(
            f"{engine} needs a key: set the environment variable {' and '.join(missing)}, or "
            f"{missing[0]}_FILE to a file that holds it, or put it into the TOML file that {STORE} names"
        )


def _private(place: str, variable: str) -> str:
    path = Path(place).expanduser()
    try:
        mode = path.stat().st_mode
        text = path.read_bytes()[: _LARGEST + 1].decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{variable} names {place}, which cannot be read ({type(error).__name__})") from None
    if len(text) > _LARGEST:
        raise UsageError(f"{variable} names {place}, which is too large for keys")
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise UsageError(f"{variable} names {place}, which others may read; run: chmod 600 {place}")
    return text
