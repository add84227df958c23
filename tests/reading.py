"""Reading a finished PDF as a stranger would: with pypdf, and nothing of the package itself."""

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

MM = 72 / 25.4
"""Points in a millimetre."""


def pages(reader: PdfReader) -> list[str]:
    """The text of each page: hyphenation undone, and each run of white space one space."""
    return [normalised(page.extract_text()) for page in reader.pages]


def normalised(text: str) -> str:
    """A text as it is compared: `inter‐\\nnational` is one word, and lines do not matter."""
    joined = re.sub(r"[\u2010\u00ad]\s*\n\s*", "", unicodedata.normalize("NFKC", text))
    return " ".join(joined.replace("\u00ad", "").split())


def letters(text: str) -> str:
    """A text without spaces and hyphens, for what may be broken anywhere.

    pdfium says U+0002 for a hyphen that ends a line.
    """
    return re.sub(r"[\s\u00ad\u2010\x02-]+", "", unicodedata.normalize("NFKC", text))


def whole(file: Path) -> str:
    """The letters of all pages, as pdfium reads them: twenty times as fast as pypdf."""
    return letters(" ".join(text for page in text_boxes(file) for text, _, _ in page))


def bookmarks(reader: PdfReader) -> list[tuple[int, str]]:
    """Each bookmark: how deep it is, from 0, and what it says."""

    def inside(outline: Iterable[Any], depth: int) -> Iterator[tuple[int, str]]:
        for entry in outline:
            if isinstance(entry, list):
                yield from inside(entry, depth + 1)
            else:
                yield depth, entry.title

    return list(inside(reader.outline, 0))


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Each font's name, without the subset's tag, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()
            for descendant in inner.get("/DescendantFonts", [inner]):
                described = descendant.get_object().get("/FontDescriptor", DictionaryObject())
                files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.get_object())
                name = str(inner["/BaseFont"])[1:].split("+", 1)[-1]
                found[name] = found.get(name, True) and bool(files)
    return found


def elements(reader: PdfReader) -> list[DictionaryObject]:
    """Every structure element, in reading order."""

    def inside(element: Any) -> Iterator[DictionaryObject]:
        element = element.get_object() if element is not None else None
        if isinstance(element, list):
            for child in element:
                yield from inside(child)
        elif isinstance(element, DictionaryObject) and element.get("/Type") != "/MCR":
            if "/S" in element:
                yield element
            yield from inside(element.get("/K"))

    return list(inside(reader.trailer["/Root"]["/StructTreeRoot"]))


def tags(reader: PdfReader) -> list[str]:
    """The type of every structure element, in reading order: `H1`, `Table`, `TH`."""
    return [str(element["/S"])[1:] for element in elements(reader)]


def heard(file: Path) -> list[tuple[str, str]]:
    """What is heard of a file, in order: the tag of each element, and its own words.

    Words in a span are those of what it stands in. A figure has its alternative for words, a field
    its name for those who hear it, with the kind of field for a tag: `Tx` or `Btn`. What has no
    words is there too, with none.
    """
    reader = PdfReader(file)
    numbers = {page.indirect_reference.idnum: place for place, page in enumerate(reader.pages)}
    spoken = _marked_words(file)
    found: list[list[str]] = []

    def listen(element: Any, page: Any, owner: list[str]) -> None:
        element = element.get_object()
        if isinstance(element, int):
            owner[1] += spoken.get((numbers[page.idnum], int(element)), "")
        elif isinstance(element, list):
            for kid in element:
                listen(kid, page, owner)
        elif element.get("/Type") == "/OBJR":
            field = element["/Obj"].get_object()
            if field.get("/Subtype") == "/Widget":
                field = {**field.get("/Parent", {}), **field}
                found.append([str(field["/FT"])[1:], str(field.get("/TU", ""))])
        elif "/S" in element:
            if element["/S"] not in ("/Span", "/NonStruct"):
                owner = [str(element["/S"])[1:], str(element.get("/Alt", ""))]
                found.append(owner)
            listen(
                element.get("/K", []), element.raw_get("/Pg") if "/Pg" in element else page, owner
            )

    root = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0].get_object()
    listen(root["/K"], None, ["Document", ""])
    return [(tag, normalised(words)) for tag, words in found]


