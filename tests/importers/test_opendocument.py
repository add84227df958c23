"""OpenDocument texts as articles: what is in them, what is left out, and what is refused."""

import io
import zipfile

import pytest

from handouts.errors import ContentError
from handouts.importers import Given
from handouts.importers.article import read_article
from handouts.importers.parts import ReadArticle
from handouts.importers.source import read_source
from tests.importers.said import sentences

from .word.documents import picture

URN = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = (
    f'xmlns:office="{URN}office:1.0" xmlns:text="{URN}text:1.0" xmlns:style="{URN}style:1.0" '
    f'xmlns:table="{URN}table:1.0" xmlns:draw="{URN}drawing:1.0" '
    f'xmlns:fo="{URN}xsl-fo-compatible:1.0" xmlns:svg="{URN}svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
AUTOMATIC = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic"/>
</style:style>
<style:style style:name="T2" style:family="text"><style:text-properties text:display="none"/>
</style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1"/>
<text:list-level-style-number text:level="2"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-number text:level="1"/></text:list-style>
<text:list-style style:name="L3"><text:list-level-style-number text:level="1"
style:num-format="a"/></text:list-style>
"""
STYLES = f"""<office:document-styles {NAMES}><office:styles>
<style:default-style style:family="paragraph">
<style:text-properties fo:language="en" fo:country="GB"/></style:default-style>
</office:styles><office:master-styles><style:master-page><style:header><text:p>Harbour</text:p>
</style:header><style:footer><text:p>Draft <text:page-number>1</text:page-number></text:p>
</style:footer></style:master-page></office:master-styles></office:document-styles>"""
TITLE = '<text:p text:style-name="Title">Waiting</text:p>'


def packed(body: str, *, content: str = "", pictures: dict[str, bytes] | None = None) -> bytes:
    whole = content or (
        f"<office:document-content {NAMES}><office:automatic-styles>{AUTOMATIC}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", whole)
        archive.writestr("styles.xml", STYLES)
        for name, bytes_ in (pictures or {}).items():
            archive.writestr(name, bytes_)
    return file.getvalue()


def read(body: str, pictures: dict[str, bytes] | None = None) -> ReadArticle:
    given = Given("in/day.odt", packed(TITLE + body, pictures=pictures))
    return read_article(read_source(given, "article"))


def markdown(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


def test_headings_emphasis_links_and_notes_are_read() -> None:
    article = read(
        '<text:p text:style-name="Subtitle">A lead</text:p><text:p>Marta Olsen, LCSW</text:p>'
        '<text:h text:outline-level="1">Two <text:span text:style-name="T1">kinds</text:span>'
        '</text:h><text:p>See <text:a xlink:href="https://example.org/">there</text:a><text:note>'
        "<text:note-citation>1</text:note-citation><text:note-body><text:p>Observed."
        '</text:p></text:note-body></text:note>, and wait<text:s text:c="2"/>here.</text:p>'
        '<text:p text:style-name="P1">In bold</text:p><text:p>Last.</text:p>'
    )

    assert (article.title, article.subtitle, article.byline, article.language) == (
        "Waiting", "A lead", "Marta Olsen, LCSW", "en-GB",
    )  # fmt: skip
    assert markdown(article) == (
        "## Two *kinds*\n\nSee [there](https://example.org/)[^1], and wait here.\n\n"
        "### In bold\n\nLast.\n\n[^1]: Observed."
    )


def test_lists_keep_their_kind_their_nesting_and_their_numbers() -> None:
    def item(text: str, inner: str = "") -> str:
        return f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>"

    inner = f"<text:list>{item('inner')}</text:list>"
    article = read(
        f'<text:list text:style-name="L1">{item("one", inner)}{item("two")}</text:list>'
        f'<text:list text:style-name="L2">{item("first")}</text:list><text:p>Between.</text:p>'
        f'<text:list text:style-name="L2" text:continue-numbering="true">{item("second")}'
        "</text:list>"
    )

    assert markdown(article) == "- one\n  1. inner\n- two\n\n1. first\n\nBetween.\n\n2. second"


def test_tables_and_pictures_with_captions_are_read() -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    row = f"<table:table-row>{cell * 2}</table:table-row>"
    article = read(
        f"<table:table>{row.format('Minutes', 'What')}{row.format('5', 'Names')}</table:table>"
        '<text:p text:style-name="Illustration"><draw:frame>'
        '<draw:image xlink:href="Pictures/a.png"/>'
        "<svg:desc>A room</svg:desc></draw:frame>Before the day</text:p>",
        {"Pictures/a.png": picture().getvalue()},
    )

    assert markdown(article) == (
        "| Minutes | What |\n| --- | --- |\n| 5 | Names |\n\n"
        '![A room](pictures/picture-1.png "Before the day")'
    )
    assert list(article.pictures) == ["pictures/picture-1.png"]


def test_what_is_not_printed_is_left_out_and_listed() -> None:
    article = read(
        "<text:table-of-content><text:index-body><text:p>Two kinds 2</text:p></text:index-body>"
        "</text:table-of-content><text:tracked-changes><text:changed-region><text:deletion>"
        "<text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Text<office:annotation><dc:creator>Ann</dc:creator><text:p>So?</text:p>"
        '</office:annotation><text:span text:style-name="T2"> hidden</text:span> stands.</text:p>'
        "<text:p><draw:frame><draw:text-box><text:p>In the box</text:p></draw:text-box>"
        "</draw:frame></text:p>"
    )

    assert markdown(article) == "Text stands.\n\nIn the box"
    assert sorted((each.text, str(each.reason)) for each in article.left_out) == [
        ("Draft 1", "the footer of the document"),
        ("Harbour", "the header of the document"),
        ("So?", "a comment"),
        ("Two kinds 2", "the table of contents"),
        ("hidden", "hidden text of the document"),
    ]
    assert "1 tracked change, taken as accepted" in " ".join(sentences(article.recognised))


@pytest.mark.parametrize(
    "content", ["<no", "<a/>", f'<!DOCTYPE a [<!ENTITY b "c">]><office:document-content {NAMES}/>']
)
def test_what_is_damaged_is_refused(content: str) -> None:
    with pytest.raises(ContentError, match="the document is damaged"):
        read_source(Given("a.odt", packed("", content=content)), "article")


def test_headings_in_lists_for_their_numbers_are_headings() -> None:
    chapter = (
        '<text:list text:style-name="L2"><text:list-item>'
        '<text:h text:outline-level="1">Two kinds</text:h></text:list-item></text:list>'
        "<text:p>Words.</text:p>"
        '<text:list text:style-name="L2"><text:list-item><text:list><text:list-item>'
        '<text:h text:outline-level="2">In a room</text:h></text:list-item></text:list>'
        "</text:list-item></text:list><text:p>More words.</text:p>"
    )

    article = read(chapter)

    assert markdown(article) == "## Two kinds\n\nWords.\n\n### In a room\n\nMore words."
    assert any("1 heading, without the numbers" in each for each in sentences(article.recognised))


def test_of_a_list_that_counts_with_letters_the_first_item_is_listed() -> None:
    article = read(
        '<text:p>Two:</text:p><text:list text:style-name="L3">'
        "<text:list-item><text:p>wait</text:p></text:list-item>"
        "<text:list-item><text:p>ask</text:p></text:list-item></text:list>"
    )

    assert markdown(article).endswith("1. wait\n2. ask")
    assert [each.text for each in article.left_out if "letters" in str(each.reason)] == ["wait"]
