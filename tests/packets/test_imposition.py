"""Sheets for the printer: read back by position, and folded as paper is folded."""

import dataclasses
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple, cast

import pypdfium2
import pytest
from pypdf import PdfReader
from weasyprint import HTML

from handouts.builds.plan import PAPER_SIZES
from handouts.documents.editions import BOOKLET, EDITIONS
from handouts.typesetting.imposition import (
    THICKNESS,
    Booklet,
    PaperSheet,
    TwoUp,
    in_pairs,
    saddle_stitched,
)
from handouts.typesetting.print_settings import PrintSettings
from tests.reading import MM

COUNTS = range(1, 41)
SHEETS = {name: PaperSheet(PAPER_SIZES[name][1], PAPER_SIZES[name][0]) for name in ("letter", "a4")}
FROM_RIGHT = {name: dataclasses.replace(s, right_to_left=True) for name, s in SHEETS.items()}
HALVES = {"letter": "5.5in 8.5in", "a4": "148mm 210mm"}
WHOLE = {"letter": "8.5in 11in", "a4": "210mm 297mm"}
BLANK = 0
"""Stands for a page without a number."""


@cache
def numbered(size: str, numbers: tuple[int, ...], title: str = "A packet") -> bytes:
    """A file whose pages carry nothing but their numbers, large, and not in their middles."""
    pages = "".join(f"<p>{number or ''}</p>" for number in numbers)
    return HTML(
        string="<!doctype html><html lang='de'><meta charset='utf-8'>"
        f"<meta name='author' content='Quiet Harbour Courses'><title>{title}</title>"
        f"<style>@page {{ size: {size}; margin: 20mm 15mm 30mm 25mm }}"
        " p { margin: 0; font: 40pt 'Source Serif Pro' } p + p { break-before: page }"
        f"</style>{pages}"
    ).write_pdf(pdf_variant="pdf/ua-1")


def dummy(paper: str, count: int) -> bytes:
    """A packet to be folded from this paper, whose pages are numbered from 1."""
    return numbered(HALVES[paper], tuple(range(1, count + 1)))


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in mm, from the upper left corner."""


class Printed(NamedTuple):
    """A page as it stands on a sheet."""

    number: int
    scale: float
    left: float
    """mm from the left edge of the sheet to the page's own."""
    top: float
    """mm from the upper edge of the sheet to the page's own."""


def printed(sheets: bytes, source: bytes) -> list[list[Printed]]:
    """For each side of the sheets the pages on it, from left to right."""
    own = {number: box for page in seen(source) for number, box in page}
    return [
        sorted((_placed(number, box, own[number]) for number, box in side), key=lambda p: p.left)
        for side in seen(sheets)
    ]


def _placed(number: int, box: Box, own: Box) -> Printed:
    """Where a page stands, from the place of its number on the sheet and on the page itself."""
    scale = (box[3] - box[1]) / (own[3] - own[1])
    left, top = (box[side] - own[side] * scale for side in (0, 1))
    return Printed(number, round(scale, 4), round(left, 2), round(top, 2))


def seen(content: bytes) -> list[list[tuple[int, Box]]]:
    """For each page the numbers on it, and where each of them stands."""
    document = pypdfium2.PdfDocument(content)
    try:
        return [list(_numbers(page)) for page in document]
    finally:
        document.close()


def _numbers(page: Any) -> Iterator[tuple[int, Box]]:
    text, height = page.get_textpage(), page.get_height()
    letters = text.get_text_range()
    for found in re.finditer(r"\d+", letters):
        boxes = [text.get_charbox(place) for place in range(*found.span())]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        top, bottom = max(box[3] for box in boxes), min(box[1] for box in boxes)
        sides = (left, height - top, right, height - bottom)
        yield int(found[0]), cast("Box", tuple(side / MM for side in sides))


def sizes(sheets: bytes) -> list[tuple[float, float]]:
    """Width and height of each side in pt, as readers show it."""
    document = pypdfium2.PdfDocument(sheets)
    try:
        return [(round(page.get_width(), 2), round(page.get_height(), 2)) for page in document]
    finally:
        document.close()


def booklet(paper: str, count: int) -> bytes:
    sheets, _ = Booklet(SHEETS[paper])([dummy(paper, count)], BOOKLET.printing)
    return sheets


def halves(side: Sequence[Printed], sheet: PaperSheet) -> tuple[int, int]:
    """The numbers at the left and at the right of the fold."""
    fold = sheet.width / MM / 2
    at_left = [page.number for page in side if page.left < fold / 2]
    at_right = [page.number for page in side if page.left >= fold / 2]
    assert max(len(at_left), len(at_right)) <= 1
    return sum(at_left), sum(at_right)


