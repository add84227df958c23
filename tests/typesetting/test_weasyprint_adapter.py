"""The contract with WeasyPrint and pydyf: a test for each touch, named as the function it is of."""

import inspect
import logging
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pydyf
import pytest
import weasyprint
from pypdf import PdfReader
from weasyprint.pdf.fonts import build_fonts_dictionary

from handouts.typesetting import pydyf_adapter as objects_of
from handouts.typesetting import weasyprint_adapter as adapter

BODY = (
    "<h1 id='top'>A test</h1><p><a href='#top'>To the top</a></p>"
    "<form><input name='who' title='Who' style='font-size: 16px; direction: rtl'></form>"
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
    with adapter.collected_warnings() as outer:
        weasyprint.CSS(string="p { colr: red }")
        with adapter.collected_warnings() as inner:
            weasyprint.CSS(string="p { widht: 0 }")
        logging.getLogger("fontTools.subset").warning("of a font")
    logging.getLogger("weasyprint").warning("of nobody")
    assert ["colr" in outer[0], outer[1:]] == [True, ["of a font"]]
    assert ["widht" in message for message in inner] == [True]


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
    wanted = ["pdf", "fonts", "compress", "subset", "options"]
    assert list(inspect.signature(build_fonts_dictionary).parameters) == wanted
    font = one_font()
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


def pango_version() -> None:
    assert [int(part) >= 0 for part in adapter.pango_version().split(".")] == [True] * 3


def number_of() -> None:
    assert [objects_of.number_of(reference) for reference in (b"7 0 R", "12 0 R")] == [7, 12]


def referenced() -> None:
    pdf = objects()
    for number, item in enumerate(pdf.objects):
        assert item.number == number
    assert objects_of.referenced(pdf, pdf.catalog.reference) is pdf.catalog


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


def attached_files() -> None:
    assert objects_of.attached_files(objects(ATTACHED))
    assert not objects_of.attached_files(objects())


TOUCHES = (
    collected_warnings, replace_fonts, rendered_fonts, unembedded_fonts, font_name, font_widths,
    font_texts, add_glyphs, reduced_font, font_objects, rendered_objects, form_inputs,
    internal_links, pango_version, number_of, referenced, dictionaries_by_number, pages, bodies,
    operators, attached_files,
)  # fmt: skip


@pytest.mark.parametrize("touch", TOUCHES, ids=lambda touch: touch.__name__)
def test_the_renderer_still_does_what_we_rely_on(touch: Callable[[], None]) -> None:
    touch()


def test_each_touch_has_its_test() -> None:
    functions = {
        name
        for module in (adapter, objects_of)
        for name, _ in inspect.getmembers(module, inspect.isfunction)
        if not name.startswith("_") and inspect.getmodule(getattr(module, name)) is module
    }
    assert functions <= {touch.__name__ for touch in TOUCHES}
