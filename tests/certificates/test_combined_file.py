"""The file for the printer: both sides of each sheet, whatever stands on them."""

import io

from pypdf import PdfReader

from handouts.certificates.ledger import Ledger
from handouts.typesetting.variable_data.base_page import BasePage, VariableLayer
from handouts.typesetting.variable_data.combined_file import About, write_merged
from handouts.typesetting.variable_data.pdf_objects import FinishedPage
from tests.certificates.conftest import Desk

ONE_SIDE = BasePage(
    size=(792, 612),
    language="en-US",
    author="Quiet Harbour",
    date="2026-11-22",
    objects=(b"<</Length 0>>\nstream\n\nendstream",),
    shared=0,
    resources=b"",
    fonts={},
    top=(),
    marks=(),
)
EMPTY = FinishedPage("An older one", VariableLayer(b"x\x9c\x03\x00\x00\x00\x00\x01"))


def pages_of(desk: Desk) -> list[tuple[BasePage, FinishedPage]]:
    with Ledger(desk.project.records, reading=True) as ledger:
        return [
            (
                BasePage.unpacked(ledger.stock(row["stock"])),
                FinishedPage(row["title"], VariableLayer.unpacked(row["personal"]), row["link"]),
            )
            for row in ledger.rows("SELECT stock, title, personal, link FROM certificates")
        ]


def merged(pages: list[tuple[BasePage, FinishedPage]], sides: int) -> PdfReader:
    target = io.BytesIO()
    write_merged(target, About("All of them", len(pages), sides), pages)
    return PdfReader(target)


def test_a_certificate_of_one_side_among_others_has_an_empty_back(issued_once: Desk) -> None:
    two_sided = pages_of(issued_once)[:2]
    reader = merged([two_sided[0], (ONE_SIDE, EMPTY), two_sided[1]], 2)
    assert len(reader.pages) == 6
    blank = [not page.get("/Contents") for page in reader.pages]
    assert blank == [False, False, False, True, False, False]
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
    marks = [reader.get_destination_page_number(mark) for mark in reader.outline]
    assert marks == [0, 2, 4]


def test_certificates_of_one_side_alone_are_printed_on_one() -> None:
    reader = merged([(ONE_SIDE, EMPTY)] * 2, 1)
    assert len(reader.pages) == 2
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Duplex"] == "/Simplex"


def test_what_two_templates_have_in_common_is_written_once(issued_once: Desk) -> None:
    pages = pages_of(issued_once)
    bases = {id(base): base for base, _ in pages}
    assert len(bases) > 1
    reader = merged(pages, 2)
    files: dict[str, set[int]] = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            described = font["/DescendantFonts"][0]["/FontDescriptor"]
            files.setdefault(font["/BaseFont"], set()).add(described.raw_get("/FontFile2").idnum)
    shared = [name for name in files if "Italic" in name or "Semi" in name]
    assert len(shared) >= 2
    assert all(len(files[name]) == 1 for name in shared)
