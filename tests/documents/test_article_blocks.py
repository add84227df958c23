"""The HTML of tables, notes, boxes, lists and captions, and what is looked for of them."""

import re
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from handouts.builds.request import Request
from handouts.content import markdown
from handouts.content.training import Training
from handouts.documents import templates
from handouts.documents.context import ArticleContext
from handouts.documents.editions import EDITIONS
from handouts.project.layout import Project
from handouts.workflows import build
from handouts.worksheets.material import material
from tests.conftest import REPOSITORY
from tests.small_project import read, small_project
from tests.tools import verapdf

TEMPLATE = (
    '{% import "macros/blocks.html" as b %}{{ b.set(blocks, edition) }}'
    "{% if blocks|notes %}{{ b.notes(blocks|notes) }}{% endif %}"
)
ARTICLE = """---
title: Tea
---

One word.[^1]

| Minutes | What |
| ---: | --- |
| 5 | The *kettle* boils.[^2] |

Table: The first minutes

![A pot](pot.png "The pot")

- [ ] Wait
- [x] Pour

[^1]: A note of one.
[^2]: A note of two.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the picture of the article."""
    own = tmp_path / "content" / "tea"
    own.mkdir(parents=True)
    Image.new("L", (40, 30)).save(own / "pot.png")
    return tmp_path


@pytest.fixture
def training(folder: Path) -> Training:
    """A training whose article has all of them."""
    return read(folder, article=ARTICLE)


def html(text: str, edition: str = "print") -> str:
    """Return the HTML of a text and of its notes, without white space between elements."""
    environment = templates.environment(Project(REPOSITORY).layers)
    found = environment.from_string(TEMPLATE).render(
        blocks=markdown.parse(text).blocks, edition=EDITIONS[edition]
    )
    return re.sub(r">\s+<", "><", found).strip()


def test_a_table_has_its_caption_and_heads_with_their_scope() -> None:
    text = "| A | B |\n|:-:|--:|\n| c | d |\n\nTable: *E*\n"
    assert html(text).startswith(
        '<table class="table columns-2"><caption><em>E</em></caption>'
        '<thead><tr><th scope="col" class="center">A</th><th scope="col" class="end">B</th></tr>'
        '</thead><tbody><tr><td class="center">c</td><td class="end">d</td></tr></tbody></table>'
    )


def test_words_of_a_table_are_divided_only_where_they_may_be_wider_than_the_page() -> None:
    text = f"| A | B |\n|---|--:|\n| {'word ' * 30} | {'w' * 21} |\n|  | {'w' * 20} |\n"
    found = re.findall("<td[^>]*>", html(text))
    assert found == ["<td>", '<td class="end wide">', "<td>", '<td class="end">']


def test_the_number_of_a_note_stays_on_the_line_of_its_word() -> None:
    found = html(f"Two words[^a] and {'w' * 21}[^b] *so*[^c]\n\n[^a]: 1\n\n[^b]: 2\n\n[^c]: 3\n")
    assert 'Two <span class="noted">words<sup class="note-call">1</sup></span>' in found
    assert f"and <span>{'w' * 21}<sup" in found  # it may have to be divided itself
    assert found.count("<span") == found.count("</span>")


def test_a_table_without_heads_has_rows_alone() -> None:
    found = html("| | |\n|---|---|\n| c | d |\n")
    assert "<thead>" not in found
    assert found.count("<td>") == 2
    assert html("| a | b |\n|---|---|\n").count("<td>") == 2


@pytest.mark.parametrize(
    ("columns", "edition", "is_stacked"),
    [(8, "print", False), (9, "print", True), (3, "large-print", False), (4, "large-print", True)],
)
def test_a_table_that_is_wider_than_a_page_is_stacked(
    columns: int, edition: str, is_stacked: bool
) -> None:
    row = "|" + " x |" * columns
    found = html(f"{row}\n|{'---|' * columns}\n{row}\n", edition)
    assert ("table-stack" in found) == is_stacked
    assert ("<table" in found) != is_stacked


def test_each_cell_of_a_stack_has_the_head_of_its_column() -> None:
    text = "| A | B | C | D |\n|---|---|---|---|\n| e | f | g | h |\n| i | j | k | l |\n"
    found = re.sub(r"<[^>]+>", " ", html(text, "large-print")).split()
    assert found[:16] == list("AeBfCgDhAiBjCkDl")


