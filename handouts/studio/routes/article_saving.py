"""An article as it is saved while she types, with what is marked in it and stands elsewhere."""

from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handouts.errors import ContentError, HandoutsError
from handouts.project.layout import ARTICLE_FILE, WORKSHEETS_FILE, Project
from handouts.studio.routes.saving import SentText, as_data, failure, project_of
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.edit_details import Changes, read_values, with_values
from handouts.workflows.edit_files import Conflict, OpenFile, save_file
from handouts.workflows.key_terms import read_key_terms, save_key_terms


def pull_quotes_in(file: str, text: str) -> list[str]:
    """Return the sentences that an article shows again, as far as its text can be read."""
    try:
        values = read_values(file, text)
    except ContentError:
        return []
    quotes = values.get("pull_quotes", ())
    return [str(quote) for quote in quotes] if isinstance(quotes, (list, tuple)) else []


@page
def pull_quotes(visit: Visit) -> Answer:
    """Return the pull quotes of a text of the article that somebody else has written."""
    file = f"{visit.training}/{ARTICLE_FILE}"
    return JSONResponse({"quotes": pull_quotes_in(file, visit.written("text"))})


async def save(request: Request) -> Response:
    """Save the article, and the pull quotes where she has chosen others."""
    project, given = project_of(request), await request.json()
    training = _training(project, request)
    sent = SentText.of({**given, "file": f"{training}/{ARTICLE_FILE}"})
    quotes = given.get("pull_quotes")
    chosen = None if quotes is None else [str(quote) for quote in quotes]
    return JSONResponse(await run_in_threadpool(_saved, project, sent, chosen))


def _saved(project: Project, sent: SentText, quotes: list[str] | None) -> dict[str, Any]:
    """Save a text; `written` is what it has become where the pull quotes were put into it."""
    note = ""
    try:
        sent = sent if quotes is None else _with_quotes(sent, quotes)
    except HandoutsError as error:  # what she typed is kept all the same
        note = f"The pull quotes could not be kept. {failure(error)['failed']}"
    try:
        saved = sent.saved(lambda version: save_file(project, sent.file, sent.text, version))
    except HandoutsError as error:
        return failure(error)
    answer = as_data(saved)
    if isinstance(saved, Conflict):
        answer["conflict"]["mine"] = sent.text
    else:
        answer |= {"written": sent.text, "note": note or answer["note"]}
    return answer


def _with_quotes(sent: SentText, quotes: list[str]) -> SentText:
    """Return what was sent, and what is under way, with these pull quotes. Raises HandoutsError."""
    changes: Changes = {("pull_quotes",): quotes or None}
    before = sent.under_way
    return replace(
        sent,
        text=with_values(sent.file, sent.text, changes),
        under_way=None if before is None else with_values(sent.file, before, changes),
    )


async def terms(request: Request) -> Response:
    """Return the key terms as they are now."""
    project = project_of(request)
    training = _training(project, request)
    try:
        found: OpenFile = await run_in_threadpool(read_key_terms, project, training)
    except HandoutsError as error:
        return JSONResponse(failure(error), 404)
    return JSONResponse({"text": found.text, "version": found.version})


async def save_terms(request: Request) -> Response:
    """Save the key terms, one a line."""
    project, given = project_of(request), await request.json()
    training = _training(project, request)
    sent = SentText.of({**given, "file": f"{training}/{WORKSHEETS_FILE}"})
    return JSONResponse(await run_in_threadpool(_saved_terms, project, training, sent))


def _saved_terms(project: Project, training: str, sent: SentText) -> dict[str, Any]:
    try:
        return as_data(
            sent.saved(lambda version: save_key_terms(project, training, sent.text, version))
        )
    except HandoutsError as error:
        return failure(error)


def _training(project: Project, request: Request) -> str:
    name = str(request.path_params["training"])
    if name not in project.trainings():
        raise HTTPException(404)
    return name


ROUTES = [
    Route("/training/{training}/article", save, methods=["POST"]),
    Route("/training/{training}/pull-quotes", pull_quotes, methods=["POST"]),
    Route("/training/{training}/key-terms", terms),
    Route("/training/{training}/key-terms", save_terms, methods=["POST"]),
]
