"""A list of a page → a list of Markdown."""

import re
import textwrap
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from handouts.importers.parts import Piece

TAGS = frozenset({"ul", "ol", "menu", "dir"})
_TIGHT = re.compile(r"- |1[.)] ")
"""A list that may stand right below a paragraph: one from 2 on would go on with its words."""
_LETTERED = re.compile(
    r"^[aAiI]$|list-style(?:-type)?\s*:[^;]*\b(?:lower|upper)-(?:alpha|latin|roman|greek)\b"
)
"""What `type` and `style` say of a list that counts with letters or Roman numbers."""


def is_lettered(element: Element, first: Element) -> bool:
    """Whether a list counts with letters or Roman numbers, which Markdown's do not."""
    counting = first.get("type", "") or element.get("type", "") or element.get("style", "")
    return element.tag == "ol" and bool(_LETTERED.search(counting))


def markdown_of(element: Element, inside: Iterable[tuple[Element, list[Piece]]]) -> str:
    """Return a list; what stands in it outside of items is an item, or goes on the last one.

    `inside` are its items, and the lists that stand between them, each with its pieces.
    """
    items: list[str] = []
    # A list in it is indented below the item above; without one it would be an empty item.
    width = 0
    number, sign = _first_number(element), "."
    begun = False
    for child, pieces in inside:
        if not pieces:
            continue
        text = "\n\n".join(piece.markdown for piece in pieces)
        if all(piece.kind == "paragraph" or _TIGHT.match(piece.markdown) for piece in pieces):
            text = re.sub(r"\n\n(?=- |1[.)] )", "\n", text)
        if child.tag in TAGS:
            items.append(textwrap.indent(text, " " * width))
            continue
        value = int(written) if (written := child.get("value", "")).isdecimal() else number
        if begun and value != number:
            # A list that counts anew begins with another sign, or it would be one with this.
            sign = ")" if sign == "." else "."
        begun = True
        mark = f"{value}{sign} " if element.tag == "ol" else "- "
        number, width = value + 1, len(mark)
        items.append(mark + text.replace("\n", "\n" + " " * len(mark)))
    return re.sub(r"(?m)[ \t]+$", "", "\n".join(items))


def _first_number(element: Element) -> int:
    start = element.get("start", "1")
    return int(start) if start.isdecimal() else 1
