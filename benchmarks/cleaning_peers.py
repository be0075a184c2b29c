"""Peers of the cleaner, each as a function from a page's text or HTML to its extracted text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

Extract = Callable[[str], str]


def keep_all(text: str) -> str:
    """Keep everything."""
    return text


def c4_lines(text: str) -> str:
    """The line rule of C4: keep lines of five words or more that end like a sentence."""
    kept = []
    for line in text.splitlines():
        bare = line.strip()
        if (
            bare.endswith((".", "!", "?", '"', "”", "'", "’"))
            and len(bare.split()) >= 5
            and "javascript" not in bare.lower()
        ):
            kept.append(bare)
    return "\n".join(kept)


def as_html(text: str) -> str:
    """A text dump as HTML, one paragraph a line, as one would hand it to an HTML extractor."""
    body = "\n".join(f"<p>{html.escape(line.strip())}</p>" for line in text.splitlines() if line.strip())
    return f"<html><body>{body}</body></html>"


def justext_on_lines(text: str) -> str:
    """jusText on the wrapped lines, stop words by the script."""
    import justext

    stop = justext.get_stoplist("Korean" if re.search(r"[가-힣]{4}", text[:4000]) else "English")
    paragraphs = justext.justext(as_html(text).encode(), stop, encoding="utf-8")
    return "\n".join(paragraph.text for paragraph in paragraphs if not paragraph.is_boilerplate)


def boilerpy_on_lines(text: str) -> str:
    """boilerpy3's article extractor on the wrapped lines."""
    from boilerpy3 import extractors

    return str(extractors.ArticleExtractor(raise_on_failure=False).get_content(as_html(text)))


def trafilatura_on_lines(text: str) -> str:
    """trafilatura on the wrapped lines."""
    return trafilatura_on_html(as_html(text))


def trafilatura_on_html(page: str) -> str:
    """trafilatura, comments off."""
    import trafilatura

    return trafilatura.extract(page, include_comments=False) or ""


TEXT_PEERS: dict[str, tuple[str | None, Extract]] = {
    "keep everything": (None, keep_all),
    "C4 line rule": (None, c4_lines),
    "jusText on <p>": ("jusText", justext_on_lines),
    "boilerpy3 on <p>": ("boilerpy3", boilerpy_on_lines),
    "trafilatura on <p>": ("trafilatura", trafilatura_on_lines),
}


def peer_version(package: str | None) -> str | None:
    """The installed version of a peer; None if it is not installed."""
    if package is None:
        return ""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
