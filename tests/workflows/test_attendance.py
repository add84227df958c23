"""Who was there: ticked by row and name, told by reports, and asked about."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows.attendance import (
    attendance_list,
    name_stranger,
    set_all_there,
    set_hours,
    set_there,
    was_there,
)
from tests.small_project import small_project

SESSION = "tea/may"
CSV = b"Name,Email\nBo Lind,bo@example.org\nAda Poe,ada@example.org\nCy Orr,\n"
ZOOM = b"""\
Name (Original Name),User Email,Total Duration (Minutes)
Bo Lind,bo@example.org,300
iPhone (2),,250
Ada's iPad,,200
"""


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    session = "days:\n  - date: 2026-05-04\nplace: K\nhours: 5\n"
    (folder / "session.yaml").write_text(session, "utf-8")
    (folder / "roster.csv").write_bytes(CSV)
    return project


def place(project: Project, name: str = "roster.csv") -> Path:
    return project.content / "tea/sessions/may" / name


def there(project: Project) -> list[str]:
    people = attendance_list(project, SESSION).people
    return [person.name for person in people if was_there(person)]


def test_people_are_ticked_and_unticked(tea: Project) -> None:
    set_there(tea, SESSION, (3, "Ada Poe"), True)
    assert there(tea) == ["Ada Poe"]
    set_there(tea, SESSION, (4, "Cy Orr"), True)
    set_hours(tea, SESSION, (3, "Ada Poe"), "4,50")
    assert place(tea).read_text("utf-8").splitlines()[2:] == [
        "Ada Poe,ada@example.org,yes,4.5", "Cy Orr,,yes",
    ]  # fmt: skip
    set_there(tea, SESSION, (3, "Ada Poe"), False)
    assert there(tea) == ["Cy Orr"]
    assert place(tea).read_text("utf-8").splitlines()[2] == "Ada Poe,ada@example.org,no,"


def test_hours_of_somebody_who_was_not_there_say_that_they_were(tea: Project) -> None:
    set_there(tea, SESSION, (2, "Bo Lind"), False)
    set_hours(tea, SESSION, (2, "Bo Lind"), "3")
    assert there(tea) == ["Bo Lind"]
    set_hours(tea, SESSION, (2, "Bo Lind"), " ")
    assert attendance_list(tea, SESSION).problems == ()
    assert there(tea) == ["Bo Lind"]


@pytest.mark.parametrize("text", ["six", "0", "-1", "5.1", "1e9", "NaN", "inf"])
def test_no_other_hours_are_written(tea: Project, text: str) -> None:
    with pytest.raises(CallError, match="number of hours"):
        set_hours(tea, SESSION, (2, "Bo Lind"), text)
    assert place(tea).read_bytes() == CSV


def test_a_person_is_found_in_another_row_and_never_another_person(tea: Project) -> None:
    set_there(tea, SESSION, (2, "Ada Poe"), True)
    assert there(tea) == ["Ada Poe"]
    place(tea).write_bytes(CSV + b"Ada Poe,other@example.org\n")
    with pytest.raises(CallError, match="several people of this name"):
        set_there(tea, SESSION, (2, "Ada Poe"), True)
    set_there(tea, SESSION, (5, "Ada Poe"), True)
    assert place(tea).read_text("utf-8").splitlines()[4] == "Ada Poe,other@example.org,yes"


def test_all_were_there(tea: Project) -> None:
    set_there(tea, SESSION, (4, "Cy Orr"), True)
    assert set_all_there(tea, SESSION) is not None
    assert attendance_list(tea, SESSION).there == 3
    assert set_all_there(tea, SESSION) is None


def test_a_tick_beside_a_report_leaves_what_it_says_of_the_others(tea: Project) -> None:
    place(tea, "attendance.csv").write_bytes(ZOOM)
    assert there(tea) == ["Bo Lind"]
    set_there(tea, SESSION, (4, "Cy Orr"), True)
    assert there(tea) == ["Bo Lind", "Cy Orr"]


@pytest.mark.parametrize(
    ("settle", "who"),
    [
        (lambda tea: name_stranger(tea, SESSION, "Ada's iPad", "Ada Poe"), ["Bo Lind", "Ada Poe"]),
        (lambda tea: name_stranger(tea, SESSION, "Ada's iPad", ""), ["Bo Lind"]),
    ],
)
def test_who_is_not_known_is_asked_about(
    tea: Project, settle: Callable[[Project], object], who: list[str]
) -> None:
    place(tea, "attendance.csv").write_bytes(ZOOM)
    strangers = {one.written: one for one in attendance_list(tea, SESSION).strangers}
    assert strangers.keys() == {"iPhone (2)", "Ada's iPad"}
    assert strangers["Ada's iPad"].likely[0] == "Ada Poe"
    assert attendance_list(tea, SESSION).problems == ()
    settle(tea)
    assert "Ada's iPad" not in [one.written for one in attendance_list(tea, SESSION).strangers]
    assert there(tea) == who
    with pytest.raises(CallError):
        name_stranger(tea, SESSION, "iPhone (2)", "Nobody Here")
