"""Hours of attendance from the time that somebody was there."""

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from handouts.certificates import eligibility, session_checks
from handouts.certificates.printed_times import printed_time
from handouts.certificates.time_attended import counted
from handouts.content.roster import Participant, Stay
from handouts.content.session import SessionDay
from tests.certificates.test_eligibility import ROSTER, session
from tests.reported import reported

DAY = SessionDay.model_validate({"date": "2027-04-10", "start": "09:00", "end": "16:30"})
NEXT = SessionDay.model_validate({"date": "2027-04-11", "start": "09:00", "end": "12:00"})


def stay(joined: str, left: str, day: str = "2027-04-10") -> Stay:
    return datetime.fromisoformat(f"{day} {joined}"), datetime.fromisoformat(f"{day} {left}")


def person(
    minutes: int, *stays: Stay, days: tuple[bool, ...] = (), name: str = "Ana Ng", row: int = 2
) -> Participant:
    time = timedelta(minutes=minutes) if minutes else None
    return Participant(
        row, name, name.rsplit(maxsplit=1)[-1], attended=True, time=time, stays=stays, days=days
    )


@pytest.mark.parametrize(
    ("minutes", "certified", "reason"),
    [
        (453, "6", ""),
        (360, "6", ""),
        (359, "5.75", ""),
        (311, "5", ""),
        (15, "0.25", ""),
        (11, None, "attended 11 min, less than a quarter of an hour of the session"),
        (1, None, "attended 1 min, less than a quarter of an hour of the session"),
    ],
)
def test_full_quarters_are_certified_and_no_more_than_the_session_has(
    tmp_path: Path, minutes: int, certified: str | None, reason: str
) -> None:
    (decision,) = eligibility.decide(session(tmp_path, person(minutes)))
    assert decision.hours == (Decimal(certified) if certified else None)
    assert decision.reason == reason


@pytest.mark.parametrize(
    ("minutes", "reason"),
    [(300, ""), (299, "attended 4.75 of at least 5 hours"), (360, "")],
)
def test_a_minimum_is_compared_with_the_time(tmp_path: Path, minutes: int, reason: str) -> None:
    held = session(tmp_path, person(minutes), minimum_hours="5")
    assert [decision.reason for decision in eligibility.decide(held)] == [reason]
    assert session_checks.problems(held) == []


@pytest.mark.parametrize(
    ("stays", "minutes", "counts"),
    [
        ((stay("09:00", "16:30"),), 450, 450),
        ((stay("08:30", "16:30"),), 480, 450),
        ((stay("08:30", "12:00"), stay("13:00", "17:00")), 450, 390),
        ((stay("08:58", "16:32"),), 400, 396),
        ((stay("09:00", "16:30", "2027-10-04"),), 450, 450),
        ((stay("08:00", "16:30", "2027-10-04"),), 510, 450),
        ((stay("08:00", "13:00", "2027-04-11"),), 300, 180),
        ((stay("08:00", "13:00", "2027-05-01"),), 300, 300),
        ((stay("17:00", "23:30"),), 390, 390),
        ((), 480, 480),
    ],
    ids=str,
)
def test_time_outside_of_the_session_does_not_count(
    stays: tuple[Stay, ...], minutes: int, counts: int
) -> None:
    assert counted(person(minutes, *stays), [DAY, NEXT]) == timedelta(minutes=counts)


def test_a_session_without_times_counts_everything() -> None:
    day = SessionDay.model_validate({"date": "2027-04-10"})
    assert counted(person(480, stay("08:30", "16:30")), [day]) == timedelta(hours=8)


@pytest.mark.parametrize(
    ("minutes", "printed"),
    [(310, "5 h 10 min"), (300, "5 h"), (11, "11 min"), (0, "0 min"), (1505, "25 h 5 min")],
)
def test_times_are_printed_in_hours_and_minutes(minutes: int, printed: str) -> None:
    assert printed_time(timedelta(minutes=minutes)) == printed


def test_who_attended_some_days_gets_no_hours_by_guess(tmp_path: Path) -> None:
    partly = person(0, days=(True, False), name="Bo Ek")
    wholly = person(0, days=(True, True), row=3)
    held = session(tmp_path, partly, wholly, days=[{"date": "2027-04-10"}, {"date": "2027-04-11"}])
    assert [(d.hours, d.reason) for d in eligibility.decide(held)] == [
        (None, "attended 1 day, not all, and the roster does not say how many hours"),
        (Decimal(6), ""),
    ]
    (problem,) = reported(session_checks.problems(held))
    assert problem[:3] == (
        ROSTER,
        2,
        "1 person attended some of the days, and the roster does not say how many hours: Bo Ek",
    )


def test_fewer_columns_than_days_say_nothing_of_the_others(tmp_path: Path) -> None:
    one = person(0, days=(True,))
    held = session(tmp_path, one, days=[{"date": "2027-04-10"}, {"date": "2027-04-11"}])
    assert eligibility.decide(held)[0].hours is None


def test_nobody_gets_all_hours_where_only_the_time_of_others_is_known(tmp_path: Path) -> None:
    held = session(tmp_path, person(0, name="Bo Ek"), person(400, row=3))
    assert [(d.hours, d.reason) for d in eligibility.decide(held)] == [
        (None, "the roster does not say how many hours they attended"),
        (Decimal(6), ""),
    ]
    (problem,) = session_checks.problems(held)
    assert problem.cause == (
        "1 person attended, and nothing says for how long, as it does of others: Bo Ek"
    )


def test_who_did_not_attend_and_was_there_is_asked_about(tmp_path: Path) -> None:
    one = Participant(2, "Ana Ng", "Ng", attended=False, time=timedelta(minutes=40))
    held = session(tmp_path, one)
    assert eligibility.decide(held)[0].hours is None
    (problem,) = session_checks.problems(held)
    assert problem.cause == "Ana Ng did not attend and was there for 40 min"


def test_whose_hours_come_from_their_time_is_said_where_they_are_fewer(tmp_path: Path) -> None:
    held = session(tmp_path, person(310), person(400, name="Bo Ek", row=3))
    said = session_checks.from_time(held)
    assert said is not None
    assert str(said).startswith(
        "these have fewer than the session's 6 hours, from the time that they were there: "
        "Ana Ng (5 h 10 min: 5). Only full quarters count"
    )
    assert session_checks.from_time(session(tmp_path, person(400))) is None
