"""What is answered in `roster.yaml` wins over what would be guessed."""

from pathlib import Path

import pytest

from handouts.content import roster
from tests.content.roster.rosters import FOLDER, problems, the_one, workbook, written

TWO = "Name,E-mail\nAnn Lee,a@b.org\nCy Fox,\n\nSpare list,\nNr,Name,Mail\n1,Bob Ray,b@b.org\n"


def read(folder: Path, answers: str, csv: str) -> roster.Roster:
    project = written(folder, csv=csv, yaml=answers)
    return roster.read(project, FOLDER)


def test_the_sheet(tmp_path: Path) -> None:
    def fill(book: object) -> None:
        for title in ("North", "South"):
            book.create_sheet(title).append(["Name"])  # type: ignore[attr-defined]
            book[title].append([f"Ann {title}"])  # type: ignore[index]

    project = written(tmp_path, xlsx=workbook(fill), yaml="sheet: south\n")
    assert the_one(roster.read(project, FOLDER)).name == "Ann South"
    project = written(tmp_path, yaml="sheet: East\n")
    assert problems(roster.read(project, FOLDER)) == [
        'roster.xlsx: roster.yaml says that the list is on the sheet "East", and there is no such '
        'sheet with anything in it\n  There are: "North", "South". Correct roster.yaml.'
    ]


def test_the_row_of_the_headings(tmp_path: Path) -> None:
    assert problems(read(tmp_path, "# nothing yet\n", TWO)) == [
        "roster.csv:1: which list is the roster? There are several, with their headings in row 1 "
        'and row 6 ("Spare list")\n'
        "  Write the row of the right one in the file roster.yaml, beside the roster:\n"
        "  heading: 1"
    ]
    assert the_one(read(tmp_path, "heading: 6\n", TWO)).name == "Bob Ray"
    found = read(tmp_path, "heading: 1\n", TWO)
    assert [person.name for person in found.participants] == ["Ann Lee", "Cy Fox"]


def test_a_list_without_headings(tmp_path: Path) -> None:
    answers = "heading: 0\ncolumns: {name: a, email: B}\n"
    person = the_one(read(tmp_path, answers, "Ann Lee,a@b.org\n"))
    assert (person.row, person.name, person.email) == (1, "Ann Lee", "a@b.org")


def test_the_names_alone_are_answered_where_no_heading_is_known(tmp_path: Path) -> None:
    text = "Payment,Customer,Sum\nCh 1,Ann Lee,4\n"
    (problem,) = read(tmp_path, "# nothing yet\n", text).problems
    assert problem.fix.endswith(":\ncolumns:\n  name: Customer")
    for preamble in ("", "Exported,today\n\n"):
        found = read(tmp_path, "columns: {name: Customer}\n", preamble + text)
        assert the_one(found).name == "Ann Lee"


@pytest.mark.parametrize("called", ["Printed as", "printed AS", "C"])
def test_what_a_column_holds(tmp_path: Path, called: str) -> None:
    answers = f"columns:\n  name: {called}\n"
    text = "Full name,E-mail,Printed as\nLee A,a@b.org,Ann Lee\n"
    assert the_one(read(tmp_path, answers, text)).name == "Ann Lee"


def test_a_column_that_is_not_to_be_read(tmp_path: Path) -> None:
    text = "Name,Credentials\nAnn Lee,see file\n"
    assert the_one(read(tmp_path, "unused: [Credentials]\n", text)).credentials == ""


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    assert problems(read(tmp_path, "columns: {email: Post}\n", "Name,Mail\nAnn Lee,\n")) == [
        'roster.csv:1: roster.yaml says that the column of "email" is "Post", and there is no such '
        "column\n"
        '  Write its heading as it stands in the list, or its letter. There are: "Name", "Mail".'
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("heading: 9\n", "roster.yaml says that row 9 has the headings, and the list ends above"),
        ("unused: [Post]\n", 'roster.yaml says that the column "Post" is not to be read, and'),
        ("heading: 2\n", "which column has the names of the people? There are "),
        ("columns: {name: Post}\n", 'roster.yaml says that the column of "name" is "Post", and'),
    ],
)
def test_answers_that_do_not_fit_the_list(tmp_path: Path, answers: str, said: str) -> None:
    (problem,) = read(tmp_path, answers, "Name,Mail\nAnn Lee,a@b.org\nBob Ray,\n").problems
    assert problem.cause.startswith(said)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ("sheets: A\n", 'roster.yaml:1: the file has an unknown key "sheets"'),
        ("heading: -1\n", "roster.yaml:1: "),
        ("columns: {colour: A}\n", "roster.yaml:1: "),
        ("", "roster.yaml: the file is empty"),
    ],
)
def test_answers_that_are_wrong_are_reported_alone(tmp_path: Path, answers: str, said: str) -> None:
    (problem,) = problems(read(tmp_path, answers, "E-mail\nx\n"))
    assert problem.startswith(said)


def test_the_answer_that_a_question_proposes_is_one(tmp_path: Path) -> None:
    text = "Who,Role of it\nAnn Lee,x\nBob Ray,y\n"
    (question,) = read(tmp_path, "# nothing yet\n", text).problems
    _, _, proposed = question.fix.partition("\n")
    found = read(tmp_path, proposed, text)
    assert found.problems == ()
    assert [person.name for person in found.participants] == ["Ann Lee", "Bob Ray"]
