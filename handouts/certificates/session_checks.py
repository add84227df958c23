"""What must be fixed in a session and its roster, or looked at, before certificates are issued."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from handouts.certificates.eligibility import (
    credit,
    is_measured,
    lacks_hours,
    missed_days,
    mistake,
    without_time,
)
from handouts.certificates.printed_times import printed_clock, printed_hours, printed_time
from handouts.content.roster import Participant
from handouts.content.session import Session
from handouts.errors import Problem
from handouts.messages import Message, message

_NAMED = 30
"""People whom one problem or remark names; the rest are counted."""


def problems(session: Session) -> list[Problem]:
    """Return everything that must be fixed before certificates are issued, in its order."""
    return sorted([*session_problems(session), *unanswered(session), *_row_problems(session)])


def session_problems(session: Session) -> list[Problem]:
    """Return what is wrong in session.yaml, whether or not the session has taken place yet."""
    found = [*_kind_problems(session), *_hour_problems(session), *_day_problems(session)]
    return [Problem(session_file(session), 0, one) for one in found]


def unanswered(session: Session) -> list[Problem]:
    """Return the one problem of a roster that names people and not whether they came."""
    roster = session.roster
    if roster.says_who_attended or not roster.participants:
        return []
    return [Problem(roster.path, 0, message("certificates.nobody-says-who-attended"))]


def unmeasured(session: Session) -> Message | None:
    """Return what is wrong where `minimum_hours:` has no hours at all to be compared with.

    That somebody came does not say for how long: nobody is taken to have attended all of it.
    """
    least, people = session.head.minimum_hours, session.roster.participants
    if least is None or not any(map(lacks_hours, people)) or any(map(is_measured, people)):
        return None
    return message("certificates.minimum-and-no-hours", least=printed_hours(least))


def over_at(session: Session) -> datetime.datetime:
    """Return the local time at which a session ends: that of its last day, or else midnight."""
    midnight = datetime.time()
    return max(
        datetime.datetime.combine(day.date, day.end)
        if day.end
        else datetime.datetime.combine(day.date + datetime.timedelta(days=1), midnight)
        for day in session.head.days
    )


def session_file(session: Session) -> str:
    """Return where the session's own file is, relative to the project."""
    return f"content/{session.training.name}/sessions/{session.name}/session.yaml"


def from_time(session: Session) -> Message | None:
    """Return whose hours come from the time that was measured, where somebody's are not all."""
    found = []
    for person in session.roster.sorted():
        hours = credit(session, person)
        if (
            person.time
            and person.hours is None
            and hours is not None
            and hours < session.head.hours
        ):
            found.append(f"{person.name} ({printed_time(person.time)}: {printed_hours(hours)})")
    if not found:
        return None
    most, more = printed_hours(session.head.hours), len(found) - _NAMED
    named = tuple(found[:_NAMED])
    if more > 0:
        return message("certificates.many-hours-from-time", named=named, more=more, most=most)
    return message("certificates.hours-from-time", named=named, most=most)


def _row_problems(session: Session) -> Iterator[Problem]:
    """Yield what is wrong with single rows; where no row has hours, `unmeasured` says so once."""
    least, people = session.head.minimum_hours, session.roster.participants
    measured = least is not None and any(map(is_measured, people))
    unreadable = session.roster.unreadable_rows
    for person in people:
        wrong = mistake(session, person)
        lacking = measured and lacks_hours(person) and person.row not in unreadable
        if wrong is None and lacking:
            wrong = message("certificates.no-hours-for-minimum")
        if wrong:
            of_person = message("certificates.of-person", name=person.name, problem=wrong)
            yield Problem(session.roster.path, person.row, of_person)
    partly = [p for p in people if lacks_hours(p) and missed_days(session, p)]
    if partly and not measured:
        some = message("certificates.some-days", count=len(partly), names=_names(partly))
        yield Problem(session.roster.path, partly[0].row, some)
    untimed = [p for p in without_time(people) if p.row not in unreadable]
    if untimed and not measured:
        no_time = message("certificates.no-time", count=len(untimed), names=_names(untimed))
        yield Problem(session.roster.path, untimed[0].row, no_time)


def _names(people: Sequence[Participant]) -> tuple[str, ...]:
    return tuple(person.name for person in people[:_NAMED])


def _kind_problems(session: Session) -> Iterator[Message]:
    if session.head.certificate == "completion" and not session.training.provider.approvals:
        yield message("certificates.completion-without-approval")


def _hour_problems(session: Session) -> Iterator[Message]:
    head = session.head
    most = printed_hours(head.hours)
    large = [name for name, hours in head.categories.items() if hours > head.hours]
    for name in large:
        hours = printed_hours(head.categories[name])
        yield message("certificates.large-category", name=name, hours=hours, most=most)
    together = sum(head.categories.values(), Decimal())
    if together > head.hours and not large:
        hours = printed_hours(together)
        yield message("certificates.large-categories", hours=hours, most=most)
    least = head.minimum_hours
    if least is not None and least > head.hours:
        yield message("certificates.large-minimum", least=printed_hours(least), most=most)


def _day_problems(session: Session) -> Iterator[Message]:
    days = session.head.days
    for day in days:
        start, end = printed_clock(day.start), printed_clock(day.end)
        if start and end and end <= start:
            yield message("certificates.ends-early", date=str(day.date), start=start, end=end)
    dates = [day.date for day in days]
    for date, times in Counter(dates).items():
        if times > 1:
            yield message("certificates.day-again", date=str(date), times=times)
    if dates != sorted(dates):
        yield message("certificates.days-not-in-order", dates=tuple(map(str, dates)))