def leafed_through(sides: Sequence[tuple[int, int]], *, at_right: bool = False) -> list[int]:
    """The pages of a booklet in the order in which a hand turns them, 0 for a blank one.

    Sheets come out of the printer with two sides each, turned on the short edge, the outermost
    first. They are laid on each other with the first one lowest and its front below, folded in the
    middle, and stapled. The cover of a booklet that is bound at the left was the right half of the
    outermost front; that of one bound at the right was its left half.
    """
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    # A half sheet is a leaf. On the short edge, left and right change places behind each other.
    right = [(front[1], back[0]) for front, back in sheets]
    left = [(front[0], back[1]) for front, back in sheets]
    before, behind = (left, right) if at_right else (right, left)
    leaves = [*before, *((inside, outside) for outside, inside in reversed(behind))]
    return [page for leaf in leaves for page in leaf]


def pages_of(sides: Sequence[tuple[int | None, int | None]]) -> list[tuple[int, int]]:
    return [(left or BLANK, right or BLANK) for left, right in sides]


def filled(count: int) -> list[int]:
    """The pages of a booklet: up to a multiple of four the last ones are blank."""
    return [*range(1, count + 1), *[BLANK] * (-count % 4)]


def test_a_booklet_of_eight_pages_has_the_sides_that_every_printer_knows() -> None:
    assert saddle_stitched(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_what_is_missing_of_four_pages_stays_blank() -> None:
    assert saddle_stitched(1) == [(None, 1), (None, None)]
    assert saddle_stitched(5) == [(None, 1), (2, None), (None, 3), (4, 5)]
    assert saddle_stitched(6) == [(None, 1), (2, None), (6, 3), (4, 5)]


@pytest.mark.parametrize("count", COUNTS)
def test_each_page_stands_once_and_no_sheet_is_more_than_needed(count: int) -> None:
    sides = saddle_stitched(count)

    assert sorted(page for side in sides for page in side if page) == list(range(1, count + 1))
    assert len(sides) == 2 * -(-count // 4)


@pytest.mark.parametrize("count", COUNTS)
def test_the_pages_of_a_side_add_up_to_one_more_than_all(count: int) -> None:
    whole = len(filled(count))

    for left, right in saddle_stitched(count):
        assert left is None or right is None or left + right == whole + 1
        assert left or right or count <= whole - 2


@pytest.mark.parametrize("count", COUNTS)
def test_a_leaf_has_a_page_and_the_next_one_behind_it(count: int) -> None:
    sides = saddle_stitched(count)

    for front, back in zip(sides[::2], sides[1::2], strict=True):
        leaves = ((front[1], back[0]), (back[1], front[0]))
        for right_hand, left_hand in leaves:
            assert right_hand is None or right_hand % 2 == 1
            assert left_hand is None or (right_hand is not None and left_hand == right_hand + 1)
            assert left_hand is not None or right_hand in {None, count}


@pytest.mark.parametrize("count", COUNTS)
def test_folded_sheets_are_read_from_the_first_page_to_the_last(count: int) -> None:
    assert leafed_through(pages_of(saddle_stitched(count))) == filled(count)


def test_nothing_makes_no_sheet() -> None:
    assert saddle_stitched(0) == []
    assert in_pairs(0) == []


@pytest.mark.parametrize("count", COUNTS)
def test_two_pages_stand_beside_each_other_in_the_order_in_which_they_are_read(count: int) -> None:
    sides = in_pairs(count)

    assert [page for side in sides for page in side if page] == list(range(1, count + 1))
    assert all(left is not None for left, _ in sides)
    assert [right for _, right in sides].count(None) == count % 2


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("count", [1, 2, 4, 7, 8, 13, 40])
def test_a_dummy_of_paper_is_read_from_the_first_page_to_the_last(paper: str, count: int) -> None:
    sheet = SHEETS[paper]
    sheets, told = Booklet(sheet)([dummy(paper, count)], BOOKLET.printing)
    sides = printed(sheets, dummy(paper, count))

    assert leafed_through([halves(side, sheet) for side in sides]) == filled(count)
    assert told == len(sides)
    assert set(sizes(sheets)) == {(sheet.width, sheet.height)}


@pytest.mark.parametrize("paper", SHEETS)
def test_pages_of_a_booklet_meet_at_the_fold_at_their_own_size(paper: str) -> None:
    sheet = SHEETS[paper]
    width, height = PAPER_SIZES[{"letter": "half-letter", "a4": "a5"}[paper]]
    outermost, *_ = printed(booklet(paper, 8), dummy(paper, 8))
    middle, top = sheet.width / MM / 2, round((sheet.height - height) / MM / 2, 2)

    assert outermost == [
        Printed(8, 1, pytest.approx(middle - width / MM, abs=0.02), pytest.approx(top, abs=0.02)),
        Printed(1, 1, pytest.approx(middle, abs=0.02), pytest.approx(top, abs=0.02)),
    ]


@pytest.mark.parametrize("paper", SHEETS)
def test_pages_of_each_inner_sheet_are_a_papers_thickness_nearer_to_the_fold(paper: str) -> None:
    sides = printed(booklet(paper, 40), dummy(paper, 40))
    fold, width = SHEETS[paper].width / MM / 2, {"letter": 139.7, "a4": 148}[paper]
    from_fold = [(fold - (left.left + width), right.left - fold) for left, right in sides]

    assert THICKNESS == 0.1
    assert from_fold == [
        pytest.approx((-0.1 * sheet, -0.1 * sheet), abs=0.02)
        for sheet in range(10)
        for _ in ("front", "back")
    ]


@pytest.mark.parametrize("count", [1, 6, 13, 16])
def test_a_booklet_that_is_read_from_the_right_is_bound_at_the_right(count: int) -> None:
    sheet = FROM_RIGHT["a4"]
    sheets, _ = Booklet(sheet)([dummy("a4", count)], BOOKLET.printing)
    sides = [halves(side, sheet) for side in printed(sheets, dummy("a4", count))]

    assert leafed_through(sides, at_right=True) == filled(count)
    assert sides[0] == (1, count if count % 4 == 0 else BLANK)


def test_creep_goes_to_the_fold_in_a_booklet_that_is_bound_at_the_right() -> None:
    sheet = FROM_RIGHT["letter"]
    sheets, _ = Booklet(sheet)([dummy("letter", 12)], BOOKLET.printing)
    sides = printed(sheets, dummy("letter", 12))

    assert [[page.left for page in side] for side in sides[::2]] == [
        pytest.approx([0.1 * inner, 139.7 - 0.1 * inner], abs=0.02) for inner in range(3)
    ]


def test_several_booklets_follow_each_other_on_sheets_of_their_own() -> None:
    sheet, packets = SHEETS["letter"], [range(1, 7), range(11, 14), range(21, 30)]
    sources = [numbered(HALVES["letter"], tuple(numbers)) for numbers in packets]
    everything = numbered(HALVES["letter"], tuple(n for numbers in packets for n in numbers))

    sheets, told = Booklet(sheet)(sources, BOOKLET.printing)
    sides = [halves(side, sheet) for side in printed(sheets, everything)]

    assert told == len(sides) == 4 + 2 + 6
    assert [leafed_through(part) for part in (sides[:4], sides[4:6], sides[6:])] == [
        [1, 2, 3, 4, 5, 6, BLANK, BLANK],
        [11, 12, 13, BLANK],
        [*range(21, 30), BLANK, BLANK, BLANK],
    ]


def test_creep_begins_anew_with_each_booklet() -> None:
    source = dummy("letter", 8)
    sheets, _ = Booklet(SHEETS["letter"])([source, source], BOOKLET.printing)
    sides = printed(sheets, source)

    assert sides[:4] == sides[4:]


@pytest.mark.parametrize("paper", SHEETS)
def test_a_draft_has_two_pages_on_a_side_as_large_as_the_sheet_allows(paper: str) -> None:
    source = numbered(WHOLE[paper], (1, 2, 3))
    sheet = SHEETS[paper]
    sheets, told = TwoUp(sheet)([source], EDITIONS["print"].printing)
    half, height, width = sheet.width / 2, sheet.height, PAPER_SIZES[paper][0]
    scale = {"letter": 792 / 2 / 612, "a4": 841.89 / 2 / 595.28}[paper]
    top = pytest.approx((height - PAPER_SIZES[paper][1] * scale) / 2 / MM, abs=0.05)

    def placed(number: int, left: float) -> Printed:
        return Printed(number, pytest.approx(scale, abs=1e-3), pytest.approx(left, abs=0.05), top)

    assert scale * width == pytest.approx(half)
    assert printed(sheets, source) == [
        [placed(1, 0), placed(2, half / MM)],
        [placed(3, 0)],
    ]
    assert told == 2
    assert set(sizes(sheets)) == {(sheet.width, sheet.height)}


def test_a_landscape_page_of_a_draft_stands_whole_in_its_half() -> None:
    source = numbered("11in 8.5in", (1, 2))
    sheets, _ = TwoUp(SHEETS["letter"])([source], EDITIONS["print"].printing)

    assert printed(sheets, source) == [
        [
            Printed(1, 0.5, pytest.approx(0, abs=0.05), pytest.approx(53.98, abs=0.05)),
            Printed(2, 0.5, pytest.approx(139.7, abs=0.05), pytest.approx(53.98, abs=0.05)),
        ]
    ]


def test_blank_pages_are_left_out_of_a_draft_and_not_of_a_booklet() -> None:
    pages = (1, BLANK, 3, 4, BLANK, BLANK, 7, BLANK)
    drafts, told = TwoUp(SHEETS["letter"])(
        [numbered(WHOLE["letter"], pages)], EDITIONS["print"].printing
    )
    folded, _ = Booklet(SHEETS["letter"])([numbered(HALVES["letter"], pages)], BOOKLET.printing)

    in_draft = printed(drafts, numbered(WHOLE["letter"], pages))
    in_booklet = printed(folded, numbered(HALVES["letter"], pages))
    assert [[page.number for page in side] for side in in_draft] == [[1, 3], [4, 7]]
    assert told == 2
    assert leafed_through([halves(side, SHEETS["letter"]) for side in in_booklet]) == list(pages)


def test_a_draft_that_is_read_from_the_right_begins_there() -> None:
    sheet = FROM_RIGHT["a4"]
    source = numbered(WHOLE["a4"], (1, 2, 3))
    sheets, _ = TwoUp(sheet)([source], EDITIONS["print"].printing)

    sides = printed(sheets, source)
    assert [halves(side, sheet) for side in sides] == [(2, 1), (BLANK, 3)]


def test_several_drafts_each_begin_on_a_side_of_their_own() -> None:
    sources = [numbered(WHOLE["letter"], numbers) for numbers in ((1, 2, 3), (4, 5))]
    sheets, told = TwoUp(SHEETS["letter"])(sources, EDITIONS["print"].printing)

    everything = numbered(WHOLE["letter"], (1, 2, 3, 4, 5))
    sides = printed(sheets, everything)

    assert [[page.number for page in side] for side in sides] == [[1, 2], [3], [4, 5]]
    assert told == 3


def imposed(*, copies: int = 1, right_to_left: bool = False) -> dict[str, bytes]:
    """A booklet and a draft, by what they are."""
    sheet = (FROM_RIGHT if right_to_left else SHEETS)["letter"]
    booklets = PrintSettings(copies=copies)
    drafts = PrintSettings(copies=copies)
    return {
        "booklet": Booklet(sheet)([dummy("letter", 6)], booklets)[0],
        "draft": TwoUp(sheet)([numbered(WHOLE["letter"], (1, 2, 3))], drafts)[0],
    }


KINDS = ("booklet", "draft")


def catalog(content: bytes) -> Any:
    return PdfReader(BytesIO(content)).trailer["/Root"]


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_have_no_tags_and_do_not_say_that_they_had(kind: str) -> None:
    root = catalog(imposed()[kind])

    assert not {"/StructTreeRoot", "/MarkInfo", "/Metadata", "/Outlines", "/AcroForm"} & set(root)
    assert [set(page) for page in PdfReader(BytesIO(imposed()[kind])).pages] == [
        {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
    ] * {"booklet": 4, "draft": 2}[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_say_that_they_are_only_for_the_printer(kind: str) -> None:
    about = PdfReader(BytesIO(imposed()[kind])).metadata

    assert about is not None
    assert about.title == "A packet, for the printer alone"
    assert about.subject == (
        "Sheets to be printed. They have no tags: on a screen, read the packet itself."
    )
    assert about.author == "Quiet Harbour Courses"
    assert catalog(imposed()[kind])["/Lang"] == "de"


ASKED = {
    "/DisplayDocTitle": True,
    "/Duplex": "/DuplexFlipShortEdge",
    "/PrintScaling": "/None",
    "/PickTrayByPDFSize": True,
}


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_ask_to_be_turned_on_the_short_edge_and_printed_at_their_size(kind: str) -> None:
    assert catalog(imposed()[kind])["/ViewerPreferences"] == ASKED


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_ask_for_their_copies(kind: str) -> None:
    wishes = catalog(imposed(copies=5)[kind])["/ViewerPreferences"]

    assert wishes == {**ASKED, "/NumCopies": 5}


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_that_are_read_from_the_right_say_so(kind: str) -> None:
    wishes = catalog(imposed(right_to_left=True)[kind])["/ViewerPreferences"]

    assert wishes == {**ASKED, "/Direction": "/R2L"}


def test_sheets_are_the_same_to_the_byte_when_they_are_made_again() -> None:
    assert imposed() == imposed()


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="no qpdf here")
@pytest.mark.parametrize("kind", KINDS)
def test_sheets_are_whole_files(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "sheets.pdf"
    file.write_bytes(imposed()[kind])
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)

    assert (checked.returncode, checked.stderr) == (0, "")
