"""The flow of issuing: who is due → awards → pages → the ledger → files."""

import os
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from handouts.builds.progress import OnProgress, Progress, unheard
from handouts.builds.worker_pool import parallel_map
from handouts.certificates import proof, readiness, terms
from handouts.certificates.batch import CertificateBatch
from handouts.certificates.comparison import Difference, differences, voided
from handouts.certificates.eligibility import Decision
from handouts.certificates.files import folder_of, write_files
from handouts.certificates.ledger import DamagedLedgerError, Ledger, LedgerEntry
from handouts.certificates.newcomers import OpenQuestionsError, questions, settle, standing
from handouts.certificates.options import CertificateOptions
from handouts.certificates.proof import CheckedSession
from handouts.certificates.readiness import NotOver
from handouts.certificates.verify_site import publish
from handouts.content.session import Session
from handouts.errors import CallError, ContentError, Problem
from handouts.messages import message
from handouts.project.layout import Project


@dataclass(frozen=True)
class Issued:
    """What a run came to."""

    folder: Path
    certificates: tuple[LedgerEntry, ...]
    """All that are valid, by family name."""
    new: frozenset[str]
    """The numbers of those that this run issued."""
    made_again: int
    """Files that were missing or damaged."""
    without: tuple[Decision, ...]
    """Who gets none, and why."""
    remarks: tuple[Problem | NotOver | Difference, ...]
    """What should be looked at."""


class OtherNumberDueError(CallError):
    """Another number of certificates is due than was agreed to. Nothing was issued."""

    def __init__(self, due: int, confirmed: int) -> None:
        super().__init__(message("certificates.not-confirmed", due=due, confirmed=confirmed))
        self.due = due
        self.confirmed = confirmed


def certify(
    project: Project,
    session: Session,
    options: CertificateOptions,
    on_progress: OnProgress = unheard,
) -> Issued:
    """Issue what is missing, make missing files again, and return all certificates of a session.

    Raises ContentError with all that must be fixed first, OpenQuestionsError where it has to be
    decided who somebody is, OtherNumberDueError, CallError for `options.newcomers` who are none,
    and WorldError. What was issued before that stays issued.
    """
    checked = ready(project, session, options)
    with Ledger(project.records) as ledger, ledger.exclusive_lock():
        if ledger.damages(session.path):  # who has one that is damaged would get a second
            damages = write_files(project, ledger, session.path).damages
            publish(project, ledger)
            raise DamagedLedgerError(damages, " Nothing new was issued; all other files are there.")
        settle(session, options.newcomers, ledger)
        asked = questions(session, checked.due, ledger)
        if asked:
            raise OpenQuestionsError({one.problem(): one for one in asked})
        batch = CertificateBatch(project, ledger, session, checked)
        new = _issue_missing(batch, options, on_progress)
        return finished(project, ledger, session, checked, new)


def ready(project: Project, session: Session, options: CertificateOptions) -> CheckedSession:
    """Return what was found, where nothing is in the way of issuing.

    Raises ContentError, which is an OpenQuestionsError where the session is not over.
    """
    checked = proof.check(project, session, options, every=False)
    early = [] if options.before_the_end else list(readiness.not_over(session, options.now))
    if early:
        questions = {one.problem(project, session): one for one in early}
        raise OpenQuestionsError(questions, checked.problems)
    if checked.problems:
        raise ContentError(checked.problems)
    return checked


def _issue_missing(
    batch: CertificateBatch, options: CertificateOptions, on_progress: OnProgress
) -> list[str]:
    """Issue certificates to all who are due one and have none, and return their numbers."""
    due = batch.due()
    if options.confirmed is not None and len(due) != options.confirmed:
        raise OtherNumberDueError(len(due), options.confirmed)
    decisions = dict(zip(batch.ledger.unused_numbers(len(due)), due, strict=True))
    awards = [terms.award(decision, number) for number, decision in decisions.items()]
    people = {number: decision.participant for number, decision in decisions.items()}
    if awards:
        batch.keep_stocks(awards)
        size = min(options.at_once, -(-len(awards) // (os.cpu_count() or 1)))
        parts = [awards[n : n + size] for n in range(0, len(awards), size)]
        done = 0
        with closing(parallel_map(batch.make, parts, options.jobs)) as batches:
            for made in batches:
                batch.ledger.issue(batch.entered(made, people))
                done += len(made)
                on_progress(Progress(done, len(awards)))
    return list(decisions)


def finished(
    project: Project, ledger: Ledger, session: Session, checked: CheckedSession, new: Iterable[str]
) -> Issued:
    """Bring the files up to date, and return what the run came to."""
    files = write_files(project, ledger, session.path)
    publish(project, ledger)
    if files.damages:
        raise DamagedLedgerError(files.damages, " All other files are there.")
    entries = list(ledger.entries(session.path))
    found = standing(session, ledger)
    without = [*checked.without, *voided(checked, found)]
    fresh = frozenset(new)
    return Issued(
        folder=folder_of(project, session.path),
        certificates=tuple(entry for entry in entries if entry.state == "valid"),
        new=fresh,
        made_again=len(files.made - fresh),
        without=tuple(without),
        remarks=(*checked.remarks, *differences(checked, found)),
    )
