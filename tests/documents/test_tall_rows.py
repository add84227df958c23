from pathlib import Path

import pytest
from pypdf import PdfReader

from handouts.builds.request import Request
from handouts.content.chart import Chart, Row
from handouts.documents import expected_texts, tall_rows
from handouts.workflows import build
from handouts.workflows.check import check
from tests import reading
from tests.small_project import CHART, small_project
from tests.tools import verapdf

LONG = " ".join(["so and so"] * 170)


def chart(*cells: tuple[str, ...]) -> Chart:
    rows = tuple(Row(number, "Label", row) for number, row in enumerate(cells, 1))
    return Chart("Title", ("A", "B"), None, rows)


@pytest.mark.parametrize(
    ("cells", "table", "stack"),
    [
        (("short", "short"), False, False),
        ((LONG, "short"), True, True),
        ((LONG[:700], LONG[:700]), False, True),
        (("\n".join(["- item"] * 50), "short"), True, True),
    ],
)
def test_rows_are_divided_where_they_take_most_of_a_page(
    cells: tuple[str, str], table: bool, stack: bool
) -> None:
    row = Row(1, "", cells)

    assert (tall_rows.in_table(row), tall_rows.in_stack(row)) == (table, stack)


def test_a_row_that_is_divided_is_not_looked_for_on_one_page() -> None:
    made = chart(("one", "two"), (LONG, "three"))

    assert expected_texts.rows(made) == (("Label", "one", "two"), ())
    assert expected_texts.titles(made) == ("Title", "A", "B", LONG, "three")


def test_check_says_which_rows_are_divided(tmp_path: Path) -> None:
    text = CHART.replace("Quick", LONG).replace("Plain", LONG[:700]).replace("Round", LONG[:700])
    found = check(small_project(tmp_path, chart=text))

    assert list(found.warnings) == [
        "content/tea/chart.yaml: rows that take most of a page or more, and are divided between "
        "pages: 1 (Speed). Shorten them, or divide each into several rows.",
        "content/tea/chart.yaml: rows that take most of a page or more in large print, and are "
        "divided between pages there: 2 (Taste). Shorten them if you give out large print.",
    ]


@pytest.mark.long
def test_the_label_of_a_row_stands_above_its_rest_on_each_page_and_on_no_other(
    tmp_path: Path,
) -> None:
    rows = "".join(f"  - label: Row\n    kettle: {LONG[:500]}\n    pot: x\n" for _ in range(8))
    nested = "|\n      - One\n      - Two:\n        - three\n"
    text = CHART.replace("Quick", f"{LONG} {LONG} {LONG}").replace("Slow", nested)
    project = small_project(tmp_path, chart=text.rstrip() + f"\n{rows}")
    build.build(project, Request(("tea",), ("chart",), ("print", "large-print"), jobs=1))

    files = {file.parent.name: file for file in project.build.rglob("*.pdf")}
    assert verapdf.failures(files.values()) == {}
    for file in files.values():
        pages = reading.pages(PdfReader(file))
        begins = next(place for place, page in enumerate(pages) if "Speed" in page)
        ends = next(place for place, page in enumerate(pages) if "Taste" in page)
        continued = [place for place, page in enumerate(pages) if "Speed (continued)" in page]
        assert begins < ends < len(pages) - 1
        assert set(range(begins + 1, ends)) <= set(continued) <= set(range(begins + 1, ends + 1))
