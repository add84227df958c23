from pathlib import Path

import pytest

from handouts.content.roster import headings
from handouts.content.roster.fields import COLUMNS
from handouts.content.roster.heading_words import read_words, squash
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
        ("Attendance %", None),
        ("Attendance (in)", "joined"),
        ("E-MAIL ADD.", "email"),
        ("Licence state", "license_state"),
        ("State of Licensure", "license_state"),
        ("License #", "license_number"),
        ("Licence no.", "license_number"),
        ("Lic. No.", "license_number"),
        ("Participant ID", "id"),
        ("", None),
        ("???", None),
        ("State", None),
        ("Company", "employer"),
        ("Phone", None),
        ("name " * 20, None),
    ],
)
def test_headings_are_known_as_they_are_written(heading: str, column: str | None) -> None:
    found = headings.meaning(heading)
    assert (found and found.column) == column


def test_no_heading_means_two_columns() -> None:
    words = read_words()
    means: dict[str, set[str]] = {}
    for column in COLUMNS:
        for kind, titles in words.get(column, {}).items():
            for title in titles if kind != "phrases" else ():
                means.setdefault(squash(title), set()).add(column)
    assert {title for title, columns in means.items() if len(columns) > 1} == set()


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
    "heading",
    [
        *read_words()["unused"]["titles"],
        *(
            "Attendance %",
            "Phone",
            "Address 2",
            "Email 2",
            "State",
            "Order date",
            "Registration Date/Time",
        ),
    ],
)
def test_another_heading_is_not_taken_for_a_misspelt_one(heading: str) -> None:
    assert (headings.meaning(heading), headings.nearly(heading)) == (None, None)


def test_columns_that_are_not_used_are_listed_once(tmp_path: Path) -> None:
    found = read(tmp_path, "Colour,Name,,Phone\nRed,Ann Lee,,1\n")
    assert the_one(found).name == "Ann Lee"
    assert remarks(found) == [
        f'roster.csv:1: these columns are not used: "Colour", "Phone"\n{NOT_USED}'
    ]


def test_columns_without_a_heading_are_told_as_a_spreadsheet_calls_them(tmp_path: Path) -> None:
    found = read(tmp_path, f"x\nName{',' * 30}\nAnn Lee,,yes{',' * 23},5, \n")
    assert the_one(found).name == "Ann Lee"
    assert remarks(found) == [
        'roster.csv:2: these columns have no heading and are not used: "C", "AA"\n'
        "  Write a heading if they are to be read."
    ]


def test_of_thousands_of_columns_a_few_are_listed(tmp_path: Path) -> None:
    titles = ",".join(["Name", *(f"Cup {n}" for n in range(16_383))])
    found = read(tmp_path, f"{titles}\nAnn Lee{',1' * 16_383}\n")
    assert the_one(found).name == "Ann Lee"
    cups = ", ".join(f'"Cup {n}"' for n in range(10))
    assert remarks(found) == [
        f"roster.csv:1: these columns are not used: {cups}, 16373 more\n{NOT_USED}"
    ]


def test_two_columns_for_one_thing(tmp_path: Path) -> None:
    found = read(tmp_path, "Name,E-mail,Mail\nAnn Lee,a@b.org,c@b.org\n")
    assert problems(found) == [
        'roster.csv:1: the columns "E-mail" and "Mail" are for the same thing, and do not hold '
        "the same: which of them is right?\n"
        "  Write it in the file roster.yaml, beside the roster:\n"
        "  columns:\n"
        "    email: E-mail"
    ]


def test_two_columns_that_hold_the_same_are_one(tmp_path: Path) -> None:
    text = "Name,E-mail,Mail\nAnn Lee,,a@b.org\nBob Ray,b@b.org,b@b.org\nCy Fox,,\n"
    found = read(tmp_path, text)
    assert problems(found) == []
    assert [person.email for person in found.participants] == ["a@b.org", "b@b.org", ""]


@pytest.mark.parametrize("only", ["First name", "Last name"])
def test_half_a_name(tmp_path: Path, only: str) -> None:
    found = read(tmp_path, f"{only},E-mail\nAnn,\n")
    other = "last" if only == "First name" else "first"
    assert problems(found) == [
        f'roster.csv:1: beside the column "{only}" there is none for the {other} name\n{TWO}'
    ]


def test_a_name_that_may_be_whole_or_half(tmp_path: Path) -> None:
    found = read(tmp_path, "First name,Name\nAnn,Lee\nBob,Bob Ray\n")
    assert problems(found) == [
        'roster.csv:1: the columns "Name" and "First name" leave open what the whole name is\n'
        f"{TWO}"
    ]


def test_a_name_beside_a_first_name_is_the_last_name(tmp_path: Path) -> None:
    assert the_one(read(tmp_path, "Vorname,Name\nAnn,Lee\n")).name == "Ann Lee"


def test_titles_may_stand_above_the_headings(tmp_path: Path) -> None:
    text = "Participants,,\nTea,1 May,\n,,\nLast name,First name,ID\nLee,Ann,7\n"
    person = the_one(read(tmp_path, text))
    assert (person.row, person.name, person.id) == (5, "Ann Lee", "7")


def test_a_list_may_have_one_column_alone(tmp_path: Path) -> None:
    assert the_one(read(tmp_path, "Participants\nAnn Lee\n")).name == "Ann Lee"


def test_a_preamble_may_be_long(tmp_path: Path) -> None:
    found = read(tmp_path, "x\n" * 90 + "Name\nAnn Lee\n")
    assert (the_one(found).name, the_one(found).row) == ("Ann Lee", 92)


def test_a_list_without_headings_is_asked_about_once(tmp_path: Path) -> None:
    found = read(tmp_path, "\nAnn Lee,a@b.org\nBob Ray,b@b.org\n")
    assert problems(found) == [
        'roster.csv:2: which column has the names of the people? There are "Ann Lee", "a@b.org"\n'
        "  Write it in the file roster.yaml, beside the roster, like this if it is right:\n"
        "  heading: 0\n"
        "  columns:\n"
        "    name: A\n"
        "    email: B"
    ]
    assert found.participants == ()


def test_misspelt_names_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "Frist name,E-mail\nAnn,\n")
    assert problems(found) == [
        'roster.csv:1: no column of names was found; there are "Frist name", "E-mail"\n'
        '  Did you mean "First name"? Name the columns in one row, one of them "Name", or two of '
        'them "First name" and "Last name".'
    ]
