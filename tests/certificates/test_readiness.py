"""Not before the session is over, not without told hours, not under the example's name."""

import datetime
from dataclasses import replace

import pytest

from handouts.certificates import readiness, session_checks
from handouts.cli.certificate_wording import explained, naming_options
from handouts.errors import ContentError, Problem
from tests.certificates.conftest import PEOPLE, Desk

SESSION_FILE = "content/two-models/sessions/example/session.yaml"
END = datetime.datetime(2026, 11, 14, 16, 30)
MINUTE = datetime.timedelta(minutes=1)


def at(desk: Desk, now: datetime.datetime, *, before_the_end: bool = False) -> Desk:
    """The same desk at another time."""
    return replace(desk, how=replace(desk.how, now=now, before_the_end=before_the_end))


def refused(desk: Desk) -> Problem:
    """The one problem that keeps certificates from being issued, while nothing is kept."""
    with pytest.raises(ContentError) as caught, naming_options():
        desk.certify()
    assert not desk.project.records.exists()
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("days", "end"),
    [
        ("[{date: 2026-11-14, start: 09:00, end: 16:30}]", "2026-11-14 16:30"),
        ("[{date: 2026-11-14}]", "2026-11-15 00:00"),
        ("[{date: 2026-11-14, start: 09:00}]", "2026-11-15 00:00"),
        ("[{date: 2026-11-13, end: 18:00}, {date: 2026-11-14, end: 12:00}]", "2026-11-14 12:00"),
        ("[{date: 2026-12-31}]", "2027-01-01 00:00"),
    ],
)
def test_a_session_is_over_with_its_last_hour_or_else_its_last_day(
    desk: Desk, days: str, end: str
) -> None:
    file = desk.project.root / SESSION_FILE
    file.write_text(f"days: {days}\nplace: Hall\nhours: 6\n")
    assert f"{session_checks.over_at(desk.session()):%Y-%m-%d %H:%M}" == end


def test_nothing_is_issued_before_the_end_unless_it_is_asked_for(desk: Desk) -> None:
    desk.roster(PEOPLE[:1])
    early = at(desk, END - MINUTE)
    assert str(refused(early)) == (
        f"{SESSION_FILE}:3: the session is not over before 2026-11-14 16:30, and it is "
        "2026-11-14 16:29 now\n"
        "      - date: 2026-11-14\n"
        "  Issue the certificates after that; --before-the-end issues them now."
    )
    checked = early.check()
    assert checked.problems == ()
    assert tuple(map(explained, checked.remarks)) == (
        "The session is not over before 2026-11-14 16:30: until then, `handouts certify` issues "
        "nothing without --before-the-end.",
    )
    session = desk.session()
    assert list(readiness.not_over(session, END)) == []
    (number,) = at(desk, END - MINUTE, before_the_end=True).certify().new
    with pytest.raises(ContentError, match="not over before"):
        early.reissue(number)
    assert at(desk, END).reissue(number).certificates[0].issued == "2026-11-14"


def test_a_least_of_hours_needs_hours_to_be_compared_with(desk: Desk) -> None:
    desk.roster_file.write_text("Name,Attended\nAnn Lee,yes\n")
    assert str(refused(desk)) == (
        f"{SESSION_FILE}:11: `minimum_hours:` asks for 5 hours, and the roster does not say how "
        "many anybody attended\n"
        "    minimum_hours: 5\n"
        "  Add a column Hours to the roster with the clock hours of each person, or delete "
        "`minimum_hours:`."
    )
    checked = desk.check()
    assert checked.due == ()
    assert [d.reason for d in checked.without] == [
        "the roster does not say how many hours they attended"
    ]
    desk.roster_file.write_text("Name,Attended,Hours\nAnn Lee,yes,\nBob May,yes,5\nCy Roe,no,\n")
    problem = refused(desk)
    assert (problem.path, problem.line, problem.cause) == (
        "content/two-models/sessions/example/roster.csv",
        2,
        "Ann Lee attended and has no hours, and `minimum_hours:` asks for some",
    )


def test_eleven_minutes_are_no_six_hours(desk: Desk) -> None:
    desk.roster_file.write_text("Name,Attended,Time in Session (minutes)\nAnn Lee,yes,11\n")
    checked = desk.check()
    assert checked.due == ()
    assert [str(d.reason) for d in checked.without] == [
        "attended 11 min, less than a quarter of an hour of the session"
    ]


def test_without_a_least_who_attended_has_attended_all_of_it(desk: Desk) -> None:
    file = desk.project.root / SESSION_FILE
    file.write_text(file.read_text().replace("minimum_hours: 5\n", ""))
    desk.roster_file.write_text("Name,Attended\nAnn Lee,yes\n")
    checked = desk.check()
    assert (checked.problems, [str(d.hours) for d in checked.due]) == ((), ["6"])
