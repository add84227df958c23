"""A session's page: a new one, its steps, its details saved as they are filled in, its removal."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from handouts.studio import session_form
from handouts.studio.session_form import CategoryForm, DayForm, PersonForm, SessionForm
from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

SESSION = "/training/two-models/session/example"
WITHIN = {"hx-request": "true"}
GIVEN = {
    "date": ["2026-12-05", "2026-12-06"],
    "start": ["09:00", "10:00"],
    "end": ["16:00", ""],
    "place": "Elm Road",
    "hours": "11",
}


def file(home: Path, session: str = "example") -> Path:
    return home / f"content/two-models/sessions/{session}/session.yaml"


def version(page: str) -> str:
    found = re.search(r'name="version" id="version" value="(\w+)"', page)
    assert found
    return found[1]


def filled(client: httpx.Client, **changed: object) -> dict[str, object]:
    """Return the form of the example as a window sends it, with changes."""
    found = client.get(f"{SESSION}/details")
    return {
        "version": version(found.text),
        "date": "2026-11-14",
        "start": "09:00",
        "end": "16:30",
        "place": "Lantern Street Hall, 12 Lantern Street, Springfield",
        "format": "in person",
        "hours": "6",
        "minimum_hours": "5",
        "category": "ethics",
        "category-hours": "1",
        **changed,
    }


def test_a_new_session_is_proposed_like_the_last_one_and_made(running: Running, home: Path) -> None:
    with running.client() as client:
        asked = client.get("/training/two-models/new-session").text
        assert 'value="16:30"' in asked
        assert "Lantern Street Hall" in asked

        made = client.post("/training/two-models/new-session", data=GIVEN)
        assert made.headers["location"].endswith("/session/2026-12-05/participants")
        assert "5 and 6 December 2026" in client.get("/").text
    text = file(home, "2026-12-05").read_text("utf-8")
    assert "ethics: 1" in text
    assert "minimum_hours" not in text  # she took it away


def test_what_is_wrong_with_a_new_session_stands_at_its_field(running: Running, home: Path) -> None:
    with running.client() as client:
        wrong = {**GIVEN, "date": ["", "<b>"], "hours": "six"}
        shown = client.post("/training/two-models/new-session", data=wrong)
    assert shown.status_code == 422
    assert "is not a number of hours" in shown.text
    assert "Day 1:" in shown.text
    assert 'value="&lt;b&gt;"' in shown.text
    assert [one.name for one in file(home).parent.parent.iterdir()] == ["example"]


def test_the_steps_say_how_far_each_has_come(running: Running) -> None:
    with running.client() as client:
        shown = client.get(f"{SESSION}/details").text
        assert client.get(SESSION).headers["location"] == f"{SESSION}/details"
    steps = re.findall(r'<li><a href="[^"]*/example/([\w-]+)"', shown)
    assert steps == [
        "details", "participants", "papers", "packet", "mail-before",
        "attendance", "certificates", "issue", "mail-after", "evaluation",
    ]  # fmt: skip
    assert '<span class="state">24</span>' in shown
    assert "21 were there" in shown


def test_details_are_saved_where_they_differ(running: Running, home: Path) -> None:
    before = file(home).read_text("utf-8")
    with running.client() as client:
        same = client.post(f"{SESSION}/details", data=filled(client), headers=WITHIN)
        assert file(home).read_text("utf-8") == before
        assert same.status_code == 200

        data = filled(client, place="Elm Road", hours="six", profile="texas")
        saved = client.post(f"{SESSION}/details", data=data, headers=WITHIN).text
    expected = before.replace("Lantern Street Hall, 12 Lantern Street, Springfield", "Elm Road")
    assert file(home).read_text("utf-8").startswith(expected.replace("hours: 6", "hours: six", 1))
    assert "is not a number of hours" in saved
    assert version(saved) != data["version"]
    assert "1 problem" in saved  # the step says so too


def test_changes_of_two_windows_meet_or_are_shown(running: Running, home: Path) -> None:
    with running.client() as client:
        mine = filled(client, place="Mine")
        file(home).write_text(file(home).read_text("utf-8").replace("hours: 6", "hours: 7", 1))
        met = client.post(f"{SESSION}/details", data=mine, headers=WITHIN)
        assert met.headers["hx-redirect"] == f"{SESSION}/details"
        assert "place: Mine" in file(home).read_text("utf-8")
        assert "hours: 7" in file(home).read_text("utf-8")

        mine = filled(client, place="Mine again")
        file(home).write_text(file(home).read_text("utf-8").replace("Mine", "Theirs", 1))
        refused = client.post(f"{SESSION}/details", data=mine, headers=WITHIN)
        assert "was changed elsewhere" in refused.text
        assert "place: Theirs" in file(home).read_text("utf-8")


def test_a_session_goes_to_the_trash(running: Running, home: Path) -> None:
    with running.client() as client:
        gone = client.post(f"{SESSION}/remove")
        assert gone.headers["location"] == "/"
        assert client.get(f"{SESSION}/details").status_code == 404
    assert not file(home).exists()
    assert [*(home / ".trash").rglob("roster.csv")]


FORM = SessionForm(
    (DayForm("2026-11-14", "09:00"), DayForm("2026-11-15")),
    place="Kiln Lane",
    categories=(CategoryForm("ethics", "1"),),
    presenters=(PersonForm("Bo Lind", "PhD"), PersonForm("Ada Poe")),
    profiles=("texas",),
)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (FORM, {("categories", "ethics"): "1"}),
        (
            SessionForm((DayForm("2026-11-15"),), place="Elm Road"),
            {
                ("place",): "Elm Road",
                ("days", 0, "date"): "2026-11-15",
                ("days", 0, "start"): "",
                ("days", 1): None,
                ("presenters", 1): None,
                ("presenters", 0): None,
                ("categories", "ethics"): None,
                ("profiles",): None,
            },
        ),
    ],
)
def test_only_what_differs_is_changed(
    after: SessionForm, expected: dict[tuple[str, ...], object]
) -> None:
    assert session_form.changes(FORM, after) == expected


def test_a_file_of_another_shape_is_a_form_all_the_same() -> None:
    form = session_form.of_file(
        {"days": ["soon", {"date": "14.11.2026", "start": "9.00", "end": "late"}], "place": ["a"]}
    )
    assert form.days == (DayForm("14.11.2026", "09:00", "late"),)
    assert form.place == ""
    assert not session_form.is_date("14.11.2026")
    assert not session_form.is_clock("late")


@pytest.mark.long
def test_a_day_is_added_in_the_window_and_saved_by_itself(window: "Page", home: Path) -> None:
    window.set_default_timeout(60_000)
    window.goto(f"{SESSION}/details")
    window.get_by_role("button", name="Add a day").click()
    window.get_by_label("Date").nth(1).fill("2026-11-15")
    with window.expect_response(lambda answer: "start=10%3A00" in (answer.request.post_data or "")):
        window.get_by_label("Starts").nth(1).fill("10:00")
    assert re.findall(r"2026-11-\d\d", file(home).read_text("utf-8")) == [
        "2026-11-14",
        "2026-11-15",
    ]

    with window.expect_response(lambda answer: is_without_first_day(answer.request.post_data)):
        window.get_by_role("button", name="Remove this day").nth(0).click()
        window.get_by_label("Place").fill("Elm Road")
    text = file(home).read_text("utf-8")
    assert re.findall(r"2026-11-\d\d", text) == ["2026-11-15"]
    assert "place: Elm Road" in text


def is_without_first_day(sent: str | None) -> bool:
    return bool(sent) and "2026-11-14" not in str(sent) and "place=Elm%20Road" in str(sent)


def scheduled(running: Running, *entries: tuple[str, str, str, str]) -> str:
    """Save a schedule as a window does; entries are time, words, worksheet and day."""
    names = ("schedule-time", "schedule-what", "schedule-sheet", "schedule-day")
    rows = {name: [one[place] for one in entries] for place, name in enumerate(names)}
    with running.client() as client:
        answer = client.post(f"{SESSION}/details", data=filled(client, **rows), headers=WITHIN)
    return answer.text.partition('id="problems-schedule"')[2].partition("</div>")[0]


def schedule(home: Path) -> object:
    from handouts.content import yaml_tree  # noqa: PLC0415

    value = yaml_tree.read(file(home).read_text("utf-8")).value
    assert isinstance(value, dict)
    return value.get("schedule")


def test_the_times_of_the_day_are_kept_changed_and_given_up(running: Running, home: Path) -> None:
    welcome, break_ = ("09:00", "Welcome <b>", "", "1"), ("10:30", "Break", "", "1")
    sheet = ("11:00", "", "reading-guide", "1")
    assert "problem" not in scheduled(running, welcome, sheet, ("", "", "", "1"))
    assert schedule(home) == [
        {"time": "09:00", "what": "Welcome <b>"},
        {"time": "11:00", "sheet": "reading-guide"},
    ]
    with running.client() as client:
        page = client.get(f"{SESSION}/details").text
    assert 'value="Welcome &lt;b&gt;"' in page
    assert '<option value="reading-guide" selected>Reading guide</option>' in page

    scheduled(running, welcome, break_, sheet)
    assert isinstance(schedule(home), list)
    assert len(schedule(home)) == 3
    scheduled(running)
    assert schedule(home) is None


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([("10:00", "", "", "1")], "a time needs words or a worksheet"),
        ([("10:00", "A", "", "1"), ("09:00", "B", "", "1")], "Put the times of a day in order"),
        ([("10:00", "A", "", "2")], "add a day above"),
        ([("", "A", "", "1")], "is not filled in"),
        ([("10:00", "A", "", "one")], "whole number"),
    ],
)
def test_what_a_schedule_cannot_be_is_said_beside_it(
    running: Running, entries: list[tuple[str, str, str, str]], told: str
) -> None:
    assert told in scheduled(running, *entries)
