"""Small CTranslate2 models that really translate: a Transformer whose weights are written, not trained.

One layer, one head. A token's vector has a place for every word and one for every position. The decoder's cross
attention looks for the source token at its own position, and the projection turns its word into its counterpart: a
dictionary, word by word, of which every output is known.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import ctranslate2.specs
import numpy as np
import numpy.typing as npt
import sentencepiece

WORDS = {
    "환자는": "Patients",
    "의사는": "Doctors",
    "오늘": "today",
    "회복했다.": "recovered.",
    "퇴원했다.": "left.",
    "혈압을": "blood-pressure",
    "쟀다.": "measured.",
}
POSITIONS = 24
Floats = npt.NDArray[np.float32]


def pieces_model(path: Path, words: Iterable[str]) -> None:
    """Train a SentencePiece model that has each word as a piece."""
    words = list(words)
    made = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(words)] * 4),
        model_writer=made,
        model_type="word",
        vocab_size=len(words) + 3,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=2,
    )
    path.write_bytes(made.getvalue())


def transformer(
    folder: Path,
    vocabulary: list[str],
    meaning: Mapping[str, str],
    *,
    adds_end: bool,
    positions: int = POSITIONS,
) -> None:
    """Save a model that turns each token into its ``meaning``, and one without a meaning into itself."""
    size = len(vocabulary)
    width = size + positions
    number = {token: index for index, token in enumerate(vocabulary)}
    spec = ctranslate2.specs.TransformerSpec.from_config(num_layers=1, num_heads=1, pre_norm=True)
    places = np.eye(positions, width, k=size, dtype=np.float32)

    def matrix(rows: int, columns: int = width) -> Floats:
        return np.zeros((rows, columns), dtype=np.float32)

    for side in (spec.encoder, spec.decoder):
        side.scale_embeddings = False
        side.position_encodings.encodings = places
        (layer,) = side.layer
        layer.self_attention.linear[0].weight = matrix(3 * width)
        layer.self_attention.linear[1].weight = matrix(width)
        layer.ffn.linear_0.weight = matrix(4)
        layer.ffn.linear_1.weight = matrix(width, 4)
        norms = [layer.self_attention.layer_norm, layer.ffn.layer_norm, side.layer_norm]
        if side is spec.decoder:
            norms.append(layer.attention.layer_norm)
        for norm in norms:
            norm.gamma = np.ones(width, dtype=np.float32)
            norm.beta = np.zeros(width, dtype=np.float32)
    spec.encoder.embeddings[0].weight = np.eye(size, width, dtype=np.float32)
    spec.decoder.embeddings.weight = matrix(size)

    words = np.zeros((width, width), dtype=np.float32)
    words[np.arange(size), np.arange(size)] = 1
    where = np.zeros((width, width), dtype=np.float32)
    where[np.arange(size, width), np.arange(size, width)] = 8
    attention = spec.decoder.layer[0].attention
    attention.linear[0].weight = where
    attention.linear[1].weight = np.concatenate([where, words])
    attention.linear[2].weight = words
    projection = matrix(size)
    for token, index in number.items():
        projection[number[meaning.get(token, token)], index] = 5
    spec.decoder.projection.weight = projection

    spec.config.decoder_start_token = "</s>"  # noqa: S105 - a token of the model
    spec.config.add_source_eos = adds_end
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(vocabulary)
    spec.validate()
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def both_ways(folder: Path, korean: str, english: str) -> Path:
    """Build a model of two directions: NLLB and M2M-100 differ in the language tokens only."""
    there = {f"▁{ko}": f"▁{en}" for ko, en in WORDS.items()}
    back = {en: ko for ko, en in there.items()}
    vocabulary = ["<s>", "<unk>", "</s>", *there, *back, korean, english]
    transformer(folder, vocabulary, {**there, **back}, adds_end=False)
    pieces_model(folder / "sentencepiece.bpe.model", [*WORDS, *WORDS.values()])
    return folder


def opus(folder: Path, *, adds_end: bool = False, positions: int = POSITIONS) -> Path:
    """Build a model of one direction, with the two SentencePiece models of OPUS-MT."""
    there = {f"▁{ko}": f"▁{en}" for ko, en in WORDS.items()}
    vocabulary = ["</s>", "<unk>", *there, *there.values()]
    transformer(folder, vocabulary, there, adds_end=adds_end, positions=positions)
    pieces_model(folder / "source.spm", WORDS)
    pieces_model(folder / "target.spm", WORDS.values())
    return folder


def argos(folder: Path) -> Path:
    """Build the layout of an unpacked Argos package, whose models end the source by themselves."""
    there = {f"▁{ko}": f"▁{en}" for ko, en in WORDS.items()}
    vocabulary = ["<unk>", "<s>", "</s>", *there, *there.values()]
    transformer(folder / "model", vocabulary, there, adds_end=True)
    pieces_model(folder / "sentencepiece.model", [*WORDS, *WORDS.values()])
    (folder / "metadata.json").write_text(json.dumps({"from_code": "ko", "to_code": "en"}), encoding="utf-8")
    return folder
