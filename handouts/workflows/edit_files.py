"""The files of `content/`, opened and saved by the letter: nothing is lost, nothing overwritten.

A file is known by its path relative to `content/`, `two-models/article.md`, and what it holds by a
digest, its version. Who saves names the version that they began with: where the file has become
another meanwhile, nothing is written.
"""

import difflib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.content import text_file
from handouts.content.content_files import (
    ContentFiles,
    ExpectedFile,
    MissingError,
    UnreadableFileError,
)
from handouts.errors import CallError, ContentError, Problem, WorldError
from handouts.importers.three_way import merged_lines
from handouts.messages import Message, message
from handouts.project.atomic_files import check_place, write_new, write_whole
from handouts.project.layout import Project, is_private
from handouts.records.history import FileState, History, digest
from handouts.text.filenames import is_plain
from handouts.text.line_ends import encoded_as, with_line_feeds

NEW = ""
"""The version of a file that is not there yet."""
_CONTENT = ExpectedFile(5_000_000, "text")
_SAVING = threading.Lock()
"""Between looking at a file and replacing it nobody else of this process may save: two windows."""


@dataclass(frozen=True)
class OpenFile:
    """A file as it is now."""

    text: str
    """With line feeds, and without a byte order mark; saving puts back what the file has."""
    version: str


@dataclass(frozen=True)
class Saved:
    """A file was written."""

    version: str
    history: Message | None = None
    """Why this state cannot be brought back later; None where it can."""


@dataclass(frozen=True)
class Conflict:
    """A file was changed elsewhere since it was opened: nothing was written."""

    theirs: str
    """What the file holds now; empty where it was deleted."""
    base: str | None
    """What it held when it was opened; None where the history does not have it."""
    version: str
    """Of what it holds now; whoever decides saves with this one. NEW where it was deleted."""
    merged: str | None
    """A text with both changes, where they do not touch each other; else None."""


@dataclass(frozen=True)
class ListedFile:
    """A file of a training, or of the project."""

    name: str
    """Relative to `content/`."""
    size: int
    """Bytes."""


def read_file(project: Project, name: str) -> OpenFile:
    """Return what a file holds; its state is kept, so that a conflict can be shown later.

    Raises CallError for a name that leads elsewhere, and ContentError where the file cannot be
    read or is no text in UTF-8.
    """
    content = read_bytes(project, name)
    text = _text(project, name, content)
    _recorded(project, name, (content,))  # what is wrong is reported when it is saved
    return OpenFile(text, digest(content))


def save_file(project: Project, name: str, text: str, version: str) -> Saved | Conflict:
    """Write an edited text; `version` is that of the file it was made from, NEW for a new file.

    A text without changes is not written. Raises CallError for a name that leads elsewhere,
    ContentError where the file has become unreadable, and WorldError where it cannot be written.
    """
    check_name(project, name)
    with _SAVING:
        now = _bytes_or_none(project, name)
        if _version(now) != version:
            return _conflict(project, name, OpenFile(text, version), now)
        content = _encoded(text, now or b"", name)
        if content == now:
            return Saved(version)
        return _written(project, name, (now, content))


def save_bytes(project: Project, name: str, content: bytes, version: str) -> Saved:
    """Write what is no text of ours, such as a list of people, in place of this version.

    Raises CallError for a name that leads elsewhere and where the file was changed meanwhile, and
    WorldError.
    """
    check_name(project, name)
    with _SAVING:
        now = _bytes_or_none(project, name)
        if _version(now) != version:
            raise CallError(message("edit.changed-elsewhere", file=name))
        return _written(project, name, (now, content))


def files_of(project: Project, training: str) -> tuple[ListedFile, ...]:
    """Return the files of a training and its sessions, sorted. Raises CallError for no such one."""
    (name,) = project.select([training])
    return tuple(
        ListedFile(str(path.relative_to(project.content).as_posix()), path.stat().st_size)
        for path in _files(project.content / name)
    )


def states(project: Project, name: str) -> tuple[FileState, ...]:
    """Return the saved states of a file, the newest first; also of one that is deleted.

    Raises CallError for a name that leads elsewhere, and WorldError.
    """
    check_name(project, name)
    with History(project.records, reading=True) as history:
        return history.states(_of_project(name))


def keep_state(project: Project, name: str) -> Message | None:
    """Keep what a file holds now, and return why not where that fails.

    Raises CallError for a name that leads elsewhere, and ContentError where it cannot be read.
    """
    return _recorded(project, name, (read_bytes(project, name),))


