"""The finished files of a training or a session."""

from pathlib import Path

import pytest

from handouts.builds.request import Request
from handouts.project.layout import Project
from handouts.workflows.built_files import (
    BuiltFile,
    built_files,
    files_request,
    make_files,
    present_files,
)
from tests.small_project import path, small_project

CHART = Request(("tea",), documents=("chart",), editions=("print",))


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    return small_project(tmp_path)


def put(project: Project, name: str) -> None:
    file = project.build / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-")


def states(files: tuple[BuiltFile, ...]) -> dict[str, str]:
    return {one.path: one.state for one in files}


def test_what_was_never_made_is_listed(tea: Project) -> None:
    found = built_files(tea, Request(("tea",)))

    assert set(states(found.files).values()) == {"missing"}
    assert "tea/participants/large-print/handout.pdf" in states(found.files)
    assert found.present == ()
    assert found.stale == found.files


def test_what_is_there_and_made_no_longer_is_said(tea: Project) -> None:
    put(tea, "tea/participants/print/matching-z.pdf")
    put(tea, "tea/participants/print/participant-packet.pdf")
    put(tea, "tea/.hidden/x.pdf")
    put(tea, "tea/sessions/may/badges.pdf")

    found = built_files(tea, Request(("tea",)))

    there = {one.path.rpartition("/")[2]: one.state for one in found.present}
    assert there == {"matching-z.pdf": "left over", "participant-packet.pdf": "not compared"}


def test_a_link_among_the_files_is_not_listed(tea: Project, tmp_path: Path) -> None:
    (tmp_path / "secret.pdf").write_bytes(b"%PDF-")
    (tea.build / "tea").mkdir(parents=True)
    (tea.build / "tea/link.pdf").symlink_to(tmp_path / "secret.pdf")

    assert present_files(tea, "tea").files == ()


def test_a_problem_of_the_content_is_said_beside_what_is_there(tea: Project) -> None:
    put(tea, "tea/participants/print/handout.pdf")
    path(tea, "chart").write_text("columns: 5\n", "utf-8")

    found = built_files(tea, Request(("tea",)))

    assert found.problems
    assert states(found.files) == {"tea/participants/print/handout.pdf": "not compared"}


def test_a_training_is_made_without_its_sessions(tea: Project) -> None:
    """So the roster of one of them keeps nothing from being made."""
    folder = tea.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text("broken", "utf-8")

    asked = files_request(tea, Request(("tea",)))

    assert "handout" in asked.documents
    assert "badges" not in asked.documents
    assert not built_files(tea, Request(("tea",))).problems
    assert files_request(tea, Request(("tea/may",))).documents == ()


@pytest.mark.long
def test_a_file_is_current_until_what_it_shows_has_changed(tea: Project) -> None:
    make_files(tea, CHART)

    before = built_files(tea, CHART)
    path(tea, "chart").write_text(
        path(tea, "chart").read_text("utf-8").replace("Quick", "Swift"), "utf-8"
    )
    after = built_files(tea, CHART)

    (made,) = before.files
    assert states(before.files) == {"tea/participants/print/chart.pdf": "current"}
    assert made.pages == 1
    assert made.size > 1000
    assert states(after.files) == {"tea/participants/print/chart.pdf": "changed"}
