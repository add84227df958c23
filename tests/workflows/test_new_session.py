"""A new session: named for its first day, with what the last one said."""

from pathlib import Path

import pytest

from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows.edit_details import read_details
from handouts.workflows.new_session import first_values, last_session, new_session
from tests.small_project import small_project

LAST = """\
# notes of the trainer
days:
  - date: 2026-05-04
    start: 09:00
    end: 16:00
place: Kiln Lane
hours: 5.5
part: Part 1 of 3
categories:
  ethics: 1
mail:
  after:
    subject: Your certificate
"""
GIVEN = {"days": [{"date": "2026-11-14", "start": "10:00"}], "place": "Elm Road", "hours": "6"}


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    return small_project(tmp_path)


def held(project: Project, session: str, text: str) -> None:
    folder = project.content / "tea/sessions" / session
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_text(text, "utf-8")


def said(project: Project, session: str) -> dict[str, object]:
    return dict(read_details(project, f"tea/sessions/{session}/session.yaml").values)


def test_the_first_session_of_a_training_says_what_is_given(tea: Project) -> None:
    assert new_session(tea, "tea", GIVEN).name == "2026-11-14"
    assert said(tea, "2026-11-14") == GIVEN
    assert new_session(tea, "tea", GIVEN).name == "2026-11-14-2"


def test_a_session_goes_on_with_what_the_last_one_said(tea: Project) -> None:
    held(tea, "spring", LAST)
    held(tea, "a-first", LAST.replace("2026-05", "2026-02").replace("Kiln", "Old"))
    assert last_session(tea, "tea") == "spring"

    proposed = first_values(tea, "tea")
    assert proposed["days"] == [{"date": "", "start": "09:00", "end": "16:00"}]
    assert proposed["place"] == "Kiln Lane"

    made = said(tea, new_session(tea, "tea", GIVEN).name)
    assert made["categories"] == {"ethics": "1"}
    assert made["mail"] == {"after": {"subject": "Your certificate"}}
    assert (made["place"], made["days"]) == ("Elm Road", GIVEN["days"])
    assert "part" not in made


@pytest.mark.parametrize("text", ["days: [", "days: soon", "days: [4]", "- a list"])
def test_a_last_session_that_cannot_be_read_stands_in_no_way(tea: Project, text: str) -> None:
    held(tea, "odd", text)
    assert new_session(tea, "tea", GIVEN).name == "2026-11-14"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"days": [{"date": "2026-02-30"}]}, "days"),
        ({"days": [{"start": "09:00"}]}, "days"),
        ({"days": []}, "days"),
        ({"hours": "six"}, "hours"),
        ({"place": None}, "place"),
        ({"minimum_hours": "0"}, "minimum_hours"),
    ],
)
def test_nothing_is_written_where_something_is_wrong(
    tea: Project, wrong: dict[str, object], place: str
) -> None:
    made = new_session(tea, "tea", {**GIVEN, **wrong})
    assert made.name == ""
    assert place in {problem.location[0] for problem in made.problems}
    assert tea.sessions("tea") == []


def test_what_the_last_session_had_wrong_does_not_keep_a_new_one_away(tea: Project) -> None:
    held(tea, "spring", LAST + "profiles:\n  - nobody\n")
    assert new_session(tea, "tea", GIVEN).name == "2026-11-14"


def test_a_training_that_is_not_there_gets_none(tea: Project) -> None:
    with pytest.raises(CallError):
        new_session(tea, "coffee", GIVEN)
