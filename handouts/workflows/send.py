"""Sending what is missing of a session's mail: first a plan, then the number that was confirmed."""

from dataclasses import dataclass

from handouts.builds.progress import OnProgress, unheard
from handouts.mail.dispatch import REAL, Dependencies, Dispatch, Sent, dispatch
from handouts.mail.pending import Pending
from handouts.mail.recipients import Delivery
from handouts.project.layout import Project
from handouts.workflows.mail_session import (
    MailOptions,
    account_of,
    composer_of,
    mail_session,
    planned_mailing,
)


@dataclass(frozen=True)
class SendPlan:
    """What would be sent now. Whether it shall be is to be asked before `send` is called."""

    pending: Pending
    without: tuple[Delivery, ...]
    """Those who get nothing."""

    @property
    def recipients(self) -> int:
        """How many people would get mail: the number that is to be confirmed."""
        return len(self.pending.due)


@dataclass(frozen=True)
class SendOptions:
    """How mail is to be sent, and to how many."""

    mail: MailOptions
    confirmed: int
    """The number of recipients that somebody agreed to."""
    per_minute: int
    """Messages; 0 for no limit."""


def plan_send(
    project: Project, name: str, options: MailOptions, dependencies: Dependencies = REAL
) -> SendPlan:
    """Return what `send` would send; nothing leaves. Raises what `send` raises before it sends."""
    session = mail_session(project, name)
    composer_of(project, session, dependencies)
    account_of(project, session, options.password)
    planned = planned_mailing(project, session, options)
    with dependencies.ledger(project.records, reading=True) as ledger:
        return SendPlan(planned.pending(ledger), planned.without)


def send(
    project: Project,
    name: str,
    options: SendOptions,
    on_progress: OnProgress = unheard,
    dependencies: Dependencies = REAL,
) -> Sent:
    """Send what is missing, each message once, and log what became of each.

    Raises NotConfirmedError, and sends nothing, where another number of people is due mail than
    was confirmed; CallError, ContentError, WorldError; and Stopped where `on_progress` does. What
    was not sent stays queued.
    """
    session = mail_session(project, name)
    composer = composer_of(project, session, dependencies)
    account = account_of(project, session, options.mail.password)
    planned = planned_mailing(project, session, options.mail)
    what = Dispatch(
        composer=composer,
        planned=planned,
        confirmed=options.confirmed,
        per_minute=options.per_minute,
        mail_server=account.server,
        password=account.password,
        do=options.mail.do,
        has_threads=options.mail.client is not None,
    )
    return dispatch(what, on_progress, dependencies)
