"""Who gets a certificate, for how many clock hours, and what all certificates of a session say."""

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handouts.certificates.certificate import CertificateTerms, Credential, Statement
from handouts.content.provider import Provider, Signatory
from handouts.content.roster import Participant, Roster
from handouts.content.session import Session, SessionDay
from handouts.content.training import Person
from handouts.errors import Problem

_UNANSWERED = "the roster does not say who attended"
_UNMEASURED = "the roster does not say how many hours they attended"


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
    return tuple(_decision(session, person) for person in session.roster.sorted())


def _decision(session: Session, person: Participant) -> Decision:
    reason = _refusal(session, person)
    if reason:
        return Decision(person, None, reason)
    return Decision(person, session.head.hours if person.hours is None else person.hours, "")


def _refusal(session: Session, person: Participant) -> str:
    """Return why a person gets no certificate, or nothing."""
    if not _names_who_attended(session.roster):
        return _UNANSWERED
    mistake = _mistake(session, person)
    if mistake:
        return mistake[0]
    if person.attended is None and person.hours is None:
        return "the roster does not say whether they attended"
    if person.attended is False or (person.hours is not None and person.hours <= 0):
        return "did not attend"
    return _short_of(session.head.minimum_hours, person.hours)


def _short_of(least: Decimal | None, hours: Decimal | None) -> str:
    """Return why hours are not enough, or nothing."""
    if least is None:
        return ""
    if hours is None:
        return _UNMEASURED
    if hours < least:
        return f"attended {printed_hours(hours)} of at least {printed_hours(least)} hours"
    return ""


def _mistake(session: Session, person: Participant) -> tuple[str, str] | None:
    """Return cause and fix where a row of the roster cannot be right; nobody guesses then."""
    hours, most = person.hours, session.head.hours
    if hours is None:
        return None
    either = "Fix Attended or Hours in this row; an empty cell in Attended is no."
    if person.attended is False and hours > 0:
        return f"did not attend and has {printed_hours(hours)} hours", either
    if person.attended and hours <= 0:
        return f"attended and has {printed_hours(hours)} hours", either
    if hours > most:
        cause = f"has {printed_hours(hours)} hours, more than the session's {printed_hours(most)}"
        return cause, "Fix the hours in this row, or `hours:` in session.yaml."
    return None


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
    return [Problem(session_file(session), 0, cause, fix) for cause, fix in found]


def unanswered(session: Session) -> list[Problem]:
    """Return the one problem of a roster that names people and not whether they came."""
    roster = session.roster
    if _names_who_attended(roster) or not roster.participants:
        return []
    fix = "Add a column Attended with yes or no for each person."
    return [Problem(roster.path, 0, _UNANSWERED, fix)]


def unmeasured(session: Session) -> tuple[str, str] | None:
    """Return cause and fix where `minimum_hours:` has no hours at all to be compared with.

    That somebody came does not say for how long: nobody is taken to have attended all of it.
    """
    least, people = session.head.minimum_hours, session.roster.participants
    if least is None or not any(map(_lacks_hours, people)) or any(p.hours for p in people):
        return None
    return (
        f"`minimum_hours:` asks for {printed_hours(least)} hours, and the roster does not say how "
        "many anybody attended",
        "Add a column Hours to the roster with the clock hours of each person, or delete "
        "`minimum_hours:`.",
    )


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


def _names_who_attended(roster: Roster) -> bool:
    return not roster.columns.isdisjoint({"attended", "hours"})


def _lacks_hours(person: Participant) -> bool:
    return bool(person.attended) and person.hours is None


def _row_problems(session: Session) -> Iterator[Problem]:
    """Yield what is wrong with single rows; where no row has hours, `unmeasured` says so once."""
    least, people = session.head.minimum_hours, session.roster.participants
    measured = least is not None and any(person.hours for person in people)
    unreadable = {problem.line for problem in session.roster.problems}
    for person in people:
        mistake = _mistake(session, person)
        lacking = measured and _lacks_hours(person) and person.row not in unreadable
        if mistake is None and lacking:
            cause = "attended and has no hours, and `minimum_hours:` asks for some"
            mistake = cause, "Write the clock hours that this person attended into the row."
        if mistake:
            cause, fix = mistake
            yield Problem(session.roster.path, person.row, f"{person.name} {cause}", fix)


def _kind_problems(session: Session) -> Iterator[tuple[str, str]]:
    if session.head.certificate == "completion" and not session.training.provider.approvals:
        cause = "`certificate: completion` is asked for, and no body has approved the provider"
        yield (
            cause,
            "Add `approvals:` to provider.yaml, or write `certificate: attendance`: "
            "without an approval, certificates are of attendance.",
        )


def _hour_problems(session: Session) -> Iterator[tuple[str, str]]:
    head = session.head
    most = f"more than the session's {printed_hours(head.hours)}"
    fix = "Fix the category, or `hours:`."
    large = [name for name, hours in head.categories.items() if hours > head.hours]
    for name in large:
        has = f'the category "{name}" has {printed_hours(head.categories[name])} hours'
        yield f"{has}, {most}", fix
    together = sum(head.categories.values(), Decimal())
    if together > head.hours and not large:
        cause = f"the categories have {printed_hours(together)} hours together, {most}"
        yield cause, "Let each hour count towards one category, and leave out a total."
    least = head.minimum_hours
    if least is not None and least > head.hours:
        cause = f"`minimum_hours:` asks for {printed_hours(least)} hours, {most}"
        yield cause, "Fix `minimum_hours:` or `hours:`; nobody can get a certificate like this."


def _day_problems(session: Session) -> Iterator[tuple[str, str]]:
    days = session.head.days
    for day in days:
        start, end = _clock(day.start), _clock(day.end)
        if start and end and end <= start:
            cause = f"{day.date} ends at {end}, which is not after its start at {start}"
            yield cause, "Fix `start:` or `end:`; four in the afternoon is 16:00."
    dates = [day.date for day in days]
    for date, times in Counter(dates).items():
        if times > 1:
            cause = f"{date} stands {times} times in `days:`"
            yield cause, "Write each day once, from its first hour to its last."
    if dates != sorted(dates):
        given = ", ".join(map(str, dates))
        yield f"the days are not in order: {given}", "Write the earliest day first."


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


def _statements(provider: Provider) -> tuple[Statement, ...]:
    return tuple(
        Statement(approval.body, approval.number, approval.statement)
        for approval in provider.approvals
    )
