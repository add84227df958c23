"""Every change on the disk: whole, in its place, and for the owner alone where it is private.

No other module makes, moves or deletes a file or a folder. `inside` is always the folder that may
be changed, which is the project's: nothing outside of it is touched, wherever links lead.
"""

import contextlib
import errno
import os
import secrets
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from handouts.errors import CallError, WorldError
from handouts.messages import message

_ABANDONED = 3600
"""Seconds after which a part of a file is no longer being written by anyone."""


def check_place(path: Path, *, inside: Path) -> None:
    """Raise WorldError where a file would be made anywhere else than its path says.

    A link in place of a folder would lead out of the project, or let two paths be one file. A
    link in place of the file itself does no harm: it is replaced, and what it leads to stays.
    """
    if not path.parent.is_relative_to(inside) or ".." in path.parts or "\0" in str(path):
        raise WorldError(message("disk.no-place", path=str(path), folder=str(inside)))
    link = _first_link(inside, path.parent.relative_to(inside))
    if link is None:
        return
    try:
        link.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise WorldError(message("disk.links-in-a-circle", link=str(link))) from error
    target = link.resolve()
    is_inside = target.is_relative_to(inside.resolve())
    raise WorldError(
        message(
            "disk.leads-elsewhere" if is_inside else "disk.leads-out",
            link=str(link),
            target=str(target),
        )
    )


def _first_link(inside: Path, relative: Path) -> Path | None:
    """Return the first folder on a way that is a link."""
    folders = [inside / relative, *(inside / relative).parents][: len(relative.parts)]
    return next((folder for folder in reversed(folders) if folder.is_symlink()), None)


def is_in_place(path: Path, *, inside: Path) -> bool:
    """Whether a path has no links on its way, and is none itself."""
    try:
        check_place(path, inside=inside)
    except WorldError:
        return False
    return not path.is_symlink()


def write_whole(path: Path, content: bytes, *, inside: Path, private: bool = False) -> None:
    """Write a file beside its place and move it there, so that nobody ever sees half of it.

    What is private can be read by its owner alone, and so can the folder it is in. Raises
    WorldError where it cannot be written; the earlier file is then as it was.
    """
    with atomic_write(path, inside=inside, private=private) as file:
        file.write(content)


@contextlib.contextmanager
def atomic_write(path: Path, *, inside: Path, private: bool = False) -> Iterator[BinaryIO]:
    """Let a file be written piece by piece beside its place, and move it there at the end.

    Raises WorldError where it cannot be written; the earlier file is then as it was.
    """
    with _beside(path, inside, private) as part:
        with _opened_new(part, private) as file:
            yield file
        part.replace(path)


