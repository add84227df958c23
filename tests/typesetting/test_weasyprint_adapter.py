"""The contract with WeasyPrint and pydyf: a test for each touch, named as the function it is of."""

import base64
import inspect
import logging
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pydyf
import pytest
import weasyprint
from PIL import Image, ImageFile
from pypdf import PdfReader
from weasyprint.pdf.fonts import build_fonts_dictionary

from handouts.typesetting import pydyf_adapter as objects_of
from handouts.typesetting import renderer_log
from handouts.typesetting import weasyprint_adapter as adapter

BODY = (
    "<h1 id='top'>A test</h1><p><a href='#top'>To the top</a></p>"
    "<form><input name='who' title='Who' style='font-size: 16px; direction: rtl'></form>"
)
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/"
    "q842iQAAAABJRU5ErkJggg=="
)
ATTACHED = "<a rel='attachment' href='data:text/plain,one'>A file</a>"


def document(body: str = BODY) -> Any:
    html = f"<!DOCTYPE html><html lang='en'><title>A test</title>{body}"
    return weasyprint.HTML(string=html).render(pdf_tags=True, pdf_forms=True)


def objects(body: str = BODY, fonts: adapter.RenderedFonts | None = None) -> Any:
    laid = document(body)
    if fonts is not None:
        adapter.replace_fonts(laid, fonts)
    return adapter.rendered_objects(laid, tagged=True)


def collected_warnings() -> None:
    with renderer_log.collected_warnings() as outer:
        weasyprint.CSS(string="p { colr: red }")
        with renderer_log.collected_warnings() as inner:
            weasyprint.CSS(string="p { widht: 0 }")
        logging.getLogger("fontTools.subset").warning("of a font")
    logging.getLogger("weasyprint").warning("of nobody")
    assert ["colr" in outer[0], outer[1:]] == [True, ["of a font"]]
    assert ["widht" in message for message in inner] == [True]


def between_pages() -> None:
    steps: list[int] = []
    two = "<p style='break-after: page'>One</p><p>Two</p>"
    with renderer_log.between_pages(lambda: steps.append(0)):
        document(two)
    assert len(steps) >= 2
    seen = len(steps)
    document(two)
    assert len(steps) == seen

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError), renderer_log.between_pages(stop):
        document(two)


def replace_fonts() -> None:
    fonts = adapter.RenderedFonts()
    objects(fonts=fonts)
    assert fonts.used(), "the document does not fill its `fonts`"


def rendered_fonts() -> None:
    fonts, filled = adapter.RenderedFonts(), document("<h1>A test</h1>")
    adapter.replace_fonts(filled, fonts)
    content = filled.write_pdf(pdf_variant="pdf/ua-1")
    assert all(hasattr(font, "used_in_forms") for font in fonts.used())
    embedded = PdfReader(BytesIO(content)).pages[0]["/Resources"]["/Font"]
    assert {name[1:] for name in embedded} == {adapter.font_name(f) for f in fonts.values()}


def kept_pictures() -> None:
    file = BytesIO()
    Image.new("RGBA", (9, 9), (200, 10, 10, 100)).save(file, "PNG")
    address = f"data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}"
    html = weasyprint.HTML(string=f"<img src='{address}'><img src='{address}'>")
    pictures = adapter.KeptPictures()
    written = [html.render(cache=pictures).write_pdf() for _ in range(3)]
    assert written == [html.render().write_pdf()] * 3
    assert address in pictures
    pictures.forget_many()
    assert address in pictures


def unembedded_fonts() -> None:
    fonts = adapter.UnembeddedFonts()
    made = objects(fonts=fonts)
    types = [d.get("Type") for d in objects_of.dictionaries_by_number(made).values()]
    assert "/FontDescriptor" not in types
    assert fonts.used()


def one_font(text: str = "ab") -> Any:
    fonts = adapter.RenderedFonts()
    objects(f"<h1>{text}</h1>", fonts)
    (font,) = fonts.used()
    return font


