"""What all certificates of a session say, and what a single one does."""

import datetime
from typing import Literal

from handouts.certificates.certificate import ApprovalStatement, CertificateTerms, Credential
from handouts.certificates.eligibility import Decision
from handouts.certificates.printed_times import printed_clock, printed_hours
from handouts.content.provider import Provider, Signatory
from handouts.content.session import Session, SessionDay
from handouts.content.training import Person


def kind(session: Session) -> Literal["completion", "attendance"]:
    """Return which kind of certificate a session issues."""
    approved = session.training.provider.approvals
    return session.head.certificate or ("completion" if approved else "attendance")


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


def _named(person: Person | Signatory) -> str:
    """Return a name with its credentials: `Robin Ashdown, LPC`."""
    return ", ".join(part for part in (person.name, person.credentials.strip()) if part)


def _day(day: SessionDay) -> tuple[str, str, str]:
    return day.date.isoformat(), printed_clock(day.start), printed_clock(day.end)


def _statements(provider: Provider) -> tuple[ApprovalStatement, ...]:
    return tuple(
        ApprovalStatement(approval.body, approval.number, approval.statement)
        for approval in provider.approvals
    )
