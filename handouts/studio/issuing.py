"""What the pages about certificates and mail have in common: options, faults, where to go."""

import contextlib
import hashlib
from dataclasses import dataclass
from typing import Any

from handouts.builds.progress import Stopped
from handouts.certificates.newcomers import Question
from handouts.certificates.options import CertificateOptions
from handouts.certificates.readiness import NotOver
from handouts.documents.editions import PAPERS
from handouts.errors import Problem
from handouts.messages import message
from handouts.project.layout import SESSION_FILE, session_folder
from handouts.studio.filters import long_date
from handouts.studio.routes.session import SessionFrame
from handouts.studio.running import Work
from handouts.studio.web import Answer, Visit, address, problems_of, reason, words
from handouts.workflows.edit_details import PROVIDER_FILE


@dataclass(frozen=True)
class ProblemPlace:
    """The page on which a problem is put right."""

    step: str
    """A step of the session, `training` or `settings`."""
    path: str
    row: int = 0
    """Of the list of participants; 0 where none is meant."""


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


def explained(what: Question | NotOver | Problem) -> str:
    """Return what to do about a question or a remark, on a page where nothing can be pressed."""
    match what:
        case Question():
            found = message("studio.answer-at-check")
        case NotOver():
            found = message("studio.not-over", moment=ending(what))
        case Problem(line=0):
            found = what.message
        case Problem():
            # As a text, for a message within another one is its cause alone.
            found = message("studio.at-row", row=what.line, text=words().text(what.message))
    return words().text(found)


def ending(early: NotOver) -> str:
    """Return when a session is over: 14 November 2026, 16:30."""
    return f"{long_date(early.end.date())}, {early.end:%H:%M}"


def problem_place(visit: Visit, frame: SessionFrame, problem: Problem) -> ProblemPlace:
    """Return the page on which a problem is put right."""
    folder = f"content/{session_folder(visit.training, visit.session)}/"
    if problem.message.code == "certificates.nobody-says-who-attended":
        return ProblemPlace("attendance", frame.path("attendance"))
    if problem.path == f"content/{PROVIDER_FILE}":
        return ProblemPlace("settings", "/settings")
    if not problem.path.startswith(folder):
        return ProblemPlace("training", address("training", frame.training))
    name = problem.path.removeprefix(folder)
    if name == SESSION_FILE:
        return ProblemPlace("details", frame.path("details"))
    if name.startswith("attendance"):
        return ProblemPlace("attendance", frame.path("attendance"))
    return ProblemPlace("participants", row_address(frame, problem.line), problem.line)


def row_address(frame: SessionFrame, row: int, step: str = "participants") -> str:
    """Return the address of a person's row."""
    return frame.path(step) + (f"#row-{row}" if row else "")


def fault(error: BaseException) -> dict[str, Any]:
    """Return why something was not done, as a page shows it."""
    is_stopped = isinstance(error, Stopped)
    why = words().text(message("studio.stopped")) if is_stopped else reason(error)
    return {"reason": why, "problems": problems_of(error)}


def fault_of(visit: Visit, work: Work) -> Answer | None:
    """Return why a piece of work was not done, to be put in its place; None where it was."""
    return visit.show("_failure.html", 422, **fault(work.error)) if work.error else None
