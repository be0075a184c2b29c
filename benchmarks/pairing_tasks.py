"""The document-pairing tasks: four shared ones (A-D), the invented press (M) and the invented pairs to align (P)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kmedtext.alignment import DocumentView, Encoder
from kmedtext.alignment.pairing.documents import view_of_texts

INVENTED = Path(__file__).parent / "data" / "pairing" / "medical_press.json"
PAIRS = Path(__file__).parent / "data" / "alignment_pairs"


@dataclass(frozen=True, slots=True)
class Task:
    """Views of both sides; ``story[view.id]`` is equal for documents of one story."""

    name: str
    ko: tuple[DocumentView, ...]
    en: tuple[DocumentView, ...]
    story: dict[str, str]

    @property
    def gold(self) -> frozenset[tuple[str, str]]:
        """The true pairs, by id."""
        return frozenset(
            (k.id, e.id) for k in self.ko for e in self.en if self.story[k.id] == self.story[e.id]
        )


def read_tasks(shared: Path, encoder: Encoder, names: Sequence[str] = "ABCD") -> list[Task]:
    """Read all tasks there are; the shared ones are left out where the folder is absent."""
    tasks = []
    for path in sorted((shared / "data" / "alignment" / "pairing").glob("*_dev.json")):
        if path.name[0] not in names:
            continue
        raw = json.loads(path.read_text(encoding="utf-8"))
        sides, story = {}, {}
        for lang in ("ko", "en"):
            views = []
            for document in raw[lang]:
                name = f"{lang}{document['id']}"
                story[name] = str(document["id"])
                views.append(view_of_texts(name, lang, document["sents"], encoder))
            sides[lang] = tuple(views)
        tasks.append(Task(path.name[0], sides["ko"], sides["en"], story))
    return [*tasks, _invented(encoder), _aligned(encoder)]


def _invented(encoder: Encoder) -> Task:
    documents = json.loads(INVENTED.read_text(encoding="utf-8"))["documents"]
    views = [view_of_texts(d["id"], d["lang"], d["sentences"], encoder) for d in documents]
    return Task(
        "M",
        tuple(view for view in views if view.lang == "ko"),
        tuple(view for view in views if view.lang == "en"),
        {d["id"]: d["story"] for d in documents},
    )


def _aligned(encoder: Encoder) -> Task:
    sides: dict[str, list[DocumentView]] = {"ko": [], "en": []}
    story: dict[str, str] = {}
    for path in sorted(PAIRS.glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        for lang, views in sides.items():
            name = f"{path.stem}.{lang}"
            texts = [one["text"] for one in raw[lang] if one["kind"] != "caption"]
            views.append(view_of_texts(name, lang, texts, encoder))
            story[name] = path.stem
    return Task("P", tuple(sides["ko"]), tuple(sides["en"]), story)
