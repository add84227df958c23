"""The first trainer's own files, which are not part of the project."""

import datetime
import os
import re
from pathlib import Path

import pytest

from handouts.content import markdown, richtext, yaml_tree
from handouts.errors import ContentError
from handouts.importers import Imported, import_files
from handouts.importers.given import read_given

from ..conftest import SHARED
from .conftest import body

INPUTS = SHARED / "inputs"
CASES = sorted(file for file in (INPUTS / "cases").glob("*/*") if file.parent.name != "rosters")
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def inputs() -> Path:
    if not (INPUTS / "article.txt").is_file():
        reason = f"the trainer's own files are not at {INPUTS}"
        if os.environ.get("HANDOUTS_REQUIRE_SHARED"):
            pytest.fail(reason)
        pytest.skip(reason)
    return INPUTS


@pytest.fixture(scope="module")
def result(inputs: Path) -> Imported:
    today = datetime.date(2024, 5, 6)
    files = read_given((inputs / "article.txt", inputs / "chart.tsv"))
    return import_files(files, "two-models", today)


@pytest.fixture(scope="module")
def lines(inputs: Path) -> dict[int, str]:
    """The lines of the article that are not empty, by number, their spaces mended."""
    text = (inputs / "article.txt").read_text(encoding="utf-8")
    return {
        number: " ".join(line.split())
        for number, line in enumerate(text.split("\n"), 1)
        if line.split()
    }


def test_title_and_byline_are_the_first_two_lines(result: Imported, lines: dict[int, str]) -> None:
    front = yaml_tree.read(result.files["article.md"].split("---\n")[1]).value
    title, byline, *_ = lines.values()

    assert front == {"title": title, "byline": byline}


def test_every_line_stands_in_the_article_or_is_listed(
    result: Imported, lines: dict[int, str]
) -> None:
    left = {item.line: item.text.strip() for item in result.left_out}
    kept = [line for number, line in lines.items() if number not in left][2:]
    blocks = markdown.parse(body(result)).blocks

    assert all(lines[number] == " ".join(text.split()) for number, text in left.items())
    assert [richtext.plain_text(inlines) for inlines in richtext.texts(blocks)] == kept
    assert len(left) == 6


def test_the_chart_stands_once_after_the_paragraph_that_mentions_it(result: Imported) -> None:
    blocks = markdown.parse(body(result)).blocks
    (place,) = [n for n, block in enumerate(blocks) if isinstance(block, richtext.ChartPlace)]
    before, after = blocks[place - 1], blocks[place + 1]

    assert isinstance(before, richtext.Paragraph)
    assert re.search(r"\bchart below\b", richtext.plain_text(before.inlines))
    assert isinstance(after, richtext.Heading)


def test_the_chart_has_all_its_rows_with_emphasis_mended(result: Imported, inputs: Path) -> None:
    chart = yaml_tree.read(result.files["chart.yaml"]).value
    text = (inputs / "chart.tsv").read_text(encoding="utf-8")
    header, *rows = [line.split("\t") for line in text.split("\n") if line.strip()]
    wanted = [[re.sub(r"<i>(.*?)</i> ?", r"*\1*", cell) for cell in row] for row in rows]
    wanted = [[re.sub(r"(?<=\w)- (?=\w)", "-", cell) for cell in row] for row in wanted]

    assert list(chart["columns"].values()) == header
    assert [list(row.values()) for row in chart["rows"]] == wanted
    assert (len(wanted), len(header)) == (12, 2)
    assert [len(re.findall(r"\*[^*]+\*[.,]", cell)) for cell in wanted[0]] == [1, 1]


def test_the_charts_title_is_the_line_that_stood_twice(
    result: Imported, lines: dict[int, str]
) -> None:
    chart = yaml_tree.read(result.files["chart.yaml"]).value
    twice = {line for line in lines.values() if list(lines.values()).count(line) == 2}

    assert {chart["title"]} == twice


REFUSED = {
    "fullwidth.md": "no font on this machine has the character",
    "notion.md": "no font on this machine has the character",
}
"""Why a file cannot be brought in: part of each cause."""


@pytest.mark.long
@pytest.mark.parametrize("file", CASES, ids=lambda file: file.name)
def test_files_of_other_systems_are_whole_or_refused_with_the_reason(file: Path) -> None:
    is_chart = file.parent.name == "charts" or file.suffix == ".csv"
    article = INPUTS / "cases/articles/plain.md" if is_chart else file
    chart = file if is_chart else INPUTS / "cases/articles/plain-chart.csv"
    causes = []
    try:
        import_files(read_given((article, chart)), "two-models", datetime.date(2024, 5, 6))
    except ContentError as error:
        causes = [problem.cause for problem in error.problems]

    # What lacks a font on one machine is fine on another.
    wanted = REFUSED.get(file.name, "no font on this machine")
    assert all(wanted in cause for cause in causes)
    assert causes or "font" in wanted
