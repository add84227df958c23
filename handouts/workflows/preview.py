"""One document as it would be made now, also of texts that are not saved; nothing is written."""

import dataclasses
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts import worksheets
from handouts.builds.plan import Job, plan
from handouts.builds.request import Request
from handouts.builds.worker_pool import kept_typesetter
from handouts.content.content_files import Texts
from handouts.errors import CallError, WorldError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.typesetting.failures import within
from handouts.typesetting.limits import Limits
from handouts.workflows.load import load_checked

if TYPE_CHECKING:
    from handouts.builds.job_runner import Client


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


@dataclass(frozen=True)
class Preview:
    """One document; of a worksheet with several versions the first."""

    pdf: bytes
    """Just what a build would write."""
    pages: int
    warnings: tuple[str, ...]
    """Why a build would not keep this file, each a sentence; empty where it would."""


def preview(project: Project, options: PreviewOptions, client: "Client | None" = None) -> Preview:
    """Typeset one document, by a client's workers or else in this process, which has to be its own.

    Raises CallError where there is no such document or it cannot be made of this training,
    ContentError, WorldError, and Stopped where the client is stopped.
    """
    asked = dataclasses.replace(options, texts=dict(options.texts))  # it goes between processes
    return client.call(_preview, project, asked) if client else _preview(project, asked)


def _preview(project: Project, options: PreviewOptions) -> Preview:
    from handouts.builds.typeset_job import typeset  # noqa: PLC0415 - it loads WeasyPrint

    job = _job(project, options)
    try:
        with within(message("builds.preview", path=job.path), Limits().and_for(len(job.html))):
            made = typeset(job, kept_typesetter(project.layers))
    except WorldError:
        kept_typesetter.cache_clear()  # it may have been in the middle of something
        raise
    return Preview(made.content, made.pages, made.faults)


def _job(project: Project, options: PreviewOptions) -> Job:
    """Return how the document is made. Raises CallError where there is nothing to be made."""
    name = project.name(options.of)
    training, _, session = name.partition("/")
    wanted = [(training, session)] if session else []
    if not any(path.startswith(f"{training}/") for path in options.texts):  # it may be all unsaved
        project.select([name])
        wanted = project.select_sessions([name]) if session else []
    request = Request(
        (name,), (options.document,), (options.edition,), options.paper, options.theme
    )
    trainings, sessions = load_checked(project, [training], wanted, options.texts)
    jobs = plan(project, trainings, request, sessions)
    if not jobs:
        asked = {"document": options.document, "of": name, "edition": options.edition}
        reasons = tuple(reason for each in trainings for reason in worksheets.left_out(each))
        if not reasons:
            raise CallError(message("builds.nothing-to-preview", **asked))
        raise CallError(message("builds.left-out", reasons=reasons, **asked))
    return jobs[0]
