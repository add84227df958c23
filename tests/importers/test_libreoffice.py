"""The same document, saved by LibreOffice in all its ways, is the same article."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from handouts.importers.article import read_article
from handouts.importers.given import read_given
from handouts.importers.parts import ReadArticle
from handouts.importers.source import read_source

from .word.documents import add, document, picture

OFFICE = shutil.which("soffice")
NOTE = (
    "<w:r><w:t xml:space='preserve'> of </w:t></w:r><w:hyperlink r:id='{}'>"
    "<w:r><w:t>seven</w:t></w:r></w:hyperlink>"
    "<w:r><w:t>.</w:t></w:r>"
)


def everything(made: Any) -> None:
    """Write a document with all that an article has."""
    made.add_paragraph("When the Room Goes Quiet", style="Title")
    made.add_paragraph("What eleven courses taught me", style="Subtitle")
    made.add_paragraph("Marta Olsen, LCSW")
    made.add_heading("Two kinds of silence", 1)
    paragraph = made.add_paragraph("Every trainer knows the moment when a ")
    paragraph.add_run("room").bold = True
    paragraph.add_run(" goes ")
    paragraph.add_run("quiet").italic = True
    link = made.part.relate_to(
        "https://harbour.example/seven",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    add(paragraph, NOTE.format(link))
    made.add_heading("In a room", 2)
    for text in ("Look up", "Count to seven"):
        made.add_paragraph(text, style="List Bullet")
    made.add_paragraph("Between the items stands a paragraph that is long enough for one.")
    for text in ("Say that you wait", "Open the chat"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("A quotation of somebody who waited.", style="Quote")
    made.add_heading("The first five minutes", 1)
    table = made.add_table(3, 2)
    rows = (("Minutes", "What happens"), ("0–5", "Names"), ("5–20", "First task | pairs"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    made.add_paragraph("Below the table stands a paragraph that is long enough for one.")
    made.add_picture(picture(300, 200))
    made.paragraphs[-1]._p.xpath(".//wp:docPr")[0].set("descr", "An empty room")
    made.add_paragraph("After the picture stands the last paragraph of all, with naïve “quotes”.")


LOST = "*A quotation of somebody who waited.*"
ARTICLE = """## Two kinds of silence

Every trainer knows the moment when a **room** goes *quiet* of \
[seven](https://harbour.example/seven).

### In a room

- Look up
- Count to seven

Between the items stands a paragraph that is long enough for one.

1. Say that you wait
2. Open the chat

> A quotation of somebody who waited.

## The first five minutes

| Minutes | What happens |
| --- | --- |
| 0–5 | Names |
| 5–20 | First task \\| pairs |

Below the table stands a paragraph that is long enough for one.

![An empty room](pictures/picture-1.png)

After the picture stands the last paragraph of all, with naïve “quotes”."""


def read(path: Path) -> ReadArticle:
    return read_article(read_source(read_given([path])[0], "article"))


def markdown(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the document in all the ways in which LibreOffice saves it."""
    if OFFICE is None:
        pytest.skip("LibreOffice is not on this machine")
    folder = tmp_path_factory.mktemp("office")
    (folder / "made.docx").write_bytes(document(everything))
    for kind in ("odt", "docx:MS Word 2007 XML", "html", "rtf", "txt:Text (encoded):UTF8"):
        subprocess.run(
            [OFFICE, f"-env:UserInstallation={(folder / 'user').as_uri()}", "--headless",
             "--convert-to", kind, "--outdir", str(folder / kind.partition(":")[0]),
             str(folder / "made.docx")],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return folder


def test_the_document_itself() -> None:
    made = read_article(read_source(given_document(), "article"))

    assert markdown(made) == ARTICLE


def given_document() -> Any:
    from handouts.importers import Given  # noqa: PLC0415

    return Given("made.docx", document(everything))


@pytest.mark.long
@pytest.mark.parametrize("kind", ["odt", "docx", "html", "rtf"])
def test_each_way_of_saving_gives_the_same_article(saved: Path, kind: str) -> None:
    article = read(saved / kind / f"made.{kind}")

    assert (article.title, article.subtitle, article.byline) == (
        "When the Room Goes Quiet", "What eleven courses taught me", "Marta Olsen, LCSW",
    )  # fmt: skip
    # LibreOffice's pages have no quotations, and no descriptions of pictures.
    shown = ARTICLE
    if kind == "html":
        shown = shown.replace(f"> {LOST.strip('*')}", LOST).replace("An empty room", "")
    assert markdown(article) == shown


@pytest.mark.long
def test_its_plain_text_has_the_same_words(saved: Path) -> None:
    article = read(saved / "txt" / "made.txt")

    assert (article.title, article.byline) == ("When the Room Goes Quiet", "Marta Olsen, LCSW")
    assert "Every trainer knows the moment when a room goes quiet of seven." in markdown(article)
