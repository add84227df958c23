"""Another name for the folder of a training."""

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.builds.manifest import Manifest
from handouts.certificates import ledger_file
from handouts.certificates.ledger import Ledger
from handouts.errors import CallError
from handouts.mail.sender_lock import sender_lock
from handouts.messages import message
from handouts.project.atomic_files import (
    is_in_place,
    move,
    remove,
    remove_empty_folder,
    write_whole,
)
from handouts.project.layout import Project, choose
from handouts.records.history import History
from handouts.workflows.training_names import check_free_name

_WAIT = 2.0
"""Seconds to wait for a run that issues or mails: somebody sits before the page."""
_USED = """
SELECT (SELECT count(*) FROM certificates WHERE session = ?1)
     + (SELECT count(*) FROM mailings WHERE session = ?1)
"""
_UNDER_WAY = "renaming.json"
"""In `records/`: which names a renaming has that may not be finished."""


@dataclass(frozen=True)
class Renaming:
    """One training that gets another name."""

    project: Project
    old: str
    new: str

    def steps(self) -> Iterator[None]:
        """Do it, and yield between steps; wherever it ends, `finish_renaming` does the rest.

        Raises WorldError.
        """
        place, names = self.project.records / _UNDER_WAY, {"old": self.old, "new": self.new}
        write_whole(place, json.dumps(names).encode(), inside=self.project.root, private=True)
        yield
        content = self.project.content
        move(content / self.old, content / self.new, inside=self.project.root)
        yield
        yield from self.rest()

    def rest(self) -> Iterator[None]:
        """Let what was made and what is known of it follow its training. Raises WorldError."""
        _move_built(self.project, self.old, self.new)
        yield
        _rename_records(self.project, f"{self.old}/", f"{self.new}/")
        yield
        with History(self.project.records) as history:
            history.moved(f"content/{self.old}/", f"content/{self.new}/")
        yield
        remove(self.project.records / _UNDER_WAY, inside=self.project.root)


def rename_training(project: Project, name: str, new: str) -> None:
    """Give the folder of a training another name.

    What was made of it, and earlier states of its files, go with it. Raises CallError where it
    cannot be called so, and where certificates or mail of its sessions are recorded under the name
    that it has; BusyError while another run issues or sends; and WorldError.
    """
    choose(name, project.trainings(), "training")
    if new == name:
        return
    check_free_name(project, new)
    finish_renaming(project)
    with contextlib.ExitStack() as locks:
        if (project.records / ledger_file.NAME).exists():
            locks.enter_context(sender_lock(project, _WAIT))
            ledger = locks.enter_context(Ledger(project.records, _WAIT, reading=True))
            locks.enter_context(ledger.exclusive_lock())
            sessions = [f"{name}/{session}" for session in project.sessions(name)]
            used = tuple(one for one in sessions if int(next(ledger.rows(_USED, one))[0]))
            if used:
                raise CallError(message("edit.name-is-recorded", sessions=used))
        for _ in Renaming(project, name, new).steps():
            pass


def finish_renaming(project: Project) -> None:
    """Do the rest of a renaming that was killed, if there is one. Raises WorldError.

    Where its training is not under the new name alone, nothing is left to be done: it was never
    moved, or another one has the old name by now.
    """
    place = project.records / _UNDER_WAY
    try:
        known = json.loads(place.read_bytes())
        renaming = Renaming(project, str(known["old"]), str(known["new"]))
    except (OSError, ValueError, TypeError, KeyError):
        return
    trainings = project.trainings()
    if renaming.new in trainings and not os.path.lexists(project.content / renaming.old):
        for _ in renaming.rest():
            pass
    else:
        remove(place, inside=project.root)


def _move_built(project: Project, old: str, new: str) -> None:
    """Move what was made; where an earlier training of the new name left something, beside that.

    What stands there already stays, also where the moved training has a file of the same name: that
    one is deleted if it can be made again, else it stays where it was.
    """
    start, target = project.build / old, project.build / new
    if not (start.is_dir() and is_in_place(start, inside=project.root)):
        return
    if not os.path.lexists(target):
        move(start, target, inside=project.root)
        return
    made = Manifest.read(project.build).files
    for path in sorted(start.rglob("*"), reverse=True):
        place = target / path.relative_to(start)
        if path.is_dir() and not path.is_symlink():
            remove_empty_folder(path, inside=project.root)
        elif not os.path.lexists(place):
            move(path, place, inside=project.root)
        elif path.relative_to(project.build).as_posix() in made:
            remove(path, inside=project.root)
    remove_empty_folder(start, inside=project.root)


def _rename_records(project: Project, old: str, new: str) -> None:
    """Let what is known of finished files be known of them where they are now."""
    manifest = Manifest.read(project.build)
    manifest.files |= {
        new + path.removeprefix(old): record
        for path, record in manifest.files.items()
        if path.startswith(old) and not (project.build / path).exists()
    }
    name, reasons = old.rstrip("/"), manifest.left_out
    if name in reasons:
        reasons[new.rstrip("/")] = reasons[name]
    manifest.write()
