"""Another name for the folder of a training."""

import contextlib

from handouts.certificates import ledger_file
from handouts.certificates.ledger import Ledger
from handouts.errors import CallError
from handouts.mail.sender_lock import sender_lock
from handouts.messages import message
from handouts.project.atomic_files import move
from handouts.project.layout import Project, choose
from handouts.records.history import History
from handouts.workflows.import_training import check_free_name

_WAIT = 2.0
"""Seconds to wait for a run that issues or mails: somebody sits before the page."""
_USED = """
SELECT (SELECT count(*) FROM certificates WHERE session = ?1)
     + (SELECT count(*) FROM mailings WHERE session = ?1)
"""


def rename_training(project: Project, name: str, new: str) -> None:
    """Give the folder of a training another name; earlier states of its files go with it.

    Raises CallError where it cannot be called so, and where certificates or mail of its sessions
    are recorded under the name that it has; BusyError while another run issues or sends; and
    WorldError.
    """
    choose(name, project.trainings(), "training")
    if new == name:
        return
    check_free_name(project, new)
    with contextlib.ExitStack() as locks:
        if (project.records / ledger_file.NAME).exists():
            locks.enter_context(sender_lock(project, _WAIT))
            ledger = locks.enter_context(Ledger(project.records, _WAIT, reading=True))
            locks.enter_context(ledger.exclusive_lock())
            sessions = [f"{name}/{session}" for session in project.sessions(name)]
            used = tuple(one for one in sessions if int(next(ledger.rows(_USED, one))[0]))
            if used:
                raise CallError(message("edit.name-is-recorded", sessions=used))
        move(project.content / name, project.content / new, inside=project.root)
    with History(project.records) as history:
        history.moved(f"content/{name}/", f"content/{new}/")
