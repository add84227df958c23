"""A training: its parts on the left, the page as it will be printed on the right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from handouts.content import cell, fixed_words
from handouts.documents import registry
from handouts.documents.editions import EDITIONS
from handouts.errors import HandoutsError
from handouts.project.layout import ARTICLE_FILE, WORKSHEETS_FILE, Project
from handouts.studio.routes.article_saving import pull_quotes_in
from handouts.studio.routes.saving import failure
from handouts.studio.web import Answer, Visit, address, page, reason
from handouts.workflows import article_pictures
from handouts.workflows.charts import chart_titles
from handouts.workflows.edit_files import NEW, OpenFile, read_file
from handouts.workflows.inventory import title_of
from handouts.workflows.key_terms import read_key_terms

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


def frame(visit: Visit, here: str, document: str = "") -> TrainingFrame:
    """Return what is around a part of a training's page, such as `article`.

    `document` is what is shown beside it first; the first one where it is empty.
    """
    project, name = visit.project, visit.training
    return TrainingFrame(
        name,
        title_of(project, name) or name,
        tuple(_tabs(name, here)),
        {
            "training": name,
            "documents": [*_documents(project, name)],
            "editions": [[each, FOR.get(each, each)] for each in EDITIONS],
            "document": document,
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
    titles, words = chart_titles(project, training), fixed_words.of_project(project)
    there = {"article": has_article, "chart": bool(titles), "": True}
    return [
        [f"{each.name}-{name}" if name else each.name, f"{each.title(words)}{about}"]
        for each in registry.registry(project).values()
        if not each.is_for_session and not each.is_of_packets and there.get(each.needs, True)
        for name, about in _charts_of(each, titles).items()
    ]


def _charts_of(document: registry.Document, titles: Mapping[str, str]) -> dict[str, str]:
    """Return the charts of which there is a file of a document each, with what says so."""
    if document.needs != "chart" or not titles:
        return {"": ""}
    is_only = len(titles) == 1
    return {name: "" if is_only else f": {cell.plain(title)}" for name, title in titles.items()}


@page
def article(visit: Visit) -> Answer:
    """Show the article in its editor."""
    name = visit.training
    file = f"{name}/{ARTICLE_FILE}"
    is_there = (visit.project.content / file).is_file()
    opened = read_file(visit.project, file) if is_there else OpenFile("", NEW)
    options = {
        "file": file,
        "text": opened.text,
        "version": opened.version,
        "charts": [{"name": each, "title": each} for each in visit.project.charts(name)],
        "pictures": address("training", name, "pictures"),
        "save": address("training", name, "article"),
        "quotes": address("training", name, "pull-quotes"),
        "pull_quotes": pull_quotes_in(file, opened.text),
        "terms": _key_terms(visit),
    }
    return visit.show("article.html", frame=frame(visit, "article"), options=options)


def _key_terms(visit: Visit) -> dict[str, Any]:
    """Return the words worth knowing, one a line, or why they cannot be read."""
    training = visit.training
    found = {
        "file": f"{training}/{WORKSHEETS_FILE}",
        "address": address("training", training, "key-terms"),
    }
    try:
        opened = read_key_terms(visit.project, training)
    except HandoutsError as error:
        return found | {"text": "", "version": NEW, "problem": failure(error)["failed"]}
    return found | {"text": opened.text, "version": opened.version}


@page
def add_picture(visit: Visit) -> Answer:
    """Take a picture for the article."""
    (given,) = visit.uploads("picture")
    client = visit.studio.runner.client()
    try:
        path = client.call(
            article_pictures.add_picture, visit.project, visit.training, given.content
        )
    except HandoutsError as error:
        return JSONResponse({"problem": reason(error)}, 422)
    return JSONResponse(
        {"path": path, "url": address("training", visit.training, "pictures", path)}
    )


@page
def picture(visit: Visit) -> Answer:
    """Show a picture of the article; a drawing runs nothing and fetches nothing here."""
    source = visit.request.path_params["source"]
    found = article_pictures.picture_file(visit.project, visit.training, source)
    if found is None:
        raise HTTPException(404)
    return FileResponse(found, headers={"content-disposition": "inline"})


ROUTES = [
    Route("/training/{training}", article),
    Route("/training/{training}/pictures", add_picture, methods=["POST"]),
    Route("/training/{training}/pictures/{source:path}", picture),
]
