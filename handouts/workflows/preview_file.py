"""One document as it would be made now, also of texts that are not saved; nothing is written."""

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.builds.worker_pool import kept_typesetter
from handouts.errors import WorldError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.typesetting.failures import within
from handouts.typesetting.limits import Limits
from handouts.workflows.preview_job import PreviewOptions, preview_job

if TYPE_CHECKING:
    from handouts.builds.floating import Moves
    from handouts.builds.job_runner import Client


@dataclass(frozen=True)
class PreviewFile:
    """One document; of a worksheet with several versions the first."""

    pdf: bytes
    """Just what a build would write."""
    pages: int
    warnings: tuple[str, ...]
    """Why a build would not keep this file, each a sentence; empty where it would."""
    fit: str
    """The layout preset that a build would choose."""
    moves: "Moves"
    """The charts that a build would move so as not to divide them."""


def preview(
    project: Project, options: PreviewOptions, client: "Client | None" = None
) -> PreviewFile:
    """Typeset one document, by a client's workers or else in this process, which has to be its own.

    Raises CallError where there is no such document or it cannot be made of this training,
    ContentError, WorldError, and Stopped where the client is stopped.
    """
    asked = dataclasses.replace(options, texts=dict(options.texts))  # it goes between processes
    return client.call(preview_file, project, asked) if client else preview_file(project, asked)


def preview_file(project: Project, options: PreviewOptions) -> PreviewFile:
    """Typeset one document in this process, which has to be its own; raises as `preview` does."""
    from handouts.builds.typeset_job import typeset  # noqa: PLC0415 - it loads WeasyPrint

    job = preview_job(project, options)
    try:
        with within(message("builds.preview", path=job.path), Limits().and_for(len(job.html))):
            made = typeset(job, kept_typesetter(project.layers))
    except WorldError:
        kept_typesetter.cache_clear()  # it may have been in the middle of something
        raise
    return PreviewFile(made.content, made.pages, made.faults, made.fit, made.moves)
