"""A lock that keeps the runs of one project apart."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from handouts.errors import WorldError
from handouts.messages import Message, message
from handouts.project.atomic_files import ordinary_folder, reason_of, remove

_WAIT = 30
"""Seconds that one run waits for another to let go of a lock."""


class BusyError(WorldError):
    """Another run has a lock, and did not let go of it in time."""


@contextlib.contextmanager
def exclusive_lock(
    path: Path, *, inside: Path, busy: Message | str, wait: float = _WAIT
) -> Iterator[None]:
    """Keep other runs waiting. The system lets go of the lock even where a run is killed.

    The file is a database without content, for a lock on one is the same on every system. Raises
    BusyError with the message `busy` where another run does not let go in `wait` seconds, and
    WorldError.
    """
    try:
        ordinary_folder(path.parent, inside=inside)
        if path.is_symlink():
            remove(path, inside=inside)
        # Whoever lets go may be another thread than the one that took it.
        held = sqlite3.connect(path, timeout=wait, isolation_level=None, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise _unusable(path, error) from error
    with contextlib.closing(held):
        try:
            held.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BusyError(busy) from error
            raise _unusable(path, error) from error
        yield


def _unusable(path: Path, error: Exception) -> WorldError:
    return WorldError(message("disk.lock-unusable", path=str(path), reason=reason_of(error)))
