"""The evaluation of a session: its form on paper and as a file to be filled in."""

import dataclasses
from typing import Any

from starlette.routing import Route

from handouts.builds.build import Build
from handouts.builds.job_runner import Client
from handouts.builds.progress import OnProgress, Progress
from handouts.builds.request import Request
from handouts.project.layout import SESSION_FILE, session_folder
from handouts.studio.routes.files import outcome_of
from handouts.studio.routes.session import frame
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.built_files import BuiltFile, make_files, present_files
from handouts.workflows.edit_details import read_details

DOCUMENT = "evaluation"
FORMS = {
    "print": ("On paper", "Handed out at the end of the day, and collected at the door."),
    "email": ("To be filled in on a screen", "A PDF with fields, which people send back by mail."),
    "large-print": ("In large print", "For whoever asks for it."),
}
"""By its edition what a form is called, and what for."""


@page
def show(visit: Visit) -> Answer:
    """Show the forms as they were made last, and whether one is mailed."""
    of = frame(visit, "evaluation")
    found = present_files(visit.project, visit.session_name)
    made = {one.of.edition: one for one in found.files if one.of.name == DOCUMENT}
    work = visit.studio.works.at(of.path("evaluation"))
    result = work.result if work and isinstance(work.result, Build) else None
    return visit.show(
        "evaluation.html",
        frame=of,
        forms=[(*FORMS[edition], _if_made(made.get(edition))) for edition in FORMS],
        work=work,
        outcome=outcome_of(work, result.files if result else (), result.warnings if result else ()),
        is_mailed=_is_mailed(visit),
    )


def _if_made(file: BuiltFile | None) -> BuiltFile | None:
    return file if file and file.made else None


def _is_mailed(visit: Visit) -> bool:
    """Whether the session's file names it for the mail after the day."""
    name = f"{session_folder(visit.training, visit.session)}/{SESSION_FILE}"
    value: Any = dict(read_details(visit.project, name).values)
    for key in ("mail", "after", "documents"):
        value = value.get(key) if isinstance(value, dict) else None
    return isinstance(value, list) and DOCUMENT in value


@page
def make(visit: Visit) -> Answer:
    """Make the forms that are not current."""
    of, project = frame(visit, "evaluation"), visit.project
    request = Request((visit.session_name,), documents=(DOCUMENT,), editions=tuple(FORMS))

    def do(client: Client, on_progress: OnProgress) -> Build:
        def counted(progress: Progress) -> None:
            on_progress(dataclasses.replace(progress, what=""))

        return make_files(project, dataclasses.replace(request, client=client), counted)

    visit.studio.works.start("Making the forms", of.path("evaluation"), do)
    return visit.go(of.path("evaluation"))


_HERE = "/training/{training}/session/{session}/evaluation"
ROUTES = [Route(_HERE, show), Route(f"{_HERE}/make", make, methods=["POST"])]
