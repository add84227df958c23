"""HTML → elements that know their line, and their words as Markdown."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

from handouts.errors import ContentError, Problem
from handouts.importing import marks, spaces, tags
from handouts.importing.marks import Run
from handouts.importing.source import Source, forbidden

_LINE = "data-handouts-line"
_DEEPEST = 150
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
"""The ends of the names of HTML files, in lower case."""
_BEGINS = re.compile(r"\s*(<!doctype html|<html\b|<\?xml\b|<!--)", re.IGNORECASE)
_CLOSED = re.compile(r"</(p|div|h[1-6]|article|section|body|table)\s*>", re.IGNORECASE)
_SCHEMES = ("http://", "https://", "mailto:")

SILENT = frozenset({"script", "style", "noscript", "template", "head", "link", "meta"})
"""Elements whose text nobody reads on the page."""
PICTURES = frozenset({"img", "picture", "svg", "video", "audio", "iframe", "canvas", "object"})
"""Elements that show something other than words."""


def looks_like_html(source: Source) -> bool:
    """Whether a file is HTML: by its suffix, or by how it begins and what it closes."""
    if source.suffix in HTML_SUFFIXES:
        return True
    begins = _BEGINS.match(source.text) is not None
    closed = len(_CLOSED.findall(source.text[:100_000]))
    return closed >= (1 if begins else 3) and source.suffix not in {".md", ".markdown"}


def parse(source: Source) -> Element:
    """Return the root of a page; `line_of` knows where each of its elements begins.

    Raises ContentError where elements are nested too deeply to be a page, or where the text has
    characters that cannot be printed, spelled as `&#…;`.
    """
    parser = HTMLParser(namespace_html_elements=False)
    tree = parser.tree
    tree.insert_element_normal = _numbering(parser, tree.insert_element_normal)
    tree.create_element = _numbering(parser, tree.create_element)
    root: Element = parser.parse(source.text)
    deepest = _too_deep(root)
    if deepest is not None:
        cure = "Save the page again, or copy its text into a plain text file."
        cause = "the HTML is nested too deeply to be read"
        raise ContentError([Problem(source.path, line_of(deepest), cause, cure)])
    problems = [
        problem
        for element in root.iter()
        for text in (element.text, element.tail)
        for problem in forbidden(source.path, text or "", line_of(element))
    ]
    if problems:
        raise ContentError(problems[:20])
    return root


def _numbering(parser: Any, make: Any) -> Any:  # noqa: ANN401, RUF100 - untyped in the library
    def numbered(token: dict[str, Any]) -> Any:
        element = make(token)
        element.attributes[_LINE] = str(parser.tokenizer.stream.position()[0])
        return element

    return numbered


def _too_deep(root: Element) -> Element | None:
    level = [root]
    for _ in range(_DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return None
    return level[0]


def line_of(element: Element) -> int:
    """Return the line on which an element's start tag ends, counted from 1."""
    return int(element.get(_LINE, "1"))


def is_element(element: Element) -> bool:
    """Whether it is an element, and no comment."""
    return isinstance(element.tag, str)


def words(element: Element) -> str:
    """Return the text of an element, scripts and styles not counted, with single spaces."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if not is_element(element) or element.tag in SILENT:
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        # A cell, an item, a paragraph: a word does not go on behind it.
        yield "" if child.tag in INLINE else " "
        yield child.tail or ""


# fmt: off
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})
# fmt: on
"""Elements inside a line of text."""


def runs(element: Element, marked: frozenset[str] = frozenset()) -> Iterator[Run]:
    """Yield the words inside an element with their marks; `<br>` is a line break."""
    if element.text:
        yield spaced(element.text), marked
    for child in element:
        yield from run_of(child, marked)
        if child.tail:
            yield spaced(child.tail), marked


def run_of(element: Element, marked: frozenset[str]) -> Iterator[Run]:
    """Yield the words of one element inside a line, with its own mark added."""
    if not is_element(element) or element.tag in SILENT | PICTURES:
        return
    if element.tag == "br":
        yield "\n", frozenset()
        return
    mark = tags.MARKS.get(element.tag)
    address = element.get("href", "").strip() if element.tag == "a" else ""
    if address.lower().startswith(_SCHEMES):
        mark = marks.link_mark(address)
    if element.tag not in INLINE and element.tag not in tags.MARKS:
        yield " ", frozenset()
    if element.tag == "q":
        yield "“", marked
    yield from runs(element, marked | {mark} if mark else marked)
    if element.tag == "q":
        yield "”", marked
    if element.tag not in INLINE and element.tag not in tags.MARKS:
        yield " ", frozenset()


def spaced(text: str) -> str:
    """Return text as a browser shows it: line ends are spaces."""
    return re.sub(r"[ \t\n]+", " ", spaces.without_line_ends(text))


def lost_inside(element: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield the pictures and link addresses that `runs` drops: element, what it was, the reason."""
    for child in element.iter():
        if not is_element(child):
            continue
        if child.tag in PICTURES:
            shown = child.get("alt") or child.get("src") or child.get("title") or ""
            yield child, f"<{child.tag}> {shown}".strip(), "a picture or a film"
        elif child.tag == "a" and child.get("href"):
            address = child.get("href", "").strip()
            if not address.lower().startswith(_SCHEMES) and words(child):
                told = f"{words(child)} → {address}"
                yield child, told, "a link inside its web site; its words stay, its address goes"
