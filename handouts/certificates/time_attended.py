"""How much of the time that somebody was there lies within the session."""

import datetime
from collections.abc import Iterable, Mapping
from datetime import timedelta

from handouts.content.roster import Participant, Stay
from handouts.content.roster.moments import swapped
from handouts.content.session import SessionDay

_Day = tuple[datetime.datetime, datetime.datetime]


def counted(person: Participant, days: Iterable[SessionDay]) -> timedelta:
    """Return the time that a person was there, without what lies before a start or after an end.

    Nothing is taken off where times of coming and going are not known, where the session has no
    times, or where most of it lies outside: then the report has the times of another zone.
    """
    time = person.time or timedelta()
    schedule = {
        day.date: (
            datetime.datetime.combine(day.date, day.start),
            datetime.datetime.combine(day.date, day.end),
        )
        for day in days
        if day.start and day.end
    }
    within = [_within(stay, schedule) for stay in person.stays]
    outside = sum((out for _, out in within), timedelta())
    inside = sum((there for there, _ in within), timedelta())
    return max(time - outside, timedelta()) if outside < inside else time


def _within(stay: Stay, schedule: Mapping[datetime.date, _Day]) -> tuple[timedelta, timedelta]:
    """Return how much of a stay lies within its day of the session, and how much does not."""
    joined, left = stay
    for date in (joined.date(), swapped(joined.date())):
        if date in schedule:
            start, end = schedule[date]
            moved = date - joined.date()
            first, last = max(joined + moved, start), min(left + moved, end)
            inside = max(last - first, timedelta())
            return inside, left - joined - inside
    return timedelta(), timedelta()
