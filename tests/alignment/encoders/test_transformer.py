"""With a model of sentence-transformers that the test builds: one layer, random weights, a vocabulary of letters."""

from __future__ import annotations

import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kmedtext.alignment import Encoder, TransformerEncoder, encoder
from kmedtext.errors import UsageError

pytest.importorskip(
    "sentence_transformers", reason="needs kmedtext[transformers], with PyTorch over a gigabyte"
)
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

TEXTS = ["ward beds", "", "a nurse on duty", "환자", "\ud800", "b" * 5000, "ward beds"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import sentence_transformers as library
    import torch
    from huggingface_hub import constants
    from transformers import BertConfig, BertModel, BertTokenizerFast

    parts: Any = import_module("sentence_transformers.models")
    asked, constants.HF_HUB_OFFLINE = (
        constants.HF_HUB_OFFLINE,
        True,
    )  # while the model is made; what loads it is under test
    place = tmp_path_factory.mktemp("model")
    letters = [chr(code) for code in range(97, 123)]
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *letters, *(f"##{letter}" for letter in letters)]
    (place / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(place / "bert")
    BertTokenizerFast(str(place / "vocab.txt"), model_max_length=64).save_pretrained(place / "bert")
    model = library.SentenceTransformer(
        modules=[parts.Transformer(str(place / "bert")), parts.Pooling(32)], device="cpu"
    )
    model.save(str(place / "tiny"))
    constants.HF_HUB_OFFLINE = asked
    return place / "tiny"


def test_vectors(folder: Path) -> None:
    made = TransformerEncoder(str(folder))
    vectors = made.encode(TEXTS)
    assert isinstance(made, Encoder)
    assert (vectors.shape, str(vectors.dtype), made.name) == ((7, 32), "float32", "tiny")
    assert np.allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1, 1, 1, 1, 1], atol=1e-6)
    assert vectors[0].tobytes() == vectors[6].tobytes()
    assert made.encode([]).shape == (0, 32)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert made.encode([text])[0].tobytes() == vector.tobytes()
    copy = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own bytes
    assert copy.encode(TEXTS[::-1])[::-1].tobytes() == vectors.tobytes()
    assert np.allclose(TransformerEncoder(str(folder), batch=4).encode(TEXTS), vectors, atol=1e-5)


def test_signature_and_prefix(folder: Path, tmp_path: Path) -> None:
    plain, prefixed = TransformerEncoder(str(folder)), TransformerEncoder(str(folder), prefix="query ")
    assert plain.signature != prefixed.signature
    assert prefixed.encode(["ward"]).tobytes() == plain.encode(["query ward"]).tobytes()
    other = tmp_path / "tiny"
    other.mkdir()
    (other / "config.json").write_text("{}", encoding="utf-8")
    assert str(folder) not in plain.signature
    assert TransformerEncoder(str(other))._print != plain._print


def test_by_name(folder: Path) -> None:
    made = encoder(f"st:{folder}")
    assert made.encode(["ward", "beds"]).shape == (2, 33)  # levelled: one number more
    assert encoder(f"st:{folder}", level=False).encode(["ward"]).shape == (1, 32)


def test_nothing_is_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("the network was touched")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    with pytest.raises(UsageError, match="--allow-network"):
        encoder("e5-small").encode(["ward"])
    with pytest.raises(UsageError, match="holds no model"):
        TransformerEncoder(str(tmp_path)).encode(["ward"])
