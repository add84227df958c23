"""Texts as they are saved while she types, and what became of a file meanwhile."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handouts.errors import HandoutsError
from handouts.project.layout import Project
from handouts.studio.state import Studio
from handouts.studio.web import problem_as_data, reason
from handouts.workflows.edit_files import Conflict, Saved, read_file, save_file


def _project(request: Request) -> Project:
    studio: Studio = request.app.state.studio
    if studio.project is None:
        raise HTTPException(409, "There is no folder of trainings yet.")
    return studio.project


async def save(request: Request) -> Response:
    """Save a text that was made from a version of a file; a conflict is answered with both."""
    project, given = _project(request), await request.json()
    try:
        name, text, version = (str(given[key]) for key in ("file", "text", "version"))
    except (KeyError, TypeError) as error:
        raise HTTPException(400, "This is no text to be saved.") from error
    return JSONResponse(await run_in_threadpool(_saved, project, name, text, version))


def _saved(project: Project, name: str, text: str, version: str) -> dict[str, Any]:
    try:
        saved = save_file(project, name, text, version)
    except HandoutsError as error:
        problems = [problem_as_data(problem) for problem in getattr(error, "problems", ())]
        return {"failed": reason(error), "problems": problems}
    return as_data(saved)


def as_data(saved: Saved | Conflict) -> dict[str, Any]:
    """Return what became of a text that was saved, as the window reads it."""
    if isinstance(saved, Conflict):
        return {
            "conflict": {
                "theirs": saved.theirs,
                "base": saved.base,
                "merged": saved.merged,
                "version": saved.version,
            }
        }
    return {"version": saved.version, "note": str(saved.history) if saved.history else ""}


async def read(request: Request) -> Response:
    """Return what a file holds now, and its version."""
    project, name = _project(request), request.query_params.get("file", "")
    try:
        found = await run_in_threadpool(read_file, project, name)
    except HandoutsError as error:
        return JSONResponse({"failed": reason(error) or str(error)}, 404)
    return JSONResponse({"text": found.text, "version": found.version})


ROUTES = [
    Route("/save", save, methods=["POST"]),
    Route("/text", read),
]
