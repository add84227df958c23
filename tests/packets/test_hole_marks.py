"""Where holes are punched: read back from finished files, in millimetres, as a ruler would."""

import ctypes
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pypdf import PdfReader
from weasyprint import HTML

from handouts.typesetting import hole_marks
from tests.reading import MM, text_boxes
from tests.tools import verapdf

BINDINGS = (True, False, None, True, False, None)
"""A right-hand page, a left-hand one, and one that is not kept: upright, and then landscape."""
SIZES = {"A4": (210, 297), "letter": (215.9, 279.4)}
"""mm, upright."""


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in mm, from the page's top left corner."""


class Hole(NamedTuple):
    """The middle of a mark, in mm from the left and the upper edge of its page."""

    across: float
    down: float


def html(paper: str) -> str:
    """Six pages with a paragraph each: three upright, three landscape."""
    paragraphs = "".join(
        f"<p class='{'wide' if number > 3 else 'upright'}'>This is page {number}.</p>"
        for number in range(2, 7)
    )
    return (
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Pages to be kept</title>"
        f"<style>@page {{ size: {paper}; margin: 25mm }} @page wide {{ size: {paper} landscape }}"
        " body { font-family: 'Source Serif Pro' } p { break-before: page } .wide { page: wide }"
        f"</style><h1>This is page 1.</h1>{paragraphs}"
    )


def marked(file: Path, paper: str, bindings: Sequence[bool | None] = BINDINGS) -> Path:
    """A finished file whose pages are marked as they are bound."""
    mark = partial(hole_marks.mark, bound_at_left=bindings)
    HTML(string=html(paper)).write_pdf(
        file, pdf_variant="pdf/ua-1", finisher=lambda _, pdf: mark(pdf)
    )
    return file