def _marked_words(file: Path) -> dict[tuple[int, int], str]:
    """The words of each marked content: by the page's place, and by the number of the mark."""
    found: dict[tuple[int, int], str] = {}
    document = pypdfium2.PdfDocument(file)
    try:
        for place, page in enumerate(document):
            text = page.get_textpage()
            for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=text):
                mark = place, pdfium.FPDFPageObj_GetMarkedContentID(drawn.raw)
                found[mark] = f"{found.get(mark, '')}{drawn.extract()} "
    finally:
        document.close()
    return found


def text_boxes(file: Path) -> list[list[tuple[str, float, tuple[float, float, float, float]]]]:
    """For each page its pieces of text: the letters, their size in pt, their rectangle in mm.

    The rectangle is left, top, right, bottom, from the page's top left corner.
    """
    document = pypdfium2.PdfDocument(file)
    try:
        return [list(_text_boxes(document[number])) for number in range(len(document))]
    finally:
        document.close()


def _text_boxes(page: Any) -> Iterator[tuple[str, float, tuple[float, float, float, float]]]:
    text, height = page.get_textpage(), page.get_height()
    for painted in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=text):
        size = ctypes.c_float()
        pdfium.FPDFTextObj_GetFontSize(painted.raw, size)
        matrix = painted.get_matrix()
        left, bottom, right, top = painted.get_bounds()
        box = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
        yield painted.extract(), round(size.value * math.hypot(matrix.c, matrix.d), 2), box


@dataclass(frozen=True)
class Word:
    """Letters without white space between them, and where they begin on the page, in pt."""

    text: str
    left: float
    baseline: float
    """From the upper edge."""


def words(file: Path) -> list[list[Word]]:
    """For each page its words, in the order in which they are drawn."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [list(_words(document[number])) for number in range(len(document))]
    finally:
        document.close()


def _words(page: Any) -> Iterator[Word]:
    text, height = page.get_textpage(), page.get_height()
    letters, left, baseline = "", 0.0, 0.0
    for place in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text.raw, place))
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text.raw, place, x, y)
        if letters and (letter.isspace() or abs(height - y.value - baseline) > 1):
            yield Word(letters, left, baseline)
            letters = ""
        if not letter.isspace():
            if not letters:
                left, baseline = x.value, height - y.value
            letters += letter
    if letters:
        yield Word(letters, left, baseline)


def rules(file: Path) -> Iterator[tuple[float, str]]:
    """Yield every rule that is drawn, its weight in pt and its colour; 0 for what is filled."""
    document = pypdfium2.PdfDocument(file)
    try:
        for page in document:
            for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
                left, _, right, _ = drawn.get_bounds()
                if right - left < 20 or right - left > page.get_width() - 1:
                    continue
                mode, is_stroked = ctypes.c_int(), ctypes.c_int()
                pdfium.FPDFPath_GetDrawMode(drawn.raw, mode, is_stroked)
                weight, parts = ctypes.c_float(), [ctypes.c_uint() for _ in range(4)]
                pdfium.FPDFPageObj_GetStrokeWidth(drawn.raw, weight)
                if is_stroked.value:
                    pdfium.FPDFPageObj_GetStrokeColor(drawn.raw, *parts)
                else:
                    pdfium.FPDFPageObj_GetFillColor(drawn.raw, *parts)
                colour = "#" + "".join(f"{part.value:02x}" for part in parts[:3])
                yield (round(weight.value * 0.75, 2) if is_stroked.value else 0.0), colour
    finally:
        document.close()
