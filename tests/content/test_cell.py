from pathlib import Path

import pytest

from handouts.content import cell
from handouts.content.richtext import BulletList, OrderedList, Paragraph
from handouts.errors import ContentError
from handouts.workflows.load import load_checked

from ..small_project import CHART, small_project

LIST = "Bring:\n\n- a **pen**\n  - blue\n- paper"


@pytest.mark.parametrize("text", ["one line", "- no list", "1. no list", "two\nlines of one"])
def test_a_cell_of_one_paragraph_has_no_blocks(text: str) -> None:
    assert cell.blocks(text) == ()
    assert cell.lines(text) == (" ".join(text.split()),)


def test_a_cell_of_several_lines_has_paragraphs_and_lists() -> None:
    assert [type(block) for block in cell.blocks(LIST)] == [Paragraph, BulletList]
    assert isinstance(cell.blocks("1. a\n2. b")[0], OrderedList)
    assert cell.lines(LIST) == ("Bring:", "a pen", "blue", "paper")
    assert cell.plain(LIST) == "Bring: a pen blue paper"


def test_a_short_line_takes_the_space_of_a_longer_one() -> None:
    assert cell.letters("abc") == 3
    assert cell.letters("- abc\n- def") > 30


@pytest.mark.parametrize(
    "text",
    ["# Heading\n\n      text", "> said\n\n      so", "one\n\n      ---\n\n      two"],
)
def test_what_is_neither_paragraph_nor_list_is_reported_at_its_cell(
    tmp_path: Path, text: str
) -> None:
    chart = CHART.replace("kettle: Quick", f"kettle: |\n      {text}")
    project = small_project(tmp_path, chart=chart)
    with pytest.raises(ContentError) as raised:
        load_checked(project, ["tea"])

    (problem,) = raised.value.problems
    assert (problem.line, problem.message.code) == (7, "chart.not-in-a-cell")


def test_a_list_in_a_cell_is_loaded(tmp_path: Path) -> None:
    chart = CHART.replace("kettle: Quick", "kettle: |\n      - Quick\n      - Hot")
    (training,), _ = load_checked(small_project(tmp_path, chart=chart), ["tea"])

    assert cell.lines(training.chart.rows[0].cells[0]) == ("Quick", "Hot")
