"""The innermost blocks of a page, which are what its reader sees as lines and paragraphs."""

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from handouts.importers import html


def innermost(element: Element, *stops: Element) -> Iterator[tuple[Element, str]]:
    """Yield the innermost blocks of a page with their words; the stops come without their own.

    A table is one block, unless a stop stands in it.
    """
    if _is_one(element, stops):
        yield element, ""
        return
    if element.tag in html.SILENT:
        return
    if element.tag == "table" and not any(_is_one(inner, stops) for inner in element.iter()):
        if text := html.words(element):
            yield element, text
        return
    pending = element.text or ""
    for child in element:
        if html.is_element(child) and _is_divided(child, stops):
            if text := " ".join(pending.split()):
                yield element, text
            yield from innermost(child, *stops)
            pending = ""
        else:
            pending += html.unstripped(child)
        pending += child.tail or ""
    if text := " ".join(pending.split()):
        yield element, text


def _is_divided(element: Element, stops: Sequence[Element]) -> bool:
    """Whether an element is a block, has one inside it, or has a stop inside it."""
    if html.begins_block(element) or html.has_blocks(element):
        return True
    return any(_is_one(inner, stops) for inner in element.iter())


def _is_one(element: Element, stops: Sequence[Element]) -> bool:
    return any(element is stop for stop in stops)
