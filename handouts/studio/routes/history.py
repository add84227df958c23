"""Earlier states of a training's files, what changed, and the trash."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from starlette.exceptions import HTTPException
from starlette.routing import Route

from handouts.errors import ContentError
from handouts.messages import Message
from handouts.project.layout import (
    ARTICLE_FILE,
    SESSION_FILE,
    TRAINING_FILE,
    WORKSHEETS_FILE,
    Project,
    chart_name,
)
from handouts.records.history import digest
from handouts.studio.web import Answer, Visit, address, page
from handouts.workflows import charts, trash
from handouts.workflows.edit_files import bring_back, keep_state, read_bytes, state_text, states
from handouts.workflows.file_history import changed_lines, files_with_states, main_states
from handouts.workflows.inventory import title_of

_NAMES = {
    ARTICLE_FILE: "Article",
    TRAINING_FILE: "Details",
    WORKSHEETS_FILE: "Worksheets",
    SESSION_FILE: "Details of the session",
    "roster.yaml": "Answers about the list",
}


def file_label(name: str) -> str:
    """Return what a file is called on pages: its name relative to `content/` is given."""
    path = PurePosixPath(name)
    chart = chart_name(path.name)
    if chart is not None:
        what = f"Chart {chart}" if chart else "Chart"
    else:
        what = _NAMES.get(path.name, path.name)
    return f"{path.parts[2]}: {what}" if path.parts[1:2] == ("sessions",) else what


def item_label(item: trash.TrashedItem) -> str:
    """Return what something in the trash is called on its page."""
    training, _, rest = item.place.removeprefix("content/").partition("/")
    if item.what == "training":
        return f"Training {training}"
    if item.what == "session":
        return f"Session {PurePosixPath(rest).name} of {training}"
    return f"{file_label(f'{training}/{rest}')} of {training}"


@page
def show(visit: Visit) -> Answer:
    """Show the files of a training that were changed, the last first."""
    return visit.show(
        "history.html",
        training=visit.training,
        title=title_of(visit.project, visit.training) or visit.training,
        files=files_with_states(visit.project, visit.training),
        label=file_label,
    )


@page
def show_file(visit: Visit) -> Answer:
    """Show the states of a file; with `?state=…&before=…` what changed from one to another."""
    file = str(visit.request.path_params["file"])
    if not file.startswith(f"{visit.training}/"):
        raise HTTPException(404)
    if visit.asked("state"):
        return _changes(visit, file)
    now = _now(visit.project, file)
    found = states(visit.project, file)
    shown = found if visit.asked("all") else main_states(found)
    return visit.show(
        "history_file.html",
        training=visit.training,
        title=title_of(visit.project, visit.training) or visit.training,
        file=file,
        label=file_label(file),
        states=[*zip(shown, [*shown[1:], None], strict=True)],
        count=len(found),
        now=now,
    )


def _now(project: Project, file: str) -> str:
    """Return the digest of what a file holds, which is kept too; empty where it is not there."""
    if not (project.content / file).is_file():
        return ""
    try:
        keep_state(project, file)
        return digest(read_bytes(project, file))
    except ContentError:
        return ""


def _changes(visit: Visit, file: str) -> Answer:
    state, before = visit.asked("state"), visit.asked("before")
    try:
        new = state_text(visit.project, file, state)
        old = state_text(visit.project, file, before) if before else ""
    except ContentError:  # an Excel list, for example
        return visit.show("_changes.html", lines=None)
    return visit.show("_changes.html", lines=changed_lines(file, old, new))


@page
def bring(visit: Visit) -> Answer:
    """Write an earlier state of a file in place of what it holds now."""
    file = visit.text("file")
    if not file.startswith(f"{visit.training}/"):
        raise HTTPException(404)
    bring_back(visit.project, file, visit.text("state"))
    return visit.go(address("training", visit.training, "history", file))


@page
def show_trash(visit: Visit) -> Answer:
    """Show what is in the trash."""
    return _trash(visit)


def _trash(visit: Visit, notes: Sequence[Message] = ()) -> Answer:
    items = trash.trash(visit.project)
    return visit.show("trash.html", items=items, label=item_label, notes=notes)


@page
def put_back(visit: Visit) -> Answer:
    """Move something from the trash to where it was; say where that is another place."""
    if notes := charts.put_back(visit.project, visit.text("item")):
        return _trash(visit, notes)
    return visit.go("/trash")


@page
def empty(visit: Visit) -> Answer:
    """Delete for good what the page of the trash showed."""
    trash.empty_trash(visit.project, visit.all("item"))
    return visit.go("/trash")


ROUTES = [
    Route("/training/{training}/history", show),
    Route("/training/{training}/history/{file:path}", show_file),
    Route("/training/{training}/bring-back", bring, methods=["POST"]),
    Route("/trash", show_trash),
    Route("/trash/put-back", put_back, methods=["POST"]),
    Route("/trash/empty", empty, methods=["POST"]),
]
