"""Offline engines: CTranslate2 models from a folder (extra ``ctranslate2``)."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kmedtext.errors import MissingExtraError, TranslationCode, TranslationError, UsageError
from kmedtext.records import Lang
from kmedtext.translation.engine import Translation
from kmedtext.translation.limits import EngineLimits
from kmedtext.translation.modelfolder import read_folder

_BEAM = 4
_BATCH = 32


class CTranslate2Translator:
    """A CTranslate2 model as an engine; nothing leaves the process.

    ``folder`` is the model's; :mod:`kmedtext.translation.modelfolder` says what is recognised. ``device`` is
    ``cpu`` or ``cuda``, ``threads`` how many texts are translated side by side (0: as many as there are cores).
    Each text is decoded alone, so that its translation does not depend on what it was sent with.
    """

    name = "ct2"
    network = False

    def __init__(self, folder: str | Path, *, device: str = "cpu", threads: int = 0) -> None:
        """Look the folder over; the model is loaded by the first :meth:`translate`."""
        if find_spec("ctranslate2") is None or find_spec("sentencepiece") is None:
            raise MissingExtraError("ctranslate2", "an offline translation model")
        self._folder = read_folder(folder)
        self.model = Path(folder).expanduser().resolve().name
        self._device = device
        self._threads = threads or (os.cpu_count() or 1)
        self._loaded: tuple[Any, Any, Any] | None = None

    def __repr__(self) -> str:
        return f"CTranslate2Translator({self.model!r})"

    def __getstate__(self) -> dict[str, Any]:
        """Leave the loaded model out; it is loaded again where it is needed."""
        return {**vars(self), "_loaded": None}

    @cached_property
    def signature(self) -> str:
        """CTranslate2's version, the family, the hash of all files, the search; reads the whole model once."""
        family, digest = self._folder.family.name, self._folder.digest()
        return f"ctranslate2=={version('ctranslate2')};{family};sha256={digest};{self._device};beam={_BEAM}"

    @property
    def limits(self) -> EngineLimits:
        """Bounds far above a sentence; the model's own bound on tokens is checked text by text."""
        return EngineLimits(1_000_000, 4_000_000, "utf-8", _BATCH)

    def translate(
        self,
        texts: Sequence[str],
        source: Lang,
        target: Lang,
        *,
        context: Sequence[str | None] | None = None,  # noqa: ARG002 - these models take sentences
    ) -> list[Translation]:
        """Translate all texts; raise where one is longer than the model takes, or its translation has no end."""
        folder = self._folder
        known = {folder.direction} if folder.direction else {("ko", "en"), ("en", "ko")}
        if (source, target) not in known:
            ways = " and ".join(f"{one} to {other}" for one, other in sorted(known))
            raise UsageError(f"{self.name}: {self.model} translates {ways}, not {source} to {target}")
        if not texts:
            return []
        translator, reader, writer = self._load()
        pieces = [folder.prepared(reader.encode(text, out_type=str), source, target) for text in texts]
        longest = max(map(len, pieces))
        if longest > folder.family.max_tokens:
            raise TranslationError(
                f"{self.name}: a text has {longest} tokens, the model takes {folder.family.max_tokens}; split it",
                TranslationCode.TOO_LONG,
            )
        prefix = folder.prefix(target)
        results = self._decode(translator, pieces, [prefix] * len(texts) if prefix else None)
        return [
            Translation(self._text(result, len(prefix), writer), source, target, self.name, self.model)
            for result in results
        ]

    def _decode(self, translator: Any, pieces: list[list[str]], prefixes: list[list[str]] | None) -> Any:
        trouble = None
        try:
            return translator.translate_batch(
                pieces,
                target_prefix=prefixes,
                beam_size=_BEAM,
                max_batch_size=1,
                max_input_length=0,
                max_decoding_length=self._folder.family.max_tokens,
                disable_unk=True,
                return_end_token=True,
            )
        except RuntimeError as error:
            trouble = str(error)
        # What CTranslate2 says here is of positions and memory, not of texts.
        code = TranslationCode.TOO_LONG if "position" in trouble else TranslationCode.UNAVAILABLE
        raise TranslationError(f"{self.name}: {self.model} failed ({trouble})", code)

    def _text(self, result: Any, skip: int, writer: Any) -> str:
        pieces = result.hypotheses[0]
        if not pieces or pieces[-1] != "</s>":
            raise TranslationError(
                f"{self.name}: the model came to no end; the translation would be cut off",
                TranslationCode.TOO_LONG,
            )
        return str(writer.decode(pieces[skip:-1])).strip()

    def _load(self) -> tuple[Any, Any, Any]:
        if self._loaded is None:
            import ctranslate2
            import sentencepiece

            folder, trouble = self._folder, None
            try:
                translator = ctranslate2.Translator(
                    str(folder.model), device=self._device, inter_threads=self._threads, intra_threads=1
                )
                reader = sentencepiece.SentencePieceProcessor(model_file=str(folder.source_pieces))
                writer = sentencepiece.SentencePieceProcessor(model_file=str(folder.target_pieces))
            except (RuntimeError, ValueError, OSError) as error:
                trouble = f"{type(error).__name__}: {error}"
            if trouble is not None:
                raise TranslationError(
                    f"{self.name}: {self.model} cannot be loaded ({trouble})",
                    TranslationCode.UNAVAILABLE,
                    retryable=False,
                )
            self._loaded = translator, reader, writer
        return self._loaded
