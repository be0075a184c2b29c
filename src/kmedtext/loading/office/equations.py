"""Equations of Office documents (OMML), written in one line: ``(a+b)/c``, ``x^2``."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from kmedtext.loading.office.ooxml import value
from kmedtext.loading.xml.xmltree import local

_JOINED = {"mr": " ", "m": "; ", "eqArr": "; "}


def equation(root: Element) -> str:
    """Write an equation in one line; children before their parents, without recursion.

    >>> from xml.etree.ElementTree import fromstring
    >>> equation(fromstring("<oMath><f><num><r><t>a+b</t></r></num><den><r><t>c</t></r></den></f></oMath>"))
    '(a+b)/c'
    """
    written: dict[Element, str] = {}
    for element in reversed(list(root.iter())):
        name = local(element.tag)
        parts = [(local(one.tag), written.pop(one)) for one in element]
        if name == "t":
            written[element] = element.text or ""
        elif name.endswith("Pr") or name in ("instrText", "del"):
            written[element] = ""
        else:
            written[element] = _written(element, name, parts)
    return written[root]


def _written(element: Element, name: str, parts: list[tuple[str, str]]) -> str:
    found = dict(parts)
    base = found.get("e", "")
    if name == "f":
        line = value(element, "fPr", "type") == "noBar"
        return f"{_one(found.get('num', ''))}{' ' if line else '/'}{_one(found.get('den', ''))}"
    if name in ("sSup", "sSub", "sSubSup", "limLow", "limUpp"):
        below = found.get("sub") or (found.get("lim", "") if name == "limLow" else "")
        above = found.get("sup") or (found.get("lim", "") if name == "limUpp" else "")
        return f"{base}{_marked('_', below)}{_marked('^', above)}"
    if name == "sPre":
        return f"{_marked('_', found.get('sub', ''))}{_marked('^', found.get('sup', ''))}{base}"
    if name == "rad":
        return f"{found.get('deg', '')}√{_one(base)}"
    if name == "nary":
        sign = value(element, "naryPr", "chr") or "∫"
        return f"{sign}{_marked('_', found.get('sub', ''))}{_marked('^', found.get('sup', ''))} {base}"
    if name == "d":
        marks = (value(element, "dPr", mark) for mark in ("begChr", "sepChr", "endChr"))
        begin, part, end = (usual if mark is None else mark for mark, usual in zip(marks, "(|)", strict=True))
        return begin + part.join(text for sort, text in parts if sort == "e") + end
    joint = _JOINED.get(name)
    if joint is not None:
        return joint.join(text for sort, text in parts if not sort.endswith("Pr"))
    return "".join(text for _, text in parts)


def _one(text: str) -> str:
    return text if len(text) < 2 or text.replace(".", "").isalnum() else f"({text})"


def _marked(mark: str, text: str) -> str:
    return f"{mark}{_one(text)}" if text.strip() else ""
