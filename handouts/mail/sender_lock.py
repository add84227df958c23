"""One sender at a time: who holds this lock owns every message that is `sending` in the log.

It is apart from the ledger's own lock, so that certificates can be issued, and anything be read or
settled, for as long as sending takes. The system lets go of it where a sender is killed: a message
that is `sending` while nobody holds the lock is uncertain.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from handouts.errors import WorldError
from handouts.messages import message
from handouts.project.atomic_files import private_file
from handouts.project.layout import Project
from handouts.project.lock import exclusive_lock

NAME = "sending.sqlite3"
WAIT = 30.0
"""Seconds that one sender waits for another to end."""


@contextmanager
def sender_lock(project: Project, wait: float = WAIT) -> Iterator[None]:
    """Keep other senders of a project waiting.

    Raises BusyError where another one does not end in `wait` seconds, and WorldError
    where the lock cannot be used.
    """
    path = project.records / NAME
    try:
        private_file(path, inside=project.root)
    except OSError as error:
        reason = str(error.strerror or error)
        raise WorldError(message("mail.no-lock", path=str(path), reason=reason)) from error
    with exclusive_lock(path, inside=project.root, busy=message("mail.busy"), wait=wait):
        yield
