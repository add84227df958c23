"""The styles of an OpenDocument text: what a paragraph is, and what letters look like."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_FO = f"{_URN}xsl-fo-compatible:1.0}}"
_ROLES = {
    "Title": "title", "Subtitle": "subtitle", "Quotations": "quote", "Quote": "quote",
    "Intense_20_Quote": "quote", "Caption": "caption", "Illustration": "caption",
    "Figure": "caption", "Drawing": "caption", "Table": "caption", "caption": "caption",
    "Preformatted_20_Text": "code", "Contents_20_Heading": "contents", "Author": "byline",
    "TOC_20_Heading": "contents", "Index_20_Heading": "contents",
}  # fmt: skip
"""What paragraphs of a style are, by its name, which LibreOffice keeps in English."""
_CONTENTS = re.compile(r"(Contents|TOC|toc)_20_\d+")
_LIST = re.compile(r"List(?:_20_(?:Bullet|Number|Continue))?_20_([2-5])(?:_20_.*)?")
_FORMS = {"a", "A", "i", "I"}
_MOST_STEPS = 20


def in_text(name: str) -> str:
    """Return the full name of an element or an attribute of the text namespace."""
    return f"{_URN}text:1.0}}{name}"


def in_style(name: str) -> str:
    """Return the full name of one of the style namespace."""
    return f"{_URN}style:1.0}}{name}"


def in_table(name: str) -> str:
    """Return the full name of one of the table namespace."""
    return f"{_URN}table:1.0}}{name}"


def in_office(name: str) -> str:
    """Return the full name of one of the office namespace."""
    return f"{_URN}office:1.0}}{name}"


@dataclass(frozen=True)
class OpenDocumentStyles:
    """The styles of a document by their names."""

    elements: dict[str, Element]
    automatic: frozenset[str]
    """The names of those that stand for what somebody did by hand."""
    lists: dict[str, Element]
    language: str
    """As a code such as `en-GB`; may be empty."""

    def role(self, style: str) -> str:
        """Return `title`, `caption`, `quote` and so on; `""` for running text."""
        for name in self._chain(style):
            if name in _ROLES:
                return _ROLES[name]
            if _CONTENTS.fullmatch(name):
                return "contents"
        return ""

    def is_hidden(self, style: str) -> bool:
        """Whether text of a style is not printed."""
        return self._value(style, in_text("display")) == "none"

    def looks(self, style: str) -> tuple[str, ...]:
        """Return the HTML elements that the letters of a style stand in."""
        raised = self._value(style, in_style("text-position")).split(" ")[0]
        struck = self._value(style, in_style("text-line-through-style"))
        found = {
            "b": self._is_bold(self._value(style, f"{_FO}font-weight")),
            "i": self._value(style, f"{_FO}font-style") in {"italic", "oblique"},
            "s": struck not in {"", "none"},
            "sup": raised == "super" or (raised[:1].isdigit() and raised != "0%"),
            "sub": raised == "sub" or raised[:1] == "-",
        }
        return tuple(tag for tag, is_so in found.items() if is_so)

    def own_looks(self, style: str) -> tuple[str, ...]:
        """Return the looks that somebody gave to one whole paragraph, whose style has others."""
        if style not in self.automatic:
            return ()
        own = OpenDocumentStyles({style: self.elements[style]}, self.automatic, {}, "")
        return own.looks(style)

    def is_numbered(self, style: str, depth: int) -> bool:
        """Whether the items of a style of lists have numbers, at a depth counted from 0."""
        level = self._level(style, depth)
        return level is not None and level.tag == in_text("list-level-style-number")

    def form(self, style: str, depth: int) -> str:
        """Return the first letter, `a`, `A`, `i` or `I`, of a list that counts so; `""` if not."""
        level = self._level(style, depth)
        form = "" if level is None else level.get(in_style("num-format"), "")
        return form if form in _FORMS else ""

    def _level(self, style: str, depth: int) -> Element | None:
        found = self.lists.get(style)
        for level in found if found is not None else ():
            if level.get(in_text("level")) == str(depth + 1):
                return level
        return None

    def list_depth(self, style: str) -> int:
        """Return how deep lists of a style such as "List Bullet 3" stand inside others: 2."""
        for name in self._chain(style):
            if found := _LIST.fullmatch(name):
                return int(found[1]) - 1
        return 0

    @staticmethod
    def _is_bold(weight: str) -> bool:
        return weight == "bold" or (weight.isdecimal() and int(weight) >= 600)

    def _value(self, style: str, name: str) -> str:
        for each in self._chain(style):
            element = self.elements.get(each)
            found = None if element is None else element.find(in_style("text-properties"))
            if found is not None and name in found.attrib:
                return found.attrib[name]
        return ""

    def _chain(self, style: str) -> Iterator[str]:
        for _ in range(_MOST_STEPS):
            if not style:
                return
            yield style
            element = self.elements.get(style)
            style = "" if element is None else element.get(in_style("parent-style-name"), "")


def read_styles(content: Element, styles: Element | None) -> OpenDocumentStyles:
    """Return the styles of `styles.xml`, and the automatic ones of `content.xml` over them."""
    roots = [root for root in (styles, content) if root is not None]
    elements = _named(roots, in_style("style"))
    automatic = {each.get(in_style("name"), "") for each in content.iter(in_style("style"))}
    lists = _named(roots, in_text("list-style"))
    return OpenDocumentStyles(elements, frozenset(automatic), lists, _language(styles))


def _named(roots: list[Element], tag: str) -> dict[str, Element]:
    return {each.get(in_style("name"), ""): each for root in roots for each in root.iter(tag)}


def _language(styles: Element | None) -> str:
    for each in styles.iter(in_style("default-style")) if styles is not None else ():
        found = each.find(in_style("text-properties"))
        if each.get(in_style("family")) == "paragraph" and found is not None:
            parts = [found.get(f"{_FO}{name}", "") for name in ("language", "country")]
            return "-".join(part for part in parts if part not in {"", "none"})
    return ""
