"""A backup of everything as one encrypted file, and a project made from one."""

from pathlib import Path

from starlette.responses import Response
from starlette.routing import Route

from handouts.errors import CallError, HandoutsError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.studio.opening import open_project
from handouts.studio.routes.settings import tabs
from handouts.studio.web import Answer, Visit, attachment, page, reason, words
from handouts.workflows.backup import Restored, back_up, restore


@page
def show(visit: Visit) -> Answer:
    """Show how a backup is made, and how it is brought back."""
    return _shown(visit)


def _shown(visit: Visit, wrong: str = "", restored: Restored | None = None) -> Answer:
    return visit.show(
        "settings_backup.html",
        422 if wrong else 200,
        tabs_here=tabs("/settings/backup"),
        wrong=wrong,
        restored=restored,
        project=visit.project,
    )


@page
def make(visit: Visit) -> Answer:
    """Give the backup, which only the passphrase opens."""
    passphrase = _passphrase(visit, "passphrase")
    if passphrase != _passphrase(visit, "again"):
        return _shown(visit, words().text(message("studio.passphrases-differ")))
    try:
        made = back_up(visit.project, passphrase)
    except HandoutsError as error:
        return _shown(visit, reason(error))
    name = f"{visit.project.root.name} {visit.studio.now():%Y-%m-%d}.age"
    return Response(made.content, media_type="application/octet-stream", headers=attachment(name))


@page
def bring_back(visit: Visit) -> Answer:
    """Make a project from a backup in another folder, and open it where none is open yet."""
    try:
        restored = _restored(visit)
    except HandoutsError as error:
        if visit.studio.project is None:
            return visit.show("restore.html", 422, wrong=reason(error), folder=visit.text("folder"))
        return _shown(visit, reason(error))
    if visit.studio.project is None:
        open_project(visit.studio, Project(restored.folder.resolve()))
        return visit.go("/")
    return _shown(visit, restored=restored)


def _restored(visit: Visit) -> Restored:
    given, folder = visit.uploads("backup"), visit.text("folder")
    if not given:
        raise CallError(message("studio.no-backup-given"))
    if not folder:
        raise CallError(message("studio.no-folder-given"))
    place = Path(folder).expanduser()
    if not place.is_absolute():
        place = visit.studio.folder / place
    return restore(given[0].content, _passphrase(visit, "passphrase"), place)


@page
def begin_with_backup(visit: Visit) -> Answer:
    """Ask for a backup where there is no project yet."""
    if visit.studio.project is not None:
        return visit.go("/settings/backup")
    return visit.show("restore.html", wrong="", folder=Path.home() / "Documents" / "Handouts")


def _passphrase(visit: Visit, name: str) -> str:
    """Return what was typed to the letter: spaces may be part of it."""
    given = visit.form.get(name, "")
    return given if isinstance(given, str) else ""


ROUTES = [
    Route("/settings/backup", show),
    Route("/settings/backup", make, methods=["POST"]),
    Route("/restore", begin_with_backup),
    Route("/restore", bring_back, methods=["POST"]),
]
