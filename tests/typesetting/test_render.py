import dataclasses
import datetime
import logging
import re
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader

from handouts.documents.editions import EDITIONS
from handouts.fonts import house
from handouts.typesetting.failures import RendererError
from handouts.typesetting.render import Layout, PageBox, Typesetter, write
from tests import reading
from tests.conftest import PATIENCE, REPOSITORY

FONTS = REPOSITORY / "styles" / "fonts.css"
STYLE = "@page { size: 105mm 148mm; margin: 15mm } body { font: 11pt 'Source Serif Pro' }"
TABLE = (
    "<table><thead><tr><th>Topic</th><th>Treatment</th></tr></thead>"
    "<tbody><tr><th scope='row'>Goal</th><td>Relief</td></tr></tbody></table>"
)

LayOut = Callable[..., Layout]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the engine may read: a folder of a project, with a picture, beside others."""
    for name in ("project/content", "elsewhere", "project-2"):
        (tmp_path / name).mkdir(parents=True)
        Image.new("RGB", (9, 9), "red").save(tmp_path / name / "picture.png")
    return tmp_path / "project"


@pytest.fixture
def lay_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> LayOut:
    def no_network(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", no_network)
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    setter = Typesetter([folder])

    def laid_out(body: str, style: str | Path = "", head: str = "") -> Layout:
        html = (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A test</title>'
            f"{head}</head><body><h1>A test</h1>{body}</body></html>"
        )
        return setter.lay_out(html, folder / "content", [FONTS, STYLE, *([style] if style else [])])

    return laid_out


def picture(source: object) -> str:
    return f"<p><img src='{source}' alt='A picture'></p>"


def test_a_page_of_house_fonts_has_no_warnings(lay_out: LayOut) -> None:
    content, warnings = write(
        lay_out("<p>One treats, <em>the other</em> heals.</p>"), EDITIONS["print"].printing
    )
    assert warnings == ()
    fonts = reading.fonts(PdfReader(BytesIO(content)))
    assert {name.replace("-", "")[:14] for name in fonts} == {"SourceSerifPro"}
    assert all(fonts.values())


@pytest.mark.parametrize("source", ["picture.png", "../content/picture.png", "./picture.png"])
def test_a_picture_of_the_project_is_read(lay_out: LayOut, source: str) -> None:
    layout = lay_out(picture(source))
    assert layout.warnings == ()
    assert (
        len(PdfReader(BytesIO(write(layout, EDITIONS["print"].printing)[0])).pages[0].images) == 1
    )


@pytest.mark.parametrize(
    "source",
    [
        "http://127.0.0.1:9/picture.png",
        "https://example.org/picture.png",
        "//example.org/picture.png",
        "ftp://example.org/picture.png",
        "../../elsewhere/picture.png",
        "../../project-2/picture.png",
        "..%2F..%2Felsewhere%2Fpicture.png",
        "%2e%2e/%2e%2e/elsewhere/picture.png",
        "file:///etc/passwd",
        "data:image/png;base64,iVBORw0KGgo=",
        "linked.png",
        "linked/picture.png",
    ],
)
def test_nothing_outside_of_the_folders_is_read(lay_out: LayOut, folder: Path, source: str) -> None:
    (folder / "content" / "linked.png").symlink_to(folder.parent / "elsewhere" / "picture.png")
    (folder / "content" / "linked").symlink_to(folder.parent / "elsewhere")
    layout = lay_out(picture(source))
    assert len(layout.warnings) == 1, layout.warnings
    assert "is not a file of the project" in layout.warnings[0]
    assert (
        len(PdfReader(BytesIO(write(layout, EDITIONS["print"].printing)[0])).pages[0].images) == 0
    )


@pytest.mark.parametrize(
    "style",
    [
        "@import url(http://127.0.0.1:9/sheet.css);",
        "body { background: url(http://127.0.0.1:9/picture.png) }",
        "body { background: url(file:///etc/passwd) }",
        "@font-face { font-family: Far; src: url(http://127.0.0.1:9/far.ttf) }",
    ],
)
def test_a_style_reads_nothing_outside_of_the_folders_either(lay_out: LayOut, style: str) -> None:
    assert lay_out("<p>One treats.</p>", style).warnings != ()


def test_an_attachment_from_elsewhere_is_not_put_in(lay_out: LayOut) -> None:
    layout = lay_out("", head="<link rel='attachment' href='file:///etc/passwd'>")
    content, warnings = write(layout, EDITIONS["print"].printing)
    assert warnings != ()
    assert PdfReader(BytesIO(content)).attachments == {}


PRIVATE = (
    "records/signing-key.pem",
    "records/key.png",
    "content/tea/sessions/may/roster.csv",
    "content/provider.yaml",
    "build/tea/outbox/001.eml",
    "notes.txt",
    "content/linked.png",
)
"""Files of a project that nobody is to find in a document; the last leads to a roster."""


SHOWN = (
    "<p><img src='{}' alt='A picture'></p>",
    "<p><object data='{}'>A file</object></p>",
    "<p><embed src='{}'></p>",
    "<p style='background: url({})'>One treats.</p>",
    "<p><a rel='attachment' href='{}'>A file</a></p>",
    "<link rel='attachment' href='{}'>",
    "<style>@import url({});</style>",
    "<link rel='stylesheet' href='{}'>",
    "<style>@font-face {{ font-family: Own; src: url({}) }}</style>",
    "<svg viewBox='0 0 9 9'><title>A</title><image href='{}' width='9' height='9'/></svg>",
)


def test_no_private_file_of_a_project_gets_into_a_document(lay_out: LayOut, folder: Path) -> None:
    for name in PRIVATE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if "linked" in name:
            (folder / name).symlink_to(folder / PRIVATE[2])
        else:
            (folder / name).write_bytes(b"A SECRET")
    layout = lay_out("".join(how.format(f"../{name}") for how in SHOWN for name in PRIVATE))
    content, warnings = write(layout, EDITIONS["email"].printing)
    told = [warning for warning in warnings if "is not a file of the project that a" in warning]
    assert all(any(name in warning for warning in told) for name in PRIVATE)
    reader = PdfReader(BytesIO(content))
    objects = [reader.get_object(n) for table in reader.xref.values() for n in table]
    objects += [reader.get_object(n) for n in reader.xref_objStm]
    streams = [thing.get_data() for thing in objects if hasattr(thing, "get_data")]
    assert not any(b"SECRET" in text for text in (content, *streams))


@pytest.mark.parametrize("body", [
    "<p><a rel='attachment' href='picture.png'>A picture</a></p>",
    "<link rel='attachment' href='picture.png'>",
])  # fmt: skip
def test_a_file_that_a_template_attaches_is_told(lay_out: LayOut, body: str) -> None:
    _, warnings = write(lay_out(body), EDITIONS["print"].printing)
    assert warnings == ("a template attaches a file, which no document may do",)


HOSTILE = (
    "<p style='width: calc(1/0*1px)'>One treats.</p>",
    "<svg viewBox='a b c d' width='9' height='9'><title>A</title><path d='M0 0'/></svg>",
    "<p style='background: linear-gradient(oklch(0.5 0.1 20), red)'>One treats.</p>",
    "<p>One <span style='float: inline-end'>treats</span></p>",
    "<div>" * 3000 + "One treats." + "</div>" * 3000,
)


def test_what_the_renderer_raises_is_a_failure_that_says_what_it_was(lay_out: LayOut) -> None:
    told = []
    for body in HOSTILE:
        try:
            write(lay_out(body, "* { list-style: upper-roman }"), EDITIONS["print"].printing)
        except RendererError as error:
            told.append(str(error))
    assert "something in it is nested too deeply for the renderer" in told
    assert any(re.match(r"the renderer failed with \w+Error: ", text) for text in told)


def test_a_bug_of_a_finisher_is_no_failure_of_the_renderer(lay_out: LayOut) -> None:
    def bug(_: Any) -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError, match="ours"):
        write(lay_out("<p>One treats.</p>"), EDITIONS["print"].printing, bug)


def test_an_unknown_property_is_told_with_its_sheet(lay_out: LayOut, folder: Path) -> None:
    sheet = folder / "own.css"
    sheet.write_text("p { colr: red; }", "utf-8")
    assert lay_out("<p>One treats.</p>", sheet).warnings == (
        "own.css: Ignored `colr: red` at 1:5, unknown property.",
    )
    assert lay_out("<p>One treats.</p>", "p { colr: red; }").warnings == (
        "its own style: Ignored `colr: red` at 1:5, unknown property.",
    )


def test_a_sheets_warnings_are_told_for_every_document_that_it_sets(lay_out: LayOut) -> None:
    twice = [lay_out("<p>One treats.</p>", "p { colr: red; }").warnings for _ in range(2)]
    assert len(twice[0]) == 1
    assert twice[0] == twice[1]
    assert lay_out("<p>One treats.</p>").warnings == ()


def test_a_picture_that_is_not_there_is_told(lay_out: LayOut) -> None:
    (warning,) = lay_out(picture("absent.png")).warnings
    assert "absent.png" in warning


def test_a_glyph_that_no_font_has_is_told_when_the_file_is_written(lay_out: LayOut) -> None:
    _, warnings = write(lay_out("<p>One \ue123 treats.</p>"), EDITIONS["print"].printing)
    assert len(warnings) == 1
    assert "U+E123" in warnings[0]


def test_an_element_is_measured_in_millimetres(lay_out: LayOut) -> None:
    place = "position: absolute; left: 10mm; top: 20mm; width: 30mm; height: 40mm"
    layout = lay_out(
        f"<div id='box' style='{place}'></div>"
        "<p style='break-before: page; margin: 0' id='last'>End.</p>"
    )
    box = layout.box("box")
    assert box is not None
    assert [box.left, box.top, box.width, box.height] == pytest.approx([25, 35, 30, 40], abs=0.01)
    assert (box.page, layout.page_count) == (0, 2)
    last = layout.box("last")
    assert isinstance(last, PageBox)
    assert (last.page, last.top) == (1, pytest.approx(15, abs=0.01))
    assert layout.page_height(1) == pytest.approx(148, abs=0.01)
    assert layout.box("absent") is None


AT_FULL_SIZE = {"/PrintScaling": "/None", "/PickTrayByPDFSize": True}


@pytest.mark.parametrize(
    ("edition", "asked", "mode"),
    [
        ("print", {"/Duplex": "/DuplexFlipLongEdge", **AT_FULL_SIZE}, None),
        ("email", {}, "/UseOutlines"),
        ("large-print", AT_FULL_SIZE, None),
    ],
)
def test_a_reader_is_asked_for_what_the_edition_needs(
    lay_out: LayOut, edition: str, asked: dict[str, object], mode: str | None
) -> None:
    content, _ = write(lay_out("<p>One treats.</p>"), EDITIONS[edition].printing)
    catalog = PdfReader(BytesIO(content)).trailer["/Root"]
    assert dict(catalog["/ViewerPreferences"]) == {"/DisplayDocTitle": True, **asked}
    assert catalog.get("/PageMode") == mode


def test_header_cells_say_what_they_head(lay_out: LayOut) -> None:
    content, _ = write(lay_out(TABLE), EDITIONS["print"].printing)
    elements = reading.elements(PdfReader(BytesIO(content)))
    scopes = [element["/A"]["/Scope"] for element in elements if element["/S"] == "/TH"]
    assert scopes == ["/Column", "/Column", "/Row"]
    assert not any("/Scope" in e.get("/A", {}) for e in elements if e["/S"] == "/TD")


def test_dates_are_those_of_the_document_and_not_of_today(lay_out: LayOut) -> None:
    head = (
        "<meta name='dcterms.created' content='2026-11-01T00:00:00Z'>"
        "<meta name='dcterms.modified' content='2026-11-02T00:00:00Z'>"
    )
    content, _ = write(lay_out("<p>One treats.</p>", head=head), EDITIONS["print"].printing)
    told = PdfReader(BytesIO(content)).metadata
    assert told.creation_date == datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
    assert told.modification_date == datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)


def test_the_same_document_is_the_same_to_the_byte(lay_out: LayOut) -> None:
    files = {
        write(lay_out(f"<p>One treats.</p>{TABLE}"), EDITIONS["print"].printing)[0]
        for _ in range(3)
    }
    assert len(files) == 1


def test_a_print_dialogue_is_asked_for_copies_pages_and_the_short_edge(lay_out: LayOut) -> None:
    settings = dataclasses.replace(
        EDITIONS["print"].printing, copies=12, print_only=(1, 4, 9, 10), short_edge=True
    )
    content, _ = write(lay_out("<p>A</p>"), settings)
    assert dict(PdfReader(BytesIO(content)).trailer["/Root"]["/ViewerPreferences"]) == {
        "/DisplayDocTitle": True,
        "/Duplex": "/DuplexFlipShortEdge",
        **AT_FULL_SIZE,
        "/NumCopies": 12,
        "/PrintPageRange": [1, 4, 9, 10],
    }


def test_a_link_within_the_file_is_described_by_its_words(lay_out: LayOut) -> None:
    body = (
        "<p><a href='#there'>The key of\n sheet 3</a> and <a href='https://a.example'>more</a></p>"
    )
    content, _ = write(lay_out(f"{body}<p id='there'>There</p>"), EDITIONS["print"].printing)
    links = [link.get_object() for link in PdfReader(BytesIO(content)).pages[0]["/Annots"]]
    assert [link["/Contents"] for link in links] == ["The key of sheet 3", "https://a.example"]


def test_header_cells_of_several_documents_have_names_of_their_own(lay_out: LayOut) -> None:
    one, two = lay_out(TABLE), lay_out(TABLE)
    both = one.document.copy([*one.document.pages, *two.document.pages])
    content, _ = write(Layout(both, (), (7, 8)), EDITIONS["print"].printing)
    cells = [e for e in reading.elements(PdfReader(BytesIO(content))) if e["/S"] in ("/TH", "/TD")]
    named = [str(cell["/ID"]) for cell in cells if "/ID" in cell]
    obeyed = {str(name) for cell in cells for name in cell["/A"].get("/Headers", [])}
    assert [name[:2] for name in named] == ["7-"] * 3 + ["8-"] * 3
    assert len(set(named)) == 6
    assert obeyed < set(named)
    assert {name[:2] for name in obeyed} == {"7-", "8-"}


def test_a_finisher_changes_what_is_written(lay_out: LayOut) -> None:
    def turn(pdf: Any) -> None:
        pdf.info["Keywords"] = pdf.info["Title"]

    content, _ = write(lay_out("<p>A</p>"), EDITIONS["print"].printing, turn)
    assert PdfReader(BytesIO(content)).metadata["/Keywords"] == "A test"


def test_a_font_that_was_replaced_is_read_anew(lay_out: LayOut, folder: Path) -> None:
    sheet, font = folder / "styles" / "own.css", folder / "styles" / "own.ttf"
    sheet.parent.mkdir()
    sheet.write_text("@font-face { font-family: Own; src: url(own.ttf) } p { font-family: Own }")
    named = []
    for file in ("SourceSansPro-Regular.ttf", "SourceSerifPro-It.ttf"):
        font.write_bytes(house.house_files()[file].read_bytes())
        content, _ = write(lay_out("<p>One treats.</p>", sheet), EDITIONS["print"].printing)
        named.append({name[:15] for name in reading.fonts(PdfReader(BytesIO(content)))})
    assert named[0] != named[1]


def test_a_stylesheet_that_stays_as_it_is_is_read_once(lay_out: LayOut, folder: Path) -> None:
    sheet = folder / "own.css"
    sheet.write_text("p { color: red }", "utf-8")
    reads = []

    class Counted(type(sheet)):  # type: ignore[misc]
        def read_text(self, *arguments: Any, **named: Any) -> str:
            reads.append(self)
            return str(super().read_text(*arguments, **named))

    for _ in range(3):
        lay_out("<p>One treats.</p>", Counted(sheet))
    assert len(reads) == 1


def test_two_threads_typeset_the_same_bytes_as_one(folder: Path) -> None:
    both = threading.Barrier(2, timeout=PATIENCE)

    def typeset(number: int, wait: Callable[[], object]) -> list[bytes]:
        typesetter, files = Typesetter([folder]), []
        for turn in range(2):
            html = (
                f"<!DOCTYPE html><html lang='en'><title>{number}</title><h1>A test</h1>"
                f"<p>Page {number}, turn {turn}</p>{picture('picture.png')}{TABLE}"
            )
            wait()
            layout = typesetter.lay_out(html, folder / "content", [FONTS, STYLE])
            wait()
            files.append(write(layout, EDITIONS["print"].printing)[0])
        return files

    alone = [typeset(number, lambda: None) for number in (1, 2)]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(typeset, (1, 2), [both.wait] * 2))
    assert together == alone


def test_each_thread_hears_its_own_warnings_and_loggers_stay_as_they_are(tmp_path: Path) -> None:
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(one.handlers[:], one.propagate, one.level) for one in loggers]
    both = threading.Barrier(2, timeout=PATIENCE)

    def typeset(number: int) -> list[tuple[str, ...]]:
        setter = Typesetter([REPOSITORY])
        page = f"<!doctype html><title>A</title><p style='colour-{number}: red'>One treats.</p>"
        found = []
        for _ in range(3):
            both.wait()
            found.append(setter.lay_out(page, tmp_path, [f"p {{ wrong-{number}: 1 }}"]).warnings)
        return found

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(typeset, (1, 2)))
    for number, found in enumerate(results, 1):
        assert len(set(found)) == 1
        told = " ".join(found[0])
        assert f"wrong-{number}" in told
        assert f"colour-{number}" in told
        assert f"-{3 - number}:" not in told
    assert [(one.handlers[:], one.propagate, one.level) for one in loggers] == before


def test_a_stylesheet_is_read_again_when_it_or_what_it_imports_has_changed(tmp_path: Path) -> None:
    styles = tmp_path / "styles"
    styles.mkdir()
    sheet, other = styles / "a.css", styles / "b.css"
    setter = Typesetter([tmp_path])

    def sides() -> tuple[float, float]:
        box = setter.lay_out("<div id=a></div>", tmp_path, [sheet]).box("a")
        assert box is not None
        return round(box.width), round(box.height)

    other.write_text("div { height: 20mm }", "utf-8")
    sheet.write_text('@import "b.css"; div { width: 30mm }', "utf-8")
    assert sides() == (30, 20)
    sheet.write_text('@import "b.css"; div { width: 40mm }', "utf-8")
    assert sides() == (40, 20)
    other.write_text("div { height: 5mm }", "utf-8")
    assert sides() == (40, 5)
