"""A SQLite file that is opened for change or for reading alone, migrated, and locked.

`PRAGMA user_version` says how many migration steps a file has behind it. Each step is one
transaction: where a run is killed in the middle of one, the file is as it was before it.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from handouts.errors import WorldError
from handouts.messages import message
from handouts.project import atomic_files
from handouts.project.lock import exclusive_lock

Connection = sqlite3.Connection
Row = sqlite3.Row

WAIT = 30.0
"""Seconds that one run waits for another to end."""


@dataclass(frozen=True)
class MigrationStep:
    """One step of migration. It is never changed once a release has taken it."""

    take: Callable[[Connection], None]
    """Brings a file from the step before to this one, inside of a transaction."""
    tables: tuple[str, ...] = ()
    """Statements that make what readers ask for and older files lack. `{temporary}` stands where
    TEMPORARY belongs, for a file that must not be changed."""


def _no_check(_: Path) -> None:
    """Accept a missing file."""


def _no_check_of_content(_: Connection, _path: Path) -> None:
    """Accept any content."""


@dataclass(frozen=True)
class Kind:
    """What a file is for: its migration, its checks, and the words of its errors."""

    steps: Sequence[MigrationStep]
    name: str
    """As in: Bring the ledger back."""
    conflict: str
    """What has happened where a row is there already; the beginning of a sentence."""
    assurance: str
    """What is safe although the file cannot be used, as a sentence."""
    check_missing: Callable[[Path], None] = _no_check
    """Raises WorldError where a file must not be missing."""
    check_content: Callable[[Connection, Path], None] = _no_check_of_content
    """Raises WorldError where a file is not the one that belongs there."""


class Database:
    """One open file."""

    def __init__(self, connection: Connection, path: Path, kind: Kind) -> None:
        self._connection = connection
        self._path = path
        self._kind = kind

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """Let the file be changed, all or nothing. Raises WorldError."""
        with _reporting(self._path, self._kind), _transaction(self._connection):
            yield self._connection

    def rows(self, question: str, *values: str | int) -> Iterator[Row]:
        """Yield what the file answers to a question. Raises WorldError."""
        with _reporting(self._path, self._kind):
            cursor = self._connection.cursor()
            cursor.row_factory = Row
            for row in cursor.execute(question, values):  # noqa: UP028 - it would close the cursor
                yield row

    @contextmanager
    def exclusive_lock(self, name: str, busy: str, wait: float) -> Iterator[None]:
        """Keep other runs waiting by a lock on the file `name` beside this one.

        The system lets go of the lock even where a run is killed. Raises WorldError, with `busy`
        where another run does not end in `wait` seconds.
        """
        lock = self._path.with_name(name)
        inside = self._path.parent.parent
        with _reporting(lock, self._kind):
            atomic_files.private_file(lock, inside=inside)
        with exclusive_lock(lock, inside=inside, busy=busy, wait=wait):
            yield


def opened(path: Path, kind: Kind, wait: float) -> Database:
    """Open a file for change, making it on first use; `wait` is seconds. Raises WorldError."""
    with _reporting(path, kind):
        inside = path.parent.parent
        atomic_files.check_place(path, inside=inside)
        _refuse_what_is_no_file(path, kind)
        if _is_missing(path):
            kind.check_missing(path)
        atomic_files.private_file(path, inside=inside)
        connection = _connected(path, wait)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            # As safe as to delete the journal each time, and three times as quick.
            connection.execute("PRAGMA journal_mode = PERSIST")
            migrate(connection, path, kind.steps)
            kind.check_content(connection, path)
        except (sqlite3.Error, WorldError):
            connection.close()
            raise
        return Database(connection, path, kind)


def opened_for_reading(path: Path, kind: Kind, wait: float) -> Database:
    """Open a file for reading alone; an empty one where there is none.

    No file is made or changed, but for what a killed run left half done, which is undone. Raises
    WorldError.
    """
    with _reporting(path, kind):
        atomic_files.check_place(path, inside=path.parent.parent)
        _refuse_what_is_no_file(path, kind)
        if _is_missing(path):
            kind.check_missing(path)
            connection = sqlite3.connect(":memory:", isolation_level=None)
            migrate(connection, path, kind.steps)
            return Database(connection, path, kind)
        connection = _connected(path, wait)
        try:
            _complete_for_reading(connection, path, kind.steps)
            kind.check_content(connection, path)
            connection.execute("PRAGMA query_only = ON")
        except (sqlite3.Error, WorldError):
            connection.close()
            raise
        return Database(connection, path, kind)


def version(connection: Connection, path: Path, steps: Sequence[MigrationStep]) -> int:
    """Return how many steps a file has behind it. Raises WorldError where it is a newer one."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found > len(steps):
        raise WorldError(f"{path} was made by a newer version of handouts. Install that one.")
    return int(found)


