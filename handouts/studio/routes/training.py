"""A training: its parts on the left, the page as it will be printed on the right."""

from dataclasses import dataclass
from typing import Any

from starlette.routing import Route

from handouts.documents import registry
from handouts.documents.editions import EDITIONS
from handouts.project.layout import ARTICLE_FILE, Project
from handouts.studio.web import Answer, Visit, address, page
from handouts.workflows.edit_files import NEW, OpenFile, read_file
from handouts.workflows.inventory import title_of

FOR = {"print": "printing", "email": "e-mail", "large-print": "large print"}
"""What an edition is for, in the words of the page; one that a project adds has its own name."""


@dataclass(frozen=True)
class TrainingFrame:
    """What every part of a training's page shows around itself."""

    name: str
    title: str
    tabs: tuple[tuple[str, str, bool], ...]
    """Label, path, and whether it is the one that is shown."""
    preview: dict[str, Any]
    """What the preview begins with."""


def frame(visit: Visit, here: str) -> TrainingFrame:
    """Return what is around a part of a training's page, such as `article`."""
    project, name = visit.project, visit.training
    return TrainingFrame(
        name,
        title_of(project, name) or name,
        tuple(_tabs(name, here)),
        {
            "training": name,
            "documents": [*_documents(project, name)],
            "editions": [[each, FOR.get(each, each)] for each in EDITIONS],
            "document": "chart" if here == "chart" else "",
        },
    )


def _tabs(name: str, here: str) -> list[tuple[str, str, bool]]:
    parts = ("article", "chart", "worksheets", "details", "look")
    return [
        (
            part.capitalize(),
            address("training", name) if part == "article" else address("training", name, part),
            part == here,
        )
        for part in parts
    ]


def _documents(project: Project, training: str) -> list[list[str]]:
    """Return name and title of each document that can be made of a training."""
    has_article = (project.content / training / ARTICLE_FILE).is_file()
    has_chart = bool(project.charts(training))
    there = {"article": has_article, "chart": has_chart, "": True}
    return [
        [each.name, each.title]
        for each in registry.registry(project).values()
        if not each.is_for_session and not each.is_of_packets and there.get(each.needs, True)
    ]


@page
def article(visit: Visit) -> Answer:
    """Show the article in its editor."""
    file = f"{visit.training}/{ARTICLE_FILE}"
    if (visit.project.content / file).is_file():
        opened = read_file(visit.project, file)
    else:
        opened = OpenFile("", NEW)
    options = {
        "file": file,
        "text": opened.text,
        "version": opened.version,
        "charts": visit.project.charts(visit.training),
        "pictures": address("training", visit.training, "pictures"),
    }
    return visit.show("article.html", frame=frame(visit, "article"), options=options)


ROUTES = [Route("/training/{training}", article)]
