"""Charts that are edited in a table: what is written, what stays, and what is reported where."""

import difflib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content.chart_table import (
    ChartColumn,
    ChartRow,
    ChartTable,
    NoTableError,
    chart_table,
)
from handouts.errors import ContentError
from handouts.project.layout import Project
from handouts.workflows.edit_chart import chart_problems, read_chart, write_chart, write_left_out
from tests.conftest import REPOSITORY
from tests.small_project import CHART, small_project

NOTED = """\
# Made in spring.
title: "Kettle and pot"   # as in the programme
columns: # two of them
  # the quick one
  kettle: The kettle

  # the slow one
  pot: The pot
rows:

  # asked every year
  - # label: Speed
    kettle: 'Quick'  # measured
    pot: |
      Slow.

      Very slow.
    # under the first

  # the second half

  # about taste
  -
    pot: Round
    note: kept
    kettle: Plain # and simple

# the end
# - label: an older row
"""


def changed(before: str, after: str) -> list[str]:
    """The lines that were deleted, and those that are new."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:2] not in ("--", "++", "@@")]


def with_rows(table: ChartTable, *rows: ChartRow) -> ChartTable:
    return replace(table, rows=rows)


def edited(text: str, row: int, *cells: str) -> str:
    table = chart_table(text)
    rows = list(table.rows)
    rows[row] = replace(rows[row], cells=cells)
    return write_chart(text, with_rows(table, *rows))


def test_the_example_is_read_with_the_line_of_each_cell(project: Project) -> None:
    table = read_chart(project, "two-models")
    text = (project.content / "two-models" / "chart.yaml").read_text("utf-8").split("\n")
    assert table.columns[table.preferred or 0].key == "healing"
    assert len(table.rows) == 12
    for row in table.rows:
        for line, cell in zip(row.lines, (row.label, *row.cells), strict=True):
            assert text[line - 1].endswith(cell)


@pytest.mark.parametrize("text", [CHART, NOTED, CHART.rstrip("\n"), CHART.replace("\n", "\r\n"),
    f"\ufeff{CHART}", "title: x\n", ""])  # fmt: skip
def test_what_was_not_changed_stays_to_the_letter(text: str) -> None:
    assert write_chart(text, chart_table(text.removeprefix("\ufeff"))) == text


def test_one_cell_changes_its_own_lines_only() -> None:
    assert changed(CHART, edited(CHART, 1, "Plain", "Round: full")) == [
        "-    pot: Round",
        "+    pot: 'Round: full'",
    ]


def test_lists_in_cells_are_written_line_by_line() -> None:
    assert changed(CHART, edited(CHART, 0, "- hot\n- quick", "Slow")) == [
        "-    kettle: Quick",
        "+    kettle: |-",
        "+      - hot",
        "+      - quick",
    ]


def test_a_comment_behind_a_text_stays_also_behind_several_lines() -> None:
    assert changed(NOTED, edited(NOTED, 0, "a\nb", "Slow.\n\nVery slow.")) == [
        "-    kettle: 'Quick'  # measured",
        '+    kettle: "a\\nb"  # measured',
    ]


def test_words_that_yaml_takes_for_a_comment_are_part_of_their_cell() -> None:
    assert chart_table(NOTED).rows[1].cells == ("Plain # and simple", "Round")
    assert changed(NOTED, edited(NOTED, 1, "New", "Round")) == [
        "-    kettle: Plain # and simple",
        "+    kettle: New",
    ]


def test_windows_lines_stay_and_are_written() -> None:
    text = edited(CHART.replace("\n", "\r\n"), 0, "Hot\nfast", "Slow")
    assert text.replace("\r\n", "").count("\n") == 0
    assert chart_table(text.replace("\r\n", "\n")).rows[0].cells == ("Hot\nfast", "Slow")


def test_rows_go_where_they_are_moved_with_their_comments() -> None:
    table = chart_table(NOTED)
    text = write_chart(NOTED, with_rows(table, table.rows[1], table.rows[0]))
    assert sorted(filter(None, text.split("\n"))) == sorted(filter(None, NOTED.split("\n")))
    assert text.index("# about taste\n  -\n    pot: Round") < text.index(
        "# asked every year\n  - #"
    )
    assert text.endswith("    # under the first\n\n# the end\n# - label: an older row\n")


def test_a_deleted_row_takes_only_its_own_comments_along() -> None:
    table = chart_table(NOTED)
    text = write_chart(NOTED, with_rows(table, table.rows[0]))
    gone = [line[1:].strip() for line in changed(NOTED, text) if line[1:].strip()]
    assert gone == [
        "# about taste",
        "-",
        "pot: Round",
        "note: kept",
        "kettle: Plain # and simple",
    ]
    text = write_chart(NOTED, with_rows(table, table.rows[1]))
    assert "# the second half" in text
    assert "# under the first" not in text


def test_places_that_the_file_does_not_have_are_new_rows() -> None:
    table = chart_table(CHART)
    rows = [replace(table.rows[0], place=place) for place in (0, 0, -1, 99)]
    text = write_chart(CHART, with_rows(table, *rows))
    assert [row.label for row in chart_table(text).rows] == ["Speed"] * 4


def test_new_rows_have_the_space_between_them_that_the_others_have() -> None:
    table = chart_table(CHART)
    new = ChartRow("Cost", ("Low", "# high"))
    assert changed(
        CHART, write_chart(CHART, with_rows(table, table.rows[0], new, table.rows[1]))
    ) == [
        "+  - label: Cost",
        "+    kettle: Low",
        "+    pot: '# high'",
    ]
    spaced = CHART.replace("  - label: Taste", "\n  - label: Taste")
    text = write_chart(spaced, with_rows(table, *table.rows, new))
    assert text == spaced + "\n  - label: Cost\n    kettle: Low\n    pot: '# high'\n"


def test_a_label_that_an_import_proposed_is_read() -> None:
    assert [row.proposed for row in chart_table(NOTED).rows] == ["Speed", ""]
    quoted = chart_table(NOTED.replace("# label: Speed", "# label: 'Speed: fast'"))
    assert quoted.rows[0].proposed == "Speed: fast"


def test_a_proposed_label_gives_way_to_the_one_that_is_typed() -> None:
    table = chart_table(NOTED)
    text = write_chart(NOTED, with_rows(table, replace(table.rows[0], label="Pace"), table.rows[1]))
    assert changed(NOTED, text) == [
        "-  - # label: Speed",
        "+  - label: Pace",
    ]


def test_columns_are_added_moved_deleted_and_recommended() -> None:
    table = chart_table(CHART)
    kettle, pot = table.columns
    rows = [replace(row, cells=(row.cells[1], "-", row.cells[0])) for row in table.rows]
    wanted = replace(
        table, columns=(pot, ChartColumn("The Urn"), kettle), rows=tuple(rows), preferred=1
    )
    text = write_chart(CHART, wanted)
    assert [column.key for column in chart_table(text).columns] == ["pot", "urn", "kettle"]
    assert chart_table(text).preferred == 1
    assert "\npreferred: urn\nrows:\n" in text
    back = chart_table(text)
    rows = [replace(row, cells=(row.cells[2], row.cells[0])) for row in back.rows]
    columns = (back.columns[2], back.columns[0])
    assert (
        write_chart(text, replace(back, columns=columns, rows=tuple(rows), preferred=None)) == CHART
    )


def test_words_below_the_recommended_column_come_change_and_go() -> None:
    table = replace(chart_table(CHART), preferred=1, preferred_note="ours: of now")
    text = write_chart(CHART, table)
    assert changed(CHART, text) == ["+preferred: pot", "+preferred_note: 'ours: of now'"]
    other = replace(chart_table(text), preferred=0, preferred_note="Theirs")
    assert changed(text, write_chart(text, other)) == [
        "-preferred: pot",
        "-preferred_note: 'ours: of now'",
        "+preferred: kettle",
        "+preferred_note: Theirs",
    ]
    none = replace(chart_table(text), preferred=None, preferred_note=" ")
    assert write_chart(text, none) == CHART


def test_words_below_a_column_stay_where_all_is_written_anew() -> None:
    text = "{title: a, columns: {k: K, p: P}, preferred_note: ours, rows: [{k: x, p: y}]}\n"
    after = chart_table(write_chart(text, replace(chart_table(text), title="b")))
    assert (after.title, after.preferred_note) == ("b", "ours")


@pytest.mark.parametrize(
    "text",
    [
        "{title: a, columns: {k: K, p: P}, rows: [{k: x, p: y}]}\n",
        "title: a\ncolumns: {k: K, p: P}\nrows: [{k: x, p: y}]\n",
        "# mine\ntitle: a\ncolumns: {k: K, p: P}\nrows:\n- {k: x, p: y}\n",
        "title: a\ncolumns:\n  ? k\n  : K\n  p: P\nrows:\n- ? k\n  : x\n  p: y\n",
        "rows:\n-   k: x\n    p: y\ncolumns:\n    k: K\n    p: P\ntitle: a",
    ],
)
def test_charts_that_are_written_in_other_ways_are_written_too(text: str) -> None:
    table = chart_table(text)
    row = replace(table.rows[0], label="L", cells=("new: one", "- y\n- z"))
    after = chart_table(
        write_chart(
            text, replace(table, title="b", preferred=1, rows=(row, ChartRow("", ("1", "2"))))
        )
    )
    assert (after.title, after.preferred) == ("b", 1)
    assert [column.title for column in after.columns] == ["K", "P"]
    assert [(each.label, *each.cells) for each in after.rows] == [
        ("L", "new: one", "- y\n- z"),
        ("", "1", "2"),
    ]


@pytest.mark.parametrize("text", ["a: [", "rows: x\n", "- a\n", "title: [a]\n", "columns: [a]\n",
    "rows:\n  - words\n", "title: a\ntitle: b\n"])  # fmt: skip
def test_what_no_table_can_show_is_refused(text: str) -> None:
    with pytest.raises(NoTableError):
        chart_table(text)


def test_a_file_that_is_no_table_is_reported_by_its_reader(tmp_path: Path) -> None:
    project = small_project(tmp_path, chart="rows:\n  - words\n")
    with pytest.raises(ContentError, match="row 1"):
        read_chart(project, "tea")
    assert {found.row for found in chart_problems(project, "tea")} == {None}


def test_problems_stand_at_their_cells(tmp_path: Path) -> None:
    text = CHART.replace("pot: The pot", "pot: ''").replace("kettle: Plain", "kettle: ''")
    project = small_project(tmp_path, chart=text.replace("    pot: Slow\n", ""))
    found = [(each.row, each.column) for each in chart_problems(project, "tea")]
    assert found == [(None, 2), (0, 2), (1, 1)]


def test_what_is_empty_is_reported_without_the_names_of_keys(tmp_path: Path) -> None:
    text = CHART.replace("Kettle and pot", "''").replace("pot: The pot", "pot: ''")
    project = small_project(tmp_path, chart=text.replace("pot: Slow", "pot:"))
    assert [each.problem.cause for each in chart_problems(project, "tea")] == [
        "the chart has no title",
        "this column has no title",
        "this cell is empty",
    ]
    project = small_project(tmp_path, chart=CHART.replace("The pot", "the  Kettle"))
    (same,) = chart_problems(project, "tea")
    assert (same.row, same.column, same.problem.cause) == (
        None, 2, "another column has the same title",
    )  # fmt: skip


LEFT_OUT = """\
key_terms: [tea]
leave_out:
  rows: [1, 3]  # too easy
  charts:
    fees:
      # the first
      - 1
      - '2'
