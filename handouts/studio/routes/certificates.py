"""Certificates before they are issued: who gets one, who does not and why, and how they look."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.routing import Route

from handouts.builds.job_runner import Client
from handouts.builds.progress import OnProgress, Progress
from handouts.certificates.options import CertificateOptions
from handouts.certificates.readiness import NotOver
from handouts.documents.editions import PAPERS
from handouts.project.layout import Project
from handouts.studio import issuing
from handouts.studio.routes.session import frame
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.declare_new import declare_new
from handouts.workflows.page_picture import page_count
from handouts.workflows.proof import Proof, proof

_HERE = "/training/{training}/session/{session}/certificates"


@page
def show(visit: Visit) -> Answer:
    """Show the page, and begin to check."""
    options, of = issuing.options_of(visit), frame(visit, "certificates")
    query = issuing.query_of(options)
    work = visit.studio.works.start(
        "Checking the certificates",
        issuing.step_path(visit, "certificates", state=issuing.state_of(visit), **query),
        lambda client, report: _proved(client, report, visit, options),
    )
    return visit.show(
        "certificates.html",
        frame=of,
        options=options,
        papers=PAPERS,
        work=work,
        result=issuing.step_path(visit, "certificates", "checked", work.key, **query),
    )


def _proved(
    client: Client, report: OnProgress, visit: Visit, options: CertificateOptions
) -> tuple[Proof, int]:
    report(Progress(0, 0, "names, hours, and the page of each"))
    project = visit.project
    found = client.call(proof, project, visit.session_name, options, issuing.explained)
    return found, client.call(page_count, project.root / found.path)


@page
def checked(visit: Visit) -> Answer:
    """Show what was found."""
    work = visit.studio.works.find(visit.request.path_params["key"])
    if work is None or not work.is_over:
        raise HTTPException(404, "This check is no longer kept. Open the page once more.")
    fault = issuing.fault_of(visit, work)
    if fault:
        return fault
    found, pages = work.result
    of = frame(visit, "certificates")
    others = [one for one in found.problems if one not in found.questions]
    early = next((one for one in found.remarks if isinstance(one, NotOver)), None)
    return visit.show(
        "_certificates_checked.html",
        frame=of,
        proof=found,
        file=built(visit.project, found.path),
        pages=pages,
        issue=issuing.step_path(visit, "issue", **issuing.query_of(issuing.options_of(visit))),
        row_address=issuing.row_address,
        problems=[(one, issuing.problem_place(visit, of, one)) for one in others],
        ends=issuing.ending(early) if early else "",
        remarks=[issuing.explained(one) for one in found.remarks if not isinstance(one, NotOver)],
    )


def built(project: Project, path: str) -> str:
    """Return the path of a finished file relative to the build folder, from the project's."""
    return (project.root / Path(path)).relative_to(project.build).as_posix()


@page
def new_person(visit: Visit) -> Answer:
    """Keep that somebody is new, and check again."""
    declare_new(visit.project, visit.session_name, visit.text("person"))
    return visit.go(frame(visit, "certificates").path(_back(visit)))


def _back(visit: Visit) -> str:
    """Return the step that a form stands on."""
    return "issue" if visit.text("back") == "issue" else "certificates"


ROUTES = [
    Route(_HERE, show),
    Route(f"{_HERE}/checked/{{key}}", checked),
    Route(f"{_HERE}/new-person", new_person, methods=["POST"]),
]
