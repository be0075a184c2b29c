"""Profile files: a site profile written to disk, and read back with distrust."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, Final

from kmedtext.cleaning import SiteProfile
from kmedtext.errors import UsageError
from kmedtext.export.folder import output_error, replacing
from kmedtext.export.jsonl import encode

VERSION: Final = 1
_KEY: Final = "kmedtext_profile"
_HASH = re.compile(r"[0-9a-f]{16}")
_AGAIN = "make it again with kmedtext profile PAGES... -o FILE"


def save_profile(profile: SiteProfile, path: str | os.PathLike[str]) -> Path:
    """Write a profile into a file; it holds numbers and hashes, no text of any page.

    Raises :class:`~kmedtext.errors.OutputError` where the disk refuses.
    """
    if not isinstance(profile, SiteProfile):
        raise UsageError(f"save_profile takes what learn_profile gives, not {type(profile).__name__}")
    target = _path(path)
    record = {
        _KEY: VERSION,
        "pages": profile.pages,
        "sha256": profile.digest,
        "pairs": {f"{pair:016x}": count for pair, count in sorted(profile.counts.items())},
    }
    try:
        with replacing(target) as file:
            file.write(encode(record, indent=1) + b"\n")
    except (OSError, ValueError) as error:
        raise output_error(target, error if isinstance(error, OSError) else OSError()) from error
    return target


def load_profile(path: str | os.PathLike[str]) -> SiteProfile:
    """Read a profile that :func:`save_profile` or ``kmedtext profile`` wrote.

    Raises :class:`~kmedtext.errors.UsageError` that says what is wrong with the file and what to do.
    """
    file = _path(path)
    try:
        record: Any = json.loads(file.read_bytes())
    except FileNotFoundError:
        raise UsageError(f"{file}: there is no such profile; {_AGAIN}") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); name a profile file") from None
    except (ValueError, RecursionError):
        # The cause would quote the file.
        raise UsageError(f"{file}: is not JSON, or was cut short; {_AGAIN}") from None
    if not isinstance(record, dict) or _KEY not in record:
        raise UsageError(f"{file}: is JSON, but no profile of kmedtext; {_AGAIN}")
    if record[_KEY] != VERSION:
        raise UsageError(
            f"{file}: is a profile of version {record[_KEY]!r:.20}, and this kmedtext reads version {VERSION}; {_AGAIN}"
        )
    pages, pairs = record.get("pages"), record.get("pairs")
    if not isinstance(pages, int) or pages < 0 or not isinstance(pairs, dict):
        raise UsageError(f"{file}: lacks its pages or pairs; {_AGAIN}")
    for key, count in pairs.items():
        if not _HASH.fullmatch(key) or type(count) is not int or not 0 < count <= pages:
            raise UsageError(f"{file}: has a pair that is none; {_AGAIN}")
    profile = SiteProfile(pages, {int(key, 16): count for key, count in pairs.items()})
    if record.get("sha256") != profile.digest:
        raise UsageError(f"{file}: does not agree with its own sha256, it was changed by hand; {_AGAIN}")
    return profile


def _path(path: object) -> Path:
    if not isinstance(path, str | os.PathLike) or not os.fspath(path):
        what = "an empty name" if path == "" else type(path).__name__
        raise UsageError(f"a profile file is a path, a str or a Path, not {what}")
    return Path(os.fsdecode(path))
