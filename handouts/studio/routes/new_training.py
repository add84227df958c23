"""A new training, from what she has: looked at first, and then made."""

from dataclasses import dataclass

from starlette.routing import Route

from handouts.errors import ContentError
from handouts.importers.given import Given
from handouts.messages import message
from handouts.studio.web import Answer, Visit, address, page, reason, words
from handouts.workflows.import_training import (
    ImportOptions,
    ImportPreview,
    import_,
    preview_import,
)
from handouts.workflows.training_names import TrainingExistsError

_PASTED = "pasted.txt"
"""The name of a text that was not in a file."""


def _options(visit: Visit, name: str = "") -> ImportOptions:
    return ImportOptions(name, visit.studio.now().date())


def _given(visit: Visit) -> list[Given]:
    files = [Given(one.name, one.content) for one in visit.uploads()]
    pasted = visit.written("pasted")
    return [*files, Given(_PASTED, pasted.encode())] if pasted.strip() else files


@page
def ask(visit: Visit) -> Answer:
    """Ask for an article, charts, or both."""
    return visit.show("new_training.html", reason="", problems=())


@page
def look(visit: Visit) -> Answer:
    """Show what was recognised in the files, before anything is written."""
    files = _given(visit)
    if not files:
        return visit.show("new_training.html", 422, reason=words().text(_NOTHING), problems=())
    try:
        found = visit.studio.runner.client().call(
            preview_import, visit.project, files, _options(visit)
        )
    except ContentError as error:
        return visit.show("new_training.html", 422, reason="", problems=error.problems)
    key = visit.studio.drafts.keep(files)
    return _shown(visit, _Draft(key, found.imported.name), found)


def _shown(visit: Visit, draft: "_Draft", found: ImportPreview) -> Answer:
    status = 422 if draft.wrong else 200
    return visit.show("new_training_preview.html", status, found=found, draft=draft)


@dataclass(frozen=True)
class _Draft:
    """What was given, and what the page asks about it."""

    key: str
    name: str
    """Of the folder."""
    wrong: str = ""
    """Why it cannot have this name."""


@page
def create(visit: Visit) -> Answer:
    """Make the training that was looked at."""
    key, name = visit.text("key"), visit.text("name")
    files = visit.studio.drafts.find(key)
    if files is None:
        return visit.show("new_training.html", 422, reason=words().text(_GONE), problems=())
    client = visit.studio.runner.client()
    try:
        made = client.call(import_, visit.project, files, _options(visit, name))
    except TrainingExistsError as error:
        found = client.call(preview_import, visit.project, files, _options(visit))
        return _shown(visit, _Draft(key, name, reason(error)), found)
    return visit.go(address("training", made.imported.name))


_NOTHING = message("studio.nothing-given")
_GONE = message("studio.given-files-gone")

ROUTES = [
    Route("/new", ask),
    Route("/new", look, methods=["POST"]),
    Route("/new/create", create, methods=["POST"]),
]
