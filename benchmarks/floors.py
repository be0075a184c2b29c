"""The floors below which no figure may sink: the file that holds them, and how it is brought up to date."""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.figures import Figure, Measured

FILE = Path(__file__).parent / "data" / "floors.toml"
MARK = "# Below this line: written by --update."
Key = tuple[str, str, str, str]
"""(set, form, measure, language)."""


@dataclass(frozen=True, slots=True)
class Floors:
    """What the file says.

    ``head`` is what people wrote: how far below the figure a new floor lies (``margin``), which families of sets have a floor
    by decision (``fixed``), and how many pages of a set are taken (``samples``, by set and form).
    """

    head: str
    margin: float
    fixed: Mapping[str, float]
    samples: Mapping[tuple[str, str], int]
    digests: Mapping[tuple[str, str], str]
    floors: Mapping[Key, float]


def read(path: Path = FILE) -> Floors:
    """Read the file."""
    text = path.read_text(encoding="utf-8")
    table = tomllib.loads(text)
    forms = [
        (name, form, own) for name, forms in table.get("floors", {}).items() for form, own in forms.items()
    ]
    return Floors(
        head=text.partition(MARK)[0].rstrip("\n"),
        margin=table["margin"],
        fixed=table.get("fixed", {}),
        samples={
            (name, form): size
            for name, forms in table.get("samples", {}).items()
            for form, size in forms.items()
        },
        digests={(name, form): own["digest"] for name, form, own in forms},
        floors={
            (name, form, measure, lang): floor
            for name, form, own in forms
            for measure, langs in own.items()
            if measure != "digest"
            for lang, floor in langs.items()
        },
    )


def write(floors: Floors, path: Path = FILE) -> None:
    """Write the file; the same floors give the same bytes."""
    lines = [floors.head, "", MARK]
    rows: defaultdict[tuple[str, str], defaultdict[str, dict[str, float]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for (name, form, measure, lang), floor in floors.floors.items():
        rows[name, form][measure][lang] = floor
    for (name, form), measures in sorted(rows.items()):
        lines += ["", f'[floors."{name}".{form}]', f'digest = "{floors.digests[name, form]}"']
        for measure, langs in measures.items():
            held = ", ".join(f"{lang} = {floor}" for lang, floor in langs.items())
            lines.append(f'"{measure}" = {{ {held} }}')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def family(name: str) -> str:
    """The family of a set: ``seeds`` of ``seeds/000``."""
    return name.partition("/")[0]


def updated(
    floors: Floors, measured: Iterable[Measured], families: Iterable[str], *, lower: bool
) -> tuple[Floors, list[str]]:
    """(floors brought up to date, what was lowered or would have to be).

    No floor sinks or goes unless ``lower``. Floors of other families stay as they are.
    """
    digests, kept = dict(floors.digests), dict(floors.floors)
    said: list[str] = []
    found: set[Key] = set()
    for part in measured:
        digests[part.set, part.form] = part.digest
        for figure in part.figures:
            found.add(figure.key)
            old, new = floors.floors.get(figure.key), _wanted(floors, figure)
            if old is None or new >= old or (lower and new < old):
                kept[figure.key] = new
            if old is not None and new < old and lower:
                said.append(f"LOWERED: {title(figure.key)} from {old} to {new}")
            elif old is not None and figure.value < old:
                said.append(
                    f"not lowered: {title(figure.key)} is {figure.value:.4f}, its floor {old}; --lower lowers it"
                )
    chosen = set(families)
    for key in sorted(key for key in floors.floors if family(key[0]) in chosen and key not in found):
        if lower:
            del kept[key]
            said.append(f"REMOVED: {title(key)}, which is measured no more")
        else:
            said.append(f"not removed: {title(key)} is measured no more; --lower removes its floor")
    return replace(floors, digests=digests, floors=kept), said


def _wanted(floors: Floors, figure: Figure) -> float:
    """The floor of a figure: by decision, or a margin below it, cut to three digits."""
    by_decision = floors.fixed.get(family(figure.set))
    if by_decision is not None and figure.measure == "f1":
        return by_decision
    return max(0.0, math.floor(1000 * (figure.value - floors.margin) + 1e-6) / 1000)


def title(key: Key) -> str:
    """What a floor is of, in words."""
    name, form, measure, lang = key
    return f"{name} {lang} {form} {measure}"
