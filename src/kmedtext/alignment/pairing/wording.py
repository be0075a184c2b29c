"""The evidence for a pair in words."""

from __future__ import annotations

from kmedtext.alignment.pairing.addresses import hint
from kmedtext.alignment.pairing.documents import DocumentView
from kmedtext.alignment.pairing.evidence import days_between
from kmedtext.alignment.pairing.sharing import shared

_MOST = 3
_TELLING = 1.0  # weight from which a mark is worth naming


def in_words(ko: DocumentView, en: DocumentView) -> tuple[str, ...]:
    """Say what two documents share: numbers, Latin words, names, days between them; the most telling first."""
    found: list[str] = []
    numbers = {key: w for key, w in shared("numbers", ko, en).items() if "@" not in key}
    if numbers:
        telling = [_grouped(key) for key in _best(numbers)]
        count = f"{len(numbers)} number{'s' if len(numbers) > 1 else ''} shared"
        found.append(f"{count}, among them {', '.join(telling)}" if telling else count)
    words = _best(shared("names", ko, en))
    if words:
        found.append(f"Latin words shared: {', '.join(words)}")
    names = [en.romanised[key] for key in _best(shared("sounds", ko, en))]
    if names:
        found.append(f"names shared: {', '.join(names)}")
    days = days_between(ko.published, en.published)
    if days is not None:
        apart = "on one day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
        found.append(f"published {apart}")
    said = hint(ko.address, en.address)
    if said == "alternate":
        found.append("one page names the other as its translation")
    elif said == "twin":
        found.append("addresses differ in the language only")
    elif said == "number" and ko.address and en.address:
        found.append(f"same number {min(ko.address.numbers & en.address.numbers)} in the address")
    return tuple(found)


def _best(marks: dict[str, float]) -> list[str]:
    telling = sorted((key for key, w in marks.items() if w >= _TELLING), key=lambda key: (-marks[key], key))
    return telling[:_MOST]


def _grouped(number: str) -> str:
    """A number with commas, years as they are.

    >>> _grouped("1137"), _grouped("96.4"), _grouped("2025")
    ('1,137', '96.4', '2025')
    """
    whole, point, rest = number.partition(".")
    if len(whole) < 4 or (len(whole) == 4 and whole[:2] in {"19", "20"}):
        return number
    return f"{int(whole):,}{point}{rest}"
