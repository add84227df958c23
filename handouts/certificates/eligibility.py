"""Who gets a certificate, for how many clock hours, and what all certificates of a session say."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handouts.certificates.certificate import ApprovalStatement, CertificateTerms, Credential
from handouts.certificates.time_attended import counted, printed_time
from handouts.content.provider import Provider, Signatory
from handouts.content.roster import Participant
from handouts.content.session import Session, SessionDay
from handouts.content.training import Person
from handouts.errors import Problem
from handouts.messages import Message, message, texts

_QUARTER = datetime.timedelta(minutes=15)
_NAMED = 30
"""People whom one problem or remark names; the rest are counted."""


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
    untimed = {person.row for person in _without_time(session.roster.participants)}
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
    mistake = _mistake(session, person)
    if mistake:
        return mistake
    hours = credit(session, person)
    if person.attended is None and hours is None:
        return message("certificates.attendance-unknown")
    if person.attended is False or (person.hours is not None and person.hours <= 0):
        return message("certificates.did-not-attend")
    if hours is None and _missed_days(session, person):
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


def _mistake(session: Session, person: Participant) -> Message | None:
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


def _without_time(people: Sequence[Participant]) -> list[Participant]:
    """Return those of whom nothing says how long they were there, where the time of others is."""
    if not any(person.time for person in people):
        return []
    return [person for person in people if _lacks_hours(person) and not person.days]


def _missed_days(session: Session, person: Participant) -> bool:
    """Whether somebody was not there on all days, as far as the roster has a column for each."""
    days = person.days
    return bool(days) and (not all(days) or len(days) < len(session.head.days))


def award(decision: Decision, number: str) -> Credential:
    """Return what a person's certificate says, where one is due."""
    if decision.hours is None:
        raise AssertionError("nobody gets a certificate without hours")
    person = decision.participant
    return Credential(
        number=number,
        name=person.name,
        credentials=person.credentials,
        license_state=person.license_state,
        license_number=person.license_number,
        hours=printed_hours(decision.hours),
    )


def printed_hours(hours: Decimal) -> str:
    """Return clock hours as they are printed: `6`, `5.5`, `5.25`."""
    return format(hours.normalize(), "f")


def kind(session: Session) -> Literal["completion", "attendance"]:
    """Return which kind of certificate a session issues."""
    approved = session.training.provider.approvals
    return session.head.certificate or ("completion" if approved else "attendance")


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
    if least is None or not any(map(_lacks_hours, people)) or any(map(_is_measured, people)):
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


def _lacks_hours(person: Participant) -> bool:
    return bool(person.attended) and person.hours is None and person.time is None


def _is_measured(person: Participant) -> bool:
    return bool(person.hours or person.time)


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
    measured = least is not None and any(map(_is_measured, people))
    unreadable = session.roster.unreadable_rows
    for person in people:
        mistake = _mistake(session, person)
        lacking = measured and _lacks_hours(person) and person.row not in unreadable
        if mistake is None and lacking:
            mistake = message("certificates.no-hours-for-minimum")
        if mistake:
            of_person = message("certificates.of-person", name=person.name, problem=mistake)
            yield Problem(session.roster.path, person.row, of_person)
    partly = [p for p in people if _lacks_hours(p) and _missed_days(session, p)]
    if partly and not measured:
        some = message("certificates.some-days", count=len(partly), names=_names(partly))
        yield Problem(session.roster.path, partly[0].row, some)
    untimed = [p for p in _without_time(people) if p.row not in unreadable]
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
        start, end = _clock(day.start), _clock(day.end)
        if start and end and end <= start:
            yield message("certificates.ends-early", date=str(day.date), start=start, end=end)
    dates = [day.date for day in days]
    for date, times in Counter(dates).items():
        if times > 1:
            yield message("certificates.day-again", date=str(date), times=times)
    if dates != sorted(dates):
        yield message("certificates.days-not-in-order", dates=tuple(map(str, dates)))


def certificate_terms(
    session: Session, *, issued: datetime.date, paper: str, theme: str, preprinted: bool
) -> CertificateTerms:
    """Return what the certificates of a session have in common.

    A certificate of attendance carries no approving body's statement.
    """
    head, training = session.head, session.training
    provider, signatory = training.provider, training.provider.signatory
    of = kind(session)
    return CertificateTerms(
        session=session.path,
        kind=of,
        title=training.head.title,
        part=head.part,
        presenters=tuple(_named(person) for person in session.presenters),
        days=tuple(_day(day) for day in head.days),
        place=head.place,
        format=head.format,
        hours=printed_hours(head.hours),
        categories=tuple((name, printed_hours(h)) for name, h in head.categories.items()),
        provider=provider.name,
        address=tuple(line.strip() for line in provider.address.splitlines() if line.strip()),
        contact=provider.contact,
        statements=_statements(provider) if of == "completion" else (),
        signatory=_named(signatory) if signatory else "",
        signatory_title=signatory.title if signatory else "",
        signature=signatory.signature if signatory else "",
        logo=provider.logo,
        verify_url=provider.verify_url,
        language=training.head.language,
        theme=theme,
        paper=paper,
        preprinted=preprinted,
        issued=issued.isoformat(),
    )


def _named(person: Person | Signatory) -> str:
    """Return a name with its credentials: `Robin Ashdown, LPC`."""
    return ", ".join(part for part in (person.name, person.credentials.strip()) if part)


def _day(day: SessionDay) -> tuple[str, str, str]:
    return day.date.isoformat(), _clock(day.start), _clock(day.end)


def _clock(time: datetime.time | None) -> str:
    """Return `09:00`; of two such texts the later time is the greater one."""
    return "" if time is None else f"{time:%H:%M}"


def _statements(provider: Provider) -> tuple[ApprovalStatement, ...]:
    return tuple(
        ApprovalStatement(approval.body, approval.number, approval.statement)
        for approval in provider.approvals
    )
