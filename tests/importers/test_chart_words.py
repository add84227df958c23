"""No word of a chart's file gets lost, whatever stands in it: each is in the chart or listed."""

import csv
import datetime
import html
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from handouts.errors import ContentError
from handouts.importers import Given, import_files

pytestmark = pytest.mark.long

TODAY = datetime.date(2024, 5, 6)
WORDS = (
    "alpha beta *x* _y_ [a](b) • - 1. (a) 2) # > | <b>bo</b> <br> &amp; & < Topic No. 1 2 3 A B "
    "Source: note ¹ ✓ ✔\ufe0f – 1,200 $3 a, b; c 2026-01-01 x@example.org é שלום 草 Über . , "
    "\u00a0 ``` --- === [chart] {x} %%y%% Total: Yes No n/a"
)
WORD = st.sampled_from(WORDS.split(" "))
LINE = st.lists(WORD, max_size=4).map(" ".join)
CELL = st.lists(LINE, max_size=3).map("\n".join)
TABLE = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=7)
)
Rows = Sequence[Sequence[str]]


def check(name: str, content: bytes) -> None:
    """Import a chart; it may be refused for a reason, and for no word that would be lost."""
    causes: list[str] = []
    try:
        import_files([Given(f"in/{name}", content)], "two-lawns", TODAY)
    except ContentError as error:
        causes = [problem.cause for problem in error.problems]
    assert not [cause for cause in causes if "would lose" in cause]


@given(TABLE)
def test_of_separated_cells(rows: Rows) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(rows)

    check("chart.csv", text.getvalue().encode())


@given(TABLE)
def test_of_cells_with_tabs(rows: Rows) -> None:
    check("chart.tsv", "\n".join("\t".join(row) for row in rows).encode())


@given(TABLE, st.integers(1, 3), st.integers(1, 3))
def test_of_a_web_page(rows: Rows, across: int, down: int) -> None:
    def cell(text: str, place: int) -> str:
        spans = f' colspan="{across}" rowspan="{down}"' if place == len(text) % 5 else ""
        lines = [html.escape(line) for line in text.split("\n")]
        inner = "<br>".join(lines) if place % 2 else "".join(f"<li>{each}</li>" for each in lines)
        return f"<td{spans}>{inner if place % 2 else f'<ul>{inner}</ul>'}</td>"

    page = "".join(
        f"<tr>{''.join(cell(text, place) for place, text in enumerate(row))}</tr>" for row in rows
    )
    check("chart.html", f"<h1>Page</h1><table>{page}</table>".encode())


@given(TABLE)
def test_of_a_table_of_markdown(rows: Rows) -> None:
    lines = ["| " + " | ".join(cell.replace("\n", " ") for cell in row) + " |" for row in rows]
    lines.insert(1, "|" + "---|" * len(rows[0]))

    check("chart.md", "\n".join(lines).encode())


@given(TABLE)
def test_of_a_workbook(rows: Rows) -> None:
    workbook = Workbook()
    for row in rows:
        workbook.active.append([f"'{cell}" if cell[:1] == "=" else cell for cell in row])
    content = io.BytesIO()
    workbook.save(content)

    check("chart.xlsx", content.getvalue())
