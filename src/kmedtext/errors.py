"""All errors of kmedtext.

::

    KmedtextError                 catch this one to catch them all
    ├── UsageError                the call was wrong: a value, a setting, an argument
    │   └── OutputError           the output folder cannot be used
    ├── LoadError                 an input could not be turned into text; has a FailureCode
    ├── MissingExtraError         an optional part is not installed; names the command
    ├── TranslationError          an engine failed; has a TranslationCode, never holds the text
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
    ENCODER = "encoder"
    CRASHED = "crashed"


class TranslationCode(StrEnum):
    """Why an engine gave no translation."""

    RATE_LIMITED = "rate_limited"
    SERVER = "server"
    TIMEOUT = "timeout"
    UNREADABLE = "unreadable"
    WRONG_COUNT = "wrong_count"
    EMPTY = "empty"
    ECHO = "echo"
    REFUSED = "refused"
    AUTH = "auth"
    TOO_LONG = "too_long"
    UNAVAILABLE = "unavailable"
    QUOTA = "quota"
    BUDGET = "budget"


PASSING = frozenset(
    {
        TranslationCode.RATE_LIMITED,
        TranslationCode.SERVER,
        TranslationCode.TIMEOUT,
        TranslationCode.UNREADABLE,
        TranslationCode.WRONG_COUNT,
        TranslationCode.EMPTY,
        TranslationCode.ECHO,
        TranslationCode.UNAVAILABLE,
    }
)
"""Failures of translation that may be over when the same text is sent again."""


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
    """An engine failed. The message names the engine and the cause, never a text, a key or an address with one.

    ``code`` is one of :class:`TranslationCode`; ``retry_after`` is how many seconds the service asks to wait,
    None where it does not say; ``retryable`` tells whether the same text may succeed when it is sent again
    (by default as the code has it).
    """

    def __init__(
        self,
        message: str,
        code: TranslationCode = TranslationCode.UNAVAILABLE,
        *,
        retry_after: float | None = None,
        retryable: bool | None = None,
    ) -> None:
        super().__init__(message)
        self.code = TranslationCode(code)
        self.retry_after = retry_after
        self.retryable = self.code in PASSING if retryable is None else retryable

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by its parts, so that the error crosses process borders whole."""
        return _translation_error, (str(self), self.code, self.retry_after, self.retryable)


def _translation_error(
    message: str, code: TranslationCode, retry_after: float | None, retryable: bool
) -> TranslationError:
    return TranslationError(message, code, retry_after=retry_after, retryable=retryable)


class EncoderError(KmedtextError):
    """An encoder failed. The message names the encoder and the cause, never a text or a key."""
