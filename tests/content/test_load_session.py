"""Session files and rosters, read whole: every problem is told at once."""

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.project.layout import Project
from handouts.workflows.load import load_checked, load_checked_session
from tests.small_project import small_project

SESSION = "days:\n  - date: 2026-11-14\nplace: Hall\nhours: 6\n"
ROSTER = "Name,Attended\nAnn Lee,yes\n"
FILE = "content/tea/sessions/may/session.yaml"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one session."""
    made = small_project(tmp_path / "project")
    write(made)
    return made


def write(
    project: Project, session: str = SESSION, roster: str = ROSTER, name: str = "may"
) -> None:
    folder = project.content / "tea/sessions" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "session.yaml").write_text(session, "utf-8")
    (folder / "roster.csv").write_text(roster, "utf-8")


def told(project: Project) -> list[tuple[str, int, str]]:
    """What is wrong with the project and all its sessions."""
    wanted = project.select_sessions(["tea"])
    with pytest.raises(ContentError) as caught:
        load_checked(project, ["tea"], wanted)
    return [(problem.path, problem.line, problem.cause) for problem in caught.value.problems]


def test_a_session_is_read_with_its_training_and_its_people(project: Project) -> None:
    session = load_checked_session(project, "tea", "may")
    assert (session.path, session.training.head.title) == ("tea/may", "Two Ways to Make Tea")
    assert (session.head.place, str(session.head.hours)) == ("Hall", "6")
    assert [person.name for person in session.roster.participants] == ["Ann Lee"]
    trainings, sessions = load_checked(project, ["tea"], [("tea", "may")])
    assert (trainings, sessions) == ([session.training], [session])


def test_nothing_wanted_is_nothing_read(project: Project) -> None:
    assert load_checked(project, [], []) == ([], [])


def test_all_problems_of_all_files_are_told_at_once(project: Project) -> None:
    (project.content / "tea/chart.yaml").write_text("title: [")
    write(project, SESSION.replace("hours: 6", "hours: six"), "Name,Attended\nAnn Lee,perhaps\n")
    write(project, f"{SESSION}minimum_hours: 7\n", "Nothing,Here\n1,2\n", "june")
    assert {(path, line) for path, line, _ in told(project)} == {
        ("content/tea/chart.yaml", 1),
        (FILE, 4),
        ("content/tea/sessions/may/roster.csv", 2),
        ("content/tea/sessions/june/roster.csv", 1),
    }


def test_what_cannot_be_is_told_of_the_session(project: Project) -> None:
    write(project, f"{SESSION}minimum_hours: 7\ncategories: {{ethics: 8}}\n")
    assert [cause for _, _, cause in told(project)] == [
        "`minimum_hours:` asks for 7 hours, more than the session's 6",
        'the category "ethics" has 8 hours, more than the session\'s 6',
    ]


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("profiles: [texas-lcp]", 'there is no profile "texas-lcp"'),
        ("colour: red", None),
        ("hours: 5", None),
        ("certificate: maybe", None),
        ('part: "\\u202Ex"', None),
    ],
)
def test_a_line_that_is_wrong_is_told_with_its_place(
    project: Project, line: str, cause: str | None
) -> None:
    write(project, f"{SESSION}{line}\n")
    ((path, place, said),) = told(project)
    assert (path, place) == (FILE, 5)
    assert cause in (None, said)


def test_of_one_session_the_roster_tells_its_own_problems(project: Project) -> None:
    write(project, roster="Name,Attended\nAnn Lee,perhaps\n")
    session = load_checked_session(project, "tea", "may")
    assert [problem.line for problem in session.roster.problems] == [2]


def test_of_one_session_all_else_is_refused(project: Project) -> None:
    write(project, SESSION.replace("place: Hall\n", ""))
    with pytest.raises(ContentError) as caught:
        load_checked_session(project, "tea", "may")
    assert [problem.path for problem in caught.value.problems] == [FILE]


def test_without_a_roster_a_session_has_nobody(project: Project) -> None:
    (project.content / "tea/sessions/may/roster.csv").unlink()
    session = load_checked_session(project, "tea", "may")
    assert (session.roster.participants, session.roster.problems) == ((), ())
