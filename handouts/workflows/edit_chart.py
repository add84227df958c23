"""A training's chart as a table that is edited, and what its reader would refuse, at its cells."""

import dataclasses
from dataclasses import dataclass

from handouts.content import text_file
from handouts.content.chart_table import ChartTable, NoTableError, chart_table
from handouts.content.chart_writing import with_table
from handouts.content.content_files import NO_TEXTS, Texts
from handouts.content.left_out_rows import with_moved_rows
from handouts.errors import ContentError, Problem
from handouts.messages import Message, message
from handouts.project.layout import Project, chart_file
from handouts.workflows.load import load_checked

_EMPTY = (
    "fields.empty",
    "fields.missing-cell",
    "fields.missing-cell-or-typo",
    "fields.missing-line",
)
_EMPTY_TITLES = {True: "chart.no-title", False: "chart.empty-title"}
"""By whether the title of the chart is meant, and not that of a column."""


@dataclass(frozen=True)
class ChartProblem:
    """One thing that is wrong with a chart, and the cell that it is about."""

    row: int | None
    """Counted from 0; None for the titles of the columns, and for the chart's own."""
    column: int | None
    """0 for the labels, 1 for the first side; None for the row as a whole."""
    problem: Problem
    is_of_notes: bool = False
    """Whether it is about what stands below the chart."""


def read_chart(
    project: Project, training: str, name: str = "", texts: Texts = NO_TEXTS
) -> ChartTable:
    """Return the table of a training's chart, "" being that of `chart.yaml`.

    `texts` are unsaved ones, as in `load_checked`. Raises ContentError with what is wrong with the
    file where no table can show it.
    """
    file = text_file.opened(project, _path(training, name), texts)
    if file.problems:
        raise ContentError(file.problems)
    try:
        return chart_table(file.text)
    except NoTableError as error:
        raise ContentError(_problems(project, training, name, texts)) from error


def table_of(text: str) -> ChartTable:
    """Return the table of a text that is not saved. Raises NoTableError."""
    return chart_table(text)


def write_chart(text: str, table: ChartTable) -> str:
    """Return the text of a chart's file with what the table has.

    Comments, order and untouched cells stay to the letter. Raises NoTableError where the text
    itself is no table.
    """
    return with_table(text, table)


def write_left_out(text: str, name: str, table: ChartTable, *, is_only: bool) -> str:
    """Return the text of `worksheets.yaml` where the rows that it leaves out have moved.

    `table` is what `write_chart` is given, for the chart of this name; `is_only` says that the
    training has no other one.
    """
    return with_moved_rows(text, name, [row.place for row in table.rows], is_only=is_only)


def chart_problems(
    project: Project, training: str, name: str = "", texts: Texts = NO_TEXTS
) -> tuple[ChartProblem, ...]:
    """Return what is wrong with a chart, from top to bottom, each at its cell.

    `texts` are unsaved ones, as in `load_checked`. Where no table can show the file, all of it is
    about the chart as a whole.
    """
    found = _problems(project, training, name, texts)
    try:
        table = read_chart(project, training, name, texts) if found else None
    except ContentError:
        table = None
    return tuple(_at_cell(problem, table) for problem in found)


def _path(training: str, name: str) -> str:
    return f"{training}/{chart_file(name)}"


def _problems(project: Project, training: str, name: str, texts: Texts) -> list[Problem]:
    try:
        load_checked(project, [training], texts=texts)
    except ContentError as error:
        path = f"content/{_path(training, name)}"
        return [problem for problem in error.problems if problem.path == path]
    return []


def _at_cell(problem: Problem, table: ChartTable | None) -> ChartProblem:
    """Return a problem at its cell, in words that go without the names of the file's keys."""
    row, column = _place(problem, table)
    if table is None:
        return ChartProblem(None, None, problem)
    wrong = problem.message
    about = dict(wrong.parameters).get("problem")
    if isinstance(about, Message) and wrong.code == "fields.named":
        wrong = about
    if wrong.code in _EMPTY:
        wrong = message("chart.empty-cell" if row is not None else _EMPTY_TITLES[column is None])
    elif wrong.code == "training.same-titles":
        wrong = message("chart.same-title")
    is_of_notes = table.is_in_notes(problem.line) and (row, column) == (None, None)
    return ChartProblem(row, column, dataclasses.replace(problem, message=wrong), is_of_notes)


def _place(problem: Problem, table: ChartTable | None) -> tuple[int | None, int | None]:
    """Return the row and the column of the cell that a problem is about."""
    if table is None:
        return None, None
    values = dict(problem.message.parameters)
    keys = [column.key for column in table.columns]
    cell = values.get("name")
    if isinstance(cell, Message):  # a row, or a cell of one
        about = {**values, **dict(cell.parameters)}
        number, key = about.get("number"), about.get("key")
        if isinstance(number, int):
            return number - 1, keys.index(key) + 1 if key in keys else None
    return table.place_at(problem.line)
