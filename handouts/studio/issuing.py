"""What the pages about certificates have in common: options, words, and places of problems."""

import contextlib
import hashlib

from handouts.certificates.newcomers import Question
from handouts.certificates.options import CertificateOptions
from handouts.certificates.readiness import NotOver
from handouts.documents.editions import PAPERS
from handouts.errors import Problem
from handouts.project.layout import SESSION_FILE, session_folder
from handouts.studio.filters import long_date
from handouts.studio.routes.session import SessionFrame
from handouts.studio.running import Work
from handouts.studio.web import Answer, Visit, address, problems_of, reason, words
from handouts.workflows.edit_details import PROVIDER_FILE

PAPER_NAMES = {"letter": "Letter (8.5 × 11 in)", "a4": "A4 (210 × 297 mm)"}
"""Papers as people know them; one that is not here has its own name."""
STOPPED = "It was stopped. What was done before that stays done."


def options_of(visit: Visit) -> CertificateOptions:
    """Return how certificates are to be issued, as the form or else the address says it."""
    asked = visit.text if visit.request.method == "POST" else visit.asked
    paper = asked("paper")
    return CertificateOptions(
        visit.studio.now(),
        paper=paper if paper in PAPERS else "",
        preprinted=bool(asked("preprinted")),
        foil=bool(asked("foil")),
        blind=bool(asked("blind")),
        before_the_end=bool(asked("before_the_end")),
    )


def query_of(options: CertificateOptions) -> dict[str, str]:
    """Return what an address says of how certificates are to be issued."""
    query = {
        "paper": options.paper,
        "preprinted": "yes" if options.preprinted else "",
        "foil": "yes" if options.foil else "",
        "blind": "yes" if options.blind else "",
    }
    return {name: value for name, value in query.items() if value}


def step_path(visit: Visit, *parts: str, **query: str) -> str:
    """Return the address of a part of the session that is visited."""
    return address("training", visit.training, "session", visit.session, *parts, **query)


def state_of(visit: Visit) -> str:
    """Return what changes with the files that a check reads, and with the records.

    A check that began before a change is nobody's answer after it.
    """
    project = visit.project
    seen = hashlib.sha256()
    for folder in (project.content, project.records):
        for file in sorted(folder.rglob("*")):
            with contextlib.suppress(OSError):  # it is just being written anew
                found = file.lstat()
                seen.update(f"{file}\0{found.st_mtime_ns}\0{found.st_size}\0".encode())
    return seen.hexdigest()[:16]


def paper_choices() -> list[tuple[str, str]]:
    """Return the papers that can be chosen: value and label."""
    return [("", "The training's own"), *((one, PAPER_NAMES.get(one, one)) for one in PAPERS)]


def explained(what: Question | NotOver | Problem) -> str:
    """Return what to do about a question or a remark, on a page where nothing can be pressed."""
    match what:
        case Question():
            return "Answer this in the studio, at the step Check certificates."
        case NotOver():
            return f"The session is not over before {ending(what)}."
        case Problem():
            text = words().text(what.message)
            return f"Row {what.line}: {text}" if what.line else text


def ending(early: NotOver) -> str:
    """Return when a session is over: 14 November 2026, 16:30."""
    return f"{long_date(early.end.date())}, {early.end:%H:%M}"


def problem_place(visit: Visit, frame: SessionFrame, problem: Problem) -> tuple[str, str]:
    """Return the page on which a problem is put right: its label and its address."""
    folder = f"content/{session_folder(visit.training, visit.session)}/"
    if problem.message.code == "certificates.nobody-says-who-attended":
        return "Attendance", frame.path("attendance")
    if problem.path == f"content/{PROVIDER_FILE}":
        return "Settings", "/settings"
    if not problem.path.startswith(folder):
        return "The training", address("training", frame.training)
    name = problem.path.removeprefix(folder)
    if name == SESSION_FILE:
        return "Details", frame.path("details")
    if name.startswith("attendance"):
        return "Attendance", frame.path("attendance")
    row = f"Participants, row {problem.line}" if problem.line else "Participants"
    return row, row_address(frame, problem.line)


def row_address(frame: SessionFrame, row: int, step: str = "participants") -> str:
    """Return the address of a person's row."""
    return frame.path(step) + (f"#row-{row}" if row else "")


def fault_of(visit: Visit, work: Work) -> Answer | None:
    """Return why a piece of work was not done, to be put in its place; None where it was."""
    if work.error is None:
        return None
    why = STOPPED if work.is_stopped else reason(work.error)
    return visit.show("_failure.html", 422, reason=why, problems=problems_of(work.error))
