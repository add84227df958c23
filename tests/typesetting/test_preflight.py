"""Each check is proved by a file that is wrong in just that way, and by its good neighbours."""

import dataclasses
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from handouts.documents.editions import EDITIONS
from handouts.typesetting.expected import Expected
from handouts.typesetting.preflight import Stretch, preflight, preflight_in_parts
from handouts.typesetting.render import Typesetter, write
from handouts.typesetting.text_search import squeeze
from tests.conftest import REPOSITORY

STYLE = """
@page { size: 105mm 148mm; margin: 15mm 15mm 25mm }
body { font: 11pt/15pt "Source Serif Pro"; margin: 0 }
p { margin: 0 0 5mm }
"""
A6 = (297.64, 419.53)
ROW = ("Goal", "To cope " * 12 + "better", "To change " * 12 + "for good")
LONG = "Both of them listen, and one of them asks what happened. " * 50

Make = Callable[..., bytes]


@pytest.fixture(scope="module")
def make() -> Make:
    """Set a page or more with the house fonts and the engine, from HTML and a style."""
    setter = Typesetter([REPOSITORY])

    def made(body: str, style: str = "") -> bytes:
        html = (
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A test</title>'
            f"</head><body><h1>A test</h1>{body}</body></html>"
        )
        sheets = [REPOSITORY / "styles" / "fonts.css", STYLE + style]
        return write(setter.lay_out(html, REPOSITORY, sheets), EDITIONS["print"].printing)[0]

    return made


def expected(
    *paragraphs: str,
    rows: tuple[tuple[str, ...], ...] = (),
    secrets: tuple[str, ...] = (),
    families: tuple[str, ...] = ("Source Serif Pro",),
    paper: tuple[float, float] = A6,
) -> Expected:
    return Expected(paragraphs, rows, secrets, families, paper)


def page_count(content: bytes) -> int:
    return len(PdfReader(BytesIO(content)).pages)


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def test_a_whole_page_has_nothing_wrong_with_it(make: Make) -> None:
    content = make("<p>One treats, the other heals.</p>" + table(ROW))
    assert preflight(content, expected("One treats, the other heals.", rows=(ROW,))) == ()


def test_a_missing_paragraph_is_told_with_its_first_words(make: Make) -> None:
    wanted = "The second paragraph was lost on its way, unseen: " + "so. " * 9
    content = make("<p>The first paragraph stands.</p>")
    assert preflight(content, expected("The first paragraph stands.", wanted)) == (
        f"This text is not in the file, or not whole: “{wanted[:69]}…”",
    )


def test_a_paragraph_without_its_last_word_is_told(make: Make) -> None:
    content = make("<p>One treats, the other</p>")
    assert preflight(content, expected("One treats, the other heals.")) == (
        "This text is not in the file, or not whole: “One treats, the other heals.”",
    )


def test_a_paragraph_that_loses_words_at_the_page_break_is_told(make: Make) -> None:
    content = make(f"<p>{LONG}</p>")
    assert page_count(content) > 1
    assert preflight(content, expected(LONG.replace("asks what", "then asks what", 12))) != ()


def test_paragraphs_in_the_wrong_order_of_pages_are_told(make: Make) -> None:
    filling = "Filling words. " * 30
    content = make(
        f"<p>First of all.</p><p>{filling}</p>"
        f"<p style='break-before: page'>Last of all.</p><p>{filling}</p>"
    )
    assert preflight(content, expected("First of all.", filling, "Last of all.", filling)) == ()
    assert preflight(content, expected("Last of all.", "First of all.")) == (
        "This text is not in the file, or not whole: “First of all.”",
    )


def test_a_text_that_only_the_footer_has_is_not_in_the_body(make: Make) -> None:
    footer = '@page { @bottom-left { content: "One treats."; font: 8pt "Source Serif Pro" } }'
    content = make("<p>Something else.</p>", footer)
    assert preflight(content, expected("Something else.")) == ()
    assert preflight(content, expected("One treats.")) == (
        "This text is not in the file, or not whole: “One treats.”",
    )