def font_name() -> None:
    name = adapter.font_name(one_font())
    assert name.isalnum()
    assert adapter.font_name(one_font("c")) == name, "the name is not the same in every document"


def font_widths() -> None:
    widths = adapter.font_widths(one_font())
    assert len(widths) == 2
    assert all(isinstance(glyph, int) and 100 < wide < 1500 for glyph, wide in widths.items())


def font_texts() -> None:
    font = one_font()
    assert sorted(adapter.font_texts(font).values()) == ["a", "b"]
    assert adapter.font_texts(font).keys() == adapter.font_widths(font).keys()


def complete_texts() -> None:
    fonts = adapter.RenderedFonts()
    objects("<h1>q\u0303</h1>", fonts)
    (font,) = fonts.used()
    assert sorted(adapter.font_texts(font).values()) == ["q", "\u0303"]


def add_glyphs() -> None:
    font, other = one_font("ab"), one_font("bc")
    adapter.add_glyphs(font, adapter.font_widths(other), adapter.font_texts(other))
    assert sorted(adapter.font_texts(font).values()) == ["a", "b", "c"]


def reduced_font() -> None:
    font = one_font("abc")
    chosen = [glyph for glyph, text in adapter.font_texts(font).items() if text == "b"]
    reduced = adapter.reduced_font(font, chosen, "ABCDEF")
    assert list(adapter.font_texts(reduced).values()) == ["b"]
    assert len(adapter.font_texts(font)) == 3
    assert reduced.name.startswith(b"/ABCDEF+")


def font_objects() -> None:
    font = one_font()
    wanted = ["pdf", "fonts", "compress", "subset", "options"]
    assert list(inspect.signature(build_fonts_dictionary).parameters) == wanted
    names, pdf = adapter.font_objects({adapter.font_name(font): font})
    (reference,) = names.values()
    assert objects_of.referenced(pdf, reference)["Type"] == "/Font"
    assert objects_of.number_of(reference) >= objects_of.FIRST_OBJECTS


def rendered_objects() -> None:
    tagged = objects()
    assert isinstance(tagged, pydyf.PDF)
    assert "StructTreeRoot" in tagged.catalog
    untagged = adapter.rendered_objects(document(), tagged=False)
    assert "StructTreeRoot" not in untagged.catalog


def form_inputs() -> None:
    laid = document()
    adapter.rendered_objects(laid, tagged=True)
    (one,) = adapter.form_inputs(laid.pages[0])
    assert (one.widget["T"].string, one.element.get("title")) == ("who", "Who")
    assert (one.font_size, one.is_right_to_left) == (16, True)


def internal_links() -> None:
    laid = document()
    adapter.rendered_objects(laid, tagged=True)
    ((annotation, element),) = adapter.internal_links(laid)
    assert annotation["Subtype"] == "/Link"
    assert element.text == "To the top"


