"""All certificates of a session, beside what its roster says now."""

from collections.abc import Mapping
from dataclasses import dataclass

from handouts.certificates import terms
from handouts.certificates.certificate import Credential
from handouts.certificates.comparison import changed_fields
from handouts.certificates.eligibility import Decision, decide
from handouts.certificates.files import folder_of
from handouts.certificates.identity import Matched
from handouts.certificates.ledger import Damage, Ledger, LedgerEntry
from handouts.certificates.newcomers import called, standing, whom
from handouts.content.session import Session
from handouts.errors import CallError, ContentError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from handouts.workflows.named_session import certificate_number, one_session


@dataclass(frozen=True)
class FieldChange:
    """A field that the roster gives otherwise now than the certificate does."""

    field: str
    """`name`, `credentials`, `license_state`, `license_number` or `hours`."""
    then: str
    now: str


@dataclass(frozen=True)
class SessionCertificate:
    """One certificate, and whose it is on the roster."""

    entry: LedgerEntry
    path: str
    """Of its file, relative to the build folder."""
    is_there: bool
    """Whether there is such a file."""
    row: int = 0
    """Of the person on the roster; 0 where nobody there is known as its owner."""
    changes: tuple[FieldChange, ...] = ()
    """What a corrected certificate would say otherwise."""
    refusal: str = ""
    """Why the person would get none now."""


@dataclass(frozen=True)
class SessionCertificates:
    """All certificates of a session."""

    certificates: tuple[SessionCertificate, ...]
    """Valid, replaced and void ones, by family name."""
    together: str
    """The file of all valid ones for the printer, relative to the build folder; empty where there
    is none."""
    damages: tuple[Damage, ...]
    """Certificates that cannot be read."""
    people: tuple[tuple[int, str, str], ...] = ()
    """Row, name, and what identifies each person of the roster who is due a certificate."""
    is_roster_readable: bool = True
    """Else nothing is known of rows and changes."""

    @property
    def valid(self) -> tuple[SessionCertificate, ...]:
        """Those that are valid."""
        return tuple(one for one in self.certificates if one.entry.state == "valid")


def session_certificates(project: Project, name: str) -> SessionCertificates:
    """Return what was issued of a session, also where its roster cannot be read.

    Raises CallError, and WorldError where the ledger cannot be read.
    """
    training, of = one_session(project, name)
    path = f"{training}/{of}"
    session = _readable(project, training, of)
    with Ledger(project.records, reading=True) as ledger:
        entries = list(ledger.entries(path))
        damages = tuple(ledger.damages(path))
        found = standing(session, ledger) if session else Matched({}, ())
    decisions = {one.participant.row: one for one in decide(session)} if session else {}
    rows = {entry.number: row for row, entry in found.by_row.items()}
    folder = folder_of(project, path)
    together = folder / "certificates.pdf"
    return SessionCertificates(
        tuple(_beside(project, one, rows.get(one.number, 0), decisions) for one in entries),
        together.relative_to(project.build).as_posix() if together.is_file() else "",
        damages,
        _people(session, decisions) if session else (),
        session is not None,
    )


@dataclass(frozen=True)
class PlannedCorrection:
    """What a certificate says, and what one in its place would say."""

    entry: LedgerEntry
    now: Credential | None
    """None where nobody on the roster is known as its owner, or the owner is due none now."""
    refusal: str = ""
    """Why the owner is due none now."""
    row: int = 0
    """Of the owner on the roster; 0 where nobody is known."""


def one_certificate(project: Project, name: str, number: str) -> LedgerEntry:
    """Return a certificate of a session by its number. Raises CallError and WorldError."""
    training, of = one_session(project, name)
    wanted = certificate_number(number)
    with Ledger(project.records, reading=True) as ledger:
        entry = ledger.entry(wanted)
    if entry.session != f"{training}/{of}":
        raise CallError(message("certificates.of-another-session", number=wanted))
    return entry


def planned_correction(
    project: Project, name: str, number: str, person: str = ""
) -> PlannedCorrection:
    """Return what a certificate in the place of another would say, as the roster says now.

    `person` is the owner's name, e-mail address or ID, where nobody is to be recognised. Raises
    CallError, ContentError where the roster cannot be read, and WorldError.
    """
    entry = one_certificate(project, name, number)
    session = load_checked_session(project, *one_session(project, name))
    if session.roster.problems:
        raise ContentError(session.roster.problems)
    with Ledger(project.records, reading=True) as ledger:
        found = standing(session, ledger).by_row
    rows = [row for row, one in found.items() if one.number == entry.number]
    if person:
        rows = [whom(session.roster.participants, person).row]
    for decision in decide(session):
        if decision.participant.row in rows:
            is_due = decision.hours is not None
            now = terms.award(decision, entry.number) if is_due else None
            return PlannedCorrection(entry, now, decision.reason, rows[0])
    return PlannedCorrection(entry, None)


def _readable(project: Project, training: str, name: str) -> Session | None:
    try:
        session = load_checked_session(project, training, name)
    except ContentError:
        return None
    return None if session.roster.problems else session


def _beside(
    project: Project, entry: LedgerEntry, row: int, decisions: Mapping[int, Decision]
) -> SessionCertificate:
    file = folder_of(project, entry.session) / "certificates" / entry.file
    path, is_there = file.relative_to(project.build).as_posix(), file.is_file()
    decision = decisions.get(row)
    if decision is None or entry.state != "valid":
        return SessionCertificate(entry, path, is_there, row)
    if decision.hours is None:
        return SessionCertificate(entry, path, is_there, row, refusal=decision.reason)
    changes = changed_fields(entry.award, terms.award(decision, entry.number))
    return SessionCertificate(
        entry, path, is_there, row, tuple(FieldChange(*one) for one in changes)
    )


def _people(
    session: Session, decisions: Mapping[int, Decision]
) -> tuple[tuple[int, str, str], ...]:
    return tuple(
        (row, one.participant.name, called(session, one.participant))
        for row, one in decisions.items()
        if one.hours is not None
    )
