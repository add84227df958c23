"""The fields of a training's forms, saved as they are filled in."""

from pathlib import PurePosixPath
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handouts.content.yaml_tree import Location
from handouts.errors import HandoutsError
from handouts.project.layout import ARTICLE_FILE, TRAINING_FILE, WORKSHEETS_FILE, Project
from handouts.studio.state import Studio
from handouts.studio.web import problem_as_data, problems_of, reason, words
from handouts.workflows.edit_details import FieldProblem
from handouts.workflows.edit_files import read_file
from handouts.workflows.save_fields import Clash, save_fields

_FILES = (TRAINING_FILE, ARTICLE_FILE, WORKSHEETS_FILE)


def field_name(location: Location) -> str:
    """Return the name that a place in a file has on a page: `packet/participants`."""
    return "/".join(map(str, location))


def field_problems(found: tuple[FieldProblem, ...]) -> list[dict[str, Any]]:
    """Return problems as a page has them, each with the name of its field."""
    return [{**problem_as_data(one.problem), "field": field_name(one.location)} for one in found]


async def save(request: Request) -> Response:
    """Save the fields that were changed; what somebody else has made of them comes back."""
    studio: Studio = request.app.state.studio
    given = await request.json()
    training = request.path_params["training"]
    try:
        file, version = str(given["file"]), str(given["version"])
        changes = {tuple(str(name).split("/")): value for name, value in given["changes"]}
    except (KeyError, TypeError, ValueError) as error:
        raise HTTPException(400, "These are no fields to be saved.") from error
    if studio.project is None or training not in studio.project.trainings():
        raise HTTPException(404)
    path = PurePosixPath(file)
    if path.parent.name != training or path.name not in _FILES or len(path.parts) != 2:
        raise HTTPException(404)
    return JSONResponse(await run_in_threadpool(_saved, studio.project, file, changes, version))


def _saved(project: Project, file: str, changes: dict[Any, Any], version: str) -> dict[str, Any]:
    try:
        saved = save_fields(project, file, changes, version)
        if isinstance(saved, Clash):
            theirs = [[field_name(place), value] for place, value in saved.theirs.items()]
            return {"clash": theirs, "version": saved.version}
        text = read_file(project, file).text
    except HandoutsError as error:
        causes = (words().cause(problem.message) for problem in problems_of(error))
        return {"failed": reason(error) or ". ".join(causes)}
    return {
        "version": saved.version,
        "text": text,
        "problems": field_problems(saved.problems),
        "note": str(saved.history) if saved.history else "",
    }


ROUTES = [Route("/training/{training}/fields", save, methods=["POST"])]
