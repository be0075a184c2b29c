"""All errors of kmedtext.

::

    KmedtextError                 catch this one to catch them all
    ├── UsageError                the call was wrong: a value, a setting, an argument
    │   └── OutputError           the output folder cannot be used
    ├── LoadError                 an input could not be turned into text; has a FailureCode
    ├── MissingExtraError         an optional part is not installed; names the command
    ├── TranslationError          an engine failed; never holds the text
    └── EncoderError              an encoder failed; never holds the text

Messages say what was wrong, where, and what to do next. They never hold a document's text.
"""

from __future__ import annotations

from enum import StrEnum


class FailureCode(StrEnum):
    """Why an input could not be processed."""

    NOT_FOUND = "not_found"
    PERMISSION = "permission"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    UNSUPPORTED = "unsupported"
    MISSING_EXTRA = "missing_extra"
    ENCRYPTED = "encrypted"
    ENCODING = "encoding"
    TRUNCATED = "truncated"
    SCANNED = "scanned"
    EMPTY_EXTRACTION = "empty_extraction"
    TIMED_OUT = "timed_out"
    CRASHED = "crashed"


class KmedtextError(Exception):
    """The root of the tree."""


class UsageError(KmedtextError, ValueError):
    """The call was wrong; the message says how to put it right."""


class OutputError(UsageError):
    """The output folder exists and is not empty, or cannot be written."""


class LoadError(KmedtextError):
    """An input could not be turned into text.

    ``code`` is one of :class:`FailureCode`, ``advice`` tells the user what to do.
    """

    def __init__(self, code: FailureCode, path: str, message: str, advice: str) -> None:
        super().__init__(f"{path}: {message} ({code}). {advice}")
        self.code = code
        self.path = path
        self.message = message
        self.advice = advice

    def __reduce__(self) -> tuple[type[LoadError], tuple[FailureCode, str, str, str]]:
        """Pickle by the four parts, so that the error crosses process borders whole."""
        return type(self), (self.code, self.path, self.message, self.advice)


class MissingExtraError(KmedtextError, ImportError):
    """An optional part is not installed."""

    def __init__(self, extra: str, purpose: str) -> None:
        super().__init__(
            f"{purpose} needs an optional part. Install it with: pip install 'kmedtext[{extra}]'"
        )
        self.extra = extra
        self.purpose = purpose


class TranslationError(KmedtextError):
    """An engine failed. The message names the engine and the cause, never the text."""


class EncoderError(KmedtextError):
    """An encoder failed. The message names the encoder and the cause, never a text or a key."""
