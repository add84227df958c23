"""Sending what is missing of one mailing, from its deliveries to what became of each message."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from handouts.certificates.ledger import Ledger
from handouts.certificates.newcomers import settled
from handouts.content.provider import MailServer
from handouts.mail import not_reached, smtp
from handouts.mail.composer import Composer
from handouts.mail.delivery_log import Journal, Mailed
from handouts.mail.message import Letter
from handouts.mail.pending import Standing, standing
from handouts.mail.recipients import Delivery
from handouts.mail.send import REAL_PACE, Outcome, Outgoing, Pace, Sending

Ask = Callable[[int], None]
"""Asks whether so many people are to get mail. Raises CallError where they are not."""
Follow = Callable[[int, Iterable[Outcome]], Iterable[Outcome]]


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


REAL = Dependencies()


@dataclass(frozen=True)
class Dispatch:
    """One mailing of a session that is to be sent."""

    composer: Composer
    mailing: str
    found: tuple[Delivery, ...]
    again: bool
    """Send to those too who have an earlier version."""
    rate: int
    """Messages a minute; 0 for no limit."""
    mail_server: MailServer
    secret: str = field(repr=False)
    """The password."""


@dataclass(frozen=True)
class Sent:
    """What a run of sending came to."""

    outcomes: tuple[Outcome, ...]
    standing: Standing
    without: tuple[Delivery, ...]
    not_reached: str
    """The list of those who were not reached, as CSV, relative to the project; empty if none."""


def dispatch(what: Dispatch, ask: Ask, follow: Follow, dependencies: Dependencies = REAL) -> Sent:
    """Send what is missing, each message once. Raises CallError, WorldError."""
    project, session = what.composer.project, what.composer.session.path
    list_path = not_reached.path_of(project, session, what.mailing)
    with dependencies.ledger(project.records) as ledger, ledger.alone():
        journal = Journal(ledger, session, what.mailing)
        journal.recover()
        newcomers = settled(ledger, session)
        stands = standing(what.found, journal.mailed(), newcomers, again=what.again)
        if stands.due:
            ask(len(stands.due))
        journal.drop(stands.superseded)
        outgoing = [_outgoing(what.composer, letter) for letter in stands.due]
        journal.queue(one.mailed for one in outgoing)
        connect = partial(dependencies.connect, what.mail_server, what.secret)
        run = Sending(connect, what.composer.sender.email, what.rate, dependencies.pace)
        is_listed = False
        try:
            outcomes = tuple(follow(len(outgoing), run.send(journal, outgoing))) if outgoing else ()
        finally:
            is_listed = not_reached.write(
                list_path, journal.mailed(), stands.not_made, inside=project.root
            )
    without = tuple(delivery for delivery in what.found if delivery.letter is None)
    return Sent(outcomes, stands, without, project.relative(list_path) if is_listed else "")


def _outgoing(composer: Composer, letter: Letter) -> Outgoing:
    identity = composer.identity(letter)
    mailed = Mailed(letter.person, letter.name, letter.email, letter.version, identity, "queued")
    return Outgoing(mailed, partial(composer.message, letter))
