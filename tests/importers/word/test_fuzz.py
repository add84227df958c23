"""Any document is read whole, or refused with a reason: every word is in the article or listed."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import ContentError
from handouts.importers import Given
from handouts.importers.article import read_article
from handouts.importers.completeness import missing_from_article
from handouts.importers.source import read_source
from handouts.importers.write import Metadata, article_md

from ..test_opendocument import packed as opendocument
from .documents import W

NAMES = W + (
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
WORD = st.sampled_from(["alpha", "beta", "*so*", "a&lt;b", "&amp;amp;", "[x](y)", "1.", "- d", "|"])
Wrap = Callable[[str], str]


def tree(leaves: st.SearchStrategy[str], wraps: list[str]) -> st.SearchStrategy[str]:
    """Return XML in which each of these elements, with `%s` for its inside, can hold others."""
    return st.recursive(
        leaves,
        lambda inner: st.tuples(st.sampled_from(wraps), st.lists(inner, max_size=3)).map(
            lambda made: made[0].replace("%s", "".join(made[1]))
        ),
        max_leaves=10,
    )


RUN = WORD.map(lambda word: f"<w:r><w:t xml:space='preserve'>{word} </w:t></w:r>")
RUNS = tree(
    RUN,
    [
        "<w:ins>%s</w:ins>", "<w:del>%s</w:del>", "<w:smartTag>%s</w:smartTag>",
        "<w:sdt><w:sdtContent>%s</w:sdtContent></w:sdt>", "<w:unknown>%s</w:unknown>",
        "<w:fldSimple w:instr='TOC'>%s</w:fldSimple>", "<w:r><w:rPr><w:vanish/></w:rPr>%s</w:r>",
        "<w:r><w:rPr><w:b/></w:rPr>%s</w:r>", "<w:r><w:fldChar w:fldCharType='begin'/></w:r>%s",
        "<w:hyperlink w:anchor='a'>%s</w:hyperlink>",
        "<w:r><w:pict><w:txbxContent><w:p>%s</w:p></w:txbxContent></w:pict></w:r>",
        "<w:r><mc:AlternateContent><mc:Choice>%s</mc:Choice></mc:AlternateContent></w:r>",
    ],
)  # fmt: skip
START = st.sampled_from(
    [
        "",
        "<w:pStyle w:val='Heading1'/>",
        "<w:framePr w:dropCap='drop'/>",
        "<w:outlineLvl w:val='1'/>",
    ]
)
BLOCKS = tree(
    st.tuples(START, RUNS).map(lambda made: f"<w:p><w:pPr>{made[0]}</w:pPr>{made[1]}</w:p>"),
    [
        "<w:tbl><w:tr><w:tc>%s</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:ins>%s</w:ins>",
        "<w:sdt><w:sdtContent>%s</w:sdtContent></w:sdt>", "<w:unknown>%s</w:unknown>",
        "<w:tbl><w:tr><w:tc>%s</w:tc></w:tr><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    ],
)  # fmt: skip
SPANS = tree(
    WORD.map(lambda word: f"{word} "),
    [
        "<text:span>%s</text:span>", "<text:span text:style-name='T2'>%s</text:span>",
        "<text:note><text:note-body><text:p>%s</text:p></text:note-body></text:note>",
        "<office:annotation><text:p>%s</text:p></office:annotation>", "<text:a>%s</text:a>",
        "<draw:frame><draw:text-box><text:p>%s</text:p></draw:text-box></draw:frame>",
        "<text:placeholder>%s</text:placeholder>", "<draw:rect><text:p>%s</text:p></draw:rect>",
        "<text:tab/>%s", "<text:line-break/>%s", "<text:unknown>%s</text:unknown>",
    ],
)  # fmt: skip
OPEN_BLOCKS = tree(
    SPANS.map(lambda inside: f"<text:p>{inside}</text:p>"),
    [
        "<text:list><text:list-item>%s</text:list-item></text:list>",
        "<text:list text:style-name='L2'><text:list-item>%s</text:list-item></text:list>",
        "<table:table><table:table-row><table:table-cell>%s</table:table-cell></table:table-row>"
        "</table:table>", "<text:section>%s</text:section>",
        "<text:table-of-content>%s</text:table-of-content>",
    ],
)  # fmt: skip


def word_document(body: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f"<w:document {NAMES}><w:body><w:p><w:r><w:t>Title</w:t></w:r></w:p>"
            f"<w:p><w:r><w:t>Text.</w:t></w:r></w:p>{body}</w:body></w:document>",
        )
    return file.getvalue()


def lost(name: str, content: bytes) -> list[str]:
    try:
        source = read_source(Given(name, content), "article")
        article = read_article(source)
    except ContentError:
        return []
    text = article_md(Metadata(article.title, article.subtitle, article.byline), article.pieces, ())
    return [str(each) for each in missing_from_article(source, text, article, article.left_out)]


@pytest.mark.long
@given(BLOCKS)
def test_no_word_of_a_word_document_is_lost(body: str) -> None:
    assert lost("a.docx", word_document(body)) == []


@pytest.mark.long
@given(OPEN_BLOCKS)
def test_no_word_of_an_opendocument_text_is_lost(body: str) -> None:
    start = "<text:p>Title</text:p><text:p>Text.</text:p>"
    assert lost("a.odt", opendocument(start + body)) == []


@given(st.binary(max_size=300), st.sampled_from([b"PK\x03\x04", b"{\\rtf", b"bplist00", b""]))
def test_whatever_bytes_a_file_has_it_is_read_or_refused(content: bytes, begins: bytes) -> None:
    lost("a.docx", begins + content)