@pytest.mark.parametrize("style", ["", "p { hyphens: auto; text-align: justify }"])
def test_a_paragraph_may_run_over_several_pages(make: Make, style: str) -> None:
    content = make(f"<p>{LONG}</p>", style)
    assert page_count(content) > 2
    assert preflight(content, expected(LONG)) == ()


def test_hyphenation_loses_nothing(make: Make) -> None:
    words = "Internationalization characteristically counterrevolutionary " * 15
    content = make(f"<p>{words}</p>", "p { hyphens: auto }")
    assert "\u2010" in "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    assert preflight(content, expected(words)) == ()


def test_ligatures_accents_and_typographic_marks_lose_nothing(make: Make) -> None:
    words = "The office staff’s waffles – “fluffy”, affixed to Zoë’s fjord… Œuvre ½ №"
    assert preflight(make(f"<p>{words}</p>"), expected(words)) == ()


def test_a_word_that_a_hyphen_joins_may_end_a_line(make: Make) -> None:
    words = "A self-help well-being client-centred body-mind short-term " * 9
    assert preflight(make(f"<p>{words}</p>"), expected(words)) == ()


def test_a_missing_cell_is_told_with_its_row(make: Make) -> None:
    rows = (("Goal", "Relief", "Lasting change"), ("Pace", "Brief", "Unhurried"))
    content = make(table(rows[0], ("Pace", "Brief", "")))
    assert preflight(content, expected(rows=rows)) == (
        "Row 2 of the chart is not whole: no “Unhurried”",
    )


