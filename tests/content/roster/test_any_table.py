"""Any table of cells gives a list, or says why not, and loses no row in silence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content.roster.answers import NO_ANSWERS
from handouts.content.roster.column_checks import check
from handouts.content.roster.find import find
from handouts.content.roster.findings import Findings
from handouts.content.roster.sheets import VisibleSheet

WORDS = (
    *("Name", "First name", "Last name", "E-mail", "Status", "Attended", "Hours", "Day 1", "State"),
    *(
        "License number",
        "Participants",
        "Attendee",
        "Nombre",
        "Nom",
        "Prénom",
        "Duration (Minutes)",
    ),
    *("Attendee Details", "2. Participants", "Host Details", "Cancelled", "Warteliste", "Total: 5"),
    *("Ann Lee", "Lee, Ann", "ann@x.org", "yes", "no", "x", "6", "5:50", "2027-04-10", "L4412"),
    *("Note: see below", "Points Possible", "", "", "", " ", "\n", "\u200b", "=1+1", "#N/A"),
)
CELLS = st.sampled_from(WORDS) | st.text(max_size=12)
TABLES = st.lists(st.lists(CELLS, max_size=6), max_size=14)


def look(rows: list[list[str]]) -> None:
    findings = Findings("list.csv")
    table = find([VisibleSheet(rows)], NO_ANSWERS, findings)
    if table is None:
        filled = any(cell.strip() for row in rows for cell in row)
        assert bool(findings.problems) == filled
        return
    check(table, findings)
    heading = table.heading
    assert len(table.rows) <= len(rows)
    assert all(not row or row == given for row, given in zip(table.rows, rows, strict=False))
    assert all(0 <= place < len(heading.titles) for place in heading.places.values())
    assert {*heading.places.values()}.isdisjoint(heading.days)
    assert table.under.keys() | table.marks.keys() <= {*range(1, len(rows) + 1)}


@settings(max_examples=30, derandomize=True, deadline=None)
@given(TABLES)
def test_any_table_gives_a_list_or_a_reason(rows: list[list[str]]) -> None:
    look(rows)


@pytest.mark.long
@settings(max_examples=1_000, derandomize=True, deadline=None)
@given(TABLES)
def test_thousands_of_tables_give_a_list_or_a_reason(rows: list[list[str]]) -> None:
    look(rows)


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8))
def test_each_row_with_an_address_is_kept_or_reported(rows: list[list[str]]) -> None:
    table_rows = [["Name", "E-mail", "Hours"], *([*row[:1], "ann@x.org", row[2]] for row in rows)]
    findings = Findings("list.csv")
    table = find([VisibleSheet(table_rows)], NO_ANSWERS, findings)
    if table is None:  # where no cell of the column can be a name
        assert findings.problems
        return
    assert [row for row in table.rows[1:] if row] == table_rows[1:]
