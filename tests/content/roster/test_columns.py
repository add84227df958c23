from pathlib import Path

import pytest

from handouts.content.roster import columns
from handouts.content.roster.columns import HEADINGS, OTHERS
from tests.content.roster.rosters import problems, read, remarks, the_one

NOT_USED = "  Nothing need be done if nothing of them is to be printed."
TWO = '  Have the two columns "First name" and "Last name", or one column "Full name".'


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Full name", "name"),
        ("  FULL\u00a0NAME ", "name"),
        ("Name (as on the license)", "name"),
        ("Attendee", "name"),
        ("FirstName", "first"),
        ("first_name", "first"),
        ("Middle initial", "middle"),
        ("LAST NAME", "last"),
        ("Surname:", "last"),
        ("E-mail", "email"),
        ("EMail Address", "email"),
        ("Attended?", "attended"),
        ("Présent", "attended"),
        ("ATTENDED (y/n)", "attended"),
        ("CE hours", "hours"),
        ("Degree(s)", "credentials"),
        ("Licence state", "license_state"),
        ("State of Licensure", "license_state"),
        ("License #", "license_number"),
        ("Licence no.", "license_number"),
        ("Lic. No.", "license_number"),
        ("Participant ID", "id"),
        ("", None),
        ("???", None),
        ("State", None),
        ("Company", None),
        ("name " * 20, None),
    ],
)
def test_headings_are_known_as_they_are_written(heading: str, column: str | None) -> None:
    assert columns.known(heading) == column


def test_no_heading_means_two_columns() -> None:
    squashed = [columns.squash(title) for titles in HEADINGS.values() for title in titles]
    assert sorted(set(squashed)) == sorted(squashed)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Atended", "Attended"),
        ("Presant", "Present"),
        ("Frist name", "First name"),
        ("Emial", "E-mail"),
        ("Huors", "Hours"),
        ("Credntials", "Credentials"),
        ("Lisence number", "License number"),
    ],
)
def test_a_misspelt_heading_is_told(tmp_path: Path, heading: str, meant: str) -> None:
    found = read(tmp_path, f"Company,{heading},Name\n,,Ann Lee\n")
    assert problems(found) == [
        f'roster.csv:1: the column "{heading}" is not known\n'
        f'  Did you mean "{meant}"? If something else is meant, call it something else.'
    ]
    assert [person.name for person in found.participants] == ["Ann Lee"]


@pytest.mark.parametrize(
    "heading", [*OTHERS, "Company", "Phone", "Address 2", "Email 2", "State", "Order ID", "Title"]
)
def test_another_heading_is_not_taken_for_a_misspelt_one(heading: str) -> None:
    assert (columns.known(heading), columns.nearly(heading)) == (None, None)


def test_columns_that_are_not_used_are_listed_once(tmp_path: Path) -> None:
    found = read(tmp_path, "Company,Name,,Phone\nTea Ltd,Ann Lee,,1\n")
    assert the_one(found).name == "Ann Lee"
    assert found.columns == {"name"}
    assert remarks(found) == [
        f'roster.csv:1: these columns are not used: "Company", "Phone"\n{NOT_USED}'
    ]


def test_columns_without_a_heading_are_told_as_a_spreadsheet_calls_them(tmp_path: Path) -> None:
    found = read(tmp_path, f"x\nName{',' * 30}\nAnn Lee,,yes{',' * 23},5, \n")
    assert the_one(found).name == "Ann Lee"
    assert remarks(found) == [
        'roster.csv:2: these columns have no heading and are not used: "C", "AA"\n'
        "  Write a heading if they are to be read."
    ]


def test_of_thousands_of_columns_a_few_are_listed(tmp_path: Path) -> None:
    found = read(tmp_path, ",".join(["Name", *(f"Day {n}" for n in range(16_383))]) + "\nAnn Lee\n")
    assert the_one(found).name == "Ann Lee"
    days = ", ".join(f'"Day {n}"' for n in range(10))
    assert remarks(found) == [
        f"roster.csv:1: these columns are not used: {days} and 16373 more\n{NOT_USED}"
    ]


def test_two_columns_for_one_thing(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,Attended (day 1),Attended (day 2),E-mail,Mail\nAnn Lee,y,n,,\n")
    two = "are for the same thing\n  Keep one of the two."
    assert problems(found) == [
        f'roster.csv:1: the columns "Attended (day 1)" and "Attended (day 2)" {two}',
        f'roster.csv:1: the columns "E-mail" and "Mail" {two}',
    ]


@pytest.mark.parametrize("only", ["First name", "Last name"])
def test_half_a_name(tmp_path: Path, only: str) -> None:
    found = read(tmp_path, f"{only},E-mail\nAnn,\n")
    other = "last" if only == "First name" else "first"
    assert problems(found) == [
        f'roster.csv:1: beside the column "{only}" there is none for the {other} name\n{TWO}'
    ]


def test_a_name_that_may_be_whole_or_half(tmp_path: Path) -> None:
    found = read(tmp_path, "First name,Name\nAnn,Lee\n")
    assert problems(found) == [
        'roster.csv:1: the columns "Name" and "First name" leave open what the whole name is\n'
        f"{TWO}"
    ]


def test_titles_may_stand_above_the_headings(tmp_path: Path) -> None:
    text = "Participants,,\nTea,1 May,\n,,\nLast name,First name,ID\nLee,Ann,7\n"
    person = the_one(read(tmp_path, text))
    assert (person.row, person.name, person.id) == (5, "Ann Lee", "7")


def test_a_list_may_have_one_column_alone(tmp_path: Path) -> None:
    assert the_one(read(tmp_path, "Participants\nAnn Lee\n")).name == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\nAnn Lee,a@b.org\n", 'roster.csv:2: {none} "Ann Lee", "a@b.org"\n  {cure}'),
        (
            "Frist name,E-mail\nAnn,\n",
            'roster.csv:1: {none} "Frist name", "E-mail"\n  Did you mean "First name"? {cure}',
        ),
        ("x\n" * 20 + "Name\nAnn\n", 'roster.csv:1: {none} "x"\n  {cure}'),
    ],
)
def test_no_column_of_names(tmp_path: Path, text: str, told: str) -> None:
    none = "no column of names was found; the first row has:"
    cure = 'Head the columns in one row, one of them "Name", or two "First name" and "Last name".'
    found = read(tmp_path, text)
    assert problems(found) == [told.format(none=none, cure=cure)]
    assert found.participants == ()
