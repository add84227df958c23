"""What the command `mail` does, from what was asked to what is told."""

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handouts.certificates.commands import one_session
from handouts.certificates.credit import session_file
from handouts.certificates.filing import folder_of
from handouts.certificates.ledger import Ledger
from handouts.certificates.newcomers import settled
from handouts.certificates.register import harmless
from handouts.errors import CallError, ContentError, Problem
from handouts.files import remove, write_whole
from handouts.load_sessions import load_session
from handouts.mail import server
from handouts.mail.compose import Sender, composed, head, message_id
from handouts.mail.deliveries import Delivery, deliveries, shared_addresses
from handouts.mail.journal import Journal, Mailed
from handouts.mail.letter import Letter
from handouts.mail.outbox import Written, write_outbox
from handouts.mail.round import Standing, standing
from handouts.mail.sending import Outcome, Outgoing, Sending
from handouts.mail.words import words
from handouts.models import MailServer
from handouts.project import Project
from handouts.provider_check import refuse_example
from handouts.sessions import Session

MAILINGS = ("before", "after")
_ADDRESS = re.compile(r"[^\s<>,;@\u0080-\U0010ffff]+@[A-Za-z0-9.-]+")
"""One address, in letters that every server takes."""


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
class Sent:
    """What a run of sending came to."""

    outcomes: tuple[Outcome, ...]
    standing: Standing
    without: tuple[Delivery, ...]
    not_reached: str
    """The list of those who were not reached, as CSV, relative to the project; empty if none."""


@dataclass(frozen=True)
class Status:
    """What was mailed so far."""

    mailed: tuple[tuple[str, Mailed], ...]
    """`before` or `after`, and what became of each message."""
    not_reached: str


Ask = Callable[[int], None]
"""Asks whether so many people are to get mail. Raises CallError where they are not."""
Follow = Callable[[int, Iterable[Outcome]], Iterable[Outcome]]


def outbox(project: Project, name: str, request: Request) -> Outbox:
    """Write the outbox. Raises CallError, ContentError, WorldError."""
    session = _session(project, name)
    found = deliveries(project, session, request.mailing, request.largest)
    written = write_outbox(project, session, found, sender_of(session))
    with Ledger(project.records, reading=True) as ledger:
        mailed = Journal(ledger, session.path, request.mailing).mailed()
        newcomers = settled(ledger, session.path)
    return Outbox(
        project.relative(folder_of(project, session.path) / "outbox"),
        tuple(written),
        tuple(delivery for delivery in found if delivery.letter is None),
        tuple(shared_addresses(found)),
        standing(found, mailed, newcomers, again=request.again),
    )


def send(project: Project, name: str, request: Request, ask: Ask, follow: Follow) -> Sent:
    """Send what is missing. Raises CallError, ContentError, WorldError."""
    session = _session(project, name)
    refuse_example(project)
    sender, mail_server = sender_of(session), _server_of(session)
    secret = server.password(mail_server)
    found = deliveries(project, session, request.mailing, request.largest)
    without = tuple(delivery for delivery in found if delivery.letter is None)
    with Ledger(project.records) as ledger, ledger.alone():
        journal = Journal(ledger, session.path, request.mailing)
        journal.recover()
        newcomers = settled(ledger, session.path)
        stands = standing(found, journal.mailed(), newcomers, again=request.again)
        if stands.due:
            ask(len(stands.due))
        journal.drop(stands.superseded)
        letters = {message_id(session.path, one, sender): one for one in stands.due}
        queued = [_queued(identity, letter) for identity, letter in letters.items()]
        journal.queue(queued)
        run = Sending(partial(server.Connection, mail_server, secret), sender.email, request.rate)
        outgoing = [
            Outgoing(one, partial(_message, project, session, letter, sender))
            for one, letter in zip(queued, letters.values(), strict=True)
        ]
        try:
            outcomes = tuple(follow(len(outgoing), run.send(journal, outgoing))) if outgoing else ()
        finally:
            mailed = journal.mailed()
            missed = _write_not_reached(project, session, request.mailing, mailed, stands.not_made)
    return Sent(outcomes, stands, without, missed)