def paths(file: Path) -> list[list[tuple[list[str], Box]]]:
    """For each page what is drawn with lines: the tags of each path, and its rectangle."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [list(_drawn(page)) for page in document]
    finally:
        document.close()


def _drawn(page: Any) -> Iterator[tuple[list[str], Box]]:
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = path.get_bounds()
        height = page.get_height()
        yield _tags(path), (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)


def _tags(path: Any) -> list[str]:
    """The marked content that an object stands in: ISO 32000-1, 14.6."""
    names = []
    for place in range(pdfium.FPDFPageObj_CountMarks(path.raw)):
        mark = pdfium.FPDFPageObj_GetMark(path.raw, place)
        text, size = (ctypes.c_ushort * 40)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(mark, text, ctypes.sizeof(text), size)
        names.append(bytes(text)[: size.value - 2].decode("utf-16-le"))
    return names


def holes(file: Path) -> list[list[Hole]]:
    """For each page the middles of its marks, rounded to a hundredth of a millimetre."""
    return [
        [
            Hole(round((left + right) / 2, 2), round((top + bottom) / 2, 2))
            for _, (left, top, right, bottom) in page
        ]
        for page in paths(file)
    ]


def test_a4_has_two_holes_where_iso_838_has_them(tmp_path: Path) -> None:
    # ISO 838: 80 mm apart, 12 mm from the edge, as far from the middle of the sheet.
    assert holes(marked(tmp_path / "a4.pdf", "A4")) == [
        [Hole(12, 108.5), Hole(12, 188.5)],
        [Hole(198, 108.5), Hole(198, 188.5)],
        [],
        [Hole(108.5, 12), Hole(188.5, 12)],
        [Hole(108.5, 198), Hole(188.5, 198)],
        [],
    ]


def test_letter_has_three_holes_four_and_a_quarter_inches_apart(tmp_path: Path) -> None:
    upper, middle, lower = (round(139.7 + inches * 25.4, 2) for inches in (-4.25, 0, 4.25))

    assert holes(marked(tmp_path / "letter.pdf", "letter")) == [
        [Hole(12, upper), Hole(12, middle), Hole(12, lower)],
        [Hole(203.9, upper), Hole(203.9, middle), Hole(203.9, lower)],
        [],
        [Hole(upper, 12), Hole(middle, 12), Hole(lower, 12)],
        [Hole(upper, 203.9), Hole(middle, 203.9), Hole(lower, 203.9)],
        [],
    ]


@pytest.mark.parametrize("paper", SIZES)
def test_both_sides_of_a_sheet_are_punched_through_the_same_holes(
    tmp_path: Path, paper: str
) -> None:
    width, _ = SIZES[paper]
    right_hand, left_hand, *_ = holes(marked(tmp_path / "sheet.pdf", paper))

    behind = [Hole(round(width - hole.across, 2), hole.down) for hole in left_hand]
    assert behind == right_hand


@pytest.mark.parametrize("paper", SIZES)
def test_a_landscape_page_is_punched_where_an_upright_one_is(tmp_path: Path, paper: str) -> None:
    # A printer turns it on its side, with what is above at the left of the sheet.
    upright = holes(marked(tmp_path / "upright.pdf", paper))
    turned = [[Hole(hole.down, hole.across) for hole in page] for page in upright]

    assert turned[3:] == upright[:3]


@pytest.mark.parametrize("paper", SIZES)
def test_a_mark_is_gone_when_its_hole_is_punched(tmp_path: Path, paper: str) -> None:
    drawn = [box for page in paths(marked(tmp_path / "f.pdf", paper)) for _, box in page]
    sides = [(right - left, bottom - top) for left, top, right, bottom in drawn]

    # A hole is 6 mm wide, half a millimetre more or less: ISO 838.
    assert len(sides) == 4 * {"A4": 2, "letter": 3}[paper]
    assert all(5 <= width <= 5.5 and 5 <= height <= 5.5 for width, height in sides)


@pytest.mark.parametrize("paper", SIZES)
def test_marks_stay_clear_of_what_is_printed_within_the_margins(tmp_path: Path, paper: str) -> None:
    file = marked(tmp_path / "f.pdf", paper)

    assert [
        (mark, text)
        for page, words in zip(paths(file), text_boxes(file), strict=True)
        for _, mark in page
        for _, _, text in words
        if mark[0] < text[2] and text[0] < mark[2] and mark[1] < text[3] and text[1] < mark[3]
    ] == []


def test_nothing_is_painted_where_no_page_is_kept(tmp_path: Path) -> None:
    file = marked(tmp_path / "none.pdf", "A4", [None] * 6)
    HTML(string=html("A4")).write_pdf(tmp_path / "plain.pdf", pdf_variant="pdf/ua-1")

    assert file.read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_marks_move_nothing_else(tmp_path: Path) -> None:
    file = marked(tmp_path / "marked.pdf", "letter")
    plain = marked(tmp_path / "plain.pdf", "letter", [None] * 6)

    assert text_boxes(file) == text_boxes(plain)
    assert len(text_boxes(file)) == 6


def test_marks_leave_pen_and_colour_as_they_were(tmp_path: Path) -> None:
    # ISO 32000-1, 8.4.2: each q has its Q, on each page.
    pages = PdfReader(marked(tmp_path / "f.pdf", "A4")).pages
    words = [page.get_contents().get_data().split() for page in pages]

    assert [page.count(b"q") - page.count(b"Q") for page in words] == [0] * 6
    assert [page.count(b"BMC") + page.count(b"BDC") - page.count(b"EMC") for page in words] == (
        [0] * 6
    )


@pytest.mark.parametrize("paper", SIZES)
def test_marks_are_artifacts(tmp_path: Path, paper: str) -> None:
    drawn = [tags for page in paths(marked(tmp_path / "f.pdf", paper)) for tags, _ in page]

    assert drawn == [["Artifact"]] * 4 * {"A4": 2, "letter": 3}[paper]


def test_marked_files_are_still_accessible(tmp_path: Path) -> None:
    files = [marked(tmp_path / f"{paper}.pdf", paper) for paper in SIZES]

    assert verapdf.failures(files) == {}


def test_every_page_is_reported_how_it_is_bound(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shorter"):
        marked(tmp_path / "f.pdf", "A4", [True, False])
