"""Clean a folder of pages, find the ones that tell the same story, and count what came out."""

from __future__ import annotations

from pathlib import Path

import kmedtext as kt

corpus = kt.build(Path(__file__).parent / "pages")

for article in corpus.articles:
    print(f"{article.lang}  {article.published or '-':16}  {len(article.body):5} characters  {article.title}")

print("\nThe same story in both languages:")
for pair in corpus.pairs:
    print(f"  {pair.score:.2f}  {pair.ko.id} ↔ {pair.en.id}")

print("\nWithout a partner:")
for alone in corpus.unpaired:
    nearest = f"nearest: {alone.candidate.id}, {alone.score:.2f}" if alone.candidate else "no candidate"
    print(f"  {alone.article.id} ({nearest})")

print(f"\n{len(corpus.records)} parallel records, {len(corpus.failures)} failures. As a table:")
print(corpus.to_pandas()[["ko", "en", "score"]].sort_values("score", ascending=False).head(5).to_string())
