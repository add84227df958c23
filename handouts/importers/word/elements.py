"""The elements of a Word document: their properties, their words, and runs of our own."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
HYPHENS = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
"""The letters that Word writes as elements."""
_LETTERS = {**dict.fromkeys((f"{W}tab", f"{W}br", f"{W}cr"), " "), **HYPHENS}


def value(element: Element, *path: str) -> str:
    """Return the value of a property by the names that lead to it; `""` where it is not there."""
    found = element.find("/".join(f"{W}{name}" for name in path))
    return "" if found is None else found.get(f"{W}val", "")


def text_run(text: str) -> Element:
    """Return a run of nothing but a text."""
    run = Element(f"{W}r")
    SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = text
    return run


def texts(elements: Iterable[Element]) -> Iterator[str]:
    """Yield the letters of elements, a space for each tab and line break."""
    for element in elements:
        for part in element.iter():
            if part.tag in {f"{W}t", f"{MATHS}t"}:
                yield part.text or ""
            elif part.tag in _LETTERS:
                yield _LETTERS[part.tag]


def words(element: Element) -> str:
    """Return the words of an element on one line."""
    return " ".join("".join(texts([element])).split())
