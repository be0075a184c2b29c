"""Training of the cleaner's network, with PyTorch; the library itself runs it with numpy."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - as its documentation has it
from torch import nn

from benchmarks.cleaning_samples import Sample
from kmedtext.cleaning.features import names
from kmedtext.cleaning.grams import BUCKETS, Grams
from kmedtext.cleaning.network import DILATIONS, KINDS, PAGES, Member, Tagged, tag

HIDDEN = 64
VECTOR = 16
"""Numbers in the vector of a gram."""
HEADS = 4
PAGE_HEADS = 8
DROPPED = 0.15
BATCH = 16
RATE = 2e-3
LONGEST = 320
"""Drafts of a page that are looked at in a step."""
WORDLESS = 0.25
"""Share of pages whose words are hidden, so that the shapes must do."""
SHARES = (1.0, 0.3, 2.0, 0.15)
"""What the errors of body, kinds, titles and pages count."""
_ASIDE = 0.5
_CAPTION = 2.0
_TITLE = 5.0


class Network(nn.Module):
    """The network of :mod:`kmedtext.cleaning.network`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.EmbeddingBag(BUCKETS, VECTOR, mode="mean")
        nn.init.normal_(self.embedding.weight, 0.0, 0.3)
        self.input = nn.Linear(len(names()) + VECTOR, HIDDEN)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(HIDDEN, HIDDEN, 3, dilation=step, padding=step) for step in DILATIONS
        )
        self.attention = nn.Linear(HIDDEN, HEADS)
        self.glance = nn.Linear(HEADS * HIDDEN, HIDDEN)
        self.heads = nn.Linear(HIDDEN, 2 + len(KINDS))
        self.page_attention = nn.Linear(HIDDEN, PAGE_HEADS)
        self.page = nn.Linear(PAGE_HEADS * HIDDEN, len(PAGES))
        self.dropout = nn.Dropout(DROPPED)

    def forward(self, batch: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """(heads of each draft, logits of each page)."""
        rows, mask = batch["rows"], batch["mask"].unsqueeze(2)
        size, count, _ = rows.shape
        vectors = self.embedding(batch["buckets"], batch["offsets"]).view(size, count, -1) * batch["worded"]
        hidden = self.dropout(F.relu(self.input(torch.cat([rows, vectors], 2))) * mask)
        for step, convolution in enumerate(self.convolutions):
            hidden = (hidden + F.relu(convolution(hidden.transpose(1, 2)).transpose(1, 2))) * mask
            if step == len(DILATIONS) // 2 - 1:
                glance = self.glance(_looked_at(hidden, self.attention(hidden), mask))
                hidden = F.relu(hidden + glance.unsqueeze(1)) * mask
            hidden = self.dropout(hidden)
        page: torch.Tensor = self.page(_looked_at(hidden, self.page_attention(hidden), mask))
        return self.heads(hidden), page


def _looked_at(hidden: torch.Tensor, scores: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    share = scores.masked_fill(~mask.bool(), -1e4).softmax(1)
    return torch.einsum("bnk,bnh->bkh", share, hidden).reshape(len(hidden), -1)


def fit(samples: Sequence[Sample], epochs: int, seed: int = 0) -> Member:
    """Train a network; the weights are the running mean of those of the last steps."""
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - reproducible, not secret
    network = Network()
    mean = copy.deepcopy(network)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-4)
    steps = epochs * (len(samples) // BATCH + 20)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps, pct_start=0.15)
    done = 0
    for epoch in range(epochs):
        network.train()
        total, count = 0.0, 0
        for drawn in _drawn(samples, rng):
            loss = _loss(network, _batch(drawn, rng))
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            keep = min(0.995, 1 - 1 / (done / 10 + 1))
            with torch.no_grad():
                for own, new in zip(mean.parameters(), network.parameters(), strict=True):
                    own.mul_(keep).add_(new, alpha=1 - keep)
            total, count = total + float(loss.detach()), count + 1
        print(f"  epoch {epoch + 1}/{epochs}: loss {total / count:.4f}", flush=True)
    return member(mean)


def _drawn(samples: Sequence[Sample], rng: random.Random) -> Iterator[list[Sample]]:
    """Batches of pages about as long as each other."""
    order = list(range(len(samples)))
    rng.shuffle(order)
    span = BATCH * 16
    chunks = [
        sorted(order[start : start + span], key=lambda place: min(LONGEST, len(samples[place].labels)))
        for start in range(0, len(order), span)
    ]
    batches = [chunk[at : at + BATCH] for chunk in chunks for at in range(0, len(chunk), BATCH)]
    rng.shuffle(batches)
    for batch in batches:
        yield [samples[place] for place in batch]


def _window(sample: Sample, rng: random.Random) -> tuple[int, int]:
    size = len(sample.labels)
    if size <= LONGEST:
        return 0, size
    inside = np.flatnonzero(sample.labels)
    if len(inside) and rng.random() < 0.8:
        begin = max(0, min(size - LONGEST, int(rng.choice(inside.tolist())) - rng.randrange(LONGEST)))
    else:
        begin = rng.randrange(size - LONGEST + 1)
    return begin, begin + LONGEST


def _batch(samples: Sequence[Sample], rng: random.Random) -> dict[str, torch.Tensor]:
    windows = [_window(sample, rng) for sample in samples]
    count, width = len(samples), max(end - begin for begin, end in windows)
    shape = (count, width)
    arrays: dict[str, Any] = {
        name: np.zeros(shape, np.float32) for name in ("labels", "weights", "mask", "titles", "titled")
    }
    arrays["rows"] = np.zeros((*shape, len(names())), np.float32)
    arrays["kinds"] = np.full(shape, -1, np.int64)
    arrays["page"] = np.full(count, -1, np.int64)
    arrays["worded"] = np.ones((count, 1, 1), np.float32)
    buckets: list[Any] = []
    offsets: list[Any] = []
    held = 0
    for place, (sample, (begin, end)) in enumerate(zip(samples, windows, strict=True)):
        size = end - begin
        arrays["rows"][place, :size] = sample.measured.rows[begin:end]
        arrays["labels"][place, :size] = sample.labels[begin:end]
        arrays["weights"][place, :size] = sample.weights[begin:end]
        arrays["mask"][place, :size] = 1
        if sample.kinds is not None:
            arrays["kinds"][place, :size] = sample.kinds[begin:end]
        if sample.titles is not None:
            arrays["titles"][place, :size] = sample.titles[begin:end]
            arrays["titled"][place, :size] = 1
        if sample.kind is not None and size == len(sample.labels):
            arrays["page"][place] = sample.kind
        if not sample.words or rng.random() < WORDLESS:
            arrays["worded"][place] = 0
        grams = sample.measured.grams
        bounds = np.concatenate([[0], np.cumsum(grams.counts)])
        buckets.append(grams.buckets[bounds[begin] : bounds[end]])
        offsets += [bounds[begin:end] - bounds[begin] + held]
        held += len(buckets[-1])
        offsets.append(np.full(width - size, held))
    arrays["buckets"] = np.concatenate(buckets).astype(np.int64)
    arrays["offsets"] = np.concatenate(offsets).astype(np.int64)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def _loss(network: Network, batch: dict[str, torch.Tensor]) -> torch.Tensor:
    heads, page = network(batch)
    weights = batch["weights"]
    body = F.binary_cross_entropy_with_logits(heads[..., 0], batch["labels"], reduction="none")
    loss = SHARES[0] * (body * weights).sum() / weights.sum()
    if bool((batch["kinds"] >= 0).any()):
        counts = torch.ones(len(KINDS))
        counts[KINDS.index("aside")], counts[KINDS.index("caption")] = _ASIDE, _CAPTION
        flat = heads[..., 2:].reshape(-1, len(KINDS))
        loss = loss + SHARES[1] * F.cross_entropy(flat, batch["kinds"].view(-1), counts, ignore_index=-1)
    title = F.binary_cross_entropy_with_logits(heads[..., 1], batch["titles"], reduction="none")
    title = title * batch["titled"] * (1 + (_TITLE - 1) * batch["titles"])
    loss = loss + SHARES[2] * title.sum() / (batch["titled"].sum() + 1)
    if bool((batch["page"] >= 0).any()):
        loss = loss + SHARES[3] * F.cross_entropy(page, batch["page"], ignore_index=-1)
    return loss


def member(network: Network) -> Member:
    """The weights of a trained network as the library has them."""
    state = {name: value.detach().numpy().astype(np.float32) for name, value in network.state_dict().items()}
    steps = range(len(DILATIONS))
    convolutions = [state[f"convolutions.{step}.weight"] for step in steps]

    def dense(name: str) -> tuple[Any, Any]:
        return state[f"{name}.weight"].T.copy(), state[f"{name}.bias"]

    return Member(
        state["embedding.weight"],
        *dense("input"),
        np.stack([np.concatenate([weight[:, :, tap].T for tap in range(3)]) for weight in convolutions]),
        np.stack([state[f"convolutions.{step}.bias"] for step in steps]),
        *dense("attention"),
        *dense("glance"),
        *dense("heads"),
        *dense("page_attention"),
        *dense("page"),
    )


def tag_sample(members: tuple[Member, ...], sample: Sample) -> Tagged:
    """Tag a sample as the library would; without its words where they may not be learned from."""
    grams = sample.measured.grams
    if not sample.words:
        blind = tuple(one._replace(embedding=np.zeros_like(one.embedding)) for one in members)
        return tag(sample.measured.rows, Grams(grams.buckets, grams.counts), blind)
    return tag(sample.measured.rows, grams, members)


def save(members: Sequence[Member], path: Path, note: str) -> None:
    """Write the weights: vectors of grams in 8 bits with a scale, the rest in 16."""
    arrays: dict[str, Any] = {"note": np.array(note), "members": np.int64(len(members))}
    for number, one in enumerate(members):
        for name, values in one._asdict().items():
            key = f"{number}/{name}"
            if name == "embedding":
                scale = np.float32(np.abs(values).max() / 127)
                arrays[key], arrays[f"{key}/scale"] = np.rint(values / scale).astype(np.int8), scale
            else:
                arrays[key] = values.astype(np.float16)
    np.savez_compressed(path, **arrays)
