"""Writing the outbox of a session: what would be sent, as drafts and as a page."""

import dataclasses
from dataclasses import dataclass

from handouts.certificates.files import folder_of
from handouts.mail.dispatch import REAL, Dependencies
from handouts.mail.outbox import Written, write_outbox
from handouts.mail.pending import Pending
from handouts.mail.recipients import Delivery, shared_addresses
from handouts.project.layout import Project
from handouts.workflows.mail_session import (
    MailOptions,
    composer_of,
    mail_session,
    planned_mailing,
)


@dataclass(frozen=True)
class Outbox:
    """An outbox that was written."""

    folder: str
    """Relative to the project, with forward slashes."""
    written: tuple[Written, ...]
    without: tuple[Delivery, ...]
    """Those who get nothing."""
    shared: tuple[str, ...]
    """Addresses that more than one person has."""
    pending: Pending


def outbox(
    project: Project, name: str, options: MailOptions, dependencies: Dependencies = REAL
) -> Outbox:
    """Write the outbox of a session. Raises CallError, ContentError, WorldError."""
    session = mail_session(project, name)
    composer = composer_of(project, session, dependencies)
    planned = planned_mailing(project, session, options)
    written, found = options.do(write_outbox, composer, planned.deliveries)
    planned = dataclasses.replace(planned, deliveries=found)
    with dependencies.ledger(project.records, reading=True) as ledger:
        pending = planned.pending(ledger)
    folder = project.relative(folder_of(project, session.path) / "outbox")
    return Outbox(folder, written, planned.without, tuple(shared_addresses(found)), pending)