"""


@pytest.mark.parametrize(
    ("name", "is_only", "places", "expected"),
    [
        ("", True, (0, 1, 2), LEFT_OUT),
        ("", False, (1, 0, None, 2), LEFT_OUT.replace("[1, 3]", "[2, 4]")),
        ("", False, (1, 2), LEFT_OUT.replace("[1, 3]", "[2]")),
        ("", True, (1,), LEFT_OUT.replace("[1, 3]", "[]")),
        ("fees", False, (1, 0), LEFT_OUT.replace("- 1", "- 2").replace("'2'", "1")),
        ("fees", False, (0, None), LEFT_OUT.replace("      - '2'\n", "")),
        ("law", False, (1, 0), LEFT_OUT),
    ],
)
def test_rows_that_worksheets_leave_out_are_the_same_rows_after_a_move(
    name: str, is_only: bool, places: tuple[int | None, ...], expected: str
) -> None:
    table = ChartTable("", (), tuple(ChartRow("", (), place) for place in places))
    assert write_left_out(LEFT_OUT, name, table, is_only=is_only) == expected


def test_texts_that_are_not_saved_are_read_and_looked_at(tmp_path: Path) -> None:
    project = small_project(tmp_path)
    texts = {"tea/chart.yaml": CHART.replace("Quick", "see [a](javascript:x)").encode()}
    assert read_chart(project, "tea", texts=texts).rows[0].cells[0] == "see [a](javascript:x)"
    assert [(each.row, each.column) for each in chart_problems(project, "tea", texts=texts)] == [
        (0, 1)
    ]
    assert chart_problems(project, "tea") == ()


EXAMPLE = (REPOSITORY / "content/two-models/chart.yaml").read_text("utf-8")
CELLS = st.text(st.sampled_from("ab: #-*'\"|>\n\té—[{&!%@`,0\\"), max_size=12)


@given(st.sampled_from([CHART, NOTED, EXAMPLE]), st.data())
@settings(max_examples=60, deadline=None)
def test_any_edit_is_read_back_as_it_was_made(text: str, data: st.DataObject) -> None:
    table = chart_table(text)
    rows = list(data.draw(st.permutations(table.rows)))[
        : data.draw(st.integers(1, len(table.rows)))
    ]
    for place in data.draw(st.sets(st.integers(0, len(rows) - 1), max_size=3)):
        cells = tuple(data.draw(CELLS) for _ in table.columns)
        rows[place] = replace(rows[place], label=data.draw(CELLS), cells=cells)
    rows.insert(data.draw(st.integers(0, len(rows))), ChartRow(data.draw(CELLS), ("x", "y")))
    after = write_chart(text, with_rows(table, *rows))
    read = chart_table(after)
    plain = [(" ".join(row.label.split()), *map(str.split, row.cells)) for row in rows]
    assert [(" ".join(row.label.split()), *map(str.split, row.cells)) for row in read.rows] == plain
    assert write_chart(after, read) == after
    kept = {row.place for row in rows}
    for note in ("# Made in spring.", "# the slow one", "# the second half", "# the end"):
        assert (note in after) == (note in text)
    assert ("# about taste" in after) == (text is NOTED and 1 in kept)
