"""Pages → sheets: a booklet to be folded and stapled, and drafts with two pages to a side.

A page becomes a form that is drawn where it belongs: ISO 32000-1, 8.10. Its tags cannot come
along, so these files are for the printer alone, and their titles say so.
"""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from typing import Any, ClassVar

from handouts.messages import message
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
class PaperSheet:
    """Paper that pages are put on, landscape."""

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

    The sheets are counted from the outermost. Pages are filled up to a multiple of four.
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
    """Puts pages, each half a sheet large, on sheets that are folded in the middle.

    Inner sheets are pushed out by those around them when all are folded, so their pages are moved
    towards the fold, by the paper's thickness a sheet.
    """

    kind: ClassVar[str] = "booklet"
    sheet: PaperSheet

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
    """Puts two pages on each side of a sheet, made smaller, without what is blank: for drafts."""

    kind: ClassVar[str] = "two-up"
    sheet: PaperSheet

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
    """How pages are put on sheets."""

    order: Callable[[int], Sequence[Side]]
    place: Callable[[int, bool, float, float], Place]
    """From the side, counted from 0, whether it is its left half, and a page's size in pt."""
    with_blanks: bool = True


def _imposed(
    contents: Sequence[bytes], settings: PrintSettings, sheet: PaperSheet, scheme: _Scheme
) -> tuple[bytes, int]:
    import pikepdf  # noqa: PLC0415 - only booklets and drafts need it

    try:
        with ExitStack() as opened:
            target = opened.enter_context(pikepdf.new())
            sources = [opened.enter_context(pikepdf.open(BytesIO(one))) for one in contents]
            for source in sources:
                pages = [p for p in source.pages if scheme.with_blanks or _shows_text(p)]
                for number, side in enumerate(scheme.order(len(pages))):
                    halves = zip(sheet.pair(*side), (True, False), strict=True)
                    placed = [
                        (pages[n - 1], scheme.place(number, at_left, *_size(pages[n - 1])))
                        for n, at_left in halves
                        if n
                    ]
                    _add_side(target, sheet, placed)
            _describe(target, sources[-1], settings, sheet)
            file = BytesIO()
            packed = pikepdf.ObjectStreamMode.generate
            target.save(file, min_version="1.7", object_stream_mode=packed, deterministic_id=True)
            return file.getvalue(), len(target.pages)
    except pikepdf.PdfError as error:
        raise RendererError(message("renderer.not-on-sheets", error=str(error))) from error


def _shows_text(page: Any) -> bool:
    from pikepdf import parse_content_stream  # noqa: PLC0415

    return bool(parse_content_stream(page, "Tj TJ"))


def _size(page: Any) -> tuple[float, float]:
    _, _, width, height = map(float, page.mediabox)
    return width, height


def _add_side(target: Any, sheet: PaperSheet, placed: Sequence[tuple[Any, Place]]) -> None:
    """Add a side of a sheet, with pages as forms, which come without their annotations."""
    from pikepdf import Dictionary  # noqa: PLC0415

    forms = {
        f"/Page{number}": target.copy_foreign(_form(page))
        for number, (page, _) in enumerate(placed, 1)
    }
    operators = (
        f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm {name} Do Q"
        for name, (_, (scale, x, y)) in zip(forms, placed, strict=True)
    )
    page = target.add_blank_page(page_size=(sheet.width, sheet.height))
    page.Resources = Dictionary(XObject=Dictionary(forms))
    page.Contents = target.make_stream("\n".join(operators).encode())


def _form(page: Any) -> Any:
    """Return a page as a form; what it draws with stays one object that all pages share."""
    form = page.as_form_xobject()
    form.Resources = page.obj.Resources
    return form


def _describe(target: Any, source: Any, settings: PrintSettings, sheet: PaperSheet) -> None:
    """Say what the file is, and how it asks to be printed: ISO 32000-1, 12.2, table 150."""
    from pikepdf import Dictionary, Name  # noqa: PLC0415

    for name, value in source.docinfo.items():
        target.docinfo[name] = str(value)
    target.docinfo.Title = f"{source.docinfo.Title}, {_FOR_THE_PRINTER}"
    target.docinfo.Subject = _SUBJECT
    preferences = Dictionary(
        DisplayDocTitle=True,
        Duplex=Name.DuplexFlipShortEdge,
        PrintScaling=Name("/None"),
        PickTrayByPDFSize=True,
    )
    if settings.copies > 1:
        preferences.NumCopies = settings.copies
    if sheet.right_to_left:
        preferences.Direction = Name.R2L
    target.Root.Lang = str(source.Root.Lang)
    target.Root.ViewerPreferences = preferences
