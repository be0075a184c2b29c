"""OLE compound files for tests (MS-CFB, version 3): storages one level deep, streams long and short."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_ROOT, _STORAGE, _STREAM = 5, 1, 2


def _padded(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)


def _chain(table: list[int], count: int) -> int:
    """Append a chain of ``count`` sectors to a table; gives its first."""
    if not count:
        return _END
    first = len(table)
    table.extend([*range(first + 1, first + count), _END])
    return first


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Write streams, named ``Name`` or ``Storage/Name``, as a compound file."""
    storages = sorted({name.split("/")[0] for name in streams if "/" in name})
    fat: list[int] = []
    minifat: list[int] = []
    body, mini = bytearray(), bytearray()
    places: dict[str, int] = {}
    for name, data in streams.items():
        if len(data) < _CUTOFF:
            places[name] = _chain(minifat, -(-len(data) // _MINI))
            mini += _padded(data, _MINI)
        else:
            places[name] = _chain(fat, -(-len(data) // _SECTOR))
            body += _padded(data, _SECTOR)
    mini_start = _chain(fat, -(-len(mini) // _SECTOR))
    body += _padded(bytes(mini), _SECTOR)

    # The root, the storages, and under each its streams, as lists by their right neighbours.
    top = [*storages, *(name for name in streams if "/" not in name)]
    order = ["", *top, *(name for name in streams if "/" in name)]
    number = {name: at for at, name in enumerate(order)}
    entries = bytearray()
    for name in order:
        if not name:
            kind, child, start, size = _ROOT, number[top[0]] if top else _NONE, mini_start, len(mini)
        elif name in storages:
            inside = [inner for inner in streams if inner.startswith(f"{name}/")]
            kind, child, start, size = _STORAGE, number[inside[0]], 0, 0
        else:
            kind, child, start, size = _STREAM, _NONE, places[name], len(streams[name])
        siblings = (
            top if name in top else [n for n in order if name and n.startswith(name.split("/")[0] + "/")]
        )
        at = siblings.index(name) + 1 if name in siblings else len(siblings)
        right = number[siblings[at]] if at < len(siblings) else _NONE
        label = (name.split("/")[-1] or "Root Entry").encode("utf-16-le")
        entries += struct.pack("<64sHBBIII", label, len(label) + 2, kind, 1, _NONE, right, child)
        entries += bytes(36) + struct.pack("<IQ", start, size)
    directory_start = _chain(fat, -(-len(entries) // _SECTOR))
    body += _padded(bytes(entries), _SECTOR)
    packed_minifat = struct.pack(f"<{len(minifat)}I", *minifat)
    minifat_sectors = -(-len(packed_minifat) // _SECTOR)
    minifat_start = _chain(fat, minifat_sectors)
    body += packed_minifat + b"\xff" * (-len(packed_minifat) % _SECTOR)
    fat_sectors = 1
    while (len(fat) + fat_sectors) * 4 > fat_sectors * _SECTOR:
        fat_sectors += 1
    fat_places = range(len(fat), len(fat) + fat_sectors)
    fat.extend([_FAT] * fat_sectors)
    fat.extend([_FREE] * (fat_sectors * _SECTOR // 4 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIII", 0, fat_sectors, directory_start, 0, _CUTOFF)
    head += struct.pack("<IIII", minifat_start, minifat_sectors, _END, 0)
    head += struct.pack("<109I", *fat_places, *[_FREE] * (109 - fat_sectors))
    return head + bytes(body) + struct.pack(f"<{len(fat)}I", *fat)
