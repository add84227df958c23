"""Issuing certificates, and what becomes of one later: corrected, void."""

import dataclasses
from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from handouts.certificates.change import Correction, Voiding
from handouts.certificates.comparison import FIELDS
from handouts.certificates.issue import Issued
from handouts.documents.editions import PAPERS
from handouts.errors import HandoutsError
from handouts.messages import message
from handouts.project.layout import session_folder
from handouts.studio import issuing
from handouts.studio.routes.built import archive
from handouts.studio.routes.certificates import built
from handouts.studio.routes.session import SessionFrame, frame
from handouts.studio.running import Work
from handouts.studio.web import (
    Answer,
    Visit,
    address,
    attachment,
    page,
    words,
)
from handouts.workflows.export_register import export_register
from handouts.workflows.issue import issue
from handouts.workflows.plan_issue import IssuePlan, plan_issue
from handouts.workflows.reissue import reissue
from handouts.workflows.session_certificates import (
    SessionCertificates,
    one_certificate,
    planned_correction,
    session_certificates,
)
from handouts.workflows.share_pictures import share_picture
from handouts.workflows.void import void

_SESSION = "/training/{training}/session/{session}"
_ONE = f"{_SESSION}/certificate/{{number}}"


@page
def show(visit: Visit) -> Answer:
    """Show what would be issued, what goes on, and what was issued."""
    run, last = visit.asked("run"), visit.studio.works.at(_place(visit))
    if not run and last and (not last.is_over or last.error):
        return visit.go(issuing.step_path(visit, "issue", run=last.key))
    return _shown(visit, visit.studio.works.find(run) if run else None)


def _shown(visit: Visit, work: Work | None, wrong: str = "") -> Answer:
    """Return the page; `wrong` is what is wrong with the number that was typed."""
    of, options = frame(visit, "issue"), issuing.options_of(visit)
    found = session_certificates(visit.project, visit.session_name)
    is_under_way = work is not None and not work.is_over
    return visit.show(
        "issue.html",
        422 if wrong else 200,
        frame=of,
        options=options,
        papers=PAPERS,
        work=work,
        done=_done(work),
        fault=issuing.fault(work.error) if work and work.error else None,
        wrong=wrong,
        found=found,
        changed=_changed(visit, found),
        fields=FIELDS,
        row_address=issuing.row_address,
        **({"plan": None, "unplanned": None} if is_under_way else _planned(visit, of)),
    )


def _planned(visit: Visit, of: SessionFrame) -> dict[str, Any]:
    """Return what a page says of what would be issued now."""
    try:
        plan: IssuePlan = visit.studio.runner.client().call(
            plan_issue, visit.project, visit.session_name, issuing.options_of(visit)
        )
    except HandoutsError as error:
        return {"plan": None, "unplanned": issuing.fault(error)}
    others = [one for one in plan.problems if one not in plan.questions]
    return {
        "plan": plan,
        "unplanned": None,
        "problems": [(one, issuing.problem_place(visit, of, one)) for one in others],
        "ends": issuing.ending(plan.not_over) if plan.not_over else "",
    }


def _done(work: Work | None) -> Issued | None:
    return work.result if work and work.is_over and isinstance(work.result, Issued) else None


def _changed(visit: Visit, found: SessionCertificates) -> Any:
    """Return the certificate that was corrected or declared void just now."""
    number = visit.asked("changed")
    return next((one.entry for one in found.certificates if one.entry.number == number), None)


def _place(visit: Visit) -> str:
    return issuing.step_path(visit, "issue")


@page
def begin(visit: Visit) -> Answer:
    """Issue as many certificates as were typed, where as many are due."""
    typed = visit.text("number")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 7):
        return _shown(visit, None, words().text(message("studio.no-number-of-certificates")))
    options = dataclasses.replace(issuing.options_of(visit), confirmed=int(typed))
    return _begun(visit, options)


@page
def make_missing(visit: Visit) -> Answer:
    """Make files again that are missing; nothing new is issued."""
    return _begun(visit, dataclasses.replace(issuing.options_of(visit), confirmed=0))


