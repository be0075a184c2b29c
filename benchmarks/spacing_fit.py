"""Fit the weights that tell whether a space stands at a break between two syllables.

    python -m benchmarks.spacing_fit

Only from our own Korean pages, their design half, set by character in many widths; prints the
``[spacing]`` table of ``wrapping.toml``. ``benchmarks.wrapped`` checks it on other texts.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from sklearn.linear_model import LogisticRegression

from benchmarks import annotated
from benchmarks.wrapped import styles
from benchmarks.wrapped_sheets import Style, sheet_of
from kmedtext.cleaning.eojeol import spacing_signs
from kmedtext.cleaning.lines import split_lines
from kmedtext.cleaning.wordstock import HANGUL, Vocabulary

WIDTHS = range(30, 92, 3)


def breaks() -> Iterator[tuple[dict[str, float], bool]]:
    """The signs at every break between two syllables, and whether a space stood there."""
    words = styles()[1]["ko"]
    for page in annotated.pages():
        wrapped = any(line.goes_on for line in page.lines)
        if wrapped or not page.body or page.truth["lang"] != "ko":
            continue
        for width in WIDTHS:
            sheet = sheet_of(page.body.split("\n\n"), Style("", "ko", width, cut="character"), words)
            vocabulary = Vocabulary(split_lines(sheet.text))
            for before, line in zip(sheet.lines, sheet.lines[1:], strict=False):
                first = sheet.text[before.start : before.end]
                second = sheet.text[line.start : line.end]
                if line.joint is not None and HANGUL.match(first[-1]) and HANGUL.match(second):
                    yield spacing_signs(first, second, vocabulary), line.joint == " "


def main() -> None:
    """Print the table."""
    signs, spaced = zip(*breaks(), strict=True)
    names = list(signs[0])
    model = LogisticRegression(max_iter=2000)
    model.fit(np.array([[row[name] for name in names] for row in signs]), np.array(spaced))
    print(f"# {len(spaced)} breaks\nprior = {model.intercept_[0]:.1f}")
    for name, weight in zip(names, model.coef_[0], strict=True):
        print(f"{name} = {weight:.1f}")


if __name__ == "__main__":
    main()
