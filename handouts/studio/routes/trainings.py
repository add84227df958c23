"""All trainings with what comes next for each session, and the first page of an empty folder."""

from pathlib import Path

from starlette.routing import Route

from handouts.project.layout import Project
from handouts.studio.opening import open_project
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.new_project import NewOptions, new
from handouts.workflows.overview import SessionOverview, overview


@page
def show(visit: Visit) -> Answer:
    """Show a card for each training, with its sessions."""
    if visit.studio.project is None:
        return visit.go("/start")
    cards = overview(visit.project)
    return visit.show("trainings.html", cards=cards, next_step=next_step, first_page=first_page)


def next_step(session: SessionOverview) -> str:
    """Return the part of a session's page that she will want next."""
    if not session.people:
        return "participants"
    if session.issued:
        return "mail-after"
    return "certificates" if session.says_who_attended else "papers"


def first_page(project: Project, training: str) -> str:
    """Return the path of a picture of a training's first page; empty until it was made."""
    for document in ("handout", "chart"):
        path = f"{training}/participants/print/{document}.pdf"
        if (project.build / path).is_file():
            return path
    return ""


def _proposed(visit: Visit) -> Path:
    """Return where trainings could live: here where it is empty, else among her documents."""
    here = visit.studio.folder
    if here != Path.home() and not any(here.iterdir()):
        return here
    documents = Path.home() / "Documents"
    return (documents if documents.is_dir() else Path.home()) / "Handouts"


@page
def start(visit: Visit) -> Answer:
    """Ask where trainings are to live."""
    if visit.studio.project is not None:
        return visit.go("/")
    return visit.show("start.html", folder=_proposed(visit))


@page
def begin(visit: Visit) -> Answer:
    """Make the folder of the trainings, or open the one that is there."""
    if visit.studio.project is not None:
        return visit.go("/")
    folder = Path(visit.text("folder")).expanduser()
    if not folder.is_absolute():
        folder = visit.studio.folder / folder
    if not (folder / "content").is_dir():
        new(NewOptions(folder, visit.text("provider"), has_example=visit.ticked("example")))
    open_project(visit.studio, Project(folder.resolve()))
    return visit.go("/")


ROUTES = [
    Route("/", show),
    Route("/start", start),
    Route("/start", begin, methods=["POST"]),
]