def state_content(project: Project, name: str, state: str) -> bytes:
    """Return what a file held in a state, by its digest. Raises CallError and WorldError."""
    check_name(project, name)
    with History(project.records, reading=True) as history:
        content = history.content(_of_project(name), state)
    if content is None:
        raise CallError(message("edit.no-such-state", file=name))
    return content


def state_text(project: Project, name: str, state: str) -> str:
    """Return a state of a file as its text, as `read_file` does.

    Raises CallError, ContentError where it is no text, and WorldError.
    """
    return _text(project, name, state_content(project, name, state))


def compare(old: str, new: str) -> tuple[str, ...]:
    """Return the lines that differ between two texts, unified: with ` `, `-`, `+` and `@@` before.

    Both have line feeds alone. Where nothing differs it is empty.
    """
    lines = difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=3)
    return tuple(lines)[2:]


def bring_back(project: Project, name: str, state: str) -> Saved:
    """Write a state of a file, by its digest, in place of what it holds now, which is kept.

    Raises CallError where there is no such state, ContentError where what is there now cannot be
    read, and WorldError.
    """
    content = state_content(project, name, state)
    with _SAVING:
        return _written(project, name, (_bytes_or_none(project, name), content))


def check_name(project: Project, name: str) -> None:
    """Raise CallError where a name is not that of a file in `content/`, on every system.

    Also links on its way are refused, and names that begin with a dot: these are of programs.
    """
    parts = name.split("/")
    if not all(is_plain(part) and not part.startswith(".") for part in parts):
        raise CallError(message("edit.no-name", name=name))
    path = project.content.joinpath(*parts)
    try:
        check_place(path, inside=project.root)
    except WorldError as error:
        raise CallError(*error.args) from error
    if path.is_symlink():
        raise CallError(
            message("disk.is-a-link", path=project.relative(path), target=str(path.readlink()))
        )


def read_bytes(project: Project, name: str) -> bytes:
    """Return the bytes of a file.

    Raises CallError for a name that leads elsewhere, and ContentError where it cannot be read.
    """
    check_name(project, name)
    content = _bytes_or_none(project, name)
    if content is None:
        raise ContentError(text_file.opened(project, name).problems)
    return content


def _bytes_or_none(project: Project, name: str) -> bytes | None:
    """Return the bytes of a file, None where there is none. Raises ContentError."""
    try:
        return ContentFiles(project, {}).read(name, _CONTENT)
    except MissingError:
        return None
    except UnreadableFileError as error:
        raise ContentError([Problem(_of_project(name), 0, *error.args)]) from error


def _text(project: Project, name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems = text_file.opened(project, name, {name: content}).problems
        raise ContentError(problems) from error
    return with_line_feeds(text)


def _version(content: bytes | None) -> str:
    return NEW if content is None else digest(content)


def _encoded(text: str, old: bytes, name: str) -> bytes:
    """Return the bytes of a text as the file has them. Raises CallError."""
    try:
        return encoded_as(text, old)
    except UnicodeEncodeError as error:  # half of a character, as a browser's script can make one
        raise CallError(message("edit.half-character", file=name)) from error


def _written(project: Project, name: str, contents: tuple[bytes | None, bytes]) -> Saved:
    """Write a file, and keep what it held and what it holds. Raises CallError and WorldError."""
    before, after = contents
    path = project.content.joinpath(*name.split("/"))
    private = is_private(name) and not name.endswith(".yaml")  # a list of people
    if before is not None:
        write_whole(path, after, inside=project.root, private=private)
    elif not write_new(path, after, inside=project.root, private=private):
        raise CallError(message("edit.changed-elsewhere", file=name))
    kept = tuple(content for content in contents if content is not None)
    return Saved(digest(after), _recorded(project, name, kept))


def _recorded(project: Project, name: str, contents: Sequence[bytes]) -> Message | None:
    """Keep states of a file, and return why not where that fails: the file itself is saved."""
    file = _of_project(name)
    try:
        with History(project.records) as history:
            history.record(file, *contents)
    except WorldError as error:
        return message("history.not-kept", file=file, reason=str(error))
    return None


def _conflict(project: Project, name: str, edited: OpenFile, now: bytes | None) -> Conflict:
    theirs = "" if now is None else _text(project, name, now)
    base = None
    if edited.version != NEW:
        try:
            base = state_text(project, name, edited.version)
        except (CallError, WorldError):  # without it the two texts can be shown all the same
            base = None
    merged = None if base is None or now is None else merged_lines(base, edited.text, theirs)
    return Conflict(theirs, base, _version(now), merged)


def _of_project(name: str) -> str:
    return f"content/{name}"


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, sorted, without links and what programs keep there."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.is_symlink():
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.is_file():
            yield path
