"""What the command `mail` does, from what was asked to what is told."""

from dataclasses import dataclass

from handouts.certificates.eligibility import session_file
from handouts.certificates.files import folder_of
from handouts.certificates.newcomers import settled
from handouts.content.provider import MailServer
from handouts.content.provider_check import refuse_example
from handouts.content.session import Session
from handouts.errors import CallError, ContentError, Problem
from handouts.mail import not_reached, smtp
from handouts.mail.delivery_log import Journal, Mailed
from handouts.mail.dispatch import REAL, Ask, Dependencies, Dispatch, Follow, Sent, dispatch
from handouts.mail.headers import is_address
from handouts.mail.mime import Sender
from handouts.mail.outbox import Written, write_outbox
from handouts.mail.pending import Standing, standing
from handouts.mail.recipients import Delivery, deliveries, shared_addresses
from handouts.mail.send import Outcome
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from handouts.workflows.named_session import one_session

MAILINGS = ("before", "after")


@dataclass(frozen=True)
class Request:
    """How mail is to be sent."""

    mailing: str
    largest: int
    """Bytes."""
    rate: int
    """Messages a minute; 0 for no limit."""
    yes: int | None
    """The number of recipients, where it need not be asked for."""
    again: bool
    """Send to those too who have an earlier version."""


@dataclass(frozen=True)
class Outbox:
    """An outbox that was written."""

    folder: str
    written: tuple[Written, ...]
    without: tuple[Delivery, ...]
    shared: tuple[str, ...]
    """Addresses that more than one person has."""
    standing: Standing


@dataclass(frozen=True)
class Status:
    """What was mailed so far."""

    mailed: tuple[tuple[str, Mailed], ...]
    """`before` or `after`, and what became of each message."""
    not_reached: str


def outbox(
    project: Project, name: str, request: Request, dependencies: Dependencies = REAL
) -> Outbox:
    """Write the outbox. Raises CallError, ContentError, WorldError."""
    session = _session(project, name)
    composer = dependencies.composer(project, session, sender_of(session))
    planned = deliveries(project, session, request.mailing, request.largest)
    written, found = write_outbox(composer, planned)
    with dependencies.ledger(project.records, reading=True) as ledger:
        mailed = Journal(ledger, session.path, request.mailing).mailed()
        newcomers = settled(ledger, session.path)
    return Outbox(
        project.relative(folder_of(project, session.path) / "outbox"),
        written,
        tuple(delivery for delivery in found if delivery.letter is None),
        tuple(shared_addresses(found)),
        standing(found, mailed, newcomers, again=request.again),
    )


def send(  # noqa: PLR0913, PLR0917 - the last of them is for tests
    project: Project,
    name: str,
    request: Request,
    ask: Ask,
    follow: Follow,
    dependencies: Dependencies = REAL,
) -> Sent:
    """Send what is missing. Raises CallError, ContentError, WorldError."""
    session = _session(project, name)
    refuse_example(project)
    composer = dependencies.composer(project, session, sender_of(session))
    mail_server = _server_of(session)
    secret = smtp.password(mail_server)
    found = deliveries(project, session, request.mailing, request.largest)
    what = Dispatch(
        composer, request.mailing, found, request.again, request.rate, mail_server, secret
    )
    return dispatch(what, ask, follow, dependencies)


def to_me(
    project: Project, name: str, request: Request, dependencies: Dependencies = REAL
) -> Outcome:
    """Send one message, the first, to the trainer. Raises CallError, ContentError, WorldError."""
    session = _session(project, name)
    refuse_example(project)
    composer = dependencies.composer(project, session, sender_of(session))
    mail_server = _server_of(session)
    found = deliveries(project, session, request.mailing, request.largest)
    letter = next((d.letter for d in found if d.letter), None)
    if letter is None:
        raise CallError("Nobody gets a message, so there is none to be shown.")
    content = composer.trial(letter)
    connection = dependencies.connect(mail_server, smtp.password(mail_server))
    try:
        answer = connection.send(composer.sender.email, composer.own_address, content)
    finally:
        connection.close()
    mailed = Mailed("", letter.name, composer.own_address, "", "", "sending")
    accepted = answer.fate is smtp.Fate.ACCEPTED
    return Outcome(mailed, "accepted" if accepted else "refused", answer.said)


def settle(
    project: Project, name: str, mailing: str, *, sent: bool, dependencies: Dependencies = REAL
) -> list[Mailed]:
    """Call what is uncertain sent, or let it be sent again. Return what it was."""
    training, session = one_session(project, name)
    with dependencies.ledger(project.records) as ledger, ledger.alone():
        journal = Journal(ledger, f"{training}/{session}", mailing)
        if sent:
            return journal.settle("accepted", "marked as sent by hand")
        return journal.settle("queued", "to be sent again by hand")


def status(project: Project, name: str, dependencies: Dependencies = REAL) -> Status:
    """Return what was mailed so far, and where the list of those not reached is."""
    session = _session(project, name)
    mailed: list[tuple[str, Mailed]] = []
    missed = ""
    with dependencies.ledger(project.records, reading=True) as ledger:
        for mailing in MAILINGS:
            found = Journal(ledger, session.path, mailing).mailed()
            mailed += [(mailing, one) for one in found]
            path = not_reached.path_of(project, session.path, mailing)
            missed = project.relative(path) if path.exists() else missed
    return Status(tuple(mailed), missed)


def sender_of(session: Session) -> Sender:
    """Return whom messages come from. Raises ContentError where no address is told."""
    wishes, provider = session.head.mail, session.training.provider
    address = wishes.sender or provider.email
    for told, key in ((address, "sender"), (wishes.reply_to or address, "reply_to")):
        if not is_address(told):
            cause = f'mail: "{told}" is not an address for {key}' if told else "mail has no sender"
            cure = "Write one address, email: in content/provider.yaml or mail: sender: here."
            raise ContentError([Problem(session_file(session), 0, cause, cure)])
    return Sender(provider.name, address, wishes.reply_to)


def _session(project: Project, name: str) -> Session:
    session = load_checked_session(project, *one_session(project, name))
    if session.roster.problems:
        raise ContentError(session.roster.problems)
    return session


def _server_of(session: Session) -> MailServer:
    found = session.training.provider.mail_server
    if found is None:
        raise CallError(
            "There is no mail server to send with. Write mail_server: with its host: and user: "
            "into content/provider.yaml, or open the messages of the outbox in your mail program."
        )
    return found
