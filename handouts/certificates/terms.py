"""What all certificates of a session say, and what a single one does."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from handouts.certificates import ce_rules
from handouts.certificates.certificate import (
    ApprovalStatement,
    CertificateTerms,
    Credential,
    Signer,
)
from handouts.certificates.eligibility import Decision
from handouts.certificates.kind import kind
from handouts.certificates.printed_times import printed_clock, printed_hours
from handouts.content.provider import Approval, Signatory
from handouts.content.session import Session, SessionDay
from handouts.content.training import Person

_SIGNERS = 2
"""Places for signatures on a certificate."""


@dataclass(frozen=True)
class Stock:
    """What the paper has already, or gets afterwards."""

    preprinted: bool = False
    """Whether frame, logo and seal are on it."""
    foil: bool = False
    """Whether a sticker takes the place of the seal."""
    blind: bool = False
    """Whether an embosser does."""


PLAIN = Stock()


def certificate_terms(
    session: Session, *, issued: datetime.date, paper: str, theme: str, stock: Stock = PLAIN
) -> CertificateTerms:
    """Return what the certificates of a session have in common.

    A certificate of attendance carries no approving body's statement.
    """
    head, training = session.head, session.training
    provider = training.provider
    signers = tuple(
        Signer(_named(one), one.title, one.signature) for one in provider.signers[:_SIGNERS]
    )
    first = signers[0] if signers else Signer()
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
        statements=_statements(provider.approvals) if of == "completion" else (),
        signatory=first.name,
        signatory_title=first.title,
        signature=first.signature,
        logo=provider.logo,
        verify_url=provider.verify_url,
        language=training.head.language,
        theme=theme,
        paper=paper,
        preprinted=stock.preprinted,
        issued=issued.isoformat(),
        face=provider.certificate_face,
        frame=provider.certificate_frame,
        signers=signers,
        objectives=training.head.objectives,
        on_face=_statements(ce_rules.on_face(session)) if of == "completion" else (),
        times_on_face=ce_rules.wants_times(session),
        logo_small=provider.logo_small,
        foil=stock.foil,
        ground=provider.certificate_ground,
        script=provider.certificate_script,
        blind=stock.blind,
        colour=provider.colour,
        second_colour=provider.second_colour,
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


def _statements(approvals: Iterable[Approval]) -> tuple[ApprovalStatement, ...]:
    return tuple(
        ApprovalStatement(approval.body, approval.number, approval.statement)
        for approval in approvals
    )
