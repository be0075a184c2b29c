"""The elements of an XML file, one at a time: TMX and TBX may be larger than memory."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from kmedtext.errors import UsageError


def elements(path: Path, root: str, wanted: Collection[str], what: str) -> Iterator[Element]:
    """Give the finished elements with a wanted name, in order; each is forgotten when the next one is asked for.

    ``root`` is what the file must begin with, ``what`` names such a file in messages. Nothing that the file refers to
    is fetched. Raises :class:`~kmedtext.errors.UsageError` where the file is something else or is cut.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    problem = None
    try:
        with path.open("rb") as file:
            opened: list[Element] = []
            for event, element in iterparse(file, events=("start", "end")):
                if event == "start":
                    if not opened and local(element) != root:
                        problem = "is something else"
                        break
                    opened.append(element)
                    continue
                opened.pop()
                if local(element) in wanted:
                    yield element
                    if opened:
                        opened[-1].remove(element)
    except ParseError as error:
        problem = f"is not well-formed XML (line {error.position[0]})"
    except DefusedXmlException:
        problem = "declares entities, which may hide a bomb"
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
    if problem:
        # Out here: the parser's error may quote the file.
        raise UsageError(f"{path}: {problem}; name {what}")


def local(element: Element) -> str:
    """The name of an element without its name space."""
    return str(element.tag).rpartition("}")[2]


def lang_of(element: Element) -> str:
    """The language that an element says it is in, without its country: ``ko-KR`` is ``ko``."""
    said = element.get("{http://www.w3.org/XML/1998/namespace}lang") or element.get("lang") or ""
    return said.lower().replace("_", "-").split("-")[0]