def to_me(project: Project, name: str, request: Request) -> Outcome:
    """Send one message, the first, to the trainer. Raises CallError, ContentError, WorldError."""
    session = _session(project, name)
    refuse_example(project)
    sender, mail_server = sender_of(session), _server_of(session)
    found = deliveries(project, session, request.mailing, request.largest)
    letter = next((d.letter for d in found if d.letter), None)
    if letter is None:
        raise CallError("Nobody gets a message, so there is none to be shown.")
    content = _message(project, session, letter, sender, to=sender.reply_to or sender.email)
    connection = server.Connection(mail_server, server.password(mail_server))
    try:
        answer = connection.send(sender.email, sender.reply_to or sender.email, content)
    finally:
        connection.close()
    mailed = Mailed("", letter.name, sender.reply_to or sender.email, "", "", "sending")
    accepted = answer.fate is server.Fate.ACCEPTED
    return Outcome(mailed, "accepted" if accepted else "refused", answer.said)


def settle(project: Project, name: str, mailing: str, *, sent: bool) -> list[Mailed]:
    """Call what is uncertain sent, or let it be sent again. Return what it was."""
    training, session = one_session(project, name)
    with Ledger(project.records) as ledger, ledger.alone():
        journal = Journal(ledger, f"{training}/{session}", mailing)
        if sent:
            return journal.settle("accepted", "marked as sent by hand")
        return journal.settle("queued", "to be sent again by hand")


def status(project: Project, name: str) -> Status:
    """Return what was mailed so far, and where the list of those not reached is."""
    session = _session(project, name)
    mailed: list[tuple[str, Mailed]] = []
    missed = ""
    with Ledger(project.records, reading=True) as ledger:
        for mailing in MAILINGS:
            found = Journal(ledger, session.path, mailing).mailed()
            mailed += [(mailing, one) for one in found]
            path = _not_reached(project, session, mailing)
            missed = project.relative(path) if path.exists() else missed
    return Status(tuple(mailed), missed)


def sender_of(session: Session) -> Sender:
    """Return whom messages come from. Raises ContentError where no address is told."""
    wishes, provider = session.head.mail, session.training.provider
    address = wishes.sender or provider.email
    for told, key in ((address, "sender"), (wishes.reply_to or address, "reply_to")):
        if not _ADDRESS.fullmatch(told):
            cause = f'mail: "{told}" is not an address for {key}' if told else "mail has no sender"
            cure = "Write one address, email: in content/provider.yaml or mail: sender: here."
            raise ContentError([Problem(session_file(session), 0, cause, cure)])
    return Sender(provider.name, address, wishes.reply_to)


def _session(project: Project, name: str) -> Session:
    session = load_session(project, *one_session(project, name))
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


def _message(
    project: Project, session: Session, letter: Letter, sender: Sender, to: str = ""
) -> bytes:
    moment = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    identity = message_id(session.path, letter, sender)
    if to:  # a message to somebody else is another message
        identity = identity.replace("<", "<trial-", 1)
    said = words(project, session, letter)
    return composed(letter, said, sender, head(identity, moment), to=to)


def _queued(identity: str, letter: Letter) -> Mailed:
    return Mailed(letter.person, letter.name, letter.email, letter.version, identity, "queued")


def _write_not_reached(
    project: Project,
    session: Session,
    mailing: str,
    mailed: Sequence[Mailed],
    without: Sequence[Delivery],
) -> str:
    """Write who was not reached and why, and return the path; take an old list away if all were."""
    path = _not_reached(project, session, mailing)
    rows = [*_missed(mailed), *((d.participant.name, d.participant.email, "not sent", d.reason)
                                for d in without)]  # fmt: skip
    if not rows:
        remove(path, inside=project.root)
        return ""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(("Name", "E-mail", "State", "Why"))
    writer.writerows(tuple(map(harmless, row)) for row in rows)
    content = text.getvalue().encode("utf-8-sig")
    write_whole(path, content, inside=project.root, private=True)
    return project.relative(path)


def _not_reached(project: Project, session: Session, mailing: str) -> Path:
    return folder_of(project, session.path) / f"not-reached-{mailing}.csv"


def _missed(mailed: Iterable[Mailed]) -> Iterator[tuple[str, str, str, str]]:
    for one in mailed:
        if one.state != "accepted":
            yield one.name, one.email, one.state, one.said
