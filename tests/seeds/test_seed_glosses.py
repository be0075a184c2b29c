"""The glosses of the five pages the project was asked for: all of them are found, and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import kmedtext as kt

# Labelled by hand from the brackets of the pages: SHA-256 (12 digits) of "page|form=form…", so that no text is copied.
LABELLED = """
3f315c749b31 087015dd3339 7aab4bdba62a 8ff3227836ab 28c1feec8298 9d4e99ce8409
a3648d323f16 6f67e8916f8d 2dd9c95f42da d4751ff02397 c8da6b848589 cba89cc622f9
5e235a04a491 d1bf0a09d09d b80cc321960b 4b600a0df8ef 64247faab9c7 b874d226a5ef
f624bd102c46 165aa11e9b24 228419d0072c ea8e7967f272 cabda4d93f7d fe82948161be
a47880eadb48
"""


def test_all_glosses_of_the_seeds_are_found(shared: Path) -> None:
    found = set()
    for article in kt.build([shared / "seeds"]).articles:
        text = "\n".join(" ".join(sentence.text.split()) for sentence in kt.sentences(article))
        for gloss in kt.glosses(text):
            told = f"{article.id[:3]}|" + "=".join(form.text for form in gloss.forms)
            found.add(hashlib.sha256(told.encode()).hexdigest()[:12])
    labelled = set(LABELLED.split())
    assert len(labelled) == 25
    assert labelled - found == set()
    assert found - labelled == set()
