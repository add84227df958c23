"""Word documents as articles: what is in them, what is left out, and what is refused."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from docx.oxml import parse_xml
from PIL import Image

from handouts.errors import ContentError
from handouts.importers import Given, Imported, import_files
from handouts.importers.article import read_article
from handouts.importers.parts import ReadArticle
from handouts.importers.source import read_source
from tests.importers.said import sentences

from .documents import W, add, document, field, picture


def read(content: bytes) -> ReadArticle:
    return read_article(read_source(Given("in/day.docx", content), "article"))


def markdown(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


def left(article: ReadArticle) -> list[tuple[str, str]]:
    return [(each.text, str(each.reason)) for each in article.left_out]


def test_title_subtitle_and_byline_come_from_styles_and_first_lines() -> None:
    def make(made: Any) -> None:
        made.core_properties.title = "Another document"
        made.add_paragraph("When the Room Goes Quiet", style="Title")
        made.add_paragraph("What eleven courses taught me", style="Subtitle")
        made.add_paragraph("Marta Olsen, LCSW")
        made.add_heading("Two kinds", 1)
        made.add_paragraph("Every trainer knows it.")
        made.add_heading("In a room", 2)
        made.add_paragraph("One sees who is thinking.")

    article = read(document(make))

    assert (article.title, article.subtitle, article.byline) == (
        "When the Room Goes Quiet", "What eleven courses taught me", "Marta Olsen, LCSW",
    )  # fmt: skip
    assert markdown(article) == (
        "## Two kinds\n\nEvery trainer knows it.\n\n### In a room\n\nOne sees who is thinking."
    )
    assert article.language == "en-US"


def test_a_document_without_styles_begins_with_its_title_and_has_headings_in_bold() -> None:
    def make(made: Any) -> None:
        made.core_properties.author = "Marta Olsen"
        made.add_paragraph().add_run("When the Room Goes Quiet").bold = True
        made.add_paragraph("Every trainer knows it.")
        made.add_paragraph().add_run("Two kinds").bold = True
        made.add_paragraph("One sees who is thinking.")

    article = read(document(make))

    assert (article.title, article.byline) == ("When the Room Goes Quiet", "Marta Olsen")
    assert markdown(article) == (
        "Every trainer knows it.\n\n## Two kinds\n\nOne sees who is thinking."
    )


@pytest.mark.parametrize("name", ["Überschrift 1", "Título 1", "Kapitel"])
def test_headings_are_known_by_their_level_or_their_name_in_any_language(name: str) -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        style = made.styles.add_style(name, 1)
        if name == "Kapitel":
            add_level = f'<w:pPr {W}><w:outlineLvl w:val="0"/></w:pPr>'
            style.element.append(_xml(add_level))
        made.add_paragraph("Two kinds", style=name)
        made.add_paragraph("Text stands here.")

    assert markdown(read(document(make))) == "## Two kinds\n\nText stands here."


def _xml(text: str) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415

    return parse_xml(text)


def test_lists_keep_their_nesting_and_their_numbers() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        for text, style in (
            ("one", "List Bullet"), ("inner", "List Bullet 2"), ("innermost", "List Bullet 3"),
            ("two", "List Bullet"), ("first", "List Number"), ("second", "List Number"),
            ("Text between.", None), ("third", "List Number"),
        ):  # fmt: skip
            made.add_paragraph(text, style=style)

    assert markdown(read(document(make))) == (
        "- one\n  - inner\n    - innermost\n- two\n\n1. first\n2. second\n\n"
        "Text between.\n\n3. third"
    )


def test_emphasis_of_runs_and_of_character_styles_stays() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        paragraph = made.add_paragraph("Never ")
        paragraph.add_run("hurry").bold = True
        paragraph.add_run(" on, ")
        paragraph.add_run("wait", style="Emphasis")
        paragraph.add_run(" for 10")
        paragraph.add_run("2").font.superscript = True
        paragraph.add_run(" s.")

    assert markdown(read(document(make))) == "Never **hurry** on, *wait* for 10² s."


def test_pictures_have_their_descriptions_and_captions_and_are_no_larger_than_print_needs() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        made.add_paragraph("Text stands here.")
        made.add_picture(picture(4000, 1000))
        drawing = made.paragraphs[-1]._p.xpath(".//wp:docPr")[0]
        drawing.set("descr", "An empty [seminar] room")
        made.add_paragraph('The room "before"', style="Caption")
        made.add_picture(picture(kind="BMP"))
        made.paragraphs[-1]._p.xpath(".//wp:docPr")[0].set("descr", "C:\\Users\\x\\photo.jpg")

    article = read(document(make))

    assert markdown(article) == (
        "Text stands here.\n\n"
        '![An empty (seminar) room](pictures/picture-1.png "The room &quot;before&quot;")\n\n'
        "![](pictures/picture-2.png)"
    )
    assert [Image.open(io.BytesIO(each)).size for each in article.pictures.values()] == [
        (2000, 500), (40, 30),
    ]  # fmt: skip


def test_tables_stay_with_their_captions() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        made.add_paragraph("Twenty minutes", style="Caption")
        table = made.add_table(3, 2)
        for row, texts in enumerate((("Minutes", "What | who"), ("0–5", "Names"), ("5", "Task"))):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(1, 0).merge(table.cell(2, 0))

    article = read(document(make))

    assert markdown(article) == (
        "| Minutes | What \\| who |\n| --- | --- |\n| 0–5<br>5 | Names |\n|  | Task |\n\n"
        "Table: Twenty minutes"
    )


def test_what_word_does_not_print_is_left_out_and_listed() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        paragraph = made.add_paragraph("Text stands here")
        paragraph.add_run(" hidden words").font.hidden = True
        add(paragraph, f"<w:r><w:t>, and on page </w:t></w:r>{field('PAGE', '7')}")
        add(paragraph, f"<w:r><w:t> of </w:t></w:r>{field('REF x', 'the hall')}")
        add(paragraph, '<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>'
            "<w:ins><w:r><w:t> too</w:t></w:r></w:ins>")  # fmt: skip
        made.sections[0].header.paragraphs[0].text = "Harbour Trainings"
        made.sections[0].footer.paragraphs[0].text = "Draft"
        made.add_comment(paragraph.runs[0], text="Is this so?", author="Ann")

    article = read(document(make))

    assert markdown(article) == "Text stands here, and on page of the hall too"
    assert sorted(left(article)) == [
        ("7", "the number of a page"),
        ("Draft", "the footer of the document"),
        ("Harbour Trainings", "the header of the document"),
        ("Is this so?", "a comment"),
        ("hidden words", "hidden text of the document"),
    ]


def test_a_table_of_contents_is_left_out_whole() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        begin = made.add_paragraph()
        add(begin, field('TOC \\o "1-3"', "Two kinds 2").replace("end", "never", 1))
        add(made.add_paragraph(), "<w:r><w:t>Five minutes 3</w:t></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>')  # fmt: skip
        made.add_heading("Two kinds", 1)
        made.add_paragraph("Text stands here.")

    article = read(document(make))

    assert markdown(article) == "## Two kinds\n\nText stands here."
    assert left(article) == [
        ("Five minutes 3", "the table of contents"), ("Two kinds 2", "the table of contents"),
    ]  # fmt: skip


def test_text_boxes_drop_caps_formulas_and_smart_tags_lose_no_word() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor>"
        "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>In the box"
        "</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>"
        "<w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        initial = made.add_paragraph("E")
        properties = _xml(f'<w:pPr {W}><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>')
        initial._p.insert(0, properties)
        add(made.add_paragraph("very trainer knows "), f"<w:smartTag><w:r><w:t>it</w:t></w:r>"
            f"</w:smartTag><m:oMath><m:r><m:t> x=1</m:t></m:r></m:oMath>{box}")  # fmt: skip

    assert markdown(read(document(make))) == "Every trainer knows it x=1\n\nIn the box"


def test_struck_words_stay_and_their_line_is_listed() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        made.add_paragraph("Text ").add_run("struck").font.strike = True

    article = read(document(make))

    assert markdown(article) == "Text struck"
    assert left(article) == [("struck", "a line through these words; they stay, the line goes")]


def problems(content: bytes) -> list[str]:
    with pytest.raises(ContentError) as raised:
        read(content)
    return [problem.cause for problem in raised.value.problems]


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def body(inside: str) -> bytes:
    return f"<w:document {W}><w:body>{inside}</w:body></w:document>".encode()


NESTED = body("<w:tbl><w:tr><w:tc>" * 50 + "</w:tc></w:tr></w:tbl>" * 50)


@pytest.mark.parametrize(
    ("parts", "cause"),
    [
        ({"word/document.xml": b"<w:no"}, "the document is damaged, or is not what its name says"),
        ({"word/other.xml": b"<a/>"}, "the document is damaged, or is not what its name says"),
        (
            {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>' + body("")},
            "the document is damaged, or is not what its name says",
        ),
        (
            {"word/document.xml": NESTED},
            "the text is nested too deeply to be read",
        ),
        (
            {"word/document.xml": body("<w:p/>" * 600_001)},
            "the document holds more than can be read",
        ),
        (
            {"word/document.xml": body(""), "word/media/a.bin": bytes(51_000_000)},
            "the document holds more than can be read",
        ),
    ],
    ids=["cut off", "no body", "document type", "tables in tables", "elements", "bomb"],
)  # fmt: skip
def test_what_is_damaged_or_too_large_is_refused(parts: dict[str, bytes], cause: str) -> None:
    assert problems(packed(parts)) == [cause]


@pytest.mark.long
def test_more_than_five_hundred_pictures_are_refused() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("Title", style="Title")
        run = made.add_paragraph().add_run()
        for number in range(501):
            run.add_picture(picture(width=4 + number, height=4))

    assert problems(document(make)) == ["the document has more than 500 pictures"]


def comparison(made: Any, head: str, rows: int = 3) -> Any:
    table = made.add_table(rows + 1, 3)
    for place, text in enumerate(("Aspect", f"{head} kept open", f"{head} shut")):
        table.cell(0, place).text = text
    for row in range(1, rows + 1):
        table.cell(row, 0).text = f"Aspect {row}"
        table.cell(row, 1).text = f"the open side of {head} in row {row}"
        table.cell(row, 2).text = f"the shut side of {head} in row {row}"
    return table


def imported(content: bytes) -> Imported:
    return import_files([Given("day.docx", content)], "day", datetime.date(2026, 1, 2))


def test_each_table_that_is_a_comparison_becomes_a_chart_where_it_stands() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet", style="Title")
        made.add_paragraph("The table below shows two kinds.")
        made.add_paragraph("More of it.")
        made.add_heading("Doors", 1)
        comparison(made, "Doors", rows=2)
        made.add_heading("Windows", 1)
        comparison(made, "Windows", rows=4)
        table = made.add_table(3, 2)
        for place, text in enumerate(("Date", "Room", "3.4.2026", "12", "4.4.2026", "14")):
            table.cell(place // 2, place % 2).text = text

    found = imported(document(make))

    assert sorted(found.files) == [
        "article.md", "chart-doors.yaml", "chart-windows.yaml", "training.yaml",
    ]  # fmt: skip
    article = found.files["article.md"]
    assert "More of it.\n\n## Doors\n\n[chart doors]\n\n## Windows\n\n[chart windows]" in article
    assert "| 3.4.2026 | 12 |" in article
    assert "day.docx: of 3 tables the 2 that are comparisons" in sentences(found.recognised)


def test_a_chart_leaves_nothing_behind_whatever_its_cells_hold() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet", style="Title")
        made.add_paragraph("Every trainer knows it.")
        table = comparison(made, "Doors")
        table.cell(1, 0).merge(table.cell(2, 0))
        inner = table.cell(3, 1).add_table(2, 2)
        for place in range(4):
            inner.cell(place // 2, place % 2).text = f"nested {place}"
        table.cell(0, 1).paragraphs[0].style = "Heading 2"
        made.add_paragraph("The end.")

    found = imported(document(make))

    body = found.files["article.md"].partition("<!--")[0]
    assert body.endswith("---\n\nEvery trainer knows it.\n\n[chart]\n\nThe end.\n\n")
    assert "nested 3" in found.files["chart.yaml"]


def test_a_picture_that_cannot_be_printed_is_listed_with_the_way_to_save_it_as_png() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet")
        made.add_paragraph("Every trainer knows it.")
        made.add_picture(picture())
        part = next(each for each in made.part.package.parts if "media" in each.partname)
        part._blob = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)

    ((shown, reason),) = left(read(document(make)))
    assert shown == "(a picture)"
    assert "choose Save as Picture" in reason


def numbering(kinds: dict[int, list[tuple[str, str]]]) -> str:
    """Return the XML of lists by their ids: of each level its format and its text."""
    kind = "".join(
        f'<w:abstractNum w:abstractNumId="{list_id}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, (form, text) in enumerate(levels)
        )
        + "</w:abstractNum>"
        for list_id, levels in kinds.items()
    )
    named = "".join(
        f'<w:num w:numId="{each}"><w:abstractNumId w:val="{each}"/></w:num>' for each in kinds
    )
    return f"<w:numbering {W}>{kind}{named}</w:numbering>"


def counted(made: Any, text: str, list_id: int, level: int = 0, style: str = "Normal") -> None:
    properties = made.add_paragraph(text, style=style)._p.get_or_add_pPr()
    listed = properties.get_or_add_numPr()
    listed.get_or_add_ilvl().val = level
    listed.get_or_add_numId().val = list_id


def with_lists(make: Any, kinds: dict[int, list[tuple[str, str]]]) -> ReadArticle:
    def made(document: Any) -> None:
        document.add_paragraph("When the Room Goes Quiet", style="Title")
        document.part.numbering_part._element = parse_xml(numbering(kinds))
        make(document)

    return read(document(made))


def test_of_a_list_that_counts_with_letters_the_first_item_is_listed() -> None:
    def make(made: Any) -> None:
        counted(made, "Wait", 1)
        counted(made, "for long", 1, 1)
        counted(made, "Ask", 1)
        made.add_paragraph("See b).")
        counted(made, "First", 2)

    article = with_lists(
        make, {1: [("lowerLetter", "%1)"), ("lowerRoman", "(%2)")], 2: [("decimal", "%1.")]}
    )

    assert markdown(article) == (
        "1. Wait\n   1. for long\n2. Ask\n\nSee b).\n\n1. First"
    )  # fmt: skip
    lettered = [each.text for each in article.left_out if "letters" in str(each.reason)]
    assert lettered == ["Wait", "for long"]


def test_words_that_word_counts_before_a_paragraph_or_a_heading_stay() -> None:
    def make(made: Any) -> None:
        counted(made, "Opening", 1, style="Heading 1")
        counted(made, "Arrive", 2)
        made.add_paragraph("Text.")
        counted(made, "Closing", 1, style="Heading 1")
        counted(made, "Leave", 2)

    article = with_lists(make, {1: [("upperRoman", "Session %1:")], 2: [("decimal", "Step %1 –")]})

    assert markdown(article) == (
        "## Session I: Opening\n\nStep 1 – Arrive\n\nText.\n\n"
        "## Session II: Closing\n\nStep 2 – Leave"
    )


def test_numbers_that_word_counts_before_headings_go_and_are_named() -> None:
    def make(made: Any) -> None:
        counted(made, "Opening", 1, style="Heading 1")
        made.add_paragraph("Text.")

    article = with_lists(make, {1: [("decimal", "%1.")]})

    assert markdown(article) == "## Opening\n\nText."
    assert any("1 heading, without the numbers" in each for each in sentences(article.recognised))


def test_signs_of_words_own_fonts_become_letters_that_fonts_have() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet")
        sign = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
        add(made.add_paragraph("wait"), sign.format("Wingdings", "F0E0"))
        add(made.add_paragraph("done"), sign.format("Wingdings", "F0FC"))
        add(made.add_paragraph("spider"), sign.format("Webdings", "F021"))
        private = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0e8</w:t></w:r>'
        add(made.add_paragraph("go on"), private)

    article = read(document(make))

    assert markdown(article) == "wait→\n\ndone✓\n\nspider\n\ngo on→"
    assert left(article) == [
        ("(a sign)", "a sign of the font Webdings, for which no other font has a letter"),
    ]  # fmt: skip


def test_hyphens_boxes_and_page_breaks_part_no_words_and_join_none() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet")
        add(
            made.add_paragraph(),
            "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>breaking ta</w:t><w:softHyphen/>"
            '<w:t>ble</w:t><w:br w:type="page"/><w:t>after</w:t></w:r>',
        )
        box = (
            '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/'
            '2010/wordml"><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
            "<w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>"
        )
        add(made.add_paragraph(), box.format(1, "☒"))
        made.paragraphs[-1].add_run(" ticked ")
        add(made.paragraphs[-1], box.format(0, "☐"))
        made.paragraphs[-1].add_run(" open")

    content = document(make)

    assert markdown(read(content)) == "non‑breaking ta\u00adble after\n\n☑ ticked ☐ open"
    assert imported(content).files


def test_a_line_across_the_page_is_a_divider() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet")
        made.add_paragraph("Above.")
        rule = (
            '<w:r><w:pict><v:rect xmlns:o="urn:schemas-microsoft-com:office:office" o:hr="t"/>'
            "</w:pict></w:r>"
        )
        add(made.add_paragraph(), rule)
        made.add_paragraph("Below.")

    article = read(document(make))

    assert markdown(article) == "Above.\n\n---\n\nBelow."
    assert left(article) == []


def test_a_document_with_another_file_in_its_place_is_refused() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet")
        made.element.body.insert(1, parse_xml(f"<w:altChunk {W}/>"))

    with pytest.raises(ContentError) as caught:
        read(document(make))

    assert caught.value.problems[0].message.code == "article_import.other-file-inside"


def test_the_caption_of_a_comparison_is_the_title_of_its_chart() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet", style="Title")
        made.add_paragraph("Every trainer knows it.")
        made.add_paragraph("Table 1: Doors of all kinds", style="Caption")
        comparison(made, "Doors")

    found = imported(document(make))

    assert "title: 'Table 1: Doors of all kinds'" in found.files["chart.yaml"]
    assert "of all kinds" not in found.files["article.md"]


def test_a_picture_in_a_chart_stays_in_the_article() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet", style="Title")
        made.add_paragraph("Every trainer knows it.")
        table = comparison(made, "Doors")
        table.cell(1, 1).paragraphs[0].add_run().add_picture(picture())

    assert list(imported(document(make)).pictures) == ["pictures/picture-1.png"]


def table_of(made: Any, *rows: tuple[str, ...]) -> None:
    table = made.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(number, place).text = text


def test_forms_to_be_filled_in_stay_tables_with_their_empty_rows() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet", style="Title")
        made.add_paragraph("Every trainer knows it.")
        table_of(made, ("I do", "Yes", "No"), ("wait", "☐", "☐"), ("ask", "☐", "☐"))
        made.add_paragraph("Sign here:")
        table_of(made, ("Name", "Signature"), ("", ""), ("", ""))

    found = imported(document(make))

    assert sorted(found.files) == ["article.md", "training.yaml"]
    assert "| wait | ☐ | ☐ |" in found.files["article.md"]
    assert "| Name | Signature |\n| --- | --- |\n|  |  |\n|  |  |" in found.files["article.md"]


def test_hidden_letters_may_touch_those_that_are_shown() -> None:
    def make(made: Any) -> None:
        made.add_paragraph("When the Room Goes Quiet")
        hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        add(made.add_paragraph("seen "), f"{hidden}<w:r><w:t>shown</w:t></w:r>")

    found = imported(document(make))

    assert "seen shown" in found.files["article.md"].partition("<!--")[0]
    assert [each.text for each in found.left_out] == ["secret"]
