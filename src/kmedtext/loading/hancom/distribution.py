"""Distribution documents (배포용 문서): their text is encrypted with a key that lies beside it.

They can be read by anyone and changed by none. A section begins with a record of 256 bytes that holds a
seed and, scrambled by it, a hash whose first 16 bytes are the key of AES-128-ECB for the rest
(Hancom, "한글 문서 파일 형식 — 배포용 문서", revision 1.2).
"""

from __future__ import annotations

import struct

from kmedtext.errors import MissingExtraError

TAG = 28
"""The tag of the record (HWPTAG_DISTRIBUTE_DOC_DATA)."""
_SIZE = 256
_HEADER = struct.pack("<I", _SIZE << 20 | TAG)
_KEY, _BLOCK = 16, 16


def scrambled(record: bytes) -> bytes:
    """XOR what follows the seed with runs of bytes of Microsoft C's ``rand``; doing it again undoes it.

    >>> record = struct.pack("<I", 7) + bytes(252)
    >>> scrambled(scrambled(record)) == record != scrambled(record)
    True
    """
    seed: int = struct.unpack_from("<I", record)[0]
    state = seed

    def rand() -> int:
        nonlocal state
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        return state >> 16 & 0x7FFF

    out = bytearray(record)
    byte = left = 0
    for at in range(len(out)):
        if not left:
            byte, left = rand() & 0xFF, (rand() & 0xF) + 1
        left -= 1
        if at >= 4:
            out[at] ^= byte
    return bytes(out)


def key_of(record: bytes) -> bytes:
    """The key that the record holds; where it lies depends on the seed."""
    at = 4 + (record[0] & 0xF)
    return scrambled(record)[at : at + _KEY]


def decrypted(section: bytes) -> bytes | None:
    """Decrypt a section of a distribution document; None where it does not begin as one.

    Raises MissingExtraError where the ``cryptography`` package is absent.
    """
    if len(section) < len(_HEADER) + _SIZE or not section.startswith(_HEADER):
        return None
    try:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    except ImportError as error:
        raise MissingExtraError("hwp", "reading distribution-protected HWP documents") from error
    start = len(_HEADER) + _SIZE
    body = section[start : start + (len(section) - start) // _BLOCK * _BLOCK]
    # ECB is what the format uses; nothing is kept secret with it here.
    cipher = Cipher(algorithms.AES(key_of(section[len(_HEADER) : start])), modes.ECB())  # noqa: S305 - the format's own cipher
    decryptor = cipher.decryptor()
    return decryptor.update(body) + decryptor.finalize()
