"""The trash of a project: trainings, sessions and files that were deleted and can be brought back.

Each thing has a folder of its own in `.trash/`: the thing itself, and beside it where it came from.
It is moved there, and back, in one step, so that it is always in one of the two places.
"""

import contextlib
import datetime
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from handouts.certificates import ledger_file
from handouts.certificates.ledger import Ledger
from handouts.errors import CallError, ContentError, WorldError
from handouts.mail.sender_lock import sender_lock
from handouts.messages import message
from handouts.project.atomic_files import move, private_folder, remove_folder, write_whole
from handouts.project.layout import Project, session_folder
from handouts.records.history import Clock, utc_now
from handouts.workflows.edit_files import check_name, keep_state

FOLDER = ".trash"
_PLACE = "place.json"
_REMEMBERED = "remembered.json"
_WAIT = 2.0
"""Seconds to wait for a run that issues or mails: somebody sits before the page."""
What = Literal["training", "session", "file"]


@dataclass(frozen=True)
class TrashedItem:
    """One thing in the trash."""

    id: str
    what: What
    place: str
    """Where it was, relative to the project: `content/two-models`."""
    moved: datetime.datetime
    """When it was moved to the trash, in UTC."""


def move_to_trash(
    project: Project, name: str, *, with_certificates: bool = False, clock: Clock = utc_now
) -> TrashedItem:
    """Move a training, a session or a file to the trash: `tea`, `tea/may` or `tea/article.md`.

    Where certificates were issued for it, CallError says so, unless `with_certificates`; where mail
    is under way, always. Raises CallError where there is no such thing, BusyError while another run
    issues or sends, and WorldError.
    """
    what, place = _found(project, name)
    with contextlib.ExitStack() as locks:
        if what != "file" and (project.records / ledger_file.NAME).exists():
            locks.enter_context(sender_lock(project, _WAIT))
            ledger = locks.enter_context(Ledger(project.records, _WAIT, reading=True))
            locks.enter_context(ledger.exclusive_lock())
            _refuse_in_use(ledger, _sessions(project, what, name), with_certificates)
        if what == "file":
            with contextlib.suppress(ContentError):  # a large picture is kept in the trash alone
                keep_state(project, name)
        return _moved(project, what, place, clock())


def remember(project: Project, item: TrashedItem, values: Mapping[str, Any]) -> None:
    """Keep beside something in the trash what its coming back takes. Raises WorldError."""
    file = project.root / FOLDER / item.id / _REMEMBERED
    write_whole(file, json.dumps(values).encode(), inside=project.root, private=True)