def test_a_row_that_is_split_between_two_pages_is_told(make: Make) -> None:
    content = make(f"<p>{'Filling words. ' * 82}</p>{table(ROW)}")
    pages = [squeeze(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]
    assert not any(all(squeeze(cell) in page for cell in ROW) for page in pages)
    assert preflight(content, expected(rows=(ROW,))) == (
        "Row 1 of the chart is split between two pages.",
    )


def test_a_row_whose_cells_stand_on_different_pages_is_told(make: Make) -> None:
    filling = f"<p>{'Filling words. ' * 30}</p>"
    content = make(f"{filling}<p>Goal</p><h2 style='break-before: page'>Change</h2>{filling}")
    assert preflight(content, expected(rows=(("Goal", "Change"),))) == (
        "Row 1 of the chart is split between two pages.",
    )


def test_a_row_longer_than_a_page_may_be_split(make: Make) -> None:
    row = ("Goal", "To cope " * 300 + "better", "To change " * 300 + "for good")
    content = make(table(row))
    assert page_count(content) > 1
    assert preflight(content, expected(rows=(row,))) == ()


def test_a_long_row_that_is_not_whole_is_told(make: Make) -> None:
    row = ("Goal", "To cope " * 300 + "better", "To change " * 300 + "for good")
    content = make(table((*row[:2], "To change " * 300)))
    assert preflight(content, expected(rows=(row,))) == (
        f"Row 1 of the chart is not whole: no “{row[2][:69]}…”",
    )


@pytest.mark.parametrize("left", ["-14mm", "-12mm", "76mm", "150mm"])
def test_text_outside_of_what_a_printer_reaches_is_told(make: Make, left: str) -> None:
    place = f"position: absolute; white-space: nowrap; left: {left}"
    content = make(f"<p>Inside.</p><p style='{place}'>outside</p>")
    assert preflight(content, expected("Inside.")) == (
        "Page 1 has text outside of what can be printed: “outside”",
    )


@pytest.mark.parametrize("top", ["-14mm", "130mm"])
def test_text_above_or_below_what_a_printer_reaches_is_told(make: Make, top: str) -> None:
    content = make(f"<p>Inside.</p><p style='position: absolute; top: {top}'>outside</p>")
    assert preflight(content, expected("Inside.")) == (
        "Page 1 has text outside of what can be printed: “outside”",
    )


def test_text_well_inside_of_the_edge_is_fine(make: Make) -> None:
    content = make("<p>Inside.</p><p style='position: absolute; left: -10mm; top: -10mm'>near</p>")
    assert preflight(content, expected("Inside.", "near")) == ()


@pytest.mark.parametrize("place", ["width: 300mm", "margin-left: -20mm; width: 30mm"])
def test_a_box_that_reaches_over_the_edge_is_told(make: Make, place: str) -> None:
    box = f"<div style='{place}; height: 2mm; background: #7a2e1d'></div>"
    assert preflight(make(f"<p>Inside.</p>{box}"), expected("Inside.")) == (
        "Page 1 has something that reaches over its edge.",
    )


def test_a_sheet_that_is_coloured_to_its_edges_is_fine(make: Make) -> None:
    content = make("<p>Inside.</p>", "@page { background: #f6f2ec }")
    assert preflight(content, expected("Inside.")) == ()


def test_a_font_that_was_not_asked_for_is_told(make: Make) -> None:
    content = make("<p style='font-family: Source Sans Pro'>One treats.</p>")
    assert preflight(content, expected("One treats.")) == (
        "Page 1 is typeset in Source-Sans-Pro, a font that was not asked for.",
    )
    families = ("Source Serif Pro", "Source Sans Pro")
    assert preflight(content, expected("One treats.", families=families)) == ()


def test_italics_and_weights_belong_to_the_family_that_was_asked_for(make: Make) -> None:
    words = "<p><em>One</em> <strong>treats</strong>, <strong><em>one heals</em></strong>.</p>"
    assert preflight(make(words), expected("One treats, one heals.")) == ()


def test_a_font_that_is_not_embedded_is_told() -> None:
    writer = PdfWriter()
    page = writer.add_blank_page(*A6)
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    text = DecodedStreamObject()
    text.set_data(b"BT /F1 12 Tf 60 200 Td (One treats.) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(text)
    content = BytesIO()
    writer.write(content)
    assert preflight(content.getvalue(), expected("One treats.", families=("Helvetica",))) == (
        "Page 1: the font Helvetica is not embedded.",
    )


def test_a_character_that_no_font_could_set_is_told(make: Make) -> None:
    causes = preflight(make("<p>One \ufffd treats.</p>"), expected("One", families=()))
    assert causes == ("Page 1 has characters that no font has.",)


@pytest.mark.parametrize("lines", [1, 2])
def test_a_nearly_empty_last_page_is_told(make: Make, lines: int) -> None:
    last = "B.<br>" * lines
    content = make(f"<p>{'Filling words. ' * 30}</p><p style='break-before: page'>{last}</p>")
    assert preflight(content, expected()) == ("Page 2 of 2 is nearly empty.",)
    assert preflight(content, dataclasses.replace(expected(), takes_paper=False)) == ()


def test_a_nearly_empty_page_between_others_is_told(make: Make) -> None:
    full, break_ = "Filling words. " * 30, "style='break-before: page'"
    content = make(f"<p>{full}</p><p {break_}>B.</p><p {break_}>{full}</p>")
    assert preflight(content, expected()) == ("Page 2 of 3 is nearly empty.",)


def test_a_blank_page_is_nearly_empty(make: Make) -> None:
    content = make("<p>A.</p><h2 style='break-before: page'></h2><div></div>")
    assert "Page 2 of 2 is nearly empty." in preflight(content, expected())


CUT_OUT = "@page :blank { background: #ffffff; @bottom-center { content: none } }"
FOOTER = "@page { @bottom-center { content: counter(page); font: 8pt Source Serif Pro } }"


def test_a_back_may_be_blank_where_the_document_says_so(make: Make) -> None:
    full = "Filling words. " * 30
    content = make(f"<p>{full}</p><p style='break-before: recto'>{full}</p>", FOOTER + CUT_OUT)
    assert page_count(content) == 3
    on_purpose = dataclasses.replace(expected(), blank_backs=True)
    assert preflight(content, on_purpose) == ()
    assert preflight(content, expected()) == ("Page 2 of 3 is nearly empty.",)


def test_a_back_with_a_footer_alone_is_not_blank_on_purpose(make: Make) -> None:
    full = "Filling words. " * 30
    content = make(f"<p>{full}</p><p style='break-before: recto'>{full}</p>", FOOTER)
    on_purpose = dataclasses.replace(expected(), blank_backs=True)
    assert preflight(content, on_purpose) == ("Page 2 of 3 is nearly empty.",)


def test_a_front_is_never_blank_on_purpose(make: Make) -> None:
    full, break_ = "Filling words. " * 30, "style='break-before: page'"
    content = make(f"<p>{full}</p><p {break_}>{full}</p><h2 {break_}></h2><div></div>")
    on_purpose = dataclasses.replace(expected(), blank_backs=True)
    assert preflight(content, on_purpose) == ("Page 3 of 3 is nearly empty.",)


def test_a_page_with_a_quarter_of_its_text_is_not_nearly_empty(make: Make) -> None:
    full = "Filling words. " * 30
    content = make(f"<p>{full}</p><p style='break-before: page'>{full[: len(full) // 2]}</p>")
    assert page_count(content) == 2
    assert preflight(content, expected()) == ()


def test_a_document_of_one_short_page_is_fine(make: Make) -> None:
    assert preflight(make("<p>A.</p>"), expected("A.")) == ()


def test_the_wrong_paper_is_told_in_millimetres(make: Make) -> None:
    content = make("<p>A.</p>")
    assert preflight(content, expected(paper=(612.0, 792.0))) == ("Page 1 has 105 × 148 mm.",)


def test_one_page_of_another_size_is_told(make: Make) -> None:
    content = make(
        f"<p>{'Filling words. ' * 30}</p><div class='odd'>{'Filling words. ' * 30}</div>",
        "@page odd { size: 110mm 148mm } .odd { page: odd }",
    )
    assert preflight(content, expected()) == ("Page 2 has 110 × 148 mm.",)


def test_a_landscape_page_of_the_right_paper_is_fine(make: Make) -> None:
    assert preflight(make("<p>A.</p>", "@page { size: 148mm 105mm }"), expected("A.")) == ()


@pytest.mark.parametrize("kept", [0, 20, 0.5])
def test_a_damaged_file_is_told(make: Make, kept: float) -> None:
    whole = make("<p>A.</p>")
    content = whole[: int(kept if kept >= 1 else kept * len(whole))]
    (cause,) = preflight(content, expected("A."))
    assert cause.startswith("The file cannot be read back")


def test_all_that_is_wrong_is_told_at_once(make: Make) -> None:
    content = make(
        "<p>A.</p><p style='break-before: page; font-family: Source Sans Pro'>B.</p>"
        "<div style='position: absolute; top: 0; width: 300mm; height: 2mm; background: red'></div>"
    )
    assert preflight(content, expected("C.", rows=(("D.",),), paper=(612.0, 792.0))) == (
        "Page 1 has 105 × 148 mm.",
        "Page 2 has 105 × 148 mm.",
        "Page 2 has something that reaches over its edge.",
        "Page 2 is typeset in Source-Sans-Pro, a font that was not asked for.",
        "This text is not in the file, or not whole: “C.”",
        "Row 1 of the chart is not whole: no “D.”",
        "Page 2 of 2 is nearly empty.",
    )


RIGHT_TO_LEFT = "body { direction: rtl; width: 60mm }"
ENDS_WITH_MARKS = "She said “and why?”, twice; he (a doctor) had no words for Smythe-Montgomery."


def test_lines_that_begin_at_the_right_may_have_words_that_do_not(make: Make) -> None:
    """What is read back has marks elsewhere, and words beside those of the next cell."""
    row = ("Question", "“What is wrong?”", "“What has happened?”")
    content = make(f"<p>{ENDS_WITH_MARKS}</p>{table(row)}", RIGHT_TO_LEFT)
    fine = dataclasses.replace(expected(ENDS_WITH_MARKS, rows=(row,)), right_to_left=True)
    assert preflight(content, fine) == ()
    lost = dataclasses.replace(expected(rows=((*row, "Cured"),)), right_to_left=True)
    assert preflight(content, lost) == ("Row 1 of the chart is not whole: no “Cured”",)


def test_lines_that_begin_at_the_right_may_run_over_pages(make: Make) -> None:
    content = make(f"<p>{LONG}</p>", RIGHT_TO_LEFT)
    assert page_count(content) > 2
    whole = dataclasses.replace(expected(LONG), right_to_left=True)
    assert preflight(content, whole) == ()
    lost = dataclasses.replace(expected(f"{LONG} Nobody."), right_to_left=True)
    assert len(preflight(content, lost)) == 1


NEXT = "<div style='break-before: page'></div>"
SHEETS = (
    "<p>Symptoms are eased, and that is enough.</p>",
    "<h2>Fill in: symptoms are …</h2><p>A sentence with a blank in it.</p>",
)


def test_an_answer_may_stand_in_another_part_of_the_file(make: Make) -> None:
    content = make(NEXT.join(SHEETS))
    handout = Stretch([0], expected("Symptoms are eased, and that is enough."))
    sheet = Stretch([1], expected("A sentence with", secrets=("symptoms are eased",)))
    assert preflight_in_parts(content, [handout, sheet]) == ()
    told = Stretch([0], expected(secrets=("Symptoms are eased",)))
    assert preflight_in_parts(content, [told, sheet]) == (
        "An answer can be read in the file: “Symptoms are eased”",
    )


def test_a_bookmark_that_leads_to_a_part_tells_none_of_its_answers(make: Make) -> None:
    content = make(NEXT.join(SHEETS))
    secrets = ("Fill in: symptoms are",)
    others = Stretch([1], expected())
    assert preflight_in_parts(content, [Stretch([0], expected(secrets=secrets)), others]) == ()
    assert preflight_in_parts(
        content, [Stretch([0], expected()), Stretch([1], expected(secrets=secrets))]
    )


def test_a_text_of_one_part_is_missing_where_it_stands_in_another(make: Make) -> None:
    content = make(NEXT.join(SHEETS))
    stretches = [Stretch([0], expected("A sentence with a blank in it.")), Stretch([1], expected())]
    assert preflight_in_parts(content, stretches) == (
        "This text is not in the file, or not whole: “A sentence with a blank in it.”",
    )


def test_a_page_of_no_part_is_blank(make: Make) -> None:
    blank = make(f"<p>One.</p>{NEXT}<p> </p>", "div { height: 1px }")
    assert preflight_in_parts(blank, [Stretch([0], expected("One."))]) == ()
    written = make(f"<p>One.</p>{NEXT}<p>Two.</p>")
    assert preflight_in_parts(written, [Stretch([0], expected("One."))]) == (
        "Page 2 is not blank, as it should be.",
    )


def test_marks_at_the_side_do_not_make_a_page_seem_full(make: Make) -> None:
    place = "position: absolute; left: -13mm; top: 100mm; width: 5mm; height: 1mm; background: red"
    content = make(f"<p>{LONG}</p>{NEXT}<p>Two.</p><div style='{place}'></div>")
    assert preflight(content, expected()) == (
        f"Page {page_count(content)} of {page_count(content)} is nearly empty.",
    )


def test_what_is_wrong_in_a_part_is_told_with_its_name(make: Make) -> None:
    stretch = Stretch([0], expected("Lost."), "matching-b")
    assert preflight_in_parts(make("<p>One.</p>"), [stretch]) == (
        "matching-b: This text is not in the file, or not whole: “Lost.”",
    )
