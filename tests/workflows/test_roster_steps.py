"""What was done in the table of people, written at once or not at all."""

from pathlib import Path

import pytest

from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows.edit_files import NEW
from handouts.workflows.roster_steps import AddPerson, RemovePerson, SetCell, change_people
from handouts.workflows.roster_table import read_table
from tests.small_project import small_project

SESSION = "tea/may"
CSV = b"Name;Email\r\nBo Lind;bo@example.org\r\n\r\nAda Poe;\r\nCy Orr;cy@example.org\r\n"


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    session = "days:\n  - date: 2026-05-04\nplace: K\nhours: 5\n"
    (folder / "session.yaml").write_text(session, "utf-8")
    return project


def roster(project: Project) -> Path:
    return project.content / "tea/sessions/may/roster.csv"


def test_places_are_those_of_the_table_at_each_step(tea: Project) -> None:
    roster(tea).write_bytes(CSV)
    steps = [
        SetCell(1, 1, "ada@example.org"),
        RemovePerson(0),
        AddPerson(("Dee Moss",)),
        SetCell(2, 1, "dee@example.org"),
        SetCell(1, 0, "Cy Orr; Jr."),
        RemovePerson(0),
        AddPerson(("Eli Zorn", "eli@example.org")),
    ]
    change_people(tea, SESSION, steps, read_table(tea, SESSION).version)
    assert roster(tea).read_bytes() == (
        b'Name;Email\r\n\r\n"Cy Orr; Jr.";cy@example.org\r\n'
        b"Dee Moss;dee@example.org\r\nEli Zorn;eli@example.org\r\n"
    )


def test_a_list_begins_with_steps(tea: Project) -> None:
    steps = [
        AddPerson(("B", "")),
        SetCell(0, 0, "Bo Lind"),
        AddPerson(("Ada Poe", "a@example.org")),
    ]
    saved = change_people(tea, SESSION, steps, NEW)
    table = read_table(tea, SESSION)
    assert [line.cells for line in table.rows] == [("Bo Lind", ""), ("Ada Poe", "a@example.org")]
    assert table.version == saved.version
    with pytest.raises(CallError, match="changed elsewhere"):
        change_people(tea, SESSION, steps, NEW)


@pytest.mark.parametrize(
    "wrong", [SetCell(3, 0, "x"), SetCell(-1, 0, "x"), SetCell(0, 2, "x"), RemovePerson(3)]
)
def test_nothing_is_written_where_a_step_cannot_be_done(
    tea: Project, wrong: SetCell | RemovePerson
) -> None:
    roster(tea).write_bytes(CSV)
    with pytest.raises(CallError):
        change_people(tea, SESSION, [SetCell(0, 0, "Bo"), wrong], read_table(tea, SESSION).version)
    assert roster(tea).read_bytes() == CSV


def test_two_hundred_people_are_filled_in_at_once(tea: Project) -> None:
    rows = "".join(f"Person {number} Lind,\n" for number in range(200))
    roster(tea).write_text(f"Name,Email\n{rows}", "utf-8")
    steps = [SetCell(number, 1, f"p{number}@example.org") for number in range(200)]
    change_people(tea, SESSION, steps, read_table(tea, SESSION).version)
    people = read_table(tea, SESSION).people
    assert [person.email for person in people] == [step.text for step in steps]
