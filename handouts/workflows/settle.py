"""Settling the messages of which nobody knows whether they arrived."""

from contextlib import ExitStack

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
    training, session = one_session(project, name)
    with dependencies.ledger(project.records) as ledger, ExitStack() as stack:
        log = DeliveryLog(ledger, f"{training}/{session}", mailing)
        _recover(project, log, stack)
        if sent:
            return tuple(log.settle("accepted", "marked as sent by hand"))
        return tuple(log.settle("queued", "to be sent again by hand"))


def recover(
    project: Project, name: str, mailing: str, dependencies: Dependencies = REAL
) -> tuple[Mailed, ...]:
    """Mark as uncertain what a run was handing over when it was killed. Return what is uncertain.

    What another run is handing over at this moment is left to it. Raises CallError, WorldError.
    """
    training, session = one_session(project, name)
    with dependencies.ledger(project.records) as ledger, ExitStack() as stack:
        log = DeliveryLog(ledger, f"{training}/{session}", mailing)
        _recover(project, log, stack)
        return tuple(log.uncertain())


def _recover(project: Project, log: DeliveryLog, stack: ExitStack) -> None:
    """Mark what a killed run was handing over, and keep other senders waiting until `stack` ends.

    Where another sender is alive, nothing is marked: what it hands over is not uncertain.
    """
    try:
        stack.enter_context(sender_lock(project, wait=0))
    except BusyError:
        return
    log.recover()
