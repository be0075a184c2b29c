"""Models of sentence-transformers, from a folder or from that library's own cache; never from the network unasked."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from kmedtext.alignment.encoders.protocol import Vectors, normalised, readable
from kmedtext.errors import MissingExtraError, UsageError

_DEFINING = ("*.json", "*.txt", "*.model", "*.safetensors", "*.bin")


class TransformerEncoder:
    """A sentence-transformers model behind our protocol.

    ``model`` is a folder, or a name on the Hugging Face hub. A name is looked up in the local cache; only with
    ``allow_network`` is what is missing downloaded (code of the model's own is never run). ``prefix`` is put before every text.
    ``batch`` texts are encoded at a time. With 1, as on a CPU by default, a text's vector hangs on nothing but the text; more are
    faster on a GPU, and may change last digits with a text's company. Needs ``kmedtext[transformers]``.
    """

    def __init__(
        self,
        model: str,
        *,
        name: str | None = None,
        prefix: str = "",
        max_chars: int = 2000,
        device: str = "cpu",
        batch: int = 1,
        allow_network: bool = False,
    ) -> None:
        """Take the settings; the model itself loads when it is first needed."""
        if batch < 1 or max_chars < 1:
            raise UsageError(f"batch is {batch} and max_chars {max_chars}; give 1 or more of each")
        self.model = model
        self.name = name or (Path(model).name if Path(model).is_dir() else model)
        self.prefix = prefix
        self.max_chars = max_chars
        self.device = device
        self.batch = batch
        self.allow_network = allow_network
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the settings only."""
        settings = (self.prefix, self.max_chars, self.device, self.batch, self.allow_network)
        return _transformer, (self.model, self.name, *settings)

    @property
    def dim(self) -> int:
        """Length of a vector; loads the model."""
        model = self._loaded
        # its name until version 5
        length = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        return int(length())

    @cached_property
    def signature(self) -> str:
        """The library, the model with a hash of its files, and every setting that changes vectors; loads the model."""
        from importlib.metadata import version

        found = f"sentence-transformers=={version('sentence-transformers')};model={self.name};{self._print}"
        return f"{found};prefix={self.prefix!r};max_chars={self.max_chars};batch={self.batch}"

    @property
    def arithmetic(self) -> str:
        """What rounds the last digits of the vectors: PyTorch, its threads and the device."""
        import torch

        capability = torch.backends.cpu.get_cpu_capability()
        return f"torch {torch.__version__}; {capability}; {torch.get_num_threads()} threads; {self.device}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Turn n texts into an (n, dim) array of unit vectors; equal texts are encoded once."""
        given = [readable(text, self.max_chars) for text in texts]
        found = {text: np.zeros(self.dim, dtype=np.float32) for text in given}
        # by length, so that little is padded; and in an order that does not hang on the one given
        filled = sorted((text for text in found if text), key=lambda text: (len(text), text))
        if filled:
            with self._lock:
                vectors = self._loaded.encode(
                    [self.prefix + text for text in filled],
                    batch_size=self.batch,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
            found.update(zip(filled, normalised(vectors), strict=True))
        return np.stack([found[text] for text in given]) if given else np.zeros((0, self.dim), np.float32)

    @cached_property
    def _print(self) -> str:
        """A hash of the model's files, where it is a folder; of its commit in the cache of the hub otherwise."""
        folder = Path(self.model)
        if not folder.is_dir():
            config = self._loaded[0].auto_model.config
            return f"commit={getattr(config, '_commit_hash', None)}"
        digest = hashlib.blake2b(digest_size=12)
        for path in sorted({path for pattern in _DEFINING for path in folder.rglob(pattern)}):
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "blake2b").digest())
        return f"files={digest.hexdigest()}"

    @cached_property
    def _loaded(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise MissingExtraError("transformers", f"the encoder {self.name}") from None
        try:
            with _silence(), _hub(reachable=self.allow_network):
                model = SentenceTransformer(
                    self.model,
                    device=self.device,
                    local_files_only=not self.allow_network,
                    trust_remote_code=False,
                )
        except Exception as error:
            raise UsageError(self._advice(error)) from error
        return model.eval()

    def _advice(self, error: Exception) -> str:
        if Path(self.model).is_dir():
            return (
                f"{self.model}: holds no model that sentence-transformers can load ({type(error).__name__})"
            )
        return (
            f"{self.model}: not in the local cache of sentence-transformers, or damaged there ({type(error).__name__}). "
            "Name a folder that holds the model, or allow the download: allow_network=True (--allow-network)"
        )


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the bars of progress away that transformers draws while it loads."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


@contextmanager
def _hub(*, reachable: bool) -> Iterator[None]:
    """Keep the hub's client from asking the hub, which it does about folders too (for a model's card, say)."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = before or not reachable
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


def _transformer(
    model: str, name: str, prefix: str, max_chars: int, device: str, batch: int, allow_network: bool
) -> TransformerEncoder:
    return TransformerEncoder(
        model,
        name=name,
        prefix=prefix,
        max_chars=max_chars,
        device=device,
        batch=batch,
        allow_network=allow_network,
    )
