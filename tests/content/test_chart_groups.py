"""Headings between the rows of a chart, and notes below it: read, and kept by an editor."""

from dataclasses import replace
from pathlib import Path

import pytest

from handouts.content.chart_table import ChartRow, ChartTable, chart_table
from handouts.content.chart_writing import with_table
from handouts.project.layout import Project
from handouts.workflows.load import load_checked
from tests.small_project import CHART, path, small_project, told_of

GROUPED = """\
title: Kettle and pot
columns:
  kettle: Kettle
  pot: Pot
rows:
  - group: "Before" # the heading
    label: Speed
    kettle: Quick
    pot: Slow

  - group: Before
    kettle: Plain
    pot: Round

  - group: "*After*"
    label: Taste
    kettle: Sharp
    pot: Mild
notes: |
  \\* In summer.

  - Own survey
"""


def of_text(folder: Path, text: str) -> Project:
    project = small_project(folder)
    path(project, "chart").write_text(text, "utf-8")
    return project


def test_groups_and_notes_are_read(tmp_path: Path) -> None:
    (training,), _ = load_checked(of_text(tmp_path, GROUPED), ["tea"])
    chart = training.chart

    assert chart is not None
    assert [(group, [row.number for row in rows]) for group, rows in chart.groups] == [
        ("Before", [1, 2]), ("*After*", [3]),
    ]  # fmt: skip
    assert (chart.headings, chart.notes) == (2, "\\* In summer.\n\n- Own survey")
    assert [row.cells for row in chart.rows] == [
        ("Quick", "Slow"), ("Plain", "Round"), ("Sharp", "Mild"),
    ]  # fmt: skip


def test_a_column_may_be_called_group(tmp_path: Path) -> None:
    text = CHART.replace("  kettle:", "  group:").replace("    kettle:", "    group:")
    (training,), _ = load_checked(of_text(tmp_path, text), ["tea"])

    assert training.chart is not None
    assert training.chart.headings == 0
    assert training.chart.rows[0].cells[0] == "Quick"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("*After*", "a ![b](c.png)", 15), ("\\* In summer.", "# In summer", 19)],
)
def test_what_cannot_be_set_is_reported_at_its_line(
    tmp_path: Path, old: str, new: str, line: int
) -> None:
    assert f"chart.yaml:{line}: " in told_of(of_text(tmp_path, GROUPED.replace(old, new)))


def test_a_line_of_the_notes_is_in_no_row() -> None:
    table = chart_table(GROUPED)

    assert [table.place_at(line) for line in (6, 7, 15, 18, 19, 22)] == [
        (0, None), (0, 0), (2, None), (2, 2), (None, None), (None, None),
    ]  # fmt: skip


def unknowing(table: ChartTable) -> ChartTable:
    """Return a table as an editor has it that knows neither groups nor notes."""
    rows = tuple(replace(row, group=None) for row in table.rows)
    return replace(table, rows=rows, notes=None)


def groups_of(text: str) -> list[str | None]:
    return [row.group for row in chart_table(text).rows]


def test_a_changed_cell_leaves_groups_and_notes_to_the_letter() -> None:
    table = unknowing(chart_table(GROUPED))
    rows = (replace(table.rows[0], cells=("Fast", "Slow")), *table.rows[1:])

    assert with_table(GROUPED, table) == GROUPED
    assert with_table(GROUPED, replace(table, rows=rows)) == GROUPED.replace("Quick", "Fast")


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((0, 2), ["Before", "*After*"]),
        ((1, 0, 2), ["Before", "Before", "*After*"]),
        ((2, 0, 1), ["Before", "Before", "Before"]),
        ((0, 2, 1), ["Before", "Before", "Before"]),
        ((0, 1, None, 2), ["Before", "Before", "Before", "*After*"]),
        ((None, 0, 1, 2, None), ["Before", "Before", "Before", "*After*", "*After*"]),
        ((2,), ["*After*"]),
        ((None,), [""]),
    ],
)
def test_rows_that_are_new_or_moved_go_with_those_around_them(
    order: tuple[int | None, ...], expected: list[str]
) -> None:
    table = unknowing(chart_table(GROUPED))
    new = ChartRow("New", ("a", "b"))
    rows = tuple(new if place is None else table.rows[place] for place in order)
    written = with_table(GROUPED, replace(table, rows=rows))

    assert groups_of(written) == expected
    assert chart_table(written).notes == "\\* In summer.\n\n- Own survey"


FLOW = "{title: T, columns: {a: A, b: B}, rows: [{a: x, b: y, group: G}], notes: N}\n"


@pytest.mark.parametrize("text", [FLOW, GROUPED])
def test_files_that_are_written_anew_have_groups_and_notes(text: str) -> None:
    table = unknowing(chart_table(text))
    written = with_table(text, replace(table, columns=table.columns[::-1]))

    assert groups_of(written) == groups_of(text)
    assert chart_table(written).notes == chart_table(text).notes


def test_groups_and_notes_are_changed_by_an_editor_that_knows_them() -> None:
    table = chart_table(GROUPED)
    rows = (replace(table.rows[0], group=""), replace(table.rows[1], group="Soon"), table.rows[2])
    written = with_table(GROUPED, replace(table, rows=rows, notes=""))

    assert (groups_of(written), chart_table(written).notes) == (["", "Soon", "*After*"], "")
    assert "notes" not in written
    noted = with_table(CHART, replace(chart_table(CHART), notes="Own *survey*"))
    assert noted.endswith("\nnotes: Own *survey*\n")
