"""Pages saved as one file, PDFs, and files of other programs that only look like documents."""

import base64
import io
import plistlib
import zipfile

import pytest

from handouts.errors import ContentError
from handouts.importers import Given
from handouts.importers.article import read_article
from handouts.importers.parts import ReadArticle
from handouts.importers.source import read_source
from tests.importers.said import sentences

from .word.documents import picture

PAGE = (
    '<html><body class="doc-content"><p class="title">Waiting</p><p>Text stands here.</p>%s</body>'
)
IMAGE = '<p><img src="%s" alt="A room"></p>'


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def read(name: str, content: bytes) -> ReadArticle:
    return read_article(read_source(Given(name, content), "article"))


def markdown(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


SHOWN = "Text stands here.\n\n![A room](pictures/picture-1.png)"


def test_google_docs_packed_page_has_its_pictures() -> None:
    page = (PAGE % IMAGE % "images/image1.png").encode()
    content = packed({"Waiting.html": page, "images/image1.png": picture().getvalue()})

    article = read("Waiting.zip", content)

    assert (article.title, markdown(article)) == ("Waiting", SHOWN)
    assert list(article.pictures.values()) == [picture().getvalue()]


NOTE = b"# Waiting\n\nText stands here.\n\n![A room](Waiting%20a1/a%20room.png)\n"
VAULT = b"# Waiting\n\nText stands here.\n\n![[a room.png|A room]]\n"


@pytest.mark.parametrize(
    ("text", "picture_file"),
    [(NOTE, "Waiting a1/a room.png"), (VAULT, "files/a room.png"), (VAULT, "a room.png")],
)
@pytest.mark.parametrize("times", [1, 2])
def test_a_packed_markdown_text_has_its_pictures(
    text: bytes, picture_file: str, times: int
) -> None:
    parts = {"Waiting a1.md": text, picture_file: picture().getvalue(), "__MACOSX/._a.md": b"x"}
    content = packed(parts)
    if times == 2:  # as Notion packs it
        content = packed({"ExportBlock-1-Part-1.zip": content})

    article = read("export.zip", content)

    assert (article.title, markdown(article)) == ("Waiting", SHOWN)
    assert list(article.pictures.values()) == [picture().getvalue()]
    assert sentences(article.recognised)[0] == "Waiting a1.md: Markdown, UTF-8"


def test_a_web_archive_of_a_browser_has_its_pictures() -> None:
    page = (PAGE % IMAGE % "https://x.example/a.png").replace("=", "=3D")
    content = (
        "From: <Saved>\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        f"Content-Transfer-Encoding: quoted-printable\n\n{page}\n--b\nContent-Type: image/png\n"
        "Content-Transfer-Encoding: base64\nContent-Location: https://x.example/a.png\n\n"
    ).encode() + base64.encodebytes(picture().getvalue()) + b"\n--b--\n"  # fmt: skip

    assert markdown(read("page.mhtml", content)) == SHOWN


def test_a_web_archive_of_safari_has_its_pictures() -> None:
    address = "https://x.example/a.png"
    archive = {
        "WebMainResource": {"WebResourceData": (PAGE % IMAGE % address).encode()},
        "WebSubresources": [
            {
                "WebResourceURL": address,
                "WebResourceMIMEType": "image/png",
                "WebResourceData": picture().getvalue(),
            }
        ],
    }

    content = plistlib.dumps(archive, fmt=plistlib.FMT_BINARY)
    assert markdown(read("page.webarchive", content)) == SHOWN


def pdf(text: str) -> bytes:
    """Return a PDF of one page with a line of text, which readers mend where it is short."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET"
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font"
        "<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n"
        f"4 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj\n"
        "trailer<</Root 1 0 R>>\n"
    ).encode()


@pytest.mark.long
def test_a_pdf_gives_its_text_with_a_word_that_it_is_the_last_resort() -> None:
    source = read_source(Given("day.pdf", pdf("Waiting in a room")), "article")

    assert (source.text.strip(), source.kind) == ("Waiting in a room", "plain text")
    assert "the document that it was made from" in sentences(source.recognised)[0]


@pytest.mark.long
@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"%PDF-1.4\nnothing", "the PDF is damaged, has a password, or is too large to be read"),
        (pdf(""), "the PDF has no text: it holds pictures of pages"),
    ],
)
def test_a_pdf_without_text_is_refused(content: bytes, cause: str) -> None:
    assert causes("a.pdf", content) == [cause]


def causes(name: str, content: bytes) -> list[str]:
    with pytest.raises(ContentError) as raised:
        read_source(Given(name, content), "article")
    return [problem.cause for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("parts", "cause"),
    [
        ({"ppt/presentation.xml": b""}, "these are slides, and no article"),
        ({"Index/Document.iwa": b""}, "this is a document of Pages"),
        ({"a.txt": b"x"}, "this is a packed file with no document in it that is known"),
        ({"a.html": b"x", "b.html": b"y"},
         "several texts are packed in this file: a.html, b.html"),
        ({"Notes/a.md": b"x", "b.md": b"y"}, "several texts are packed in this file: a.md, b.md"),
        ({"a.zip": b"x", "b.zip": b"y"},
         "this is a packed file with no document in it that is known"),
        ({"a.zip": b"x"}, "the document is damaged, or is not what its name says"),
    ],
)  # fmt: skip
def test_other_packed_files_are_named(parts: dict[str, bytes], cause: str) -> None:
    assert causes("a.zip", packed(parts)) == [cause]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.webarchive", b"bplist00nothing"), ("a.mht", b"From: x\nContent-Type: multipart/mixed\n")],
)
def test_a_web_archive_without_a_page_is_refused(name: str, content: bytes) -> None:
    assert causes(name, content) == ["the document is damaged, or is not what its name says"]
