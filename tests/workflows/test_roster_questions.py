"""What is asked of a list of people: each question with its choices, answered and taken back."""

from pathlib import Path

import pytest

from handouts.content.roster import Participant
from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows.edit_details import SavedDetails
from handouts.workflows.roster_questions import (
    RosterQuestion,
    answer,
    given_answers,
    is_asking,
    questions,
    take_back,
)
from handouts.workflows.roster_table import read_table
from tests.small_project import small_project

SESSION = "tea/may"


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text(
        "days:\n  - date: 2026-05-04\nplace: K\nhours: 5\n", "utf-8"
    )
    return project


def put(project: Project, text: str, name: str = "roster.csv") -> None:
    (project.content / "tea/sessions/may" / name).write_text(text, "utf-8")


def people(project: Project) -> list[str]:
    return [one.name for one in read_table(project, SESSION).people]


def labels(question: RosterQuestion) -> list[str]:
    return [str(choice.label) for choice in question.choices]


def choose(project: Project, question: RosterQuestion, label: str) -> None:
    saved = answer(project, SESSION, question.id, labels(question).index(label))
    assert isinstance(saved, SavedDetails)
    assert saved.problems == ()


NOBODY = "Nobody: leave the row out"


@pytest.mark.parametrize(
    ("written", "asked", "label", "now"),
    [
        ("555-123-4567", "a telephone number", NOBODY, ["Bo Lind"]),
        ("Ann's iPhone", "a telephone or a computer", NOBODY, ["Bo Lind"]),
        ("ann.lee@example.org", "an e-mail address", "Ann Lee", ["Ann Lee", "Bo Lind"]),
        ("ann.lee@example.org", "an e-mail address", NOBODY, ["Bo Lind"]),
        ("Q", "one letter", "A person: Q", ["Q", "Bo Lind"]),
        ("Guest 2", "seems to be nobody", NOBODY, ["Bo Lind"]),
        ("Guest", "seems to be nobody", "A person: Guest", ["Guest", "Bo Lind"]),
        ("Ann & Cy Lee", "two people", "A person: Ann & Cy Lee", ["Ann & Cy Lee", "Bo Lind"]),
        ("Ann Lee (Host)", "the host", "A certificate for Ann Lee", ["Ann Lee", "Bo Lind"]),
        ("Ann Lee (Host)", "the host", "No certificate: leave the row out", ["Bo Lind"]),
        ('"Lee, Ann"', "has a comma", "Ann Lee", ["Ann Lee", "Bo Lind"]),
        ('"Ann Lee, Supervisor"', "has a comma", "Ann Lee", ["Ann Lee", "Bo Lind"]),
        ("JosÃ© Lee", "garbled", "José Lee", ["José Lee", "Bo Lind"]),
        ("???", "no letter", NOBODY, ["Bo Lind"]),
        ("----", "as a formula does", NOBODY, ["Bo Lind"]),
    ],
)
def test_a_name_that_nobody_has_is_a_choice_in_its_row(
    tea: Project, written: str, asked: str, label: str, now: list[str]
) -> None:
    put(tea, f"Name,Email\n{written},\nBo Lind,bo@example.org\n")
    (question,) = questions(tea, SESSION)
    assert (question.row, question.column, question.is_needed) == (2, 0, True)
    assert asked in question.problem.cause
    assert question.choices[-1].added  # the last choice is always that it is nobody
    choose(tea, question, label)
    assert people(tea) == now
    assert questions(tea, SESSION) == ()
    assert read_table(tea, SESSION).problems == ()
    (given,) = given_answers(tea, SESSION)
    take_back(tea, SESSION, given.id)
    assert given_answers(tea, SESSION) == ()
    assert questions(tea, SESSION) == (question,)
    with pytest.raises(CallError, match="taken back already"):
        take_back(tea, SESSION, given.id)


