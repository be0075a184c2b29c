"""The sets of the language benchmark: gold sentences by paragraph, and short lines by language."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Groups = list[list[str]]


@dataclass(frozen=True, slots=True)
class SentenceSet:
    """Paragraphs, each a list of gold sentences that a space joins to the text that is split."""

    name: str
    lang: str
    groups: Groups


def _plain(path: Path) -> Groups:
    """One sentence a line, a blank line between texts."""
    texts = re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    groups = [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]
    return [group for group in groups if group]


def _seeds(shared: Path, lang: str) -> Groups:
    gold = json.loads((shared / "gold" / "alignment_003_001.json").read_text(encoding="utf-8"))
    paragraphs: dict[str, list[str]] = {}
    for sentence in gold[lang]:
        if re.fullmatch(r"p\d+", sentence["role"]):
            paragraphs.setdefault(sentence["role"], []).append(sentence["text"])
    return list(paragraphs.values())


def _pages(shared: Path, lang: str) -> Groups:
    """Sentences of the hand-written pages, laid on their paragraphs; one that does not fit is an error."""
    groups: Groups = []
    for path in sorted((shared / "data" / "pages").glob("*_alignment.json")):
        page = json.loads(path.with_name(f"{path.name[:3]}_{lang}.json").read_text(encoding="utf-8"))
        gold: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))[f"{lang}_sentences"]
        rest = [s["text"] for s in gold if s["kind"] in ("paragraph", "list")]
        for block in page["blocks"]:
            if block["kind"] not in ("paragraph", "list"):
                continue
            group: list[str] = []
            while rest and " ".join([*group, rest[0]]) in block["text"]:
                group.append(rest.pop(0))
            if " ".join(group) != block["text"]:
                raise ValueError(f"{path.name}: gold sentences do not add up to a paragraph")
            groups.append(group)
        if rest:
            raise ValueError(f"{path.name}: gold sentences left over")
    return groups


def sentence_sets(shared: Path) -> list[SentenceSet]:
    """All sets with gold sentences; ``ko_kiwi`` is the sum of Kiwi's sets."""
    folder = shared / "data" / "sentences"
    sets = [
        SentenceSet(f"ko_kiwi/{p.stem}", "ko", _plain(p)) for p in sorted((folder / "ko_kiwi").glob("*.txt"))
    ]
    sets.append(SentenceSet("ko_kiwi", "ko", [group for one in sets for group in one.groups]))
    sets.extend(
        SentenceSet(f"{lang} press", lang, _seeds(shared, lang) + _pages(shared, lang))
        for lang in ("ko", "en")
    )
    sets.append(SentenceSet("en_gum", "en", _plain(folder / "en_gum.txt")))
    return sets


def line_sets(shared: Path) -> list[tuple[str, str, list[str]]]:
    """(name, language, lines) of sets whose language is known by how they were made."""
    folder = shared / "data" / "alignment" / "retrieval"
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix in (".ko", ".en"):
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
            found.append((path.stem, path.suffix[1:], lines))
    return found
