"""Settling the messages of which nobody knows whether they arrived."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.dispatch import REAL, Dependencies
from handouts.mail.sender_lock import sender_lock
from handouts.project.layout import Project
from handouts.project.lock import BusyError
from handouts.workflows.named_session import one_session


def settle(
    project: Project, name: str, mailing: str, *, sent: bool, dependencies: Dependencies = REAL
) -> tuple[Mailed, ...]:
    """Mark what is uncertain as sent, or let it be sent again. Return what it was.

    What another run is handing over at this moment is left to it. Raises CallError, WorldError.
    """
    with _recovered(project, name, mailing, dependencies) as log:
        if sent:
            return tuple(log.settle("accepted", "marked as sent by hand"))
        return tuple(log.settle("queued", "to be sent again by hand"))


def recover(
    project: Project, name: str, mailing: str, dependencies: Dependencies = REAL
) -> tuple[Mailed, ...]:
    """Mark as uncertain what a run was handing over when it was killed. Return what is uncertain.

    What another run is handing over at this moment is left to it. Raises CallError, WorldError.
    """
    with _recovered(project, name, mailing, dependencies) as log:
        return tuple(log.uncertain())


@contextmanager
def _recovered(
    project: Project, name: str, mailing: str, dependencies: Dependencies
) -> Iterator[DeliveryLog]:
    """Mark what a killed run was handing over, give the log, and keep other senders waiting.

    Where another sender is alive, nothing is marked: what it hands over is not uncertain.
    """
    training, session = one_session(project, name)
    with dependencies.ledger(project.records) as ledger, ExitStack() as stack:
        log = DeliveryLog(ledger, f"{training}/{session}", mailing)
        with suppress(BusyError):
            stack.enter_context(sender_lock(project, wait=0))
            log.recover()
        yield log