@pytest.mark.parametrize(
    ("cell", "choices", "label", "email"),
    [
        ("+1 555 123 4567", ["No address: leave it empty"], "No address: leave it empty", ""),
        (
            "ann lee@example.org",
            ["lee@example.org", "annlee@example.org", "ann.lee@example.org",
             "No address: leave it empty"],
            "ann.lee@example.org", "ann.lee@example.org",
        ),
        ("ann (at) example.org", ["ann@example.org", "No address: leave it empty"],
         "ann@example.org", "ann@example.org"),
        ("a@example.org; b@example.org",
         ["a@example.org", "b@example.org", "No address: leave it empty"],
         "b@example.org", "b@example.org"),
        ("Ann Lee <ann@example.org>", ["ann@example.org", "No address: leave it empty"],
         "ann@example.org", "ann@example.org"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_a_choice_at_its_cell(
    tea: Project, cell: str, choices: list[str], label: str, email: str
) -> None:
    put(tea, f"Name,Email\nBo Lind,bo@example.org\nAnn Lee,{cell}\n")
    (question,) = questions(tea, SESSION)
    assert (question.row, question.column) == (3, 1)
    assert labels(question) == choices
    choose(tea, question, label)
    person = read_table(tea, SESSION).people[1]
    assert (person.name, person.email) == ("Ann Lee", email)
    assert read_table(tea, SESSION).problems == ()
    (given,) = given_answers(tea, SESSION)
    assert cell in str(given.label)
    take_back(tea, SESSION, given.id)
    assert questions(tea, SESSION) == (question,)


def test_the_same_in_many_rows_is_answered_at_once(tea: Project) -> None:
    rows = "".join(f"555-123-45{n},\n" for n in range(40))
    put(tea, f"Name,Email\n{rows}Bo Lind,\n")
    together, *others = questions(tea, SESSION)
    assert len(others) == 40
    assert (together.row, labels(together)) == (0, ["Leave all of them out"])
    choose(tea, together, "Leave all of them out")
    assert people(tea) == ["Bo Lind"]
    assert len(given_answers(tea, SESSION)) == 40


def test_names_with_commas_are_turned_at_once(tea: Project) -> None:
    put(tea, 'Name\n"Lee, Ann"\n"Ek, Bo"\n"Fox, Cy"\nDee Moss\n')
    together = questions(tea, SESSION)[0]
    assert str(together.problem.cause) == (
        '3 rows are alike, and can be answered at once: "Lee, Ann", "Ek, Bo", "Fox, Cy"'
    )
    choose(tea, together, "All like this: Ann Lee, Bo Ek, Cy Fox")
    assert people(tea) == ["Ann Lee", "Bo Ek", "Cy Fox", "Dee Moss"]


def test_whether_the_last_name_stands_first_is_asked_and_then_of_longer_names(
    tea: Project,
) -> None:
    put(tea, "Name (Last First)\nLee Ann\nde Vries Bo\n")
    (asked,) = questions(tea, SESSION)
    assert asked.is_needed
    choose(tea, asked, "The last name stands first: turn the names round")
    (longer,) = questions(tea, SESSION)
    assert labels(longer) == ["Vries Bo de", "Bo de Vries", "de Vries Bo", NOBODY]
    choose(tea, longer, "Bo de Vries")
    assert people(tea) == ["Ann Lee", "Bo de Vries"]
    assert {one.family for one in read_table(tea, SESSION).people} == {"Lee", "Vries"}
    for given in given_answers(tea, SESSION):
        take_back(tea, SESSION, given.id)
    choose(tea, asked, "Print the names as they stand")
    assert people(tea) == ["Lee Ann", "de Vries Bo"]
    assert questions(tea, SESSION) == ()


def test_one_person_in_two_rows_counts_once(tea: Project) -> None:
    put(tea, "Name,Email,Attended\nAnn Lee,a@example.org,no\nAnn Lee,a@example.org,yes\n")
    (asked,) = questions(tea, SESSION)
    assert asked.row == 3
    choose(tea, asked, "One person: count once")
    (person,) = read_table(tea, SESSION).people
    assert person.attended is True
    assert read_table(tea, SESSION).problems == ()


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("Name,Emial\nAnn Lee,a@example.org\n", 'It is "E-mail"', ("Ann Lee", "a@example.org")),
        ("Name,Emial\nAnn Lee,a@example.org\n", 'Do not read "Emial"', ("Ann Lee", "")),
        ("First name,Email\nAnn Lee,\n", '"First name" is the column "name"', ("Ann Lee", "")),
        ("Last name,Call\nLee,Ann\n", '"Call" is the column "first"', ("Ann Lee", "")),
        ("Full name,First name\nLee,Ann\n", '"Full name" is the column "last"', ("Ann Lee", "")),
        ("Full name,First name\nAnn Lee,A\n", '"Full name" has the whole name', ("Ann Lee", "")),
    ],
)  # fmt: skip
def test_what_a_column_holds_is_a_choice(
    tea: Project, text: str, label: str, expected: tuple[str, str]
) -> None:
    put(tea, text)
    (asked, *_) = questions(tea, SESSION)
    assert asked.row == 0
    choose(tea, asked, label)
    assert [(p.name, p.email) for p in read_table(tea, SESSION).people] == [expected]
    assert read_table(tea, SESSION).problems == ()


def test_the_unit_of_a_days_numbers_is_a_choice(tea: Project) -> None:
    put(tea, "Name,Day 1,Day 2\nAnn Lee,45,30\nBo Lind,50,20\n")
    first, second = questions(tea, SESSION)
    choose(tea, first, "The numbers are minutes")
    choose(tea, second, "The numbers are minutes")
    people: tuple[Participant, ...] = read_table(tea, SESSION).people
    assert [one.time.total_seconds() / 60 for one in people if one.time] == [75, 70]
    assert [str(one.label) for one in given_answers(tea, SESSION)] == [
        'The numbers of "Day 2" are minutes', 'The numbers of "Day 1" are minutes',
    ]  # fmt: skip


def test_whom_a_report_means_is_a_choice(tea: Project) -> None:
    put(tea, "Name,Email\nAnn Mary Lee,\nAnn Lee Fox,\n")
    put(tea, "Name,Duration (minutes)\nAnn Lee,300\n", "attendance.csv")
    asked = next(one for one in questions(tea, SESSION) if one.is_needed)
    assert labels(asked) == ["Ann Mary Lee", "Ann Lee Fox"]
    choose(tea, asked, "Ann Lee Fox")
    assert [p.name for p in read_table(tea, SESSION).people if p.time] == ["Ann Lee Fox"]
    assert [one for one in questions(tea, SESSION) if one.is_needed] == []


def test_whatever_is_reported_and_asked_in_rows_is_among_the_questions(tea: Project) -> None:
    put(tea, "Name,Email,ID\n,ann.lee@example.org,x\n,,4711\n???,5,\nBo Lind,a@b@c,\n")
    asked = questions(tea, SESSION)
    reported = read_table(tea, SESSION).problems
    assert all(is_asking(one.problem.message) for one in reported)
    assert [(one.row, one.column) for one in asked] == [
        (2, None), (3, None), (4, 0), (4, 1), (5, 1),
    ]  # fmt: skip
    assert labels(asked[0])[0] == "Ann Lee"
    assert labels(asked[1]) == []
