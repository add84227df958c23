"""Who gets a certificate, and for how many clock hours."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handouts.certificates.printed_times import printed_hours, printed_time
from handouts.certificates.time_attended import counted
from handouts.content.roster import Participant
from handouts.content.session import Session
from handouts.messages import Message, message, texts

_QUARTER = datetime.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person on the roster gets."""

    participant: Participant
    hours: Decimal | None
    """Clock hours to certify; None for no certificate."""
    reason: str
    """Why there is no certificate, for example `did not attend`; empty where there is one."""


def decide(session: Session) -> tuple[Decision, ...]:
    """Return what each person on the roster gets, in the order of lists in print.

    A cell that could not be read is empty here: the roster's own problems are to be fixed first.
    """
    untimed = {person.row for person in without_time(session.roster.participants)}
    return tuple(
        Decision(person, None, texts().cause(message("certificates.hours-unknown")))
        if person.row in untimed
        else _decision(session, person)
        for person in session.roster.sorted()
    )


def _decision(session: Session, person: Participant) -> Decision:
    reason = _refusal(session, person)
    if reason:
        return Decision(person, None, texts().cause(reason))
    hours = credit(session, person)
    return Decision(person, session.head.hours if hours is None else hours, "")


def credit(session: Session, person: Participant) -> Decimal | None:
    """Return the clock hours of a person, or None where nothing says how many they are.

    Hours that the roster names stand as they are. A time that was measured gives its full quarters,
    never more than the session's hours: boards give credit for time attended, and for no more.
    """
    if person.hours is not None:
        return person.hours
    if person.time is None:
        return None
    quarters = counted(person, session.head.days) // _QUARTER
    return min(session.head.hours, Decimal(quarters) / 4)


def _refusal(session: Session, person: Participant) -> Message | None:
    """Return why a person gets no certificate, or None."""
    if not session.roster.says_who_attended:
        return message("certificates.unanswered")
    if wrong := mistake(session, person):
        return wrong
    hours = credit(session, person)
    if person.attended is None and hours is None:
        return message("certificates.attendance-unknown")
    if person.attended is False or (person.hours is not None and person.hours <= 0):
        return message("certificates.did-not-attend")
    if hours is None and missed_days(session, person):
        return message("certificates.attended-some-days", days=sum(person.days))
    return _short_of(session.head.minimum_hours, hours, person)


def _short_of(least: Decimal | None, hours: Decimal | None, person: Participant) -> Message | None:
    """Return why hours are not enough, or None."""
    if hours == 0 and person.time is not None:
        return message("certificates.below-a-quarter", time=printed_time(person.time))
    if least is None:
        return None
    if hours is None:
        return message("certificates.hours-unknown")
    if hours < least:
        return message(
            "certificates.too-few-hours", hours=printed_hours(hours), least=printed_hours(least)
        )
    return None


def mistake(session: Session, person: Participant) -> Message | None:
    """Return what cannot be right in a row of the roster; nobody guesses then."""
    hours, most = person.hours, session.head.hours
    if person.attended is False and hours is None and person.time:
        return message("certificates.absent-with-time", time=printed_time(person.time))
    if hours is None:
        return None
    if person.attended is False and hours > 0:
        return message("certificates.absent-with-hours", hours=printed_hours(hours))
    if person.attended and hours <= 0:
        return message("certificates.present-without-hours", hours=printed_hours(hours))
    if hours > most:
        return message(
            "certificates.too-many-hours", hours=printed_hours(hours), most=printed_hours(most)
        )
    return None


def without_time(people: Sequence[Participant]) -> list[Participant]:
    """Return those of whom nothing says how long they were there, where the time of others is."""
    if not any(person.time for person in people):
        return []
    return [person for person in people if lacks_hours(person) and not person.days]


def missed_days(session: Session, person: Participant) -> bool:
    """Whether somebody was not there on all days, as far as the roster has a column for each."""
    days = person.days
    return bool(days) and (not all(days) or len(days) < len(session.head.days))


def lacks_hours(person: Participant) -> bool:
    """Whether somebody came, and nothing says for how long."""
    return bool(person.attended) and person.hours is None and person.time is None


def is_measured(person: Participant) -> bool:
    """Whether the roster says how long somebody was there."""
    return bool(person.hours or person.time)
