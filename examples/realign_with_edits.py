"""Put an alignment right by hand: link what belongs together, part what does not, keep the rest as it is."""

from __future__ import annotations

import kmedtext as kt

ko = [
    "해든병원은 새 응급실을 열었다고 3일 밝혔다.",
    "응급실에는 침상 24개가 있으며, 의사 9명이 일한다.",
    "병원은 시민의 성금으로 장비를 샀다.",
]
en = [
    "Haedeun Hospital said on the 3rd that it had opened a new emergency room.",
    "The equipment was paid for by donations from citizens.",
    "The emergency room has 24 beds.",
    "Nine doctors work there.",
]


def show(title: str, bitext: kt.Bitext) -> None:
    """Print the beads."""
    print(title)
    for bead in bitext.beads:
        print(f"  {list(bead.ko)} – {list(bead.en)}  score {bead.score:.2f}")


bitext = kt.align(ko, en)
show("As aligned:", bitext)

for part in bitext.split().parts:
    print(f"  part of bead {part.bead}: {part.ko.text} | {part.en.text}")

# A person has read it: the nine doctors work elsewhere, so the last English sentence does not belong there.
told = kt.Constraints(must=[(1, 2)], cannot=[(1, 3)])
show("As told:", bitext.realign(told, keep="untouched"))

try:
    bitext.realign(kt.Constraints(must=[(2, 1)], cannot=[(2, 1)]))
except kt.UsageError as error:
    print(f"Refused: {error}")