def remembered(project: Project, item_id: str) -> Mapping[str, Any]:
    """Return what is kept beside something in the trash; empty where nothing is.

    Raises CallError where it is not in the trash.
    """
    item = _chosen(project, [item_id])[0]
    try:
        found = json.loads((project.root / FOLDER / item.id / _REMEMBERED).read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def trash(project: Project) -> tuple[TrashedItem, ...]:
    """Return what is in the trash, the last first. What is half there is left out."""
    try:
        folders = list((project.root / FOLDER).iterdir())
    except OSError:
        return ()
    items = [item for folder in folders if (item := _item(folder)) is not None]
    return tuple(sorted(items, key=lambda item: (item.moved, item.id), reverse=True))


def restore_from_trash(project: Project, item_id: str) -> TrashedItem:
    """Move something back to where it was.

    Raises CallError where it is not in the trash, or its place is taken or gone, and WorldError.
    """
    item = _chosen(project, [item_id])[0]
    name = item.place.removeprefix("content/")
    check_name(project, name)
    place = project.root / item.place
    if os.path.lexists(place):
        raise CallError(message("trash.place-taken", place=item.place))
    if item.what != "training" and not (project.content / name.split("/")[0]).is_dir():
        raise CallError(message("trash.training-gone", place=item.place))
    folder = project.root / FOLDER / item.id
    move(folder / place.name, place, inside=project.root)
    remove_folder(folder, inside=project.root)
    return item


def empty_trash(project: Project, item_ids: Sequence[str] | None = None) -> int:
    """Delete what is in the trash for good, or some of it, and return how much it was.

    Raises CallError where something is not in it, and WorldError where not all can be deleted.
    """
    items = trash(project) if item_ids is None else _chosen(project, item_ids)
    for item in items:
        folder = project.root / FOLDER / item.id
        remove_folder(folder, inside=project.root)
        if folder.exists():
            raise WorldError(message("trash.undeletable", place=item.place))
    return len(items)


def _found(project: Project, name: str) -> tuple[What, Path]:
    """Return what a name is that of, and where it is. Raises CallError."""
    check_name(project, name)
    training, _, rest = name.partition("/")
    if not rest and training in project.trainings():
        return "training", project.content / training
    if rest in project.sessions(training):
        return "session", project.content / session_folder(training, rest)
    path = project.content / name
    if not path.is_file():
        raise CallError(message("trash.nothing-there", name=name))
    return "file", path


def _sessions(project: Project, what: What, name: str) -> list[str]:
    if what == "session":
        return [name]
    return [f"{name}/{session}" for session in project.sessions(name)]


def _refuse_in_use(ledger: Ledger, sessions: Sequence[str], with_certificates: bool) -> None:
    """Raise CallError where certificates were issued, or mail is under way, for sessions."""
    count, named = _counted(ledger, _UNDER_WAY, sessions)
    if count:
        raise CallError(message("trash.mail", count=count, sessions=named))
    count, named = _counted(ledger, _ISSUED, sessions)
    if count and not with_certificates:
        raise CallError(message("trash.certificates", count=count, sessions=named))


_ISSUED = "SELECT count(*) FROM certificates WHERE session = ?"
_UNDER_WAY = """
SELECT count(*) FROM mailings WHERE session = ? AND state IN ('queued', 'sending', 'uncertain')
"""


def _counted(ledger: Ledger, question: str, sessions: Sequence[str]) -> tuple[int, tuple[str, ...]]:
    """Return how many there are, and the sessions that have any."""
    counts = {one: int(next(ledger.rows(question, one))[0]) for one in sessions}
    return sum(counts.values()), tuple(one for one, count in counts.items() if count)


def _moved(project: Project, what: What, place: Path, moment: datetime.datetime) -> TrashedItem:
    moved = moment.astimezone(datetime.UTC).replace(microsecond=0)
    name = f"{moved:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
    item = TrashedItem(name, what, project.relative(place), moved)
    home = project.root / FOLDER
    try:
        private_folder(home, inside=project.root)
    except OSError as error:
        found = {"path": str(home), "reason": error.strerror or str(error)}
        raise WorldError(message("disk.unwritable", **found)) from error
    write_whole(home / ".gitignore", b"*\n", inside=project.root, private=True)
    told = {"what": what, "place": item.place, "moved": moved.isoformat()}
    folder = home / name
    write_whole(folder / _PLACE, json.dumps(told).encode(), inside=project.root, private=True)
    try:
        move(place, folder / place.name, inside=project.root)
    except WorldError:
        remove_folder(folder, inside=project.root)
        raise
    return item


def _item(folder: Path) -> TrashedItem | None:
    """Return what a folder of the trash holds, None where a run was killed before it held it."""
    try:
        told: dict[str, Any] = json.loads((folder / _PLACE).read_bytes())
        moved = datetime.datetime.fromisoformat(told["moved"])
        item = TrashedItem(folder.name, told["what"], str(told["place"]), moved)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return item if (folder / Path(item.place).name).exists() else None


def _chosen(project: Project, item_ids: Sequence[str]) -> list[TrashedItem]:
    there = {item.id: item for item in trash(project)}
    if not all(one in there for one in item_ids):
        raise CallError(message("trash.no-such"))
    return [there[one] for one in item_ids]