def _begun(visit: Visit, options: Any) -> Answer:
    project, name = visit.project, visit.session_name
    work = visit.studio.works.start(
        "Issuing the certificates",
        _place(visit),
        lambda client, report: client.call(issue, project, name, options, on_progress=report),
    )
    return visit.go(issuing.step_path(visit, "issue", run=work.key))


@page
def register(visit: Visit) -> Answer:
    """Write the register, and give it."""
    exported = export_register(visit.project, visit.session_name)
    file = built(visit.project, exported.path)
    return visit.go(address("file", *file.split("/"), download="yes"))


@page
def together(visit: Visit) -> Answer:
    """Give the files of all valid certificates as one ZIP."""
    found = session_certificates(visit.project, visit.session_name)
    files = {one.entry.file: visit.project.build / one.path for one in found.valid if one.is_there}
    return archive(files, f"Certificates {visit.training} {visit.session}.zip")


@page
def picture(visit: Visit) -> Answer:
    """Give the face of a certificate as a picture for sharing."""
    number = _number(visit)
    entry = one_certificate(visit.project, visit.session_name, number)
    content = visit.studio.runner.client().call(
        share_picture, visit.project, visit.session_name, number
    )
    name = f"{entry.file.removesuffix('.pdf')}.png"
    return Response(content, media_type="image/png", headers=attachment(name, is_shown=False))


@page
def correct(visit: Visit) -> Answer:
    """Show what a certificate says, and what one in its place would say."""
    project, name, number = visit.project, visit.session_name, _number(visit)
    person = visit.asked("person")
    planned = planned_correction(project, name, number, person)
    people = session_certificates(project, name).people
    options = issuing.options_of(visit)
    return visit.show(
        "certificate_correct.html",
        frame=frame(visit, "issue"),
        planned=planned,
        person=person,
        people=[(called, shown) for _, shown, called in people],
        fields=FIELDS,
        options=options,
        papers=PAPERS,
        row_address=issuing.row_address,
        file=f"content/{session_folder(visit.training, visit.session)}",
    )


@page
def do_correct(visit: Visit) -> Answer:
    """Issue a certificate in the place of another."""
    number = _number(visit)
    visit.studio.runner.client().call(
        reissue,
        visit.project,
        visit.session_name,
        issuing.options_of(visit),
        Correction(number, visit.text("person")),
    )
    return visit.go(issuing.step_path(visit, "issue", changed=number))


@page
def ask_void(visit: Visit) -> Answer:
    """Ask why a certificate is to be void."""
    return _void_page(visit)


def _void_page(visit: Visit, wrong: str = "") -> Answer:
    entry = one_certificate(visit.project, visit.session_name, _number(visit))
    return visit.show(
        "certificate_void.html",
        422 if wrong else 200,
        frame=frame(visit, "issue"),
        entry=entry,
        wrong=wrong,
    )


@page
def do_void(visit: Visit) -> Answer:
    """Declare a certificate void."""
    why, number = visit.text("why"), _number(visit)
    if not why:
        return _void_page(visit, words().text(message("studio.no-reason-given")))
    of = Voiding(number, why, visit.studio.now().date())
    visit.studio.runner.client().call(void, visit.project, visit.session_name, of)
    return visit.go(issuing.step_path(visit, "issue", changed=number))


def _number(visit: Visit) -> str:
    return str(visit.request.path_params["number"])


ROUTES = [
    Route(f"{_SESSION}/issue", show),
    Route(f"{_SESSION}/issue", begin, methods=["POST"]),
    Route(f"{_SESSION}/issue/missing", make_missing, methods=["POST"]),
    Route(f"{_SESSION}/issue/register", register, methods=["POST"]),
    Route(f"{_SESSION}/issue/certificates.zip", together),
    Route(f"{_ONE}/picture.png", picture),
    Route(f"{_ONE}/correct", correct),
    Route(f"{_ONE}/correct", do_correct, methods=["POST"]),
    Route(f"{_ONE}/void", ask_void),
    Route(f"{_ONE}/void", do_void, methods=["POST"]),
]
