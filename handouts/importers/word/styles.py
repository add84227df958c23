"""The styles of a Word document: what a paragraph is, and what its letters look like."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from handouts.importers.word.elements import W, value

_OFF = {"0", "false", "off", "none"}
_ROLES = {
    "title": "title", "titel": "title", "titre": "title", "título": "title", "titolo": "title",
    "subtitle": "subtitle", "untertitel": "subtitle", "sous-titre": "subtitle",
    "subtítulo": "subtitle", "sottotitolo": "subtitle", "ondertitel": "subtitle",
    "caption": "caption", "image caption": "caption", "figure": "caption",
    "illustration": "caption", "beschriftung": "caption", "légende": "caption",
    "quote": "quote", "intense quote": "quote", "block text": "quote", "quotations": "quote",
    "author": "byline", "authors": "byline", "byline": "byline",
    "toc heading": "contents", "contents heading": "contents", "table of figures": "contents",
    "source code": "code", "html preformatted": "code", "preformatted text": "code",
}  # fmt: skip
"""What paragraphs of a style are, by its name; Word and LibreOffice keep their own in English."""
_CONTENTS = re.compile(r"(toc|contents|index|verzeichnis|tm|tdc|sommario) ?\d")
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|nagłówek|заголовок)[ _]?([1-9])"
)
_LIST = re.compile(r"(?:list|list bullet|list number|list continue) ([2-5])")
_MOST_STEPS = 20
"""From a style to what it is based on; some documents go round in a circle."""


@dataclass(frozen=True)
class WordStyles:
    """The styles of a document by their ids."""

    elements: dict[str, Element]
    default_paragraph: str = ""

    def role(self, style: str) -> str:
        """Return `title`, `heading 2`, `caption` and so on; `""` for running text."""
        for element in self._chain(style):
            level = value(element, "pPr", "outlineLvl")
            if role := role_of(value(element, "name")):
                return role
            if level.isdecimal() and int(level) < 9:
                return f"heading {int(level) + 1}"
        return ""

    def is_on(self, style: str, look: str) -> bool:
        """Whether letters of a style are bold (`b`), in italics (`i`) or hidden (`vanish`)."""
        for element in self._chain(style):
            found = element.find(f"{W}rPr/{W}{look}")
            if found is not None:
                return is_on(found)
        return False

    def numbering(self, style: str) -> Element | None:
        """Return the list that paragraphs of a style are items of."""
        for element in self._chain(style):
            found = element.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found
        return None

    def list_depth(self, style: str) -> int:
        """Return how deep lists of a style such as "List Bullet 3" stand inside others: 2."""
        for element in self._chain(style):
            if depth := depth_of(value(element, "name")):
                return depth
        return 0

    def _chain(self, style: str) -> list[Element]:
        chain: list[Element] = []
        while style in self.elements and len(chain) < _MOST_STEPS:
            chain.append(self.elements[style])
            style = value(chain[-1], "basedOn")
        return chain


def role_of(name: str) -> str:
    """Return what paragraphs of a style are by its name: `title`, `heading 2`; `""` for others."""
    name = name.strip().casefold()
    if _CONTENTS.fullmatch(name):
        return "contents"
    found = _HEADING.fullmatch(name)
    return f"heading {found[1]}" if found else _ROLES.get(name, "")


def depth_of(name: str) -> int:
    """Return how deep lists of a style such as "List Bullet 3" stand inside others: 2."""
    found = _LIST.fullmatch(name.strip().casefold())
    return int(found[1]) - 1 if found else 0


def is_on(element: Element) -> bool:
    """Whether a property such as `<w:b/>` says yes."""
    return element.get(f"{W}val", "1").casefold() not in _OFF


def read_styles(root: Element | None) -> WordStyles:
    """Return the styles of `styles.xml`, or none where a document has no such part."""
    elements = list(root.iter(f"{W}style")) if root is not None else []
    default = [
        each.get(f"{W}styleId", "")
        for each in elements
        if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default", "0") not in _OFF
    ]
    return WordStyles(
        {each.get(f"{W}styleId", ""): each for each in elements}, default[0] if default else ""
    )
