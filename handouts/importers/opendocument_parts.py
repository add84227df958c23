"""What an OpenDocument text has besides its body: properties, headers, and a count of its words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from handouts.importers.opendocument_styles import OpenDocumentStyles, in_office, in_style, in_text
from handouts.importers.packed import PackedFile
from handouts.importers.parts import LeftOut
from handouts.messages import message

_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_STYLE = in_text("style-name")
_SPACES = ("tab", "s", "line-break", "ruby-text", "placeholder", "hidden-text")
PAGE_NUMBERS = frozenset(
    in_text(name) for name in ("page-number", "page-count", "page-continuation")
)
"""The elements whose words are the numbers of pages."""
_EDGES = {
    "header": message("article_import.document-header"),
    "footer": message("article_import.document-footer"),
}


def properties(package: PackedFile) -> tuple[str, str]:
    """Return title and author as the document's properties have them."""
    meta = package.xml("meta.xml")
    if meta is None:
        return "", ""

    def value(*names: str) -> str:
        found = (meta.find(f".//{name}") for name in names)
        return next((each.text.strip() for each in found if each is not None and each.text), "")

    return value(f"{_DC}title"), value(f"{_META}initial-creator", f"{_DC}creator")


def edges_of_pages(styles: Element | None, file: str) -> Iterator[LeftOut]:
    """Yield the headers and footers of the pages."""
    seen = set()
    for name, reason in _EDGES.items():
        for suffix in ("", "-left", "-first"):
            edges = styles.iter(in_style(name + suffix)) if styles is not None else ()
            for part in (part for edge in edges for part in edge.iter(in_text("p"))):
                text = " ".join("".join(part.itertext()).split())
                if text and text not in seen:
                    seen.add(text)
                    yield LeftOut(file, 1, text, reason)


def shown(body: Element, styles: OpenDocumentStyles) -> Iterator[str]:
    """Yield the letters of each paragraph as they stand in the file, without comments."""
    unread = {in_text("tracked-changes"), in_text("note-citation"), in_office("annotation")}
    parting = {in_text(name) for name in ("p", "h", "note", "note-body")}
    spaces = PAGE_NUMBERS | {in_text(name) for name in _SPACES}

    def letters(element: Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if child.tag not in unread:
                # A word ends where its hidden part begins, which is listed by itself.
                is_apart = child.tag in spaces or child.tag.startswith(_DRAW)
                is_apart = is_apart or styles.is_hidden(child.get(_STYLE, ""))
                edge = "\n" if child.tag in parting else " " if is_apart else ""
                yield edge
                yield from letters(child)
                yield edge
            yield child.tail or ""

    yield from "".join(letters(body)).split("\n")
