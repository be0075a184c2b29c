"""Other sentence aligners, on the same vectors where they use any."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from benchmarks.alignment_sets import Document, GoldBead
from kmedtext.alignment import Encoder

Aligner = Callable[[Document], list[GoldBead]]


def peers(encoder: Encoder) -> tuple[dict[str, Aligner], list[str]]:
    """The aligners that are installed, and a line for each that is not."""
    found: dict[str, Aligner] = {}
    missing: list[str] = []
    for package, name, make in (
        ("sentweave", "Vecalign's DP (sentweave {})", _sentweave),
        ("galechurch", "galechurch {}", _galechurch),
    ):
        try:
            found[name.format(version(package))] = make(encoder)
        except PackageNotFoundError:
            missing.append(f"{package} is not installed: pip install {package}")
    return found, missing


def _sentweave(encoder: Encoder) -> Aligner:
    import sentweave

    def align(document: Document) -> list[GoldBead]:
        ko, en = [s.text for s in document.ko], [s.text for s in document.en]
        result = sentweave.align(ko, en, encoder.encode, alignment_max_size=6)
        return [
            (tuple(map(int, one.src_indices)), tuple(map(int, one.tgt_indices))) for one in result.alignments
        ]

    return align


def _galechurch(_: Encoder) -> Aligner:
    import galechurch

    def align(document: Document) -> list[GoldBead]:
        block = galechurch.align([s.text for s in document.ko], [s.text for s in document.en])
        return [
            (
                tuple(range(bead.source_start, bead.source_end)),
                tuple(range(bead.target_start, bead.target_end)),
            )
            for bead in block.beads
        ]

    return align
