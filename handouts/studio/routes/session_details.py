"""A session's details, saved as they are filled in; and its removal."""

from dataclasses import dataclass

from starlette.routing import Route

from handouts.certificates import ce_rules
from handouts.project.layout import SESSION_FILE, Project, session_folder
from handouts.studio import session_form
from handouts.studio.routes.session import frame
from handouts.studio.session_form import SessionForm
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.edit_details import read_details, read_values, save_details
from handouts.workflows.edit_files import Conflict, read_file, save_file, state_text
from handouts.workflows.packet_contents import worksheet_titles
from handouts.workflows.trash import move_to_trash


@dataclass(frozen=True)
class OfferedProfile:
    """A board or body whose rules can be checked."""

    name: str
    title: str


def _file(visit: Visit) -> str:
    return f"{session_folder(visit.training, visit.session)}/{SESSION_FILE}"


@page
def show(visit: Visit) -> Answer:
    """Show all that is said of the session."""
    found = read_details(visit.project, _file(visit))
    form = session_form.of_file(found.values)
    return visit.show(
        "session_details.html",
        frame=frame(visit, "details"),
        form=form,
        fits=session_form,
        version=found.version,
        problems=session_form.by_field(found.problems),
        profiles=_profiles(form),
        sheets=_sheets(visit, form),
        waits=False,
    )


def _sheets(visit: Visit, form: SessionForm) -> list[tuple[str, str]]:
    """Return the worksheets that a time can be given to, also those of which nobody knows."""
    own = {one.sheet: one.sheet for one in form.schedule if one.sheet}
    titles = worksheet_titles(visit.project, visit.training)
    return [("", "None"), *(own | titles).items()]


def _profiles(form: SessionForm) -> list[OfferedProfile]:
    """Return all that can be ticked, and those that are though nobody knows them."""
    known = {name: one.title for name, one in ce_rules.profiles().items()}
    return [
        OfferedProfile(name, title)
        for name, title in ({n: n for n in form.profiles} | known).items()
    ]


@page
def save(visit: Visit) -> Answer:
    """Save what differs from what the window began with, and return what is wrong now."""
    name, version = _file(visit), visit.text("version")
    form = session_form.of_visit(visit)
    before = session_form.of_file(read_values(name, _text(visit.project, name, version)))
    saved = save_details(visit.project, name, session_form.changes(before, form), version)
    if isinstance(saved, Conflict):
        return _settled(visit, saved)
    return visit.show(
        "_session_saved.html",
        frame=frame(visit, "details"),
        version=saved.version,
        problems=session_form.by_field(saved.problems),
        waits=session_form.unsaved(form),
        note=saved.history,
    )


def _text(project: Project, name: str, version: str) -> str:
    """Return what the file held when the window read it. Raises CallError and ContentError."""
    opened = read_file(project, name)
    return opened.text if opened.version == version else state_text(project, name, version)


def _settled(visit: Visit, conflict: Conflict) -> Answer:
    """Put changes of two windows together where they are apart, and show the page anew."""
    name = _file(visit)
    is_saved = conflict.merged is not None and not isinstance(
        save_file(visit.project, name, conflict.merged, conflict.version), Conflict
    )
    if is_saved:
        return visit.go(frame(visit, "details").path("details"))
    return visit.show("_session_conflict.html", frame=frame(visit, "details"))


@page
def remove(visit: Visit) -> Answer:
    """Move the session to the trash; refused where certificates were issued."""
    move_to_trash(visit.project, visit.session_name)
    return visit.go("/")


ROUTES = [
    Route("/training/{training}/session/{session}/details", show),
    Route("/training/{training}/session/{session}/details", save, methods=["POST"]),
    Route("/training/{training}/session/{session}/remove", remove, methods=["POST"]),
]
