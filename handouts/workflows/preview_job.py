"""How the one document is made that is to be shown, also of texts that are not saved."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from handouts import worksheets
from handouts.builds.plan import Job, plan
from handouts.builds.request import Request
from handouts.content.content_files import Texts
from handouts.errors import CallError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.workflows.load import load_checked


@dataclass(frozen=True)
class PreviewOptions:
    """What is to be shown. An empty paper or theme means the training's own."""

    of: str
    """A training, or `<training>/<session>`."""
    document: str
    edition: str = "print"
    paper: str = ""
    theme: str = ""
    texts: Texts = field(default_factory=dict)
    """What is read instead of files, by their paths relative to `content/`. Pictures come from the
    disk."""


def preview_job(project: Project, options: PreviewOptions, *, is_preview: bool = False) -> Job:
    """Return how the document is made; of a worksheet with several versions the first.

    Raises CallError where there is nothing to be made, ContentError, and WorldError.
    """
    name = project.name(options.of)
    training, _, session = name.partition("/")
    wanted = [(training, session)] if session else []
    if not any(path.startswith(f"{training}/") for path in options.texts):  # it may be all unsaved
        project.select([name])
        wanted = project.select_sessions([name]) if session else []
    request = Request(
        (name,),
        (options.document,),
        (options.edition,),
        options.paper,
        options.theme,
        is_preview=is_preview,
    )
    trainings, sessions = load_checked(project, [training], wanted, options.texts)
    jobs = plan(project, trainings, request, sessions)
    if not jobs:
        asked = {"document": options.document, "of": name, "edition": options.edition}
        reasons = tuple(reason for each in trainings for reason in worksheets.left_out(each))
        if not reasons:
            raise CallError(message("builds.nothing-to-preview", **asked))
        raise CallError(message("builds.left-out", reasons=reasons, **asked))
    exact = [job for job in jobs if PurePosixPath(job.path).stem == options.document]
    return (exact or jobs)[0]  # `chart` is that of `chart.yaml`, wherever the article has it
