"""Reads every finished PDF back before it is handed over, and reports why it must not be."""

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from handouts.messages import message
from handouts.typesetting.expected import Expected
from handouts.typesetting.text_search import PageText, squeeze, stands

FOOTER_ZONE = 22
"""mm from the lower edge in which only the footer stands; `styles/page.css` keeps to it."""
EDGE = 4
"""mm that an office printer cannot reach; nothing stands nearer to the edge of a page."""
SIDE = 15
"""mm at the sides of a page in which nothing stands but numbers and marks for holes."""
NEARLY_EMPTY = 0.2
"""A page that is filled less than this from the top should not have been begun."""

_MOST_OF_A_PAGE = 0.6
_MM = 72 / 25.4


@dataclass(frozen=True)
class _Page:
    """One page as it was read back."""

    body: PageText
    filled: float
    """How far down the body reaches, from 0 to 1."""
    is_blank: bool
    """Whether nothing stands on it, not even a footer."""


@dataclass(frozen=True)
class Stretch:
    """Some pages of a file, and what has to be found on them."""

    pages: Sequence[int]
    """Counted from 0."""
    expected: Expected
    name: str = ""
    """Of the part, to be reported with what is wrong in it; empty for a file of one."""


def preflight(content: bytes, expected: Expected) -> tuple[str, ...]:
    """Return why a PDF is not fit to be handed over, each reason a sentence; nothing if it is."""
    return _causes(content, lambda count: [Stretch(range(count), expected)])


