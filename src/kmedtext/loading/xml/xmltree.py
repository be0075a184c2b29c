"""XML trees from bytes that nobody trusts: no entities, nothing fetched, bounded depth and size."""

from __future__ import annotations

import mmap
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from html.entities import name2codepoint
from typing import Any, Protocol
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from kmedtext.errors import FailureCode, LoadError
from kmedtext.loading.limits import Limits


def parse_xml(data: bytes | str, limits: Limits, where: str, *, doctype: bool = False) -> Element:
    """Parse a document; LoadError says why it cannot be done.

    A document type declaration is refused, or with ``doctype`` passed over unread (JATS and other
    formats of publishers always have one; HTML's named characters are then known). Entities that
    the document declares are refused in any case: they are how a few bytes become gigabytes
    (``bomb``) or ask for a file (``unsupported``).

    >>> parse_xml("<p>진료<b/></p>", Limits(), "a.xml").text
    '진료'
    """
    builder = _Builder(limits, where)
    parser = _guarded(builder, doctype=doctype)
    if doctype:
        parser.entity.update({name: chr(code) for name, code in name2codepoint.items()})
    with _explained(where):
        parser.feed(data)
        root: Element = parser.close()
    return root


class Listener(Protocol):
    """What is told of elements and text while a document is read, and builds no tree.

    Names with a namespace come as ``namespace}name``; :func:`local` takes the last part.
    """

    def start(self, tag: str, attrs: dict[str, str], /) -> object:
        """An element begins."""
        ...

    def end(self, tag: str, /) -> object:
        """An element ends."""
        ...

    def data(self, text: str, /) -> object:
        """Some text, or a piece of it."""
        ...


_PIECE = 1 << 16


def told_xml(
    data: bytes | mmap.mmap, listener: Listener, where: str, *, doctype: bool = False
) -> Iterator[None]:
    """Tell a listener what a document holds, pausing every 64 KiB: for parts too large for a tree.

    A document type declaration is refused, or with ``doctype`` passed over unread; entities are refused in any
    case. Errors as those of :func:`parse_xml`.
    """
    parser = _guarded(listener, doctype=doctype)
    for at in range(0, len(data), _PIECE):
        with _explained(where):
            parser.feed(data[at : at + _PIECE])
        yield
    with _explained(where):
        parser.close()


def _guarded(target: Listener, *, doctype: bool) -> Any:
    """A parser that refuses entities and, without ``doctype``, document type declarations.

    Expat, on which the guards stand, tells the target itself: ElementTree's parser, which is written in
    Python where it is guarded, would stand between them for a third of the time. A declaration is
    refused at its end, so that one with entities is known for what it is.
    """
    from defusedxml.common import DTDForbidden
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=target, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    expat = parser.parser
    expat.ordered_attributes = False
    expat.buffer_text = True
    expat.StartElementHandler = target.start
    expat.EndElementHandler = target.end
    expat.CharacterDataHandler = target.data

    def refuse() -> None:
        raise DTDForbidden("", None, None)

    if not doctype:
        expat.EndDoctypeDeclHandler = refuse
    return parser


@contextmanager
def _explained(where: str) -> Iterator[None]:
    from defusedxml.common import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden

    try:
        yield
    except EntitiesForbidden as error:
        outside = error.sysid is not None or error.pubid is not None
        raise LoadError(
            FailureCode.UNSUPPORTED if outside else FailureCode.BOMB,
            where,
            f"the XML declares entities{' that stand in other files' if outside else ''}, which are never resolved",
            "Leave it out; if you trust it, resolve its entities first (xmllint --noent).",
        ) from error
    except (DTDForbidden, ExternalReferenceForbidden) as error:
        raise LoadError(
            FailureCode.UNSUPPORTED,
            where,
            "the XML has a document type declaration, which this format must not have",
            "Leave it out, or save the document again.",
        ) from error
    except ParseError as error:
        cut = error.code in _CUT
        raise LoadError(
            FailureCode.TRUNCATED if cut else FailureCode.UNSUPPORTED,
            where,
            f"the XML is {'cut short' if cut else 'not well-formed'} (line {error.position[0]:,})",
            "Fetch or save the document again.",
        ) from error
    except (LookupError, ValueError) as error:
        raise LoadError(
            FailureCode.ENCODING,
            where,
            "the XML is in an encoding that the parser does not know",
            "Save it in UTF-8.",
        ) from error


# expat's codes for what ends too early: no element found, unclosed token, unclosed CDATA, partial character
_CUT = frozenset({3, 5, 6, 20})


class _Builder:
    """Builds the tree, and stops when it grows too deep or too large."""

    def __init__(self, limits: Limits, where: str) -> None:
        self._limits, self._where = limits, where
        self._depth = self._nodes = 0
        self._names = _Names()
        tree = TreeBuilder()
        self._begin, self._finish, self.data, self.close = tree.start, tree.end, tree.data, tree.close

    def start(self, tag: str, attrs: dict[str, str], /) -> None:
        self._depth += 1
        self._nodes += 1
        if self._depth > self._limits.max_depth or self._nodes > self._limits.max_nodes:
            raise self._too_large()
        names = self._names
        if attrs:
            attrs = {names[name]: value for name, value in attrs.items()}
        self._begin(names[tag], attrs)

    def end(self, tag: str, /) -> None:
        self._depth -= 1
        self._finish(self._names[tag])

    def _too_large(self) -> LoadError:
        deep = self._depth > self._limits.max_depth
        most = self._limits.max_depth if deep else self._limits.max_nodes
        return LoadError(
            FailureCode.TOO_LARGE,
            self._where,
            f"the XML has more than {most:,} {'elements inside one another' if deep else 'elements'}",
            f"Split the document, or raise Limits({'max_depth' if deep else 'max_nodes'}=…).",
        )


class _Names(dict[str, str]):
    """Names as trees have them, ``{namespace}name``, by those that expat gives."""

    def __missing__(self, name: str) -> str:
        self[name] = known = f"{{{name}" if "}" in name else name
        return known


def local(tag: str) -> str:
    """A tag's name without its namespace.

    >>> local("{http://www.w3.org/1999/xhtml}p")
    'p'
    """
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def outermost(root: Element, names: Collection[str]) -> Iterator[Element]:
    """The elements of those names in order, none of those inside another.

    >>> from xml.etree.ElementTree import fromstring
    >>> [element.get("n") for element in outermost(fromstring('<a><b n="1"><b n="2"/></b><b n="3"/></a>'), ("b",))]
    ['1', '3']
    """
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag in names:
            yield element
        else:
            waiting.extend(reversed(element))
