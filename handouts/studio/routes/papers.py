"""The papers of the day: made from the list of people, looked at, printed."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from starlette.routing import Route

from handouts.builds.build import Build
from handouts.builds.job_runner import Client
from handouts.builds.progress import OnProgress, Progress
from handouts.builds.request import Request
from handouts.content import fixed_words
from handouts.documents import registry
from handouts.documents.registry import Document
from handouts.languages.phrases import Phrases
from handouts.project.layout import Project
from handouts.studio.routes.files import outcome_of
from handouts.studio.routes.session import SessionFrame, frame
from handouts.studio.routes.training import FOR
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.built_files import (
    BuiltFile,
    BuiltFiles,
    built_files,
    make_files,
    present_files,
)
from handouts.workflows.built_names import FileNames

PRINT = "print"


@dataclass(frozen=True)
class PaperOfTheDay:
    """One kind of paper, with what there is of it."""

    document: Document
    title: str
    needs: str
    """What has to be at hand for it, in a few words; empty where paper is enough."""
    file: BuiltFile | None
    """For printing; None where that was never made and is not compared yet."""
    others: tuple[tuple[str, BuiltFile], ...]
    """What it is for, and the file, where there are any for anything else."""


def papers(project: Project, found: BuiltFiles) -> tuple[PaperOfTheDay, ...]:
    """Return all papers of a session, in the order of their documents."""
    of_session = [one for one in registry.registry(project).values() if one.is_for_session]
    phrases = fixed_words.of_project(project)
    return tuple(_paper(document, found, phrases) for document in of_session)


def _paper(document: Document, found: BuiltFiles, phrases: Phrases) -> PaperOfTheDay:
    files = [one for one in found.files if one.of.name == document.name]
    printed = next((one for one in files if one.of.edition == PRINT), None)
    others = [
        (FOR.get(one.of.edition, one.of.edition), one)
        for one in files
        if one.of.edition != PRINT and one.made
    ]
    needs = ["card instead of paper"] if document.head.stock == "card" else []
    needs += filter(None, [document.at_hand(phrases)])
    title = document.title(phrases)
    return PaperOfTheDay(document, title, ", ".join(needs), printed, tuple(others))


@page
def show(visit: Visit) -> Answer:
    """Show each paper as it was made last."""
    around = frame(visit, "papers")
    found = present_files(visit.project, visit.session_name)
    work = visit.studio.works.at(_place(around))
    return visit.show("session_papers.html", **_values(visit, around, found), work=work)


@page
def compared(visit: Visit) -> Answer:
    """Show the papers again, each with whether it is as its content is now."""
    around = frame(visit, "papers")
    request = Request((visit.session_name,), editions=(PRINT,))
    found = visit.studio.runner.client().call(built_files, visit.project, request)
    return visit.show("_papers.html", is_compared=True, **_values(visit, around, found))


def _values(visit: Visit, around: SessionFrame, found: BuiltFiles) -> dict[str, Any]:
    work = visit.studio.works.at(_place(around))
    made = work.result if work and isinstance(work.result, Build) else None
    return {
        "frame": around,
        "found": found,
        "papers": papers(visit.project, found),
        "outcome": outcome_of(work, made.files if made else (), made.warnings if made else ()),
    }


@page
def make(visit: Visit) -> Answer:
    """Make all papers for printing, or one of them, as far as they are not current."""
    around = frame(visit, "papers")
    project, wanted = visit.project, visit.text("document")
    request = Request(
        (visit.session_name,), documents=(wanted,) if wanted else (), editions=(PRINT,)
    )
    names = FileNames.of(project, around.training, is_of_session=True)

    def do(client: Client, on_progress: OnProgress) -> Build:
        def named(progress: Progress) -> None:
            title = names.read(progress.what).title
            on_progress(dataclasses.replace(progress, what=title or progress.what))

        return make_files(project, dataclasses.replace(request, client=client), named)

    visit.studio.works.start("Making the papers", _place(around), do)
    return visit.go(_place(around))


def _place(around: SessionFrame) -> str:
    return around.path("papers")


_HERE = "/training/{training}/session/{session}/papers"
ROUTES = [
    Route(_HERE, show),
    Route(f"{_HERE}/compared", compared),
    Route(f"{_HERE}/make", make, methods=["POST"]),
]
