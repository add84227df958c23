"""Pages → sheets: a booklet to be folded and stapled, and drafts with two pages to a side.

A page becomes a form that is painted where it belongs: ISO 32000-1, 8.10. Its tags cannot come
along, so these files are for the printer alone, and their titles say so.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

from handouts.typesetting.failures import RendererError
from handouts.typesetting.print_settings import PrintSettings

THICKNESS = 0.1
"""mm: office paper of 80 g/m², measured as in ISO 534. Each sheet pushes the inner ones so far."""
MOST_SHEETS = 15
"""What an office stapler holds, and a fold in the middle bears."""
_FOR_THE_PRINTER = "for the printer alone"
_SUBJECT = "Sheets to be printed. They have no tags: on a screen, read the packet itself."
_MM = 72 / 25.4


@dataclass(frozen=True)
class Sheet:
    """Paper that pages are set on, landscape."""

    width: float
    """pt, of its long edge."""
    height: float
    """pt."""
    right_to_left: bool = False
    """Whether the language is read, and a booklet bound, at the right."""

    def pair(self, first: Any, second: Any) -> tuple[Any, Any]:
        """Return what stands at the left and at the right, of what is read first and second."""
        return (second, first) if self.right_to_left else (first, second)


Side = tuple[int | None, int | None]
"""The pages at the left and at the right, counted from 1; None where nothing stands."""

Place = tuple[float, float, float]
"""A page's scale, and its lower left corner in pt."""