def preflight_in_parts(content: bytes, stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """Return the same for a file of several parts; pages of none of them have to be blank."""
    return _causes(content, lambda _: stretches)


def _causes(content: bytes, stretches_of: Callable[[int], Sequence[Stretch]]) -> tuple[str, ...]:
    try:
        file = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        return (str(message("preflight.unreadable", error=str(error))),)
    causes: list[str] = []
    try:
        stretches = stretches_of(len(file))
        for stretch in stretches:
            causes += [_named(stretch.name, cause) for cause in _causes_in(file, stretch)]
        between = set(range(len(file))).difference(*(stretch.pages for stretch in stretches))
        causes += [
            str(message("preflight.not-blank", page=number + 1))
            for number in sorted(between)
            if file[number].get_textpage().get_text_range()
        ]
    except pdfium.PdfiumError as error:
        causes.append(str(message("preflight.unreadable", error=str(error))))
    finally:
        file.close()
    return tuple(dict.fromkeys(causes))


def _named(part: str, fault: str) -> str:
    return str(message("preflight.in-part", part=part, fault=fault)) if part else fault


def _causes_in(file: Any, stretch: Stretch) -> Iterator[str]:
    expected, causes = stretch.expected, list[str]()
    numbers = [number + 1 for number in stretch.pages]
    pages = [_read(file[number - 1], number, expected, causes) for number in numbers]
    yield from causes
    bodies = [page.body for page in pages]
    yield from _visible_secrets(file, stretch.pages, bodies, expected.secrets)
    yield from _missing_paragraphs(bodies, expected.paragraphs)
    for text in expected.anywhere:
        yield from _missing_paragraphs(bodies, [text])
    yield from _missing_or_split_rows(bodies, expected.rows)
    if expected.takes_paper:
        printed = [
            (number, page)
            for number, page in zip(numbers, pages, strict=True)
            if not (expected.blank_backs and page.is_blank and number % 2 == 0)
        ]
        yield from _nearly_empty(printed, len(file))


def _read(page: Any, number: int, expected: Expected, causes: list[str]) -> _Page:
    width, height = page.get_size()
    if {round(width), round(height)} != {round(side) for side in expected.paper}:
        size = message("preflight.paper-size", page=number, width=width / _MM, height=height / _MM)
        causes.append(str(size))
    text = page.get_textpage()
    lowest = _check_objects(page, text, number, expected.families, causes)
    body = text.get_text_bounded(bottom=FOOTER_ZONE * _MM)
    whole = text.get_text_range()
    if "\ufffd" in whole or "\0" in whole:
        causes.append(str(message("preflight.no-glyph", page=number)))
    filled = (height - lowest) / (height - FOOTER_ZONE * _MM)
    is_blank = filled == 0 and not whole.strip()
    return _Page(PageText.of(body, expected.right_to_left), filled, is_blank)


def _check_objects(
    page: Any, text: Any, number: int, families: Sequence[str], causes: list[str]
) -> float:
    """Look at everything that is drawn; return how far down the body reaches, in pt."""
    width, height = page.get_size()
    names: set[str] = set()
    lowest = height
    for drawn in page.get_objects(textpage=text):
        left, bottom, right, top = drawn.get_bounds()
        if drawn.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            names.add(_font_name(drawn))
            if (
                min(left, bottom) < EDGE * _MM
                or right > width - EDGE * _MM
                or top > height - EDGE * _MM
            ):
                shown = _shortened(drawn.extract().strip())
                outside = message("preflight.outside-of-print", page=number, text=shown)
                causes.append(str(outside))
        elif min(left, bottom) < -1 or right > width + 1 or top > height + 1:
            causes.append(str(message("preflight.over-the-edge", page=number)))
        is_at_a_side = right < SIDE * _MM or left > width - SIDE * _MM
        if bottom >= FOOTER_ZONE * _MM and top - bottom < height and not is_at_a_side:
            lowest = min(lowest, bottom)
        if drawn.type == pdfium_c.FPDF_PAGEOBJ_IMAGE and top - bottom > height - 2:
            lowest = min(lowest, FOOTER_ZONE * _MM)  # a picture of the whole page fills it
    wanted = {_squeezed_family(family) for family in families}
    for name in sorted(names):
        embedded, _, base = name.partition(":")
        if embedded != "1":
            causes.append(str(message("preflight.not-embedded", page=number, font=base)))
        if wanted and not any(_squeezed_family(base).startswith(family) for family in wanted):
            causes.append(str(message("preflight.other-font", page=number, font=base)))
    return float(lowest)


def _font_name(drawn: Any) -> str:
    """Return whether a text's font is embedded, 0 or 1, and its name without the subset's tag."""
    font = pdfium_c.FPDFTextObj_GetFont(drawn.raw)
    length = pdfium_c.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDFFont_GetBaseFontName(font, buffer, length)
    base = buffer.value.decode("utf-8", "replace").split("+", 1)[-1]
    return f"{pdfium_c.FPDFFont_GetIsEmbedded(font)}:{base}"


def _squeezed_family(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _missing_paragraphs(pages: Sequence[PageText], paragraphs: Iterable[str]) -> Iterator[str]:
    page = 0
    for paragraph in paragraphs:
        place = stands(paragraph, pages, page)
        if place is None:
            yield str(message("preflight.no-text", text=_shortened(paragraph)))
        else:
            page = place[0]


def _missing_or_split_rows(
    pages: Sequence[PageText], rows: Sequence[Sequence[str]]
) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        if any(all(stands(text, [page], 0) for text in row) for page in pages):
            continue
        places = [stands(text, pages, 0) for text in row]
        missing = [text for text, place in zip(row, places, strict=True) if place is None]
        first = min((place[0] for place in places if place), default=0)
        if missing:
            yield str(message("preflight.row-not-whole", row=number, text=_shortened(missing[0])))
        elif sum(len(squeeze(text)) for text in row) < _MOST_OF_A_PAGE * len(pages[first].letters):
            # A row that fills most of a page by itself cannot be kept together.
            yield str(message("preflight.row-divided", row=number))


def _visible_secrets(
    file: Any, numbers: Sequence[int], pages: Sequence[PageText], secrets: Sequence[str]
) -> Iterator[str]:
    """Look for answers in the text, and in all else that a file holds: fields, titles, files."""
    if not secrets:
        return
    if file.count_attachments():
        yield str(message("preflight.attached"))
    others = [*file.get_metadata_dict().values(), *_bookmarks(file, numbers)]
    for number in numbers:
        others += _annotation_texts(file[number])
    everything = "\n".join([*(page.letters for page in pages), *map(squeeze, others)])
    for secret in secrets:
        if squeeze(secret) in everything:
            yield str(message("preflight.answer", text=_shortened(secret)))


def _bookmarks(file: Any, numbers: Sequence[int]) -> Iterator[str]:
    """Yield the bookmarks that lead to these pages, or nowhere."""
    for mark in file.get_toc():
        place = mark.get_dest()
        if place is None or place.get_index() in numbers:
            yield mark.get_title()


def _annotation_texts(page: Any) -> Iterator[str]:
    for place in range(pdfium_c.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, place)
        for key in (b"V", b"DV", b"TU", b"T", b"Contents"):
            length = pdfium_c.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            buffer = ctypes.create_string_buffer(length)
            pointer = ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR))
            pdfium_c.FPDFAnnot_GetStringValue(annotation, key, pointer, length)
            yield buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
        pdfium_c.FPDFPage_CloseAnnot(annotation)


def _nearly_empty(pages: Sequence[tuple[int, _Page]], count: int) -> Iterator[str]:
    if len(pages) < 2:
        return
    for number, page in pages:
        if page.filled < NEARLY_EMPTY:
            yield str(message("preflight.nearly-empty", page=number, pages=count))


def _shortened(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:69]}…"
