"""Opening the ledger's file: for change, or for reading alone; and what goes wrong with it."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from handouts.certificates import ledger_steps
from handouts.certificates.verification_code import KEY_FILE
from handouts.errors import WorldError
from handouts.project.atomic_files import check_place, private_file

NAME = "ledger.sqlite3"
WAIT = 30.0
"""Seconds that one run waits for another to end."""


def opened(records: Path, wait: float) -> sqlite3.Connection:
    """Open the ledger of a folder for change, making it on first use. Raises WorldError."""
    path = records / NAME
    with reporting(path):
        check_place(path, inside=records.parent)
        _refuse_what_is_no_file(path)
        if _is_missing(path):
            _refuse_lost(records)
        private_file(path, inside=records.parent)
        database = _connected(path, wait)
        try:
            database.execute("PRAGMA foreign_keys = ON")
            # As safe as to delete the journal each time, and three times as quick.
            database.execute("PRAGMA journal_mode = PERSIST")
            ledger_steps.bring_up_to_date(database, path)
            _refuse_foreign_key(database, records)
        except (sqlite3.Error, WorldError):
            database.close()
            raise
        return database


def opened_for_reading(records: Path, wait: float) -> sqlite3.Connection:
    """Open the ledger of a folder for reading alone; an empty one where there is none.

    No file is made or changed, but for what a killed run left half done, which is undone. Raises
    WorldError.
    """
    path = records / NAME
    with reporting(path):
        check_place(path, inside=records.parent)
        _refuse_what_is_no_file(path)
        if _is_missing(path):
            _refuse_lost(records)
            database = sqlite3.connect(":memory:", isolation_level=None)
            ledger_steps.bring_up_to_date(database, path)
            return database
        database = _connected(path, wait)
        try:
            ledger_steps.complete_for_reading(database, path)
            _refuse_foreign_key(database, records)
            database.execute("PRAGMA query_only = ON")
        except (sqlite3.Error, WorldError):
            database.close()
            raise
        return database


def _connected(path: Path, wait: float) -> sqlite3.Connection:
    # SQLite itself falls back to reading where the disk or the file's mode lets nothing be written.
    address = f"{path.absolute().as_uri()}?mode=rw"
    database = sqlite3.connect(address, timeout=wait, isolation_level=None, uri=True)
    # Texts that are no UTF-8 are found when a row is looked at; here they would hide all others.
    database.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return database


def _is_missing(path: Path) -> bool:
    """Whether there is no ledger, or one that a killed run had just begun to make."""
    try:
        return path.stat().st_size == 0
    except FileNotFoundError:
        return True


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_symlink() and not path.exists():
        raise WorldError(f"{path} is a link that leads nowhere. Bring the ledger back.")
    if path.exists() and not path.is_file():
        raise WorldError(f"{path} is no file. Move it away, and bring the ledger back.")


def _refuse_lost(records: Path) -> None:
    """Raise WorldError where the key that signs is there without its ledger."""
    key = records / KEY_FILE
    if key.exists():
        raise WorldError(
            f"There is no {records / NAME}, or it is empty, but {key} is there, which signed its "
            "certificates: everybody would get a second one. Bring the ledger back from a backup. "
            "Only if there is none, move the key away too: the next certificates get a new key, "
            "and those before can no longer be checked."
        )


def _refuse_foreign_key(database: sqlite3.Connection, records: Path) -> None:
    """Raise WorldError where the ledger is a new one, and the key that signs is not."""
    if (records / KEY_FILE).exists():
        used = "SELECT EXISTS (SELECT * FROM certificates) OR EXISTS (SELECT * FROM keys)"
        if not database.execute(used).fetchone()[0]:
            _refuse_lost(records)


_CURES = {
    "BUSY": "Another program has it open: close it, or wait until it has ended.",
    "LOCKED": "Another program has it open: close it, or wait until it has ended.",
    "READONLY": "Mend the permissions of the file and its folder, and run it again.",
    "CANTOPEN": "Mend the permissions of the file and its folder, and run it again.",
    "NOTADB": "Restore it from a backup.",
    "CORRUPT": "Restore it from a backup.",
    "ERROR": "Restore it from a backup.",
}
"""By the beginning of the name that SQLite gives to what happened: https://sqlite.org/rescode.html."""


@contextmanager
def reporting(path: Path) -> Iterator[None]:
    """Report what it means where the ledger's file cannot be used. Raises WorldError."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise WorldError(
            f"{path}: another run has issued the same certificates ({error}). Run it again."
        ) from error
    except (sqlite3.Error, OSError) as error:
        said = str(getattr(error, "strerror", None) or error).rstrip(".")
        raise WorldError(
            f"{path} cannot be used: {said}. {_cure(error)} Certificates that were issued before "
            "are untouched."
        ) from error


def _cure(error: Exception) -> str:
    if isinstance(error, OSError):
        name = "READONLY" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else ""
    else:
        _, _, name = str(getattr(error, "sqlite_errorname", "")).partition("_")
    rest = "Make room on the disk, or restore the file from a backup."
    return _CURES.get(name.partition("_")[0], rest)