def saddle_stitched(count: int) -> list[Side]:
    """Return the sides of the sheets of a booklet that is read from left to right, front and back.

    The sheets are told from the outermost. Pages are filled up to a multiple of four.
    """
    whole = -(-count // 4) * 4
    sides: list[tuple[int, int]] = []
    for first in range(1, whole // 2, 2):
        last = whole + 1 - first
        sides += [(last, first), (first + 1, last - 1)]
    return [(_there(left, count), _there(right, count)) for left, right in sides]


def _there(page: int, count: int) -> int | None:
    return page if page <= count else None


@dataclass(frozen=True)
class Booklet:
    """Sets pages, each half a sheet large, on sheets that are folded in the middle.

    Inner sheets are pushed out by those around them when all are folded, so their pages are moved
    towards the fold, by the paper's thickness a sheet.
    """

    kind: ClassVar[str] = "booklet"
    sheet: Sheet

    def __call__(self, contents: Sequence[bytes], settings: PrintSettings) -> tuple[bytes, int]:
        """Return the sheets of booklets one after another, and how many sides they have."""
        return _imposed(contents, settings, self.sheet, _Scheme(saddle_stitched, self._place))

    def _place(self, side: int, at_left: bool, width: float, height: float) -> Place:
        creep = side // 2 * THICKNESS * _MM
        middle = self.sheet.width / 2
        x = middle - width + creep if at_left else middle - creep
        return 1, x, (self.sheet.height - height) / 2


@dataclass(frozen=True)
class TwoUp:
    """Sets two pages on each side of a sheet, made smaller, without what is blank: for drafts."""

    kind: ClassVar[str] = "two-up"
    sheet: Sheet

    def __call__(self, contents: Sequence[bytes], settings: PrintSettings) -> tuple[bytes, int]:
        """Return the sheets of drafts one after another, and how many sides they have."""
        return _imposed(contents, settings, self.sheet, _Scheme(in_pairs, self._place, False))

    def _place(self, _: int, at_left: bool, width: float, height: float) -> Place:
        half = self.sheet.width / 2
        scale = min(half / width, self.sheet.height / height)
        x = (half - width * scale) / 2 + (0 if at_left else half)
        return scale, x, (self.sheet.height - height * scale) / 2


def in_pairs(count: int) -> list[Side]:
    """Return the sides of sheets with two pages each, in the order in which they are read."""
    return [(page, _there(page + 1, count)) for page in range(1, count + 1, 2)]


@dataclass(frozen=True)
class _Scheme:
    """How pages are set on sheets."""

    order: Callable[[int], Sequence[Side]]
    place: Callable[[int, bool, float, float], Place]
    """From the side, counted from 0, whether it is its left half, and a page's size in pt."""
    with_blanks: bool = True


def _imposed(
    contents: Sequence[bytes], settings: PrintSettings, sheet: Sheet, scheme: _Scheme
) -> tuple[bytes, int]:
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - only booklets and drafts need it

    try:
        return _put_on_sheets(contents, settings, sheet, scheme)
    except (PyPdfError, RecursionError) as error:
        raise RendererError(f"its pages cannot be put on sheets ({error})") from error


def _put_on_sheets(
    contents: Sequence[bytes], settings: PrintSettings, sheet: Sheet, scheme: _Scheme
) -> tuple[bytes, int]:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - only booklets and drafts need it

    writer = PdfWriter()
    writer.pdf_header = "%PDF-1.7"
    for content in contents:
        source = PdfReader(BytesIO(content))
        pages = [page for page in source.pages if scheme.with_blanks or _shows_text(page)]
        forms = [_form(page, writer) for page in pages]
        for number, side in enumerate(scheme.order(len(pages))):
            halves = [
                (f"/Page{n}", forms[n - 1], scheme.place(number, at_left, *_size(pages[n - 1])))
                for n, at_left in zip(sheet.pair(*side), (True, False), strict=True)
                if n
            ]
            _add_side(writer, sheet, halves)
    _describe(writer, source, settings, sheet)
    file = BytesIO()
    writer.write(file)
    return file.getvalue(), len(writer.pages)


def _shows_text(page: Any) -> bool:
    return re.search(rb"\bT[jJ]\b", page.get_contents().get_data()) is not None


def _size(page: Any) -> tuple[float, float]:
    return float(page.mediabox.width), float(page.mediabox.height)


def _form(page: Any, writer: Any) -> Any:
    """Return a page as a form, without its annotations."""
    from pypdf.generic import ArrayObject, NameObject, StreamObject  # noqa: PLC0415

    form = StreamObject()
    form.set_data(page.get_contents().get_data())
    form = form.flate_encode()
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(page.mediabox)
    form[NameObject("/Resources")] = page.raw_get("/Resources").clone(writer)
    return writer._add_object(form)


def _add_side(writer: Any, sheet: Sheet, halves: Sequence[tuple[str, Any, Place]]) -> None:
    from pypdf.generic import DictionaryObject, NameObject, StreamObject  # noqa: PLC0415

    page = writer.add_blank_page(sheet.width, sheet.height)
    shown = DictionaryObject({NameObject(name): form for name, form, _ in halves})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): shown})
    painted = StreamObject()
    painted.set_data("\n".join(_paints(name, *place) for name, _, place in halves).encode())
    page[NameObject("/Contents")] = writer._add_object(painted)


def _paints(name: str, scale: float, x: float, y: float) -> str:
    return f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {name} Do Q"


def _describe(writer: Any, source: Any, settings: PrintSettings, sheet: Sheet) -> None:
    """Say what the file is, and how it asks to be printed."""
    from pypdf.generic import BooleanObject, NameObject, TextStringObject  # noqa: PLC0415

    about = dict(source.metadata)
    about["/Title"] = f"{about['/Title']}, {_FOR_THE_PRINTER}"
    about["/Subject"] = _SUBJECT
    writer.metadata = about
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(source.root_object["/Lang"])
    preferences = writer.create_viewer_preferences()
    preferences.display_doctitle = True
    preferences.duplex = "/DuplexFlipShortEdge"
    preferences.print_scaling = "/None"
    preferences[NameObject("/PickTrayByPDFSize")] = BooleanObject(True)
    if settings.copies > 1:
        preferences.num_copies = settings.copies
    if sheet.right_to_left:
        preferences.direction = "/R2L"
