"""Texts as they are saved while she types, and what became of a file meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from handouts.errors import HandoutsError
from handouts.project.layout import Project
from handouts.studio.state import Studio
from handouts.studio.web import problem_as_data, problems_of, reason, words
from handouts.workflows.edit_details import SavedDetails
from handouts.workflows.edit_files import Conflict, Saved, read_file, save_file

_Saved = TypeVar("_Saved")


@dataclass(frozen=True)
class SentText:
    """A text as a window sends it to be saved."""

    file: str
    text: str
    version: str
    """That the text was made from."""
    under_way: str | None
    """What the same window sent before, and has no answer to yet, as when it is being closed."""

    @classmethod
    def of(cls, given: Any) -> "SentText":
        """Return what stands in the body of a request. Raises HTTPException where it is none."""
        try:
            file, text, version = (str(given[key]) for key in ("file", "text", "version"))
            under_way = given.get("under_way")
        except (AttributeError, KeyError, TypeError) as error:
            raise HTTPException(400, "This is no text to be saved.") from error
        return cls(file, text, version, None if under_way is None else str(under_way))

    def saved(self, save: Callable[[str], _Saved | Conflict]) -> _Saved | Conflict:
        """Return what `save` does with the version, again where what is there now is our own."""
        found = save(self.version)
        if isinstance(found, Conflict) and found.theirs in (self.text, self.under_way):
            return save(found.version)
        return found


def project_of(request: Request) -> Project:
    """Return the project of the studio. Raises HTTPException where there is none yet."""
    studio: Studio = request.app.state.studio
    if studio.project is None:
        raise HTTPException(409, "There is no folder of trainings yet.")
    return studio.project


async def save(request: Request) -> Response:
    """Save a text that was made from a version of a file; a conflict is answered with both."""
    project, sent = project_of(request), SentText.of(await request.json())
    return JSONResponse(await run_in_threadpool(_saved, project, sent))


def _saved(project: Project, sent: SentText) -> dict[str, Any]:
    try:
        saved = sent.saved(lambda version: save_file(project, sent.file, sent.text, version))
    except HandoutsError as error:
        return failure(error)
    return as_data(saved)


def failure(error: HandoutsError) -> dict[str, Any]:
    """Return why a text was not saved, as the window reads it."""
    problems = problems_of(error)
    causes = (words().cause(problem.message) for problem in problems)
    return {
        "failed": reason(error) or ". ".join(causes),
        "problems": [problem_as_data(problem) for problem in problems],
    }


def as_data(saved: Saved | SavedDetails | Conflict) -> dict[str, Any]:
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
    project, name = project_of(request), request.query_params.get("file", "")
    try:
        found = await run_in_threadpool(read_file, project, name)
    except HandoutsError as error:
        return JSONResponse({"failed": reason(error) or str(error)}, 404)
    return JSONResponse({"text": found.text, "version": found.version})


ROUTES = [
    Route("/save", save, methods=["POST"]),
    Route("/text", read),
]
