"""HTML → elements that know their line, and their words as Markdown."""

import re
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from handouts.importers import given, raw_html, spaces, tags
from handouts.importers.parts import LeftOut, TablePlace
from handouts.importers.pictures import why_lost
from handouts.importers.raw_html import is_inline
from handouts.importers.runs import Run, link_mark
from handouts.importers.source import ImportedFile
from handouts.messages import message

LINE = "data-handouts-line"
"""The attribute with the line on which an element's start tag ends."""
COLUMN = "data-handouts-column"
"""The attribute of a table that has the column on which its start tag ends."""
ICON = "data-handouts-icon"
"""The attribute of a sign that a page uses as a picture."""
DELETED = "data-handouts-deleted"
"""The attribute of words that a tracked change takes out."""
_LISTED = "data-handouts-listed"
HTML_SUFFIXES = given.HTML_SUFFIXES
_BEGINS = re.compile(r"\s*(<!doctype html|<html\b|<\?xml\b|<!--)", re.IGNORECASE)
_CLOSED = re.compile(r"</(p|div|h[1-6]|article|section|body|table)\s*>", re.IGNORECASE)
_LONGEST_NAME = 200
"""Letters of the address of a picture, which can be the whole picture."""
_SCHEMES = ("http://", "https://", "mailto:")

_UNREAD = frozenset({"script", "style", "head", "link", "meta", "base", "rp"})
"""Elements without a word for a reader."""
# fmt: off
PICTURES = frozenset({
    "img", "picture", "svg", "video", "audio", "iframe", "canvas", "object", "embed", "applet",
})
# fmt: on
"""Elements that show something other than words."""
_UNSEEN = frozenset({"noscript", "template", "noframes", "noembed", "datalist", tags.HIDDEN})
"""Elements whose words a browser shows in rare cases, or never."""
FIRST_NOTE = 0x100000
"""The private character that stands for the mark of note 0."""
SILENT = _UNREAD | PICTURES | _UNSEEN | {tags.NOTE_MARK, tags.REPLACED, tags.TAKEN}
"""Elements whose words are none of the running text's; `unseen_words` lists what is in them."""


def looks_like_html(source: ImportedFile) -> bool:
    """Whether a file is HTML: by its suffix, or by how it begins and what it closes."""
    if source.kind:
        return source.kind == "HTML"
    if source.suffix in HTML_SUFFIXES:
        return True
    begins = _BEGINS.match(source.text) is not None
    closed = len(_CLOSED.findall(source.text[:100_000]))
    return closed >= (1 if begins else 3) and source.suffix not in {".md", ".markdown"}


def line_of(element: Element) -> int:
    """Return the line on which an element's start tag ends, counted from 1."""
    return int(element.get(LINE, "1"))


def place_of(table: Element) -> TablePlace:
    """Return the line and the column on which the start tag of a table ends."""
    return line_of(table), int(table.get(COLUMN, "0"))


def is_element(element: Element) -> bool:
    """Whether it is an element, and no comment."""
    return isinstance(element.tag, str)


def of_tags(root: Element, tags_: Collection[str]) -> Iterator[Element]:
    """Yield the elements inside a page, in order, that have one of these tags."""
    return (element for element in root.iter() if element.tag in tags_)


def words(element: Element) -> str:
    """Return the running text of an element with single spaces, without what is `SILENT`."""
    return " ".join(unstripped(element).split())


def unstripped(element: Element) -> str:
    """Return the running text of an element with its spaces as they stand."""
    return "".join(_texts(element))


def inner_text(element: Element) -> str:
    """Return the running text inside an element with its spaces as they stand."""
    return "".join(_inner_texts(element))


def begins_block(element: Element) -> bool:
    """Whether an element begins a line of its own, as a paragraph does."""
    return is_element(element) and not (
        is_inline(element.tag) or element.tag in {"br", "rt"} | SILENT
    )


def has_blocks(element: Element) -> bool:
    """Whether a block stands inside an element, at whatever depth."""
    return element.tag not in SILENT and any(
        begins_block(child) or (is_element(child) and has_blocks(child)) for child in element
    )


def _texts(element: Element) -> Iterator[str]:
    if not is_element(element):
        return
    if element.tag in SILENT:
        yield "" if element.tag in _PARTING_NOTHING else " "
        return
    if element.tag == "br":
        yield "\n"
        return
    # A word goes on neither into a cell, an item or a paragraph, nor behind it.
    edge = "" if is_inline(element.tag) else " "
    before, after = _AROUND.get(element.tag, (edge, edge))
    yield before
    yield from _inner_texts(element)
    yield after


def _inner_texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def _raised(element: Element) -> str | None:
    """Return the letters of a superscript or subscript of digits, which have letters of their own.

    On one line `10²` would else read as another number.
    """
    letters = _RAISED.get(element.tag, {})
    text = (element.text or "").strip() if letters and len(element) == 0 else ""
    return text.translate(letters) if text and {*map(ord, text)} <= letters.keys() else None


_RAISED = {
    "sup": str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
    "sub": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}
