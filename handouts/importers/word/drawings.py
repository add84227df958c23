"""What hangs in a Word document: pictures, text boxes, charts and shapes, in all of Word's ways.

Word writes most of them twice, as DrawingML for itself and as VML for its forebears (ECMA-376,
part 3, `mc:AlternateContent`): only the first is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from handouts.importers.word.elements import W
from handouts.messages import message

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_A = f"{_DRAWING}main}}"
_PIC = f"{_DRAWING}picture}}"
_WP = f"{_DRAWING}wordprocessingDrawing}}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TAGS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
"""The elements that hold such things."""
_FILE_NAME = re.compile(r"\S*[\\/]\S.*|\S+\.(?:png|jpe?g|gif|tiff?|bmp|emf|wmf|webp|heic)", re.I)
_MADE_UP = re.compile(
    r"\s*(?:(?:Description|Beschreibung)? ?automatically generated.*|Description automatically.*"
    r"|AI-generated content may be incorrect\.?|Ein Bild, das .* Automatisch generierte.*)\s*$",
    re.I | re.S,
)


@dataclass(frozen=True)
class Drawing:
    """What is in one drawing."""

    pictures: tuple[Element, ...]
    """Each as the plain `<w:drawing>` that mammoth reads."""
    boxes: tuple[Element, ...]
    """The contents of text boxes."""
    others: tuple[str, ...]
    """What else there is, as it is listed: its description."""
    is_rule: bool = False
    """Whether it is a line across the page, as Google Docs and Word write it."""


def read(element: Element) -> Drawing:
    """Return what is in a drawing."""
    pictures: list[Element] = []
    boxes: list[Element] = []
    others: list[str] = []
    named = ""
    for part in _walk(element):
        if part.get(f"{_O}hr", "").casefold() in {"t", "true", "1"}:
            return Drawing((), (), (), is_rule=True)
        if part.tag in {f"{_WP}docPr", f"{_PIC}cNvPr"}:
            named = _described(part) or named
        elif part.tag == f"{_V}shape":
            named = part.get("alt", "") or named
        elif part.tag == f"{_V}textpath":
            others.append(part.get("string", ""))
        elif part.tag == f"{W}txbxContent":
            boxes.append(part)
        elif part.tag in {f"{_A}blip", f"{_V}imagedata"}:
            related = part.get(f"{_RELATED}embed") or part.get(f"{_RELATED}id")
            if related:
                pictures.append(_plain(related, named or part.get(f"{_O}title", "")))
            else:
                others.append(named)
    if not (pictures or boxes or others):
        others.append(named)
    empty = str(message("article_import.unnamed-drawing"))
    return Drawing(tuple(pictures), tuple(boxes), tuple(text or empty for text in others))


def _walk(element: Element) -> Iterator[Element]:
    """Yield what is inside, of two versions the first, and text boxes without their insides."""
    yield element
    if element.tag == f"{W}txbxContent":
        return
    if element.tag == f"{_MC}AlternateContent":
        chosen = element.find(f"{_MC}Choice")
        chosen = element.find(f"{_MC}Fallback") if chosen is None else chosen
        if chosen is not None:
            yield from _walk(chosen)
        return
    for child in element:
        yield from _walk(child)


def _described(part: Element) -> str:
    """Return what a picture shows, as somebody wrote it: no file name, no computer's guess."""
    text = (part.get("descr", "").strip() or part.get("title", "")).strip()
    text = " ".join(_MADE_UP.sub("", text).split())
    return "" if _FILE_NAME.fullmatch(text) else text


def _plain(related: str, named: str) -> Element:
    drawing = Element(f"{W}drawing")
    inline = SubElement(drawing, f"{_WP}inline")
    SubElement(inline, f"{_WP}docPr", {"descr": named} if named else {})
    place = inline
    for name in (f"{_A}graphic", f"{_A}graphicData", f"{_PIC}pic", f"{_PIC}blipFill"):
        place = SubElement(place, name)
    SubElement(place, f"{_A}blip", {f"{_RELATED}embed": related})
    return drawing
