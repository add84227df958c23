"""Pages that Word saves as a web page: its lists, whose marks are letters, become lists.

Word writes the number or the bullet of an item as text, and behind it spaces of 7 points in Times
New Roman, in every language and version. That is how it is known.
"""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from handouts.importers import tags

_GAP = re.compile(r"font:\s*7(?:\.0)?pt\s*[\"']?Times New Roman", re.IGNORECASE)
_NUMBER = re.compile(r"[\[(]?(?:(\d{1,3})|([a-z])|[ivxlc]{1,6})[.)\]]*", re.IGNORECASE)
_BULLET = re.compile(r"[^\w\s]|[oOvVüØqnlwu]")
"""Symbols, and the letters that are symbols in Wingdings and Courier New."""
_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d)", re.IGNORECASE)
_MARGIN = re.compile(r"margin-left:\s*(-?[\d.]+)\s*(pt|in|cm|mm|px)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75}
_INDENT = 36.0
"""Points: what an item without a margin of its own stands from the edge."""
_TOLERANCE = 6.0
_PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True)
class _Item:
    """A paragraph that begins with the mark of a list."""

    paragraph: Element
    depth: float
    """The level where Word writes it, else the margin in points: deeper is more."""
    number: int
    """-1 for a bullet."""


def read(root: Element) -> None:
    """Make lists, in place, of the paragraphs that begin with a mark of Word's."""
    gaps = [span for span in root.iter("span") if _GAP.search(span.get("style", ""))]
    if not gaps:
        return
    parents = {child: parent for parent in root.iter() for child in parent}
    items: dict[Element, _Item] = {}
    for gap in gaps:
        paragraph: Element | None = gap
        while paragraph is not None and paragraph.tag not in _PARAGRAPHS:
            paragraph = parents.get(paragraph)
        if paragraph is None or paragraph in items or "".join(gap.itertext()).strip():
            continue
        mark = _mark(paragraph, gap)
        if mark is not None and paragraph.tag == "p":
            items[paragraph] = _Item(paragraph, _depth(paragraph), mark)
    for parent in {parents[paragraph] for paragraph in items}:
        _group(parent, items)


def _mark(paragraph: Element, gap: Element) -> int | None:
    """Take the mark of an item out of its paragraph; return its number, -1 for a bullet.

    None stands for a paragraph that only looks like an item.
    """
    before: list[tuple[Element, str]] = []
    for element in paragraph.iter():
        if element is gap:
            break
        if isinstance(element.tag, str) and element.text and element.text.strip():
            before.append((element, element.text))
    text = "".join(words for _, words in before).strip()
    found = _NUMBER.fullmatch(text)
    if found is None and not _BULLET.fullmatch(text):
        return None
    for element, words in before:
        replaced = Element(tags.REPLACED)
        replaced.text = words
        element.text = None
        element.insert(0, replaced)
    if found is None or text in {"o", "v", "q", "n", "l", "w", "u"}:
        return -1
    if found[1]:
        return int(found[1])
    return ord(found[2].lower()) - ord("a") + 1 if found[2] else 1


def _depth(paragraph: Element) -> float:
    style = paragraph.get("style", "")
    if found := _LEVEL.search(style):
        return _INDENT * int(found[1])
    margin = _MARGIN.search(style)
    return float(margin[1]) * _POINTS[margin[2].lower()] if margin else _INDENT


def _group(parent: Element, items: dict[Element, _Item]) -> None:
    """Put the items among the children of an element into lists, by their depth."""
    kept: list[Element] = []
    lists: list[tuple[float, Element]] = []
    for child in list(parent):
        item = items.get(child)
        if item is None:
            lists = []
            kept.append(child)
            continue
        tag = "ul" if item.number == -1 else "ol"
        while lists and lists[-1][0] > item.depth + _TOLERANCE:
            lists.pop()
        if lists and abs(lists[-1][0] - item.depth) <= _TOLERANCE:
            if lists[-1][1].tag == tag:
                lists[-1][1].append(_listed(item))
                continue
            lists.pop()
        outer = lists[-1][1][-1] if lists else None
        new = Element(tag, {"start": str(item.number)} if tag == "ol" else {})
        new.append(_listed(item))
        lists.append((item.depth, new))
        if outer is None:
            kept.append(new)
        else:
            outer.append(new)
    parent[:] = kept


def _listed(item: _Item) -> Element:
    """Return the item of a list that a paragraph is, with its line."""
    paragraph = item.paragraph
    listed = Element("li", paragraph.attrib)
    listed.attrib.pop("class", None)
    listed.text, listed[:] = paragraph.text, list(paragraph)
    return listed
