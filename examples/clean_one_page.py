"""Clean one page: what it says of itself, what is kept, and what is set aside and why."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import kmedtext as kt

page = kt.load(Path(__file__).parent / "pages" / "heat_wire_ko.txt")
article = kt.clean(page)

print(f"title      {article.title}")
print(f"byline     {article.byline}")
print(f"published  {article.published}")
print(f"publisher  {article.publisher}")
print(f"language   {article.lang}")

print(f"\n{article.body}\n")

print(f"{len(article.body)} of {len(page.text)} characters are body text. Set aside:")
aside = Counter(block.kind for block in article.blocks if not block.kept)
for kind, number in aside.most_common():
    example = next(block for block in article.blocks if block.kind == kind and not block.kept)
    print(f"  {number:3} × {kind:14} {example.reason}")