def truncated_pictures() -> None:
    """Half a picture is refused, though WeasyPrint asks Pillow to read it nevertheless."""
    file = BytesIO()
    Image.effect_noise((64, 64), 80).save(file, "PNG")
    content = file.getvalue()
    half = base64.b64encode(content[: len(content) // 2]).decode()
    laid = document(f"<img alt='Half' src='data:image/png;base64,{half}'>")
    assert weasyprint.images.ImageFile is ImageFile, "Pillow's flag is set elsewhere"
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
    with pytest.raises(OSError, match="truncated"):
        laid.write_pdf()


def anchors() -> None:
    (page,) = document("<h1 id='top' style='width: 50px; height: 20px'>A test</h1>").pages
    left, top, right, bottom = adapter.anchors(page)["top"]
    assert (right - left, bottom - top) == (50, 20)


def internal_targets() -> None:
    (page,) = document(f"{BODY}<p><a href='https://example.org/'>Away</a></p>").pages
    assert adapter.internal_targets(page) == {"top"}


TWO_LINKS = "<h1 id='top'>A test</h1><p id='other'><a href='#top'>To the top</a></p>"


def page_with_prefix() -> None:
    laid = document(TWO_LINKS)
    page = adapter.page_with_prefix(laid.pages[0], "2-", {"top"})
    assert (set(adapter.anchors(page)), adapter.internal_targets(page)) == ({"2-top"}, {"2-top"})
    assert set(adapter.anchors(laid.pages[0])) == {"top", "other"}
    file = PdfReader(BytesIO(laid.copy([page]).write_pdf()))
    assert list(file.named_destinations) == ["2-top"]
    assert file.pages[0]["/Annots"][0]["/Dest"] == "2-top"


def page_with_bookmark() -> None:
    laid = document("<h1>One</h1><h2>Below</h2>")
    page = adapter.page_with_bookmark(laid.pages[0], "part", "The part")
    part, below = PdfReader(BytesIO(laid.copy([page]).write_pdf())).outline
    assert part["/Title"] == "The part"
    assert [mark["/Title"] for mark in below] == ["Below"]
    assert [mark[1] for mark in laid.pages[0].bookmarks] == ["One", "Below"]


def joined_document() -> None:
    one, two = document("<h1>One</h1>"), document("<h1>Two</h1>")
    joined = adapter.joined_document(one, [*one.pages, *two.pages], "Both")
    file = PdfReader(BytesIO(joined.write_pdf()))
    assert [page.extract_text() for page in file.pages] == ["One", "Two"]
    assert (file.metadata or {})["/Title"] == "Both"
    assert one.metadata.title == "A test"


def pango_version() -> None:
    assert [int(part) >= 0 for part in adapter.pango_version().split(".")] == [True] * 3


def number_of() -> None:
    assert [objects_of.number_of(reference) for reference in (b"7 0 R", "12 0 R")] == [7, 12]


def referenced() -> None:
    pdf = objects()
    for number, item in enumerate(pdf.objects):
        assert item.number == number
    assert objects_of.referenced(pdf, pdf.catalog.reference) is pdf.catalog


def resolved() -> None:
    pdf = objects()
    (page,) = objects_of.pages(pdf)
    assert objects_of.resolved(pdf, page["Contents"]) is not page["Contents"]
    assert objects_of.resolved(pdf, "/Page") == "/Page"


def written() -> None:
    values = (b"7 0 R", "/Page", 0.5, 2, pydyf.String("a"), pydyf.Array([1, 2]))
    assert [objects_of.written(value) for value in values] == [
        b"7 0 R", b"/Page", b"0.5", b"2", b"(a)", b"[1 2]",
    ]  # fmt: skip


def all_objects() -> None:
    pdf = objects()
    assert objects_of.objects(pdf)[pdf.catalog.number] is pdf.catalog


def streams() -> None:
    pdf = objects(f"<img alt='A dot' src='{DOT}'>")
    types = [objects_of.entries(stream).get("Subtype") for stream in objects_of.streams(pdf)]
    assert "/Image" in types


def entries() -> None:
    stream, plain = pydyf.Stream([b"q"], {"Type": "/XObject"}), pydyf.Dictionary({"A": 1})
    objects_of.entries(stream)["Subtype"] = "/Form"
    assert b"/Form" in stream.data
    assert objects_of.entries(plain) is plain


def dictionaries_by_number() -> None:
    pdf = objects()
    found = objects_of.dictionaries_by_number(pdf)
    assert found[pdf.catalog.number] is pdf.catalog
    assert any(item.get("S") == "/H1" for item in found.values())


def pages() -> None:
    pdf = objects("<h1>A</h1><p style='break-before: page'>B</p>")
    found = list(objects_of.pages(pdf))
    assert [page["Type"] for page in found] == ["/Page", "/Page"]
    assert found[0] is not found[1]
    assert isinstance(objects_of.referenced(pdf, found[0]["Contents"]), pydyf.Stream)


def viewer_preferences() -> None:
    pdf = objects()
    objects_of.viewer_preferences(pdf)["NumCopies"] = 3
    assert b"/NumCopies 3" in pdf.catalog.data


def bodies() -> None:
    made = objects_of.bodies(pydyf.PDF())
    assert sorted(made) == list(range(1, objects_of.FIRST_OBJECTS))
    assert b"/Catalog" in made[2]


def operators() -> None:
    pdf = objects("<h1>A</h1>")
    (page,) = objects_of.pages(pdf)
    found = objects_of.operators(objects_of.referenced(pdf, page["Contents"]))
    assert all(isinstance(line, bytes) for line in found)
    kinds = {line.split()[-1] for line in found if line.split()}
    assert {b"TJ", b"Tf", b"Tm", b"BDC", b"EMC"} <= kinds
    assert b"<</MCID 0>>" in b"".join(found).replace(b" BDC", b"")


def replace_operators() -> None:
    stream = pydyf.Stream([b"q"])
    objects_of.replace_operators(stream, [b"0 g", b"f"])
    assert b"\n0 g\nf\n" in stream.data


def append_operators() -> None:
    stream = pydyf.Stream([b"q"])
    objects_of.append_operators(stream, [b"Q"])
    assert b"\nq\nQ\n" in stream.data


def deflated_body() -> None:
    content = objects_of.deflated_body(pydyf.Stream([b"0 g"]))
    begin, _, rest = content.partition(b"\nstream\n")
    assert b"/FlateDecode" in begin
    assert zlib.decompress(rest.removesuffix(b"\nendstream")) == b"0 g"


TABLE = (
    "<table><thead><tr><td></td><th>Column</th></tr></thead>"
    "<tbody><tr><th>Row</th><td>Cell</td></tr></tbody></table>"
)


def scope_headers() -> None:
    pdf = objects(TABLE)
    objects_of.scope_headers(pdf, [4])
    cells = [d for d in objects_of.dictionaries_by_number(pdf).values() if d.get("S") == "/TH"]
    assert sorted(cell["A"]["Scope"] for cell in cells) == ["/Column", "/Row"]
    assert all(cell["ID"].string.startswith("4-") for cell in cells)
    obeying = [
        name.string
        for cell in objects_of.dictionaries_by_number(pdf).values()
        if cell.get("S") == "/TD"
        for name in cell.get("A", {}).get("Headers", [])
    ]
    assert set(obeying) <= {cell["ID"].string for cell in cells}
    assert obeying


LINKED = "<h1>A <b>bold</b> test</h1><p><a href='https://example.org/'>Away</a></p>"


def page_structure() -> None:
    pdf = objects(LINKED)
    found = objects_of.page_structure(pdf)
    by_number = objects_of.dictionaries_by_number(pdf)
    assert by_number[found.document]["S"] == "/Document"
    assert by_number[found.link_owner or 0]["S"] == "/Link"
    assert [len(owners) for owners in found.owners] == [4]
    assert objects_of.page_structure(objects("<h1>A test</h1>")).link_owner is None


def own_texts() -> None:
    pdf = objects("<h1>A test</h1>")
    ((before,),) = objects_of.page_structure(pdf).owners
    objects_of.own_texts(pdf)
    ((after,),) = objects_of.page_structure(pdf).owners
    by_number = objects_of.dictionaries_by_number(pdf)
    assert (by_number[before]["S"], by_number[after]["S"]) == ("/Span", "/H1")
    assert by_number[after]["K"] == [0]


def page_parts() -> None:
    pdf = objects(LINKED)
    (page,) = objects_of.pages(pdf)
    found = objects_of.page_parts(pdf, page)
    assert found.size == pytest.approx((595.28, 841.89), abs=0.01)
    assert found.number == page.number
    assert all(
        objects_of.dictionaries_by_number(pdf)[n]["Type"] == "/Font" for n in found.fonts.values()
    )
    assert set(found.fonts) <= {
        line.split()[0][1:].decode()
        for line in objects_of.operators(found.content)
        if line.endswith(b" Tf")
    }
    assert b"/Font" not in found.resources
    assert len(found.annotations) == 1


def link_rectangle() -> None:
    pdf = objects(LINKED)
    (page,) = objects_of.pages(pdf)
    links = objects_of.page_parts(pdf, page).annotations
    left, bottom, right, top = objects_of.link_rectangle(pdf, links, "https://example.org/")
    assert left < right and bottom < top  # noqa: PT018
    assert objects_of.link_rectangle(pdf, links, "https://example.com/") == ()


def page_digests() -> None:
    def digests(*bodies: str) -> list[str]:
        pages = (f"<section style='break-after: page'>{body}</section>" for body in bodies)
        return objects_of.page_digests(objects("".join(pages)))

    def gradient(colour: str) -> str:
        return f"<p style='background: linear-gradient({colour}, blue)'>A</p>"

    def dotted(colour: str) -> str:
        drawing = f"<svg width='9' height='9'><path fill='{colour}' d='M0 0H9V9z'/></svg>"
        named = drawing.replace("<svg", "<svg xmlns='http://www.w3.org/2000/svg'")
        return f'<p style="background: url(data:image/svg+xml,{quote(named)})">A</p>'

    def half(colour: str) -> str:
        return f"<p style='opacity: 0.5; color: {colour}'>A</p>"

    field = "<p>A <input name='{0}' title='{0}'></p>"
    one, two = digests("<p>One</p>", "<p>Two</p>")
    assert one != two
    assert digests("<p>New</p>", "<p>Two</p>")[1] == two
    for drawn in (gradient, dotted, half):
        red, lime = digests(drawn("red"), drawn("lime"))
        assert red != lime
        assert digests(drawn("lime"), drawn("red")) == [lime, red]
    assert digests(field.format("a")) != digests("<p>A</p>")
    assert digests(f"<img alt='A' src='{DOT}'>") != digests("<p></p>")


def attached_files() -> None:
    assert objects_of.attached_files(objects(ATTACHED))
    assert not objects_of.attached_files(objects())


class _Heard:
    """An `ffi` that remembers what it was asked to make."""

    def __init__(self, ffi: Any) -> None:
        self.ffi = ffi
        self.declared: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ffi, name)

    def new(self, declaration: str, *content: Any) -> Any:
        self.declared.append(declaration)
        return self.ffi.new(declaration, *content)


def open_arrays() -> None:
    heard = adapter.pdf_fonts.ffi._ffi = _Heard(adapter.pdf_fonts.ffi._ffi)
    try:
        document().write_pdf()
    finally:
        adapter.pdf_fonts.ffi._ffi = heard.ffi
    assert {one for one in heard.declared if "codepoint" in one} == {"hb_codepoint_t[]"}


TOUCHES = {
    touch.__name__: touch
    for touch in (
        open_arrays, collected_warnings, between_pages, replace_fonts, rendered_fonts,
        kept_pictures,
        unembedded_fonts, font_name, font_widths, font_texts, complete_texts, add_glyphs,
        reduced_font, font_objects,
        rendered_objects, form_inputs, internal_links, truncated_pictures, anchors,
        internal_targets, page_with_prefix, page_with_bookmark, joined_document, pango_version,
        number_of, referenced, resolved, written, streams, entries, dictionaries_by_number, pages,
        viewer_preferences, bodies, operators, replace_operators, append_operators, deflated_body,
        attached_files, page_digests, scope_headers, page_structure, own_texts, page_parts,
        link_rectangle,
    )
} | {"objects": all_objects}  # fmt: skip


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_the_renderer_still_does_what_we_rely_on(touch: Callable[[], None]) -> None:
    touch()


def test_each_touch_has_its_test() -> None:
    functions = {
        name
        for module in (adapter, renderer_log, objects_of)
        for name, _ in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and inspect.getmodule(getattr(module, name)) is module
    }
    assert functions <= TOUCHES.keys()
