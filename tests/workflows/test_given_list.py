"""Lists and reports that are given: told by what they hold; earlier ones go to the trash."""

from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from handouts.errors import ContentError
from handouts.importers.given import Given
from handouts.project.layout import Project
from handouts.workflows.given_list import reports, roster_of, take_list, take_report
from handouts.workflows.trash import trash
from tests.small_project import small_project

SESSION = "tea/may"
CSV = b"Name,Email\nBo Lind,bo@example.org\n"
ZOOM = b"Name (Original Name),User Email,Total Duration (Minutes)\nBo Lind,bo@example.org,300\n"


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    session = "days:\n  - date: 2026-05-04\nplace: K\nhours: 5\n"
    (folder / "session.yaml").write_text(session, "utf-8")
    return project


def names(project: Project) -> set[str]:
    return {file.name for file in (project.content / "tea/sessions/may").iterdir()}


def people(project: Project) -> list[str]:
    return [person.name for person in roster_of(project, SESSION).participants]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["Name"], ["Ada Poe"]):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("called", "kept"),
    [
        ("People (final).csv", "roster.csv"),
        ("liste.TSV", "roster.tsv"),
        ("people.txt", "roster.txt"),
        ("people", "roster.csv"),
        ("people.xlsx", "roster.csv"),
        ("../../x.csv", "roster.csv"),
    ],
)
def test_a_text_is_a_list_whatever_it_is_called(tea: Project, called: str, kept: str) -> None:
    taken = take_list(tea, SESSION, Given(called, CSV))
    assert taken.source == f"tea/sessions/may/{kept}"
    assert people(tea) == ["Bo Lind"]


@pytest.mark.long
def test_a_workbook_takes_the_place_of_a_list_which_goes_to_the_trash(tea: Project) -> None:
    take_list(tea, SESSION, Given("a.csv", CSV))
    taken = take_list(tea, SESSION, Given("people.csv", workbook()))
    assert names(tea) == {"session.yaml", "roster.xlsx"}
    assert people(tea) == ["Ada Poe"]
    assert [str(note) for note in taken.notes] == ["The earlier list, roster.csv, is in the trash"]
    assert [item.place for item in trash(tea)] == ["content/tea/sessions/may/roster.csv"]


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04x", b"Name,Email\n"])
def test_what_is_no_list_leaves_all_as_it_was(tea: Project, content: bytes) -> None:
    take_list(tea, SESSION, Given("a.csv", CSV))
    for take in (take_list, take_report):
        with pytest.raises(ContentError):
            take(tea, SESSION, Given("people.xlsx", content))
    assert names(tea) == {"session.yaml", "roster.csv"}
    assert people(tea) == ["Bo Lind"]


def test_answers_go_on_as_long_as_they_are_true(tea: Project) -> None:
    answers = tea.content / "tea/sessions/may/roster.yaml"
    answers.write_text("columns:\n  name: Who\nignore:\n  - Host\n", "utf-8")
    take_list(tea, SESSION, Given("a.csv", b"Who,Mail\nBo Lind,bo@example.org\nHost,\n"))
    assert people(tea) == ["Bo Lind"]
    assert "name: Who" in answers.read_text("utf-8")

    taken = take_list(tea, SESSION, Given("b.csv", b"Name\nAda Poe\nHost\n"))
    assert people(tea) == ["Ada Poe"]
    assert answers.read_text("utf-8") == "ignore:\n  - Host\n"
    assert "taken away" in str(taken.notes[-1])


def test_a_list_is_read_when_no_answer_is_left(tea: Project) -> None:
    answers = tea.content / "tea/sessions/may/roster.yaml"
    answers.write_text("columns:\n  name: Who\n", "utf-8")
    take_list(tea, SESSION, Given("b.csv", b"Name\nAda Poe\n"))
    assert people(tea) == ["Ada Poe"]


def test_reports_stand_beside_each_other(tea: Project) -> None:
    take_list(tea, SESSION, Given("a.csv", CSV))
    assert roster_of(tea, SESSION).participants[0].attended is None
    take_report(tea, SESSION, Given("participants_123.csv", ZOOM))
    take_report(tea, SESSION, Given("day2.csv", ZOOM))
    assert reports(tea, SESSION) == ("attendance-2.csv", "attendance.csv")
    assert roster_of(tea, SESSION).participants[0].attended is True
