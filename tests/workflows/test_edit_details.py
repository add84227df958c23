"""Details of trainings, sessions and the provider, changed value by value."""

from pathlib import Path

import pytest

from handouts.errors import CallError, ContentError
from handouts.project.layout import Project
from handouts.workflows.edit_details import (
    FieldProblem,
    SavedDetails,
    problems_of,
    read_details,
    save_details,
    with_values,
)
from handouts.workflows.edit_files import NEW, Conflict
from tests.small_project import ARTICLE, TRAINING, small_project

TRAINING_NAME = "tea/training.yaml"
SESSION = "days:\n  - date: 2026-05-04\nplace: Kell\nhours: 5\n"


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path)
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text(SESSION, "utf-8")
    return project


def held(project: Project, name: str = TRAINING_NAME) -> str:
    return (project.content / name).read_text("utf-8")


def saved(project: Project, name: str, **values: object) -> SavedDetails:
    version = read_details(project, name).version
    found = save_details(project, name, {(key,): value for key, value in values.items()}, version)
    assert isinstance(found, SavedDetails)
    return found


def test_a_value_is_written_where_the_model_has_it_and_nothing_else_changes(tea: Project) -> None:
    details = read_details(tea, TRAINING_NAME)
    assert details.values["title"] == "Two Ways to Make Tea"
    assert details.problems == ()
    found = saved(tea, TRAINING_NAME, short_title="Tea", paper="a4")
    assert found.problems == ()
    assert held(tea) == (
        "code: TEA\ntitle: Two Ways to Make Tea\nshort_title: Tea\ndate: 2026-03-01\npaper: a4\n"
    )
    saved(tea, TRAINING_NAME, short_title="", paper=None)
    assert held(tea) == TRAINING


def places(problems: tuple[FieldProblem, ...]) -> list[tuple[str | int, ...]]:
    return [one.location for one in problems]


def test_problems_come_back_beside_their_fields_and_what_was_typed_is_kept(tea: Project) -> None:
    found = saved(tea, TRAINING_NAME, date="1 March", paper="a5", title="")
    assert set(places(found.problems)) == {("date",), ("paper",), ("title",)}
    assert "date: 1 March" in held(tea)
    name = "tea/sessions/may/session.yaml"
    assert places(saved(tea, name, hours="many").problems) == [("hours",)]
    version = read_details(tea, name).version
    changes = {("days", 1, "start"): "9 o", ("days", 1, "date"): "2026-05-05"}
    again = save_details(tea, name, changes, version)
    assert isinstance(again, SavedDetails)
    assert set(places(again.problems)) == {("hours",), ("days", 1, "start")}
    assert places(problems_of(tea, name, "days:\n  - start: 9:00\nplace: x\nhours: 5\n")) == [
        ("days", 0, "date")
    ]


def test_the_top_of_an_article_is_changed_and_its_text_is_not(tea: Project) -> None:
    name = "tea/article.md"
    found = saved(tea, name, subtitle="On: water", pull_quotes=["Water is poured on leaves."])
    assert found.problems == ()
    assert held(tea, name) == ARTICLE.replace(
        "Pot\n---",
        "Pot\nsubtitle: 'On: water'\npull_quotes:\n  - Water is poured on leaves.\n---",
    )
    wrong = saved(tea, name, pull_quotes=["Not in it."])
    assert places(wrong.problems) == [("pull_quotes", 0)]


def test_the_provider_and_worksheets_that_are_not_there_yet(tea: Project) -> None:
    address = {("address",): "1 Quay\nKell", ("signatory", "name"): "Bo Lind"}
    version = read_details(tea, "provider.yaml").version
    assert isinstance(save_details(tea, "provider.yaml", address, version), SavedDetails)
    assert read_details(tea, "provider.yaml").values["address"] == "1 Quay\nKell"
    name = "tea/worksheets.yaml"
    assert read_details(tea, name).version == NEW
    minutes = {("kinds", "reflection", "minutes"): 10, ("reflection",): ["Why?"]}
    found = save_details(tea, name, minutes, NEW)
    assert isinstance(found, SavedDetails)
    assert found.problems == ()
    assert held(tea, name) == "reflection:\n  - Why?\nkinds:\n  reflection:\n    minutes: 10\n"


def test_a_file_that_was_changed_elsewhere_is_a_conflict_with_both_changes(tea: Project) -> None:
    details = read_details(tea, TRAINING_NAME)
    theirs = TRAINING.replace("code: TEA", "code: POT")
    (tea.content / TRAINING_NAME).write_text(theirs, "utf-8")
    conflict = save_details(tea, TRAINING_NAME, {("paper",): "a4"}, details.version)
    assert isinstance(conflict, Conflict)
    assert conflict.theirs == theirs
    assert conflict.merged == f"{theirs}paper: a4\n"
    assert held(tea) == theirs


def test_what_cannot_be_read_is_reported_and_not_changed(tea: Project) -> None:
    (tea.content / TRAINING_NAME).write_text("code: [", "utf-8")
    with pytest.raises(ContentError, match=r"tea/training\.yaml:1"):
        read_details(tea, TRAINING_NAME)
    for name in ("tea/chart.yaml", "tea/x/notes.txt", "../provider.yaml"):
        with pytest.raises(CallError):
            read_details(tea, name)
    with pytest.raises(CallError, match="cannot be written"):
        with_values(TRAINING_NAME, TRAINING, {("title",): "a\ud800b"})
    assert held(tea) == "code: ["
