"""Files as systems write them: which rows are people, and which columns say what."""

import functools
from collections.abc import Mapping

import pytest

from handouts.content.roster.found import FoundList
from tests.content.roster.tables import (
    CASES,
    cells,
    columns,
    days,
    found,
    remarks,
    statuses,
)

NAMED = {"first": "First Name", "last": "Last Name"}
ZOOM = {
    "name": "Name (Original Name)",
    "email": "User Email",
    "joined": "Join Time",
    "left": "Leave Time",
    "minutes": "Duration (Minutes)",
    "guest": "Guest",
}
WEBINAR = {
    **NAMED,
    "email": "Email",
    "status": "Approval Status",
    "attended": "Attended",
    "joined": "Join Time",
    "left": "Leave Time",
    "minutes": "Time in Session (minutes)",
    "guest": "Is Guest",
}
TEAMS = {
    "name": "Name",
    "email": "Email",
    "joined": "First Join",
    "left": "Last Leave",
    "duration": "In-Meeting Duration",
    "role": "Role",
    "id": "Participant ID (UPN)",
}
PRETIX = {
    "name": "Attendee name",
    "first": "Attendee name: Given name",
    "last": "Attendee name: Family name",
    "email": "Attendee email",
    "status": "Status",
    "checked_in": "Checked in",
    "left": "Checked out",
    "employer": "Company",
}
RIGHT: dict[str, tuple[Mapping[str, str], list[int]]] = {
    "degree-in-last-name.csv": (
        {**NAMED, "email": "E-mail", "hours": "Hours", "license_number": "License #"},
        [2, 3, 4, 5, 6, 7],
    ),
    "eventbrite.csv": (
        {
            "first": "First Name",
            "last": "Surname",
            "email": "Email",
            "status": "Order Type",
            "license_state": "License State",
            "license_number": "License Number",
        },
        [2, 3, 4, 5, 6, 7],
    ),
    "excel-by-hand.xlsx": (
        {
            "name": "Name",
            "email": "E-mail",
            "attended": "Present?",
            "hours": "Hours attended",
            "license_state": "License State",
            "license_number": "License Number",
        },
        [4, 5, 6, 7, 8],
    ),
    "google-forms.csv": (
        {
            "name": "Please write your full name exactly as it should appear on your certificate",
            "email": "Email Address",
            "credentials": "What are your credentials? (for example LCSW, LPC)",
        },
        [2, 3, 4, 5],
    ),
    "gotowebinar.csv": (
        {
            **NAMED,
            "email": "Email Address",
            "attended": "Attended",
            "joined": "Join Time",
            "left": "Leave Time",
            "duration": "Time in Session",
            "license_number": "License number",
        },
        [11, 12, 13],
    ),
    "indico.csv": (
        {
            "name": "Name",
            "email": "Email Address",
            "status": "Registration state",
            "checked_in": "Checked in",
            "id": "ID",
            "employer": "Affiliation",
        },
        [2, 3, 4],
    ),
    "licence-sci.csv": (
        {
            **NAMED,
            "email": "E-mail",
            "hours": "Hours",
            "credentials": "Credentials",
            "license_state": "License State",
            "license_number": "License #",
        },
        [2, 3, 4, 5, 6],
    ),
    "list-on-second-sheet.xlsx": (
        {"name": "Full name", "email": "Email", "attended": "Attended"},
        [2],
    ),
    "meetup.csv": ({"name": "Name", "status": "RSVP", "id": "User ID"}, [2, 3, 4]),
    "moodle-attendance.csv": ({"first": "First name", "last": "Last name"}, [6, 7, 8]),
    "moodle-participants.csv": (
        {
            "first": "First name",
            "last": "Last name",
            "email": "Email address",
            "id": "ID number",
            "employer": "Institution",
        },
        [2, 3, 4],
    ),
    "pretix-trimmed.csv": (PRETIX, [2, 3, 4]),
    "pretix.csv": (PRETIX, [2, 3, 4]),
    "struck-and-hidden.xlsx": (
        {"name": "Full name", "email": "Email", "attended": "Attended"},
        [2, 3, 4],
    ),
    "teams-trimmed.csv": ({**TEAMS, "attended": "Attended"}, [2, 3, 4, 5]),
    "teams.csv": (TEAMS, [11, 12, 13, 14]),
    "typed-names.csv": (
        {"name": "Name", "email": "Email", "hours": "Hours", "credentials": "Credentials"},
        [*range(2, 12)],
    ),
    "webex.csv": (
        {
            **NAMED,
            "email": "Attendee Email",
            "joined": "Join Time",
            "left": "Leave Time",
            "duration": "Attendance Duration",
            "role": "Role",
        },
        [2, 3, 4],
    ),
    "webinar-trimmed.csv": (WEBINAR, [2, 3]),
    "zoom-meeting.csv": (ZOOM, [*range(5, 13)]),
    "zoom-registration.csv": (
        {**NAMED, "email": "Email", "status": "Approval Status"},
        [*range(7, 12)],
    ),
    "zoom-trimmed.csv": (ZOOM, [*range(2, 10)]),
    "zoom-webinar.csv": (WEBINAR, [13, 14, 15, 16, 17]),
}


