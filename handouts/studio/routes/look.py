"""How a training looks: themes as pictures of its own first page, and paper."""

import hashlib
from collections.abc import Iterator

from starlette.responses import Response
from starlette.routing import Route

from handouts.documents.editions import PAPERS
from handouts.errors import HandoutsError
from handouts.project.layout import ARTICLE_FILE, TRAINING_FILE, Project
from handouts.studio.routes.details import fields_form
from handouts.studio.routes.training import frame
from handouts.studio.web import Answer, Visit, address, page
from handouts.workflows.first_page import first_page, looks, state_of_files
from handouts.workflows.preview_job import PreviewOptions

_PAPERS = {"letter": "US Letter", "a4": "A4"}
_WIDEST = 1000
"""Pixels of a picture."""
_BLANK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 17 22" width="170" height="220"/>'
"""What is shown where a page cannot be drawn; why not stands below the preview."""


@page
def show(visit: Visit) -> Answer:
    """Show the looks that a training can have."""
    project, training = visit.project, visit.training
    form = fields_form(
        project,
        f"{training}/{TRAINING_FILE}",
        lambda field: field if field.key in ("theme", "paper") else None,
    )
    default = {field.key: field.default for field in form.fields}
    documents = [*_documents(project, training)]
    return visit.show(
        "look.html",
        frame=frame(visit, "look"),
        form=form,
        save=address("training", training, "fields"),
        looks=looks(project),
        papers=[(paper, _PAPERS.get(paper, paper)) for paper in PAPERS],
        chosen={key: form.values.get(key, default[key]) for key in default},
        documents=documents,
    )


def _documents(project: Project, training: str) -> Iterator[tuple[str, str]]:
    """Yield the documents whose first pages show a look, each with what it is called."""
    if (project.content / training / ARTICLE_FILE).is_file():
        yield "handout", "the handout"
    charts = project.charts(training)
    if charts:
        yield (f"chart-{charts[0]}" if charts[0] else "chart"), "the chart"


@page
def picture(visit: Visit) -> Answer:
    """Give the first page of a document: `?document=handout&theme=press&paper=a4&width=300`."""
    project, training = visit.project, visit.training
    asked = visit.request.query_params
    theme = visit.asked("theme")
    state = f"{state_of_files(project, training, theme)} {asked}"
    tag = f'"{hashlib.sha256(state.encode()).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if visit.request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    options = PreviewOptions(
        training,
        visit.asked("document", "handout"),
        paper=visit.asked("paper"),
        theme=theme,
    )
    given = visit.asked("width")
    width = min(max(int(given) if given.isdecimal() and len(given) < 7 else 0, 100), _WIDEST)
    try:
        made = visit.studio.runner.client().call(first_page, project, options, width)
    except HandoutsError:
        return Response(_BLANK, media_type="image/svg+xml", headers={"cache-control": "no-store"})
    return Response(made, media_type="image/jpeg", headers=headers)


ROUTES = [
    Route("/training/{training}/look", show),
    Route("/training/{training}/first-page", picture),
]
