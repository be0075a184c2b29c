"""What a worker process does with one page and with one pair; importable by name, so it can be sent."""

from __future__ import annotations

import logging
import traceback
from dataclasses import dataclass
from functools import cache

from kmedtext.alignment import DocumentView, Encoder, align, view
from kmedtext.alignment.verdicts import verdict_of
from kmedtext.cleaning import SiteProfile, Sketch, clean, sketch
from kmedtext.errors import EncoderError, FailureCode, LoadError
from kmedtext.language import TokenizerSpec
from kmedtext.loading import Document, Limits, failure_of, load_document
from kmedtext.quality import records, second_opinion, unaligned
from kmedtext.records import Article, Failure, Record, Unaligned, Verdict
from kmedtext.translation import TranslationMemory

_log = logging.getLogger("kmedtext.pipeline")


@dataclass(frozen=True, slots=True)
class PageTask:
    """One document to load: a file, or bytes that were found in one."""

    document: Document
    limits: Limits

    @property
    def where(self) -> str:
        """What to call it in messages."""
        return self.document.origin.where


@dataclass(frozen=True, slots=True)
class PairTask:
    """Two articles to align, known to tell the same story."""

    ko: Article
    en: Article


@dataclass(frozen=True, slots=True)
class PairResult:
    """What an aligned pair gives; ``failure`` is set where the pair could not be aligned.

    ``verdict`` is what the alignment says of the pair; None where it failed.
    """

    verdict: Verdict | None = None
    records: tuple[Record, ...] = ()
    unaligned: tuple[Unaligned, ...] = ()
    failure: Failure | None = None


def sketch_page(task: PageTask) -> Sketch | Failure:
    """Load one input and reduce it to what a profile counts; whatever goes wrong becomes a Failure."""
    try:
        return sketch(load_document(task.document, task.limits))
    except LoadError as error:
        return failure_of(error)
    except Exception as error:  # noqa: BLE001 - one bad page must not stop the batch
        return crashed(task.where, error)


def clean_page(task: PageTask, profile: SiteProfile | None = None) -> Article | Failure:
    """Load and clean one input; whatever goes wrong becomes a Failure."""
    try:
        return clean(load_document(task.document, task.limits), profile)
    except LoadError as error:
        return failure_of(error)
    except Exception as error:  # noqa: BLE001 - one bad page must not stop the batch
        return crashed(task.where, error)


def view_article(article: Article, encoder: Encoder | None = None) -> DocumentView | Failure:
    """Prepare an article for pairing: its sentences and their vectors."""
    try:
        return view(article, encoder)
    except EncoderError as error:
        return no_vectors(article.source.where or article.id, error)
    except Exception as error:  # noqa: BLE001 - one bad page must not stop the batch
        return crashed(article.source.where or article.id, error)


def align_pair(
    task: PairTask,
    tokenizer: TokenizerSpec | None = None,
    encoder: Encoder | None = None,
    opinion: str | None = None,
) -> PairResult:
    """Align the sentences of a pair and make the records; ``opinion`` is the memory that is asked for a second one."""
    try:
        bitext = align(task.ko, task.en, encoder=encoder)
        verdict = verdict_of(bitext)
        if verdict == "related":
            return PairResult(verdict=verdict)
        made = records(bitext, tokenizer=tokenizer)
        if opinion is not None:
            made = second_opinion(bitext, made, _memory(opinion))
        return PairResult(verdict, made, unaligned(bitext))
    except EncoderError as error:
        return PairResult(failure=no_vectors(pair_name(task), error))
    except Exception as error:  # noqa: BLE001 - one bad pair must not stop the batch
        return PairResult(failure=crashed(pair_name(task), error))


@cache
def _memory(path: str) -> TranslationMemory:
    """A memory, open as long as the process runs."""
    return TranslationMemory(path)


def pair_name(task: PairTask) -> str:
    """Name a pair by the paths of its two articles."""
    return f"{task.ko.source.where or task.ko.id} + {task.en.source.where or task.en.id}"


def no_vectors(path: str, error: EncoderError) -> Failure:
    """Describe what an encoder could not give; its messages hold no text."""
    advice = "Run it again when the encoder works; a vector cache keeps what is done."
    return Failure(path, FailureCode.ENCODER, str(error), advice)


def crashed(path: str, error: BaseException | None = None) -> Failure:
    """Describe a defect of ours, or a dead worker, without quoting the document."""
    if error is None:
        message = "the worker process died (out of memory, or a crash in compiled code)"
        advice = "Run this file alone with --jobs 1; if it fails again, split it or report it."
    else:
        # The frames without the message, which may quote the document.
        frames = "".join(traceback.format_tb(error.__traceback__))
        _log.debug("unexpected %s\n%s", type(error).__name__, frames)
        message = f"unexpected {type(error).__name__}{_place(error)}"
        advice = "This is a defect of kmedtext: please report it with this message."
    return Failure(path, FailureCode.CRASHED, message, advice)


def _place(error: BaseException) -> str:
    """Where it was raised: file name and line of the innermost frame, never the message's text."""
    trace = error.__traceback__
    if trace is None:
        return ""
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code
    return f" in {code.co_filename.rsplit('kmedtext', 1)[-1].lstrip('/')}:{trace.tb_lineno}"