@functools.cache
def case(name: str) -> tuple[FoundList, tuple[str, ...]]:
    """The list in a case of which nothing is to be asked, and what should be looked at."""
    table, findings = found((CASES / name).read_bytes(), name)
    assert findings.problems == ()
    assert table is not None
    return table, tuple(remarks(findings))


def test_each_case_is_tried() -> None:
    assert sorted(RIGHT) == sorted(file.name for file in CASES.iterdir())


@pytest.mark.parametrize("name", RIGHT)
def test_the_list_is_found_without_a_question(name: str) -> None:
    table = case(name)[0]
    right_columns, rows = RIGHT[name]
    assert columns(table) == right_columns
    assert list(cells(table)) == rows


def test_cells_of_two_lines_and_texts_that_excel_would_take_for_numbers() -> None:
    table = case("gotowebinar.csv")[0]
    assert cells(table, "joined", "license_number")[11] == (
        "Apr 10, 2027 08:58 AM PDT\r\nApr 10, 2027 12:58 PM PDT",
        "44120",
    )
    assert cells(table, "license_number")[12] == ("00123",)


def test_all_columns_of_statuses_are_given() -> None:
    table = case("eventbrite.csv")[0]
    assert statuses(table) == ["Order Type", "Attendee Status"]


def test_last_names_that_come_first_are_seen() -> None:
    turned = [name for name in RIGHT if case(name)[0].heading.last_first]
    assert turned == ["indico.csv"]


def test_columns_of_single_days() -> None:
    table = case("moodle-attendance.csv")[0]
    assert days(table) == [
        "12 Mar 2027 9.00AM All students",
        "13 Mar 2027 9.00AM All students",
    ]


def test_rows_that_excel_hides_or_strikes_out_are_marked() -> None:
    table = case("struck-and-hidden.xlsx")[0]
    assert table.marks == {3: "struck", 4: "hidden"}
    table = case("excel-by-hand.xlsx")[0]
    assert table.marks == {6: "hidden"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "zoom-webinar.csv",
            "the list with its headings in row 12 was read; there are others, which are not: "
            'row 6 ("Host Details"), row 9 ("Panelist Details"), row 19 ("Other Attended")',
        ),
        (
            "teams.csv",
            "the list with its headings in row 10 was read; there are others, which are not: "
            'row 17 ("3. In-Meeting Activities")',
        ),
        (
            "excel-by-hand.xlsx",
            'the sheet "Roster" was read; there is something in others too: "Cancelled"',
        ),
        ("excel-by-hand.xlsx", 'not read, because no person is in it: row 10 ("Total")'),
    ],
)
def test_what_is_not_read_is_named(name: str, said: str) -> None:
    assert said in case(name)[1]
