"""Sending what is missing of one mailing, from its deliveries to what became of each message."""

import dataclasses
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial

from handouts.builds.progress import OnProgress, Progress, unheard
from handouts.certificates.ledger import Ledger
from handouts.content.provider import MailServer
from handouts.errors import CallError
from handouts.mail import not_reached, smtp
from handouts.mail.composer import Composer
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.message import MailMessage
from handouts.mail.pending import Pending, PlannedMailing
from handouts.mail.recipients import Delivery
from handouts.mail.send import REAL_PACE, MailOutcome, Outgoing, Pace, Sending
from handouts.mail.sender_lock import WAIT, sender_lock
from handouts.messages import message


@dataclass(frozen=True)
class Dependencies:
    """What a run uses of the world outside, so that a test can put something in its place."""

    composer: Callable[..., Composer] = Composer
    """Called with project, session and sender."""
    connect: Callable[[MailServer, str], smtp.Connection] = smtp.Connection
    """Called with the server and the password."""
    ledger: Callable[..., Ledger] = Ledger
    """Called with the folder of the records, and with `reading=True` where nothing is to change."""
    pace: Pace = REAL_PACE
    wait: float = WAIT
    """Seconds that a sender waits for another one to end."""


REAL = Dependencies()


def _here(compose: Callable[[MailMessage], bytes], due: MailMessage) -> bytes:
    return compose(due)


@dataclass(frozen=True)
class Dispatch:
    """One mailing of a session that is to be sent."""

    composer: Composer
    planned: PlannedMailing
    confirmed: int
    """How many people are to get mail, as somebody agreed to."""
    per_minute: int
    """Messages; 0 for no limit."""
    mail_server: MailServer
    password: str = field(repr=False)
    do: Callable[..., bytes] = field(default=_here, repr=False)
    """Called with what composes a message and with the message, to have that done in a worker."""
    has_threads: bool = False
    """Whether this program may have threads, for all that needs a process alone is in workers."""


@dataclass(frozen=True)
class Sent:
    """What a run of sending came to."""

    outcomes: tuple[MailOutcome, ...]
    pending: Pending
    """As it was before."""
    without: tuple[Delivery, ...]
    not_reached: str
    """The list of those who were not reached, as CSV, relative to the project; empty if none."""


class NotConfirmedError(CallError):
    """Another number of people would get mail than was agreed to. Nothing was sent."""

    def __init__(self, due: int, confirmed: int) -> None:
        super().__init__(message("mail.not-confirmed", due=due, confirmed=confirmed))
        self.due = due
        self.confirmed = confirmed


def dispatch(
    what: Dispatch, on_progress: OnProgress = unheard, dependencies: Dependencies = REAL
) -> Sent:
    """Send what is missing, each message once.

    Others can use the ledger meanwhile; another sender waits. Raises NotConfirmedError,
    BusyError and WorldError, and Stopped where `on_progress` does: what was accepted until
    then is in the log, and the rest stays queued.
    """
    project, planned = what.composer.project, what.planned
    list_path = not_reached.path_of(project, planned.session, planned.mailing)
    with (
        dependencies.ledger(project.records) as ledger,
        sender_lock(project, dependencies.wait),
    ):
        log = DeliveryLog(ledger, planned.session, planned.mailing)
        log.recover()
        pending = planned.pending(ledger)
        outgoing = [_outgoing(what, one, ledger) for one in pending.due]
        if outgoing and len(outgoing) != what.confirmed:
            raise NotConfirmedError(len(outgoing), what.confirmed)
        log.drop(pending.superseded)
        log.queue(one.mailed for one in outgoing)
        connect = partial(dependencies.connect, what.mail_server, what.password)
        outcomes: list[MailOutcome] = []

        def report() -> None:
            name = outcomes[-1].mailed.name if outcomes else ""
            on_progress(Progress(len(outcomes), len(outgoing), name))

        pace = dataclasses.replace(dependencies.pace, look=report, has_threads=what.has_threads)
        run = Sending(connect, what.composer.sender.email, what.per_minute, pace)
        is_listed = False
        try:
            if outgoing:
                with closing(run.send(log, outgoing)) as sending:
                    for outcome in sending:
                        outcomes.append(outcome)
                        report()
        finally:
            is_listed = not_reached.write(
                list_path, log.mailed(), pending.not_made, inside=project.root
            )
    listed = project.relative(list_path) if is_listed else ""
    return Sent(tuple(outcomes), pending, planned.without, listed)


def _outgoing(what: Dispatch, due: MailMessage, ledger: Ledger) -> Outgoing:
    mailed = Mailed(
        due.person, due.name, due.email, due.version, what.composer.identity(due), "queued"
    )
    return Outgoing(
        mailed, partial(what.do, what.composer.sendable, due), partial(_withheld, ledger, due)
    )


def _withheld(ledger: Ledger, due: MailMessage) -> str:
    """Return why a message is not to be sent though it was planned: its certificate is not valid.

    Raises WorldError where the ledger cannot be read.
    """
    if due.certificate is None:
        return ""
    entry = ledger.entry(due.certificate.number)
    if entry.state == "void":
        return str(message("mail.void", number=entry.number, why=entry.why))
    if entry.state == "replaced":
        return str(message("mail.replaced", number=entry.number, by=entry.replaced_by))
    return ""
