"""Align a Korean page with its English counterpart, sentence by sentence."""

from __future__ import annotations

from pathlib import Path

import kmedtext as kt

pages = Path(__file__).parent / "pages"
ko = kt.clean(kt.load(pages / "delirium_hospital_ko.txt"))
en = kt.clean(kt.load(pages / "delirium_daily_en.txt"))
bitext = kt.align(ko, en)

for bead in bitext.beads:
    print(f"{bead.type}  score {bead.score:.2f}")
    for i in bead.ko:
        print(f"  ko  {bitext.ko[i].text}")
    for j in bead.en:
        print(f"  en  {bitext.en[j].text}")
    print()

print("Without a counterpart:")
for i in bitext.unaligned_ko:
    print(f"  ko  {bitext.ko[i].text}")
for j in bitext.unaligned_en:
    print(f"  en  {bitext.en[j].text}")

print(f"\n{len(bitext.beads)} beads cover {bitext.coverage:.0%} of the sentences.")
