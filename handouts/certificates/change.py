"""What becomes of a certificate later: another is issued in its place, or it is void."""

import dataclasses
import datetime
from dataclasses import dataclass

from handouts.certificates import terms
from handouts.certificates.batch import CertificateBatch
from handouts.certificates.eligibility import Decision
from handouts.certificates.files import write_files
from handouts.certificates.identity import Matched, folded
from handouts.certificates.issue import Issued, finished, ready
from handouts.certificates.ledger import Ledger, LedgerEntry
from handouts.certificates.newcomers import standing, whom
from handouts.certificates.options import CertificateOptions
from handouts.certificates.proof import CheckedSession
from handouts.certificates.verify_site import publish
from handouts.content.session import Session
from handouts.errors import CallError
from handouts.messages import message
from handouts.project.layout import Project


@dataclass(frozen=True)
class Correction:
    """Which certificate is issued again, and to whom."""

    number: str
    name: str = ""
    """The name, the e-mail address or the ID that the roster has now, where the person cannot be
    recognised any longer."""


@dataclass(frozen=True)
class Voiding:
    """Which certificate is declared void, and why."""

    number: str
    why: str
    today: datetime.date


class OwnerUnknownError(CallError):
    """Whose certificate it was has to be named, as the roster spells the name now."""

    def __init__(self, entry: LedgerEntry) -> None:
        self.entry = entry
        super().__init__(message("certificates.owner-unknown", name=entry.award.name))


class ReasonMissingError(CallError):
    """Nothing says why a certificate is void."""


def reissue(
    project: Project, session: Session, options: CertificateOptions, of: Correction
) -> Issued:
    """Issue a certificate in the place of another, as the roster says now.

    Raises CallError where the number or the person is not there, OwnerUnknownError where the
    person has to be named, ContentError, WorldError.
    """
    checked = ready(project, session, options)
    with Ledger(project.records) as ledger, ledger.exclusive_lock():
        old = _to_be_changed(ledger, session.path, of.number)
        decision = _owner(session, checked, old, (standing(session, ledger), of.name))
        (fresh,) = ledger.unused_numbers(1)
        award = dataclasses.replace(terms.award(decision, fresh), replaces=old.number)
        award = dataclasses.replace(award, first=old.award.sealed)
        batch = CertificateBatch(project, ledger, session, checked)
        batch.keep_stocks([award])
        (new,) = batch.entered(batch.make([award]), {fresh: decision.participant})
        ledger.replace(old.number, new, options.today.isoformat())
        return finished(project, ledger, session, checked, [fresh])


def void(project: Project, session: str, of: Voiding) -> LedgerEntry:
    """Declare a certificate void and take its file away.

    Raises CallError, which is a ReasonMissingError where nothing says why, and WorldError.
    """
    with Ledger(project.records) as ledger, ledger.exclusive_lock():
        entry = _to_be_changed(ledger, session, of.number)
        if entry.state != "valid":
            raise CallError(message("certificates.void-already", number=of.number))
        if not of.why.strip():
            raise ReasonMissingError(message("certificates.reason-missing"))
        ledger.void(of.number, " ".join(of.why.split()), of.today.isoformat())
        write_files(project, ledger, entry.session)
        publish(project, ledger)
        return ledger.entry(of.number)


def _to_be_changed(ledger: Ledger, session: str, number: str) -> LedgerEntry:
    old = ledger.entry(number)
    if old.session != session:
        where = {"other": old.session, "session": session}
        raise CallError(message("certificates.of-that-session", number=number, **where))
    if old.state == "replaced":
        by = old.replaced_by
        raise CallError(message("certificates.replaced-already", number=number, by=by))
    return old


def _owner(
    session: Session, checked: CheckedSession, old: LedgerEntry, known: tuple[Matched, str]
) -> Decision:
    """Return who gets a certificate in the place of an old one. Raises CallError.

    `known` is who has which certificate, and how the person was named, if so.
    """
    found, name = known
    rows = [row for row, entry in found.by_row.items() if entry.number == old.number]
    if name:
        row = whom(session.roster.participants, name).row
    elif rows:
        (row,) = rows
    else:
        raise OwnerUnknownError(old)
    other = found.by_row.get(row, old)
    if other.number != old.number and other.state == "valid":
        has = {"name": other.award.name, "number": other.number}
        raise CallError(message("certificates.has-another", **has))
    due = {decision.participant.row: decision for decision in (*checked.due, *checked.without)}
    if due[row].hours is None:
        name, reason = due[row].participant.name, due[row].reason
        raise CallError(message("certificates.due-none", name=name, reason=reason))
    for place in rows:
        owner = due[place].participant
        if place != row and folded(owner.name) == folded(old.award.name):
            who = {"name": owner.name, "other": due[row].participant.name}
            wrong = message("certificates.of-somebody-else", number=old.number, row=place, **who)
            raise CallError(wrong)
    return due[row]