def migrate(connection: Connection, path: Path, steps: Sequence[MigrationStep]) -> None:
    """Take the steps that a file has not behind it, each whole or not at all. Raises WorldError."""
    while version(connection, path, steps) < len(steps):
        with _transaction(connection):
            done = version(connection, path, steps)  # another run may have been quicker
            if done < len(steps):
                steps[done].take(connection)
                connection.execute(f"PRAGMA user_version = {done + 1}")


def _complete_for_reading(
    connection: Connection, path: Path, steps: Sequence[MigrationStep]
) -> None:
    """Add, in memory alone, empty tables that an older file lacks. Raises WorldError."""
    for step in steps[version(connection, path, steps) :]:
        for table in step.tables:
            connection.execute(table.format(temporary="TEMPORARY"))


@contextmanager
def _transaction(connection: Connection) -> Iterator[None]:
    """Let a file be changed, all or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _connected(path: Path, wait: float) -> Connection:
    # SQLite itself falls back to reading where the disk or the file's mode lets nothing be written.
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True)
    # Texts that are no UTF-8 are found when a row is looked at; here they would hide all others.
    connection.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return connection


def _is_missing(path: Path) -> bool:
    """Whether there is no file, or one that a killed run had just begun to make."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def _refuse_what_is_no_file(path: Path, kind: Kind) -> None:
    if path.is_symlink() and not path.exists():
        raise WorldError(f"{path} is a link that leads nowhere. Bring {kind.name} back.")
    if path.exists() and not path.is_file():
        raise WorldError(f"{path} is no file. Move it away, and bring {kind.name} back.")


_FIXES = {
    "BUSY": "Another program has it open: close it, or wait until it has ended.",
    "LOCKED": "Another program has it open: close it, or wait until it has ended.",
    "READONLY": "Fix the permissions of the file and its folder, and run it again.",
    "CANTOPEN": "Fix the permissions of the file and its folder, and run it again.",
    "NOTADB": "Restore it from a backup.",
    "CORRUPT": "Restore it from a backup.",
    "ERROR": "Restore it from a backup.",
}
"""By the beginning of SQLite's name for what happened: https://sqlite.org/rescode.html."""


@contextmanager
def _reporting(path: Path, kind: Kind) -> Iterator[None]:
    """Report what it means where a file cannot be used. Raises WorldError."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise WorldError(f"{path}: {kind.conflict} ({error}). Run it again.") from error
    except (sqlite3.Error, OSError) as error:
        reason = str(getattr(error, "strerror", None) or error).rstrip(".")
        raise WorldError(
            f"{path} cannot be used: {reason}. {_fix(error)} {kind.assurance}"
        ) from error


def _fix(error: Exception) -> str:
    if isinstance(error, OSError):
        name = "READONLY" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else ""
    else:
        _, _, name = str(getattr(error, "sqlite_errorname", "")).partition("_")
    rest = "Make room on the disk, or restore the file from a backup."
    return _FIXES.get(name.partition("_")[0], rest)


def copied(path: Path, name: str) -> bytes:
    """Return the bytes of a file as it is between two changes, also while another run has it open.

    A file that is damaged is returned as it is. Raises WorldError with the file's `name`.
    """
    try:
        with (
            closing(_connected(path, WAIT)) as source,
            closing(sqlite3.connect(":memory:")) as copy,
        ):
            source.backup(copy)
            return copy.serialize()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            raise WorldError(message("backup.uncopied", file=name, reason=str(error))) from error
    return path.read_bytes()


_DAMAGED = frozenset({sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT})
