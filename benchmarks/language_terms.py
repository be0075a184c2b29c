"""Glosses, names and quantities against labelled rows: called by ``python -m benchmarks.language``.

Each set has a design half, which was looked at while building, and a held half, which was written before
the code and of which only the figures are read. ``glosses borders`` are harder sentences and ``glosses kinds`` traps and
terms by kinds, both looked at; ``glosses fresh`` is a second held set, written before the code was changed for it.
Precision and recall count whole glosses, accuracy whole rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kmedtext.language import glosses, match_name, quantities
from kmedtext.language.quantities import Quantity

DATA = Path(__file__).parent / "data" / "terms"
MORE = ("fresh", "kinds", "borders")  # sets of glosses alone
SAME = 0.7  # match_name's score from which two names count as the same


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of ``data/terms``."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def gloss_counts(half: str) -> tuple[int, int, int, list[str]]:
    """(right, found, wanted, what went wrong) over the sentences of a half."""
    right = found = wanted = 0
    wrong: list[str] = []
    for sentence, listed in rows(f"glosses_{half}.tsv"):
        gold = set() if listed == "-" else {tuple(g.split(" = ")) for g in listed.split(" ; ")}
        got = {tuple(form.text for form in gloss.forms) for gloss in glosses(sentence)}
        right, found, wanted = right + len(gold & got), found + len(got), wanted + len(gold)
        if gold != got:
            wrong.append(f"{sentence}\n    want {sorted(gold)}\n    got  {sorted(got)}")
    return right, found, wanted, wrong


def name_verdicts(half: str) -> tuple[int, int, list[str]]:
    """(right, all, what went wrong) over the pairs of names of a half."""
    right = count = 0
    wrong: list[str] = []
    for ko, en, same in rows(f"names_{half}.tsv"):
        score = match_name(ko, en)
        count += 1
        if (score >= SAME) == (same == "1"):
            right += 1
        else:
            wrong.append(f"{ko} / {en}: {score:.2f}, want {same}")
    return right, count, wrong


def shown(quantity: Quantity) -> str:
    """A quantity as the tables write it."""
    ends = [
        value if isinstance(value, str) else f"{value.normalize():f}"
        for value in (quantity.value, quantity.high)
        if value is not None
    ]
    return f"{'..'.join(ends)}|{quantity.unit or ''}|{quantity.kind}"


def quantity_rows(half: str) -> tuple[int, int, list[str]]:
    """(right, all, what went wrong) over the rows of a half: all quantities of a row must be right."""
    right = count = 0
    wrong: list[str] = []
    for lang, text, listed in rows(f"quantities_{half}.tsv"):
        gold = [] if listed == "-" else listed.split(" ; ")
        got = [shown(quantity) for quantity in quantities(text, lang)]
        count += 1
        right += gold == got
        if gold != got:
            wrong.append(f"{text}: want {gold}, got {got}")
    return right, count, wrong


def terms_table(halves: tuple[str, ...] = ("design", "held"), *, verbose: bool = False) -> None:
    """Print precision and recall on glosses, accuracy on names and quantities, by half."""
    print(f"\n{'set':20} {'n':>5}  precision recall | accuracy")
    for half in (*halves, *MORE):
        hit, found, wanted, wrong = gloss_counts(half)
        precision, recall = hit / max(1, found), hit / max(1, wanted)
        print(f"{'glosses ' + half:20} {wanted:5}  {precision:9.3f} {recall:6.3f}")
        if half in MORE:
            continue  # no names or quantities of its own
        for title, (right, count, more) in (
            ("names", name_verdicts(half)),
            ("quantities", quantity_rows(half)),
        ):
            print(f"{title + ' ' + half:20} {count:5}  {'':16} | {right / count:8.3f}")
            wrong += more
        if verbose:
            print("\n".join(wrong))


if __name__ == "__main__":
    terms_table()
