"""Split Korean into morphemes that know where they stand in the text, and count a page's nouns."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import kmedtext as kt

text = "간호사가 밤새 적어 온 전자의무기록을 분석했다."
print(f"{text}\n")
print("form          tag    lemma         in the text")
for morpheme in kt.tokenize(text):
    written = text[morpheme.start : morpheme.end]
    print(
        f"{morpheme.form:　<6} {morpheme.tag:6} {morpheme.lemma:　<6} {written} [{morpheme.start}:{morpheme.end}]"
    )

article = kt.clean(kt.load(Path(__file__).parent / "pages" / "delirium_hospital_ko.txt"))
nouns = Counter(m.form for m in kt.tokenize(article.body) if m.tag in ("NNG", "NNP") and len(m.form) > 1)
print("\nThe commonest nouns of the page:")
print(", ".join(f"{noun} {number}" for noun, number in nouns.most_common(12)))
