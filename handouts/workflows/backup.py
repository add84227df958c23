"""A project as one encrypted file, and a project made from one.

The file is in the format of age (https://age-encryption.org/v1), so that its own program opens it
too: in it is a tar archive, compressed by gzip. What is made anew by a build is not in it.
"""

import datetime
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.certificates import ledger_file
from handouts.certificates.ledger import Ledger
from handouts.content.content_files import megabytes
from handouts.errors import CallError, WorldError
from handouts.messages import Message, message
from handouts.project.atomic_files import new_folder, write_new, write_whole
from handouts.project.layout import Project, is_private
from handouts.project.lock import BusyError
from handouts.records.database import copied
from handouts.records.history import Clock, utc_now
from handouts.text.filenames import is_plain
from handouts.workflows.backup_archive import FILES, FOLDERS, MOST, Archive, packed, unpacked

_LEAST = 10
"""Letters of a passphrase."""
_BEGINNING = b"age-encryption.org/v1\n"
_DATABASE = b"SQLite format 3\0"


@dataclass(frozen=True)
class Backup:
    """A project in one file."""

    content: bytes
    files: int
    remarks: tuple[Message, ...] = ()
    """What is not in it, and why."""


@dataclass(frozen=True)
class Restored:
    """A project that was made from a backup."""

    folder: Path
    files: int
    made: datetime.datetime
    """When the backup was made."""


def back_up(project: Project, passphrase: str, clock: Clock = utc_now) -> Backup:
    """Return a project as one file that only the passphrase opens.

    Ledger, logs and history are copied as they are between two changes. Raises CallError for a
    short passphrase, BusyError while certificates are issued, and WorldError.
    """
    secret = _secret(passphrase)
    if len(secret) < _LEAST:
        raise CallError(message("backup.short-passphrase", least=_LEAST))
    files: dict[str, bytes] = {}
    unfit: list[str] = []
    size = 0
    with ExitStack() as locks:
        if (project.records / ledger_file.NAME).exists():
            _hold_still(project, locks)
        for path in _paths(project.root):
            name = path.relative_to(project.root).as_posix()
            if not all(map(is_plain, name.split("/"))):
                unfit.append(name)
                continue
            files[name] = _content(path, name)
            size += len(files[name])
            if size > MOST:
                raise WorldError(message("backup.too-large", limit=megabytes(MOST)))
    if not any(name.startswith("content/") for name in files):
        raise CallError(message("backup.nothing", folder=str(project.root)))
    content = packed(Archive(files, clock()))
    remarks = (message("backup.left-out", names=tuple(unfit)),) if unfit else ()
    return Backup(_age().passphrase.encrypt(content, secret), len(files), remarks)


def restore(content: bytes, passphrase: str, folder: Path) -> Restored:
    """Make a project in a folder that is new or empty, from a backup.

    All of it is written or nothing; what is private is its owner's alone. Raises CallError for a
    wrong passphrase, for what is no backup or damaged, and where something is in the folder, and
    WorldError.
    """
    if not content.startswith(_BEGINNING):
        raise CallError(message("backup.no-backup"))
    age = _age()
    try:
        decrypted = age.passphrase.decrypt(content, _secret(passphrase))
    except age.DecryptError as error:
        raise CallError(message("backup.wrong-passphrase")) from error
    archive = unpacked(decrypted)
    with new_folder(folder) as beside:
        for name, data in archive.files.items():
            write_whole(beside / name, data, inside=beside, private=_is_private(name))
    return Restored(folder, len(archive.files), archive.made)


def write_backup(made: Backup, file: Path) -> None:
    """Write a backup into a new file. Raises CallError where there is one already, and WorldError.

    No earlier backup is ever overwritten.
    """
    place = file.absolute()
    if not write_new(place, made.content, inside=place.parent):
        raise CallError(message("backup.is-there", file=str(file)))


def read_backup(file: Path) -> bytes:
    """Return what a file of a backup holds. Raises CallError where it cannot be read."""
    try:
        if file.stat().st_size > MOST:
            raise CallError(message("backup.no-backup"))
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise CallError(message("backup.unopened", file=str(file), reason=reason)) from error


def _hold_still(project: Project, locks: ExitStack) -> None:
    """Keep other runs from issuing, so that the ledger and the key that signs are of one moment.

    A ledger that is damaged is kept as it is: all the more it must be in a backup. Raises
    BusyError.
    """
    try:
        ledger = locks.enter_context(Ledger(project.records, reading=True))
        locks.enter_context(ledger.exclusive_lock())
    except BusyError:
        raise
    except WorldError:
        return


def _age() -> Any:
    try:
        import pyrage  # noqa: PLC0415 - it belongs to the studio's extra
    except ImportError as error:
        raise WorldError(message("backup.not-installed")) from error
    return pyrage


def _secret(passphrase: str) -> str:
    """Return a passphrase by its letters: a Mac writes some of them in two parts."""
    return unicodedata.normalize("NFC", passphrase)


def _paths(root: Path) -> Iterator[Path]:
    """Yield the files that are kept, sorted; no links, and no locks of runs."""
    for name in FILES:
        if (root / name).is_file() and not (root / name).is_symlink():
            yield root / name
    for folder in FOLDERS:
        yield from _below(root / folder)


def _below(folder: Path) -> Iterator[Path]:
    if folder.is_symlink() or not folder.is_dir():
        return
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorldError(message("backup.unreadable", file=str(folder), reason=reason)) from error
    for path in paths:
        if path.is_symlink() or path.name.endswith((".part", "-journal", "-wal", "-shm")):
            continue
        if path.is_dir():
            yield from _below(path)
        elif path.is_file() and not (path.suffix == ".sqlite3" and not path.stat().st_size):
            yield path


def _content(path: Path, name: str) -> bytes:
    """Return what is kept of a file. Raises WorldError."""
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_DATABASE))
        return copied(path, name) if beginning == _DATABASE else path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorldError(message("backup.unreadable", file=name, reason=reason)) from error


def _is_private(name: str) -> bool:
    if name.startswith("records/"):
        return True
    return is_private(name.removeprefix("content/")) and not name.endswith(".yaml")