def test_a_footnote_stands_at_its_place_and_once_more_for_the_end() -> None:
    found = html("One[^a] two[^a]\n\n[^a]: *Note*\n")
    call = '<sup class="note-call">1</sup></span>'
    words = '<span class="note-number">1</span><em>Note</em>'
    assert found == (
        f'<p><span class="noted">One{call}<span class="note">{words}</span>'
        f'<span class="noted">two{call}</p>'
        f'<section class="notes-at-end"><h2>Footnotes</h2><p>{words}</p></section>'
    )


def test_the_notes_of_a_table_stand_below_it() -> None:
    found = html("| A[^1] |\n|---|\n| b[^2] |\n\n[^1]: one\n[^2]: two\n")
    below = found.split('<div class="table-notes">')[1].split("</div>")[0]
    assert re.sub(r"<[^>]+>", "", below) == "1 one2 two"


def test_a_heading_with_a_note_has_a_bookmark_without_its_number() -> None:
    assert 'data-label="A heading"' in html("## A heading[^1]\n\n[^1]: note\n")


def test_boxes_say_what_they_are() -> None:
    found = html("- [ ] a\n- [x] b\n")
    assert found.count('<li class="task"><svg class="box"') == 2
    assert re.findall(r"<title>(.*?)</title>", found) == ["To do", "Done"]


def test_a_list_that_goes_on_counts_on() -> None:
    assert '<li data-number="9.">a</li><li data-number="10.">b</li>' in html("9. a\n10. b\n")
    assert "data-number" not in html("1. a\n2. b\n")


def test_a_caption_stands_below_its_picture() -> None:
    assert html('![A pot](pot.png "The *pot*")\n').startswith(
        '<figure class="figure"><img src="pot.png" alt="A pot">'
        "<figcaption>The <em>pot</em></figcaption></figure>"
    )


def test_cells_captions_and_notes_are_looked_for_in_the_file(training: Training) -> None:
    expected = ArticleContext.of(training, training.article).expected_texts()

    start = expected.paragraphs.index("One word.")
    assert [text for text in expected.paragraphs[start:] if text.strip()][:8] == [
        "One word.", "The first minutes", "Minutes", "What", "5", "The kettle boils.", "The pot",
        "Wait",
    ]  # fmt: skip
    assert expected.anywhere[:2] == ("A note of one.", "A note of two.")
    assert training.chart.title in expected.anywhere


def test_worksheets_are_made_from_cells_captions_and_notes_as_well(training: Training) -> None:
    made = material(training, training.worksheets)
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert {"The kettle boils.", "A note of two.", "The pot", "Wait"} <= set(texts)
    assert [p.emphasised for p in made.paragraphs if p.text == "The kettle boils."] == [("kettle",)]


@pytest.mark.long
def test_all_of_them_are_typeset_in_every_edition_and_conform_to_pdf_ua_1(folder: Path) -> None:
    wide = f"|{' x |' * 7}\n|{'---|' * 7}\n" + f"|{' 1,234 |' * 7}\n" * 40
    lists = "- a\n  - b\n    - c\n\n9. d\n   1. e\n      1. f\n10. g\n"
    note = f"[^3]: {'More ' * 90}"
    article = ARTICLE.replace("[^1]: A", f"{lists}\n## More[^3]\n\n{wide}\n{note}\n[^1]: A")
    project = small_project(folder, article=article)
    build.build(project, Request(("tea",), ("handout",), tuple(EDITIONS), jobs=1))

    files = {file.parent.name: file for file in project.build.rglob("*.pdf")}
    assert set(files) == set(EDITIONS)
    assert verapdf.failures(files.values()) == {}
    pages = [page.extract_text() for page in PdfReader(files["print"]).pages]
    assert "A note of one." in pages[0]  # at the foot of the page that refers to it
    assert sum("1,234" in page for page in pages) > 1
    on_screen = [page.extract_text() for page in PdfReader(files["email"]).pages]
    assert "A note of one." in next(page for page in on_screen if "Footnotes" in page)