_PARTING_NOTHING = raw_html.WORDLESS | {tags.NOTE_MARK, tags.REPLACED, tags.TAKEN}
_AROUND = {"q": ("“", "”"), "rt": (" (", ") ")}
"""What stands around the words of an element: readings of Chinese signs are in brackets."""


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
    if not is_element(element):
        return
    if element.tag == tags.NOTE_MARK:
        yield placeholder(int(element.get("number", "0"))), marked
        return
    if element.tag in SILENT:
        yield "" if element.tag in _PARTING_NOTHING else " ", frozenset()
        return
    if (raised := _raised(element)) is not None:
        yield raised, marked
        return
    if element.tag == "br":
        yield "\n", frozenset()
        return
    mark = tags.MARKS.get(element.tag)
    address = element.get("href", "").strip() if element.tag == "a" else ""
    if address.lower().startswith(_SCHEMES):
        mark = link_mark(address)
    edge = "" if is_inline(element.tag) else " "
    before, after = _AROUND.get(element.tag, (edge, edge))
    yield before, marked if before.strip() else frozenset()
    yield from runs(element, marked | {mark} if mark else marked)
    yield after, marked if after.strip() else frozenset()


def spaced(text: str) -> str:
    """Return text as a browser shows it: line ends are spaces."""
    return re.sub(r"[ \t\n]+", " ", spaces.without_line_ends(text))


def placeholder(note: int) -> str:
    """Return the private character that stands for the mark of a note, below 1,000, in a line."""
    return chr(FIRST_NOTE + note)


def replaced_words(root: Element) -> Iterator[str]:
    """Yield the letters that Markdown writes by itself."""
    for element in root.iter():
        if element.tag in {tags.NOTE_MARK, tags.REPLACED, tags.TAKEN}:
            yield "".join(element.itertext())


def lost_inside(element: Element, file: str) -> Iterator[LeftOut]:
    """Yield the pictures and link addresses inside an element that `runs` drops."""
    for child in element.iter():
        if is_picture(child):
            yield lost_picture(child, file)
    yield from lost_looks(element, file)


def replaced_labels(root: Element) -> Iterator[str]:
    """Yield what a screen reader says of such letters: `Jump to footnote reference 1`."""
    for element in of_tags(root, {tags.NOTE_MARK, tags.REPLACED}):
        yield from filter(None, (element.get("aria-label"), element.get("title")))


def is_picture(element: Element) -> bool:
    """Whether an element shows something other than words, and does not hold another that does."""
    holds = element.tag == "picture" and element.find(".//img") is not None
    return is_element(element) and element.tag in PICTURES and not holds


def lost_picture(picture: Element, file: str, *, is_given: bool = False) -> LeftOut:
    """Return what is listed of a picture or a film that is left out.

    `is_given` says that it came with the document, in a kind that cannot be printed.
    """
    if is_given:
        shown = picture.get("alt") or str(message("article_import.unnamed-picture"))
        reason = message("article_import.picture-of-other-kind")
        return LeftOut(file, line_of(picture), shown, reason, words_stay=True)
    alt, address = picture.get("alt", ""), picture.get("src", "")
    if picture.tag == "img" and address and not address.startswith("data:"):
        described = f"{address} ({alt})" if alt else address
        return LeftOut(file, line_of(picture), described, why_lost(address), words_stay=True)
    named = alt or address or picture.get("title") or ""
    shown = f"<{picture.tag}> {named[:_LONGEST_NAME]}".strip()
    reason = message("left_out.picture")
    return LeftOut(file, line_of(picture), shown, reason, words_stay=True)


def lost_looks(element: Element, file: str) -> Iterator[LeftOut]:
    """Yield the addresses and the lines through words that an article cannot have."""
    for child in element.iter():
        if not is_element(child):
            continue
        if child.tag == "a" and child.get("href"):
            address = child.get("href", "").strip()
            if address != "#" and not address.lower().startswith(_SCHEMES) and words(child):
                shown = f"{words(child)} → {address}"
                reason = message("left_out.link-inside-site")
                yield LeftOut(file, line_of(child), shown, reason, words_stay=True)
        elif child.tag in {"s", "del", "strike"} and words(child):
            reason = message("left_out.struck-words")
            yield LeftOut(file, line_of(child), words(child), reason, words_stay=True)


def unseen_words(root: Element, file: str) -> Iterator[LeftOut]:
    """Yield the words inside pictures, and inside what a browser shows in rare cases or never."""
    for element in root.iter():
        if element.tag not in PICTURES | _UNSEEN or element.get(_LISTED):
            continue
        for inner in element.iter():
            if is_element(inner):
                inner.set(_LISTED, "yes")
        if text := " ".join(" ".join(_all_texts(element)).split()):
            reason = message("left_out.words-of-picture")
            if element.get(DELETED):
                reason = message("left_out.deleted-words")
            elif element.get(ICON):
                reason = message("left_out.icon")
            elif element.tag == tags.HIDDEN:
                reason = message("left_out.hidden-on-page")
            elif element.tag in _UNSEEN:
                reason = message("left_out.rarely-shown", tag=element.tag)
            yield LeftOut(file, line_of(element), text, reason)


def _all_texts(element: Element) -> Iterator[str]:
    if is_element(element) and element.tag not in {"script", "style"}:
        yield element.text or ""
        for child in element:
            yield from _all_texts(child)
            yield child.tail or ""
