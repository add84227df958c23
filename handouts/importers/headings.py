"""Which lines of a page or a document are headings, and on which level they stand."""

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from handouts.content import markdown, richtext
from handouts.importers import furniture, html, marks
from handouts.importers.parts import Piece

_LONGEST = 90
"""Characters. What is longer is a paragraph, also in bold."""
_LONGEST_TITLE = 150
_SENTENCE = re.compile(r"[.!:;,…。！：；]$")
_CONTENTS = re.compile(r"\bMsoToc([1-9])\b", re.IGNORECASE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = ("p", *_HEADINGS)
_FEWEST_LINES = 2
"""Of a table of contents: one link to a heading is somebody's hint."""


def shift(container: Element, title: Element | None) -> int:
    """Return by how many levels headings stand lower in the article, whose title is its first."""
    return int(any(each is not title and html.words(each) for each in container.iter("h1")))


def begins_above(container: Element, heading: Element) -> bool:
    """Whether a line that can be a title is the first of a document, above its first heading."""
    aside = {
        inner
        for element in container.iter()
        if html.is_element(element) and furniture.reason(element)
        for inner in element.iter()
    }
    for element in html.of_tags(container, _LINES):
        if element is heading:
            return False
        if element not in aside and (words := html.words(element)):
            return is_title(words)
    return False


def is_title(text: str) -> bool:
    """Whether a line is short enough for a title, and no sentence."""
    return 0 < len(text) <= _LONGEST_TITLE and not _SENTENCE.search(text)


def words_of(piece: Piece) -> str:
    """Return the Markdown of a heading or of a line in bold without what makes it one."""
    return marks.without_whole(re.sub(r"^#+ ", "", piece.markdown).replace("\\\n", " "))


def contents(root: Element) -> set[Element]:
    """Return the lines of a table of contents: paragraphs and items that only link to headings."""
    named: set[str] = set()
    for heading in html.of_tags(root, _HEADINGS):
        for inner in heading.iter():
            if html.is_element(inner):
                named |= {inner.get("id", ""), inner.get("name", "")}
    lines = {
        element
        for element in html.of_tags(root, {"p", "li"})
        if _only_leads_to(element, named - {""}) and not html.has_blocks(element)
    }
    return lines if len(lines) >= _FEWEST_LINES else set()


def _only_leads_to(element: Element, named: set[str]) -> bool:
    inside = [link for link in element.iter("a") if link.get("href", "")[:1] == "#"]
    if not inside or any(link.get("href", "")[1:] not in named for link in inside):
        return False
    words = "".join(html.words(element).split())
    return bool(words) and words == "".join("".join(map(html.words, inside)).split())


def levels_in_contents(root: Element) -> dict[str, int]:
    """Return the levels of the lines of Word's table of contents, with their page numbers."""
    levels = {}
    for element in root.iter("p"):
        if found := _CONTENTS.search(element.get("class", "")):
            levels[html.words(element)] = int(found[1])
    return levels


def bold_lines(pieces: list[Piece], levels: dict[str, int], shift: int) -> list[Piece]:
    """Return pieces in which a short line all in bold above a paragraph is a heading.

    The table of contents says its `levels`, by lines that begin with it. Else it stands below the
    heading before it; where a document has no others, all are equal.
    """
    has_headings = any(piece.kind == "heading" for piece in pieces)
    level = 2
    made: list[Piece] = []
    for place, piece in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.kind == "heading":
            level = min(6, len(piece.markdown) - len(piece.markdown.lstrip("#")) + 1)
        is_caption = bool(made) and made[-1].kind == "picture"
        is_line = is_bold_line(piece) and not is_caption
        if is_line and following is not None and _is_text(following):
            listed = [each + shift for line, each in levels.items() if line.startswith(piece.plain)]
            wanted = listed[0] if listed else level if has_headings else 2
            mark = "#" * min(6, max(2, wanted))
            made.append(replace(piece, kind="heading", markdown=f"{mark} {words_of(piece)}"))
        else:
            made.append(piece)
    return made


def _is_text(piece: Piece) -> bool:
    return piece.kind in {"paragraph", "other", "table", "picture"} and not is_bold_line(piece)


def is_bold_line(piece: Piece) -> bool:
    """Whether a piece is a short paragraph, and all of it is bold."""
    if piece.kind != "paragraph" or len(piece.plain) > _LONGEST or _SENTENCE.search(piece.plain):
        return False
    inlines = markdown.parse_inline(piece.markdown)
    return len(inlines) == 1 and isinstance(inlines[0], richtext.Strong)
