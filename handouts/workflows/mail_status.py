"""What was mailed of a session so far."""

from dataclasses import dataclass

from handouts.mail import not_reached
from handouts.mail.delivery_log import MAILINGS, DeliveryLog, Mailed
from handouts.mail.dispatch import REAL, Dependencies
from handouts.project.layout import Project
from handouts.workflows.mail_session import mail_session


@dataclass(frozen=True)
class MailStatus:
    """What was mailed so far."""

    mailed: tuple[tuple[str, Mailed], ...]
    """`before` or `after`, and what became of each message."""
    not_reached: str
    """The list of those who were not reached, relative to the project; empty if there is none."""


def status(project: Project, name: str, dependencies: Dependencies = REAL) -> MailStatus:
    """Return what became of each message. Raises CallError, ContentError, WorldError."""
    session = mail_session(project, name)
    mailed: list[tuple[str, Mailed]] = []
    missed = ""
    with dependencies.ledger(project.records, reading=True) as ledger:
        for mailing in MAILINGS:
            found = DeliveryLog(ledger, session.path, mailing).mailed()
            mailed += [(mailing, one) for one in found]
            path = not_reached.path_of(project, session.path, mailing)
            missed = project.relative(path) if path.exists() else missed
    return MailStatus(tuple(mailed), missed)
