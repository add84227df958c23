"""The times of a session: as its file has them, or proposed."""

import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from handouts.content.session import SessionFile
from handouts.errors import ContentError
from handouts.packets.timetable import TimedSheet, Timetable, timetable
from handouts.workflows.load import load_checked
from tests.small_project import TRAINING, small_project

SHEETS = tuple(
    TimedSheet(f"sheet-{number}", f"Sheet {number}", minutes)
    for number, minutes in enumerate((20, 15, 10, 8, 12, 10, 15, 10, 10), 1)
)


def session(*days: tuple[str, str], **more: object) -> SessionFile:
    dates = [
        {"date": f"2026-03-{14 + place}", "start": start, "end": end}
        for place, (start, end) in enumerate(days)
    ]
    return SessionFile.model_validate({"days": dates, "place": "Hall", "hours": "6", **more})


def minutes(time: datetime.time) -> int:
    return time.hour * 60 + time.minute


def test_a_whole_day_has_lunch_in_its_middle_two_breaks_and_all_sheets_in_turn() -> None:
    found = timetable(session(("09:00", "16:30")), SHEETS)
    assert found.is_proposed
    times = {m.kind: f"{m.time:%H:%M}" for m in found.moments}
    assert [f"{m.time:%H:%M}" for m in found.moments if m.kind == "break"] == ["10:30", "14:45"]
    assert (times["welcome"], times["lunch"], times["close"]) == ("09:00", "12:15", "16:20")
    pauses = [m.minutes for m in found.moments if m.kind in ("break", "lunch")]
    assert pauses == [15, 60, 15]
    assert [m.name for m in found.moments if m.kind == "sheet"] == [one.name for one in SHEETS]


@pytest.mark.parametrize(
    "days",
    [
        (("09:00", "16:30"),),
        (("09:00", "12:30"), ("13:00", "16:30")),
        (("18:05", "21:05"),),
        (("08:30", "17:00"), ("08:30", "12:00"), ("09:15", "15:45")),
    ],
)
def test_a_proposal_leaves_no_gap_and_gives_each_sheet_its_time(
    days: tuple[tuple[str, str]],
) -> None:
    moments = timetable(session(*days), SHEETS).moments
    for place, (start, end) in enumerate(days):
        own = [m for m in moments if m.day == place]
        assert f"{own[0].time:%H:%M}" == start
        assert minutes(own[-1].time) + own[-1].minutes == minutes(datetime.time.fromisoformat(end))
        for first, second in pairwise(own):
            assert minutes(first.time) + first.minutes == minutes(second.time)
    asked = {one.name: one.minutes for one in SHEETS}
    given = {m.name: m.minutes for m in moments if m.name}
    assert given.keys() == asked.keys()
    assert all(asked[name] <= given[name] < asked[name] + 5 for name in asked)


def test_an_hour_has_no_break_and_sheets_that_do_not_fit_give_no_proposal() -> None:
    hour = session(("12:00", "13:00"))
    assert {m.kind for m in timetable(hour, SHEETS[:2]).moments} == {
        "welcome",
        "talk",
        "sheet",
        "close",
    }
    assert timetable(hour, SHEETS).moments == ()


@pytest.mark.parametrize("day", [{}, {"start": "09:00"}, {"start": "10:00", "end": "09:00"}])
def test_without_beginning_and_end_there_are_no_times(day: dict[str, str]) -> None:
    given = {"days": [{"date": "2026-03-14", **day}], "place": "Hall", "hours": "3"}
    assert timetable(SessionFile.model_validate(given), SHEETS) == Timetable()


def test_what_a_session_has_written_stands_as_it_is_each_until_the_next() -> None:
    written = [
        {"time": "09:00", "what": "Coffee"},
        {"time": "09:20", "sheet": "sheet-2"},
        {"time": "10:00", "what": "Open end"},
    ]
    found = timetable(session(("09:00", "12:00"), schedule=written), SHEETS)
    assert not found.is_proposed
    assert [(m.text, m.minutes, m.name) for m in found.moments] == [
        ("Coffee", 20, ""),
        ("Sheet 2", 40, "sheet-2"),
        ("Open end", 120, ""),
    ]


@pytest.mark.parametrize(
    ("entry", "cause", "fix"),
    [
        ("{time: 09:00}", "needs either", "Write your own words"),
        ("{time: 09:00, what: Tea, sheet: matching}", "needs either", "Write your own words"),
        ("{time: 09:00, sheet: matchin}", 'no worksheet "matchin"', 'Did you mean "matching"?'),
        ("{time: 09:00, what: Tea, day: 2}", "no day 2", "It has 1 day"),
        ("{time: 08:00, what: Tea}", "08:00 comes after 08:30", "in order"),
        ("{time: nine, what: Tea}", "not a time of day", "09:00"),
        ("{time: 09:00, whta: Tea}", "whta", "what"),
    ],
)
def test_what_a_schedule_cannot_be_is_reported_where_it_stands(
    tmp_path: Path, entry: str, cause: str, fix: str
) -> None:
    project = small_project(tmp_path, training=TRAINING)
    folder = project.content / "tea/sessions/spring"
    folder.mkdir(parents=True)
    head = "days: [{date: 2026-03-14, start: 08:30, end: 12:00}]\nplace: Hall\nhours: 3\n"
    schedule = f"schedule:\n  - {{time: 08:30, what: Begin}}\n  - {entry}\n"
    (folder / "session.yaml").write_text(head + schedule, "utf-8")
    (folder / "roster.csv").write_text("Name\n", "utf-8")
    with pytest.raises(ContentError) as raised:
        load_checked(project, ["tea"], [("tea", "spring")])
    (found,) = raised.value.problems
    assert found.line == 6
    assert cause in found.cause
    assert fix in found.fix