def write_new(path: Path, content: bytes, *, inside: Path, private: bool = False) -> bool:
    """Write a file whole unless there is one of its name, and return whether it was written.

    Of several runs that do so at once, one writes. Raises WorldError where none can.
    """
    with _beside(path, inside, private) as part:
        with _opened_new(part, private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            path.hardlink_to(part)  # unlike a move, never replaces what is there
        except FileExistsError:
            return False
        except OSError:  # a disk without hard links, such as a memory stick
            if os.path.lexists(path):
                return False
            part.replace(path)
    return True


@contextlib.contextmanager
def _beside(path: Path, inside: Path, private: bool) -> Iterator[Path]:
    """Give a path beside a file, in a folder that is there; what is left at it is deleted."""
    check_place(path, inside=inside)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        _make_folder(path.parent, private)
        try:
            yield part
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as error:
        raise WorldError(
            message("disk.unwritable", path=str(path), reason=reason_of(error))
        ) from error


def _opened_new(path: Path, private: bool) -> BinaryIO:
    """Open a file that is not there yet; a link of its name is deleted, not followed."""
    path.unlink(missing_ok=True)
    file = path.open("xb")
    if private:  # nothing is in it yet, and nobody else can look into its folder
        _hide(path)
    return file


def _make_folder(folder: Path, private: bool) -> None:
    folder.mkdir(0o700 if private else 0o777, parents=True, exist_ok=True)
    if private:
        _hide(folder)


def _hide(path: Path) -> None:
    """Take from everybody but the owner what they may do with a file or a folder."""
    mode = path.lstat().st_mode
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        with contextlib.suppress(OSError):  # it is somebody else's, or the disk knows no modes
            path.chmod(stat.S_IMODE(mode) & stat.S_IRWXU)


def private_folder(path: Path, *, inside: Path) -> None:
    """Make a folder for the owner alone, or hide one that is there with the files in it.

    Raises WorldError where it is not where its path says, and OSError.
    """
    check_place(path / "file", inside=inside)
    _make_folder(path, private=True)
    for file in path.iterdir():
        if not file.is_symlink():
            with contextlib.suppress(FileNotFoundError):  # another run has moved its part away
                _hide(file)


def ordinary_folder(path: Path, *, inside: Path) -> None:
    """Make a folder that whoever may look into the project may look into, if it is not there.

    Raises WorldError where it is not where its path says, and OSError.
    """
    check_place(path / "file", inside=inside)
    _make_folder(path, private=False)


def private_file(path: Path, *, inside: Path) -> None:
    """See that a database is in a private folder, empty if it is new.

    Raises WorldError where it is a link, or one of the files that SQLite keeps beside it, for those
    would be written where they lead, and OSError.
    """
    private_folder(path.parent, inside=inside)
    for file in path.parent.iterdir():
        if file.name.startswith(path.name) and file.is_symlink():
            target = str(file.readlink())
            raise WorldError(message("disk.is-a-link", path=str(file), target=target))
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def move(path: Path, target: Path, *, inside: Path) -> None:
    """Move a file or a folder to where nothing is yet; a folder made for it is the owner's alone.

    Raises WorldError where that fails; it is then still where it was.
    """
    check_place(path, inside=inside)
    check_place(target, inside=inside)
    try:
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        target.parent.mkdir(0o700, parents=True, exist_ok=True)
        path.rename(target)
    except OSError as error:
        found = {"path": str(path), "target": str(target), "reason": reason_of(error)}
        raise WorldError(message("disk.unmovable", **found)) from error


def remove(path: Path, *, inside: Path) -> None:
    """Delete a file, if it is there. Raises WorldError where that fails."""
    check_place(path, inside=inside)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise WorldError(
            message("disk.undeletable", path=str(path), reason=reason_of(error))
        ) from error


def remove_folder(path: Path, *, inside: Path) -> None:
    """Delete a folder with all that is in it, as far as that can be done; a link stays."""
    if is_in_place(path, inside=inside):
        shutil.rmtree(path, ignore_errors=True)


def remove_empty_folder(path: Path, *, inside: Path) -> None:
    """Delete a folder where nothing is in it; else it stays."""
    if is_in_place(path, inside=inside):
        with contextlib.suppress(OSError):  # something is
            path.rmdir()


def remove_stale_temp_files(folder: Path, *, inside: Path) -> None:
    """Delete the parts that a killed run left in a folder an hour ago or earlier.

    Raises WorldError where the folder is not where its path says.
    """
    check_place(folder / "part", inside=inside)
    for part in folder.rglob(".*.part"):
        with contextlib.suppress(OSError):
            if time.time() - part.lstat().st_mtime > _ABANDONED:
                part.unlink()


def reason_of(error: Exception) -> str:
    """Return what the system says of an error, without its number and the path."""
    return str(getattr(error, "strerror", None) or error)


@contextlib.contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Let a folder be filled where nobody sees it, and put it into its place at the end.

    One that is there and empty stays the folder it is, for somebody may be working in it. Raises
    CallError where there is something in it, or a file in its place, and WorldError.
    """
    there = os.path.lexists(folder)
    try:
        if there and (not folder.is_dir() or any(folder.iterdir())):
            raise CallError(
                message(
                    "disk.not-empty" if folder.is_dir() else "disk.is-a-file", folder=str(folder)
                )
            )
        if not there:
            folder.parent.mkdir(parents=True, exist_ok=True)
        name = f".{folder.name}.{secrets.token_hex(4)}.part"
        part = folder / name if there else folder.with_name(name)
        part.mkdir()
        try:
            yield part
            if there:
                for file in sorted(part.iterdir()):
                    file.rename(folder / file.name)
            else:
                part.rename(folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except (OSError, WorldError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        if isinstance(cause, OSError):
            reason = reason_of(cause)
            raise WorldError(
                message("disk.no-folder", folder=str(folder), reason=reason)
            ) from cause
        raise


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give a private folder among the system's temporary ones, which is deleted at the end.

    Raises WorldError where none can be made.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="handouts-")).resolve()  # has mode 0700
    except OSError as error:
        raise WorldError(message("disk.no-temporary-folder", reason=reason_of(error))) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_temporary(text: str) -> Path:
    """Write a private text among the system's temporary files. Raises OSError."""
    descriptor, name = tempfile.mkstemp(".txt", "handouts-mistake-")  # has mode 0600
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)
    return Path(name)
