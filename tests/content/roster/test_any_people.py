"""Whatever a table holds, each of its rows becomes a person, is out, is a problem or is named."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.content.roster import Roster, cells
from handouts.content.roster.answers import Answers
from handouts.content.roster.columns import HeadingRow
from handouts.content.roster.fields import COLUMNS
from handouts.content.roster.findings import Findings
from handouts.content.roster.found import HIDDEN, STRUCK, FoundList
from handouts.content.roster.names import folded
from handouts.content.roster.people import people

NAMES = [
    *("Ann Lee", "Bo Ek", "Olsen, Marta", "Zoë van Dyk (she/her)", "iPhone", "K", "a@x.org"),
    *("Ruth Adeyemi LPC", "A & B", "test test", "12025550147", "#REF!", "=1+1", "李", "Guest 2"),
    *(
        "Ann Lee (Bo Ek)",
        "Tomas Vega - Clinic",
        "ann lee",
        "Jos? Garc?a",
        "",
        "-",
        "\u202eAnn",
        "🌸",
    ),
]
CELLS = [
    *("yes", "no", "x", "✓", "maybe", "P (2/2)", "cancelled", "paid", "Tentative", "pending"),
    *("6", "5,5", "7h 32m", "0.243055", "360 min", "6/6", "-1", "1e9", "9999999", "n/a", "--"),
    *("9:00", "12:30", "04/10/2027 08:58:01 AM", "10.04.2027 16:30", "2027-04-10", "45123.5"),
    *("a@x.org", "b@x.org", "mailto:a@x.org", "TBD", "0", "1.2E+11", "1-Feb", "00123", "Host", ""),
]
text = st.one_of(st.sampled_from([*NAMES, *CELLS]), st.text(max_size=12))
answers = st.builds(
    Answers,
    ignore=st.sampled_from([(), ("iPhone",)]),
    names=st.sampled_from([{}, {"K": "Kay Orr"}]),
    out=st.sampled_from([(), ("Tentative",)]),
)


@st.composite
def tables(draw: st.DrawFn) -> FoundList:
    """A table with some of the known columns, in some order, and cells of all kinds."""
    known = draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=8, unique=True))
    if not {"name", "first", "last"} & set(known):
        known.append("name")
    name = st.one_of(st.sampled_from(NAMES), text)
    row = st.tuples(*(name if c in ("name", "first", "last") else text for c in known))
    rows = draw(st.lists(row, max_size=8))
    places = {column: place for place, column in enumerate(known) if column != "day"}
    heading = HeadingRow(
        1,
        tuple(known),
        places,
        days=tuple(place for place, column in enumerate(known) if column == "day"),
        statuses=tuple(place for place, column in enumerate(known) if column == "status"),
        last_first=draw(st.booleans()),
    )
    numbers = st.integers(2, 9)
    marks = draw(st.dictionaries(numbers, st.sampled_from([STRUCK, HIDDEN]), max_size=2))
    under = draw(st.dictionaries(numbers, st.just("Waiting list"), max_size=2))
    return FoundList([known, *map(list, rows)], heading, marks, under, draw(answers))


def check(table: FoundList) -> None:
    findings = Findings("roster.csv")
    found = people(table, findings)
    roster = Roster(
        "roster.csv", found.participants, found.columns, findings.problems, findings.remarks
    )
    roster.sorted()
    rows = [person.row for person in roster.participants] + [one.row for one in found.out]
    assert len(rows) == len(set(rows))
    said = folded("\n".join(map(str, (*roster.problems, *roster.remarks))))
    reported = {problem.line for problem in roster.problems}
    wrong = [table.rows[number - 1] for number in reported if number]
    for number, row in enumerate(table.rows[1:], 2):
        if number not in rows and number not in reported and row not in wrong:
            assert all(word in said for word in _words_of_name(row, table.heading)), row
    for person in roster.participants:
        assert person.name.strip()
        assert person.license_number not in ("0", "TBD", "1.2E+11", "1-Feb")


def _words_of_name(row: Sequence[str], heading: HeadingRow) -> list[str]:
    """The words of the name that stands in a row, as they are compared."""
    columns = ["name"] if cells.filled(_cell(row, heading, "name")) else ["first", "middle", "last"]
    return [word for c in columns for word in re.findall(r"\w+", folded(_cell(row, heading, c)))]


def _cell(row: Sequence[str], heading: HeadingRow, column: str) -> str:
    place = heading.places.get(column, len(row))
    return cells.clean(row[place]) if place < len(row) else ""


@settings(
    max_examples=15, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(tables())
def test_each_row_is_a_person_or_out_or_a_problem_or_named(table: FoundList) -> None:
    check(table)


@pytest.mark.long
@settings(
    max_examples=300, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(tables())
def test_each_row_of_many_tables_is_a_person_or_out_or_a_problem_or_named(table: FoundList) -> None:
    check(table)
