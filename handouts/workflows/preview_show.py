"""What a preview's worker does: one document, from texts to the pictures of its pages."""

import dataclasses
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.builds.preview import Fit, OnPage, PageDrawn, PreviewPage
from handouts.builds.progress import Stopped
from handouts.errors import ContentError, Problem, WorldError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.typesetting.failures import within
from handouts.typesetting.limits import Limits
from handouts.workflows.preview_file import preview_file
from handouts.workflows.preview_job import PreviewOptions, preview_job

if TYPE_CHECKING:
    from handouts.builds.preview_typeset import PreviewTypesetter, ShownDocument

IsUnwanted = Callable[[], bool]


@dataclass(frozen=True)
class WantedPictures:
    """Which pictures of pages are wanted."""

    width_px: int
    known: frozenset[str] = frozenset()
    """The digests of pages whose pictures are not needed again."""
    in_view: int = 0
    """The page that is drawn first, counted from 0."""
    reach: int | None = None
    """How far before and behind the page in view others are drawn; None for all."""


@dataclass(frozen=True)
class Shown:
    """What is sent back of one document."""

    pages: tuple[PreviewPage, ...]
    problems: tuple[Problem, ...]
    fit: Fit | None
    seconds: float


@dataclass(frozen=True)
class CheckedDocument:
    """What a build would find of one document."""

    fit: str
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class PreviewTask:
    """What is to be shown, and how."""

    project: Project
    options: PreviewOptions
    pictures: WantedPictures
    first_fit: Fit | None = None
    """The one that was chosen last."""

    @property
    def key(self) -> tuple[object, ...]:
        """The same for all texts of one document that is to be shown in the same way."""
        options = self.options
        look = (options.document, options.edition, options.paper, options.theme)
        return (self.project.root, options.of, *look)


def show(asked: PreviewTask, on_progress: OnPage, is_unwanted: IsUnwanted) -> Shown:
    """Return the pages of a document; where its texts have problems, those of the last good ones.

    Raises Stopped between two steps once it is unwanted, CallError, and WorldError.
    """
    began = time.perf_counter()

    def step() -> None:
        if is_unwanted():
            raise Stopped

    typesetter = _kept(asked.project.layers)
    problems: tuple[Problem, ...] = ()
    document: ShownDocument | None
    try:
        document = _typeset(asked, typesetter, step)
    except ContentError as error:
        document, problems = typesetter.last(asked.key), error.problems
    except WorldError:
        _kept.cache_clear()  # it may have been in the middle of something
        raise
    if document is None:
        return Shown((), problems, None, time.perf_counter() - began)
    pages = _drawn(document, asked.pictures, on_progress, step)
    return Shown(tuple(pages), problems, document.fit, time.perf_counter() - began)


def check(asked: PreviewTask, is_unwanted: IsUnwanted) -> CheckedDocument:
    """Return what a build would find; nothing is drawn. Raises as `show` does."""
    from handouts.builds.preview_typeset import stopped_by  # noqa: PLC0415 - it loads WeasyPrint

    def step() -> None:
        if is_unwanted():
            raise Stopped

    try:
        with stopped_by(step):
            made = preview_file(asked.project, asked.options)
    except ContentError as error:
        return CheckedDocument("", error.problems, ())
    return CheckedDocument(made.fit, (), made.warnings)


@lru_cache(maxsize=1)
def _kept(layers: tuple[Path, ...]) -> "PreviewTypesetter":
    """Return what typesets one preview after another. It reads what has changed anew."""
    from handouts.builds.preview_typeset import PreviewTypesetter  # noqa: PLC0415 - it loads WeasyPrint

    return PreviewTypesetter(layers)


def _typeset(
    asked: PreviewTask, typesetter: "PreviewTypesetter", step: Callable[[], None]
) -> "ShownDocument":
    job = preview_job(asked.project, asked.options, is_preview=True)
    step()
    with within(message("builds.preview", path=job.path), Limits().and_for(len(job.html))):
        return typesetter.document(asked.key, job, asked.first_fit, step)


def _drawn(
    document: "ShownDocument", pictures: WantedPictures, on_page: OnPage, step: Callable[[], None]
) -> list[PreviewPage]:
    """Return all pages; those with a picture are reported as soon as they are drawn."""
    width, pdf = pictures.width_px, document.pdf
    pages = [
        PreviewPage(
            f"{page.digest}-{width}", width, pdf.height_px(number, width), None, page.places
        )
        for number, page in enumerate(document.pages)
    ]
    wanted = _wanted(pages, pictures)
    for done, number in enumerate(wanted, 1):
        step()
        page = dataclasses.replace(pages[number], picture=pdf.jpeg(number, width))
        pages[number] = page
        on_page(PageDrawn(done, len(wanted), number=number, page=page))
    return pages


def _wanted(pages: Sequence[PreviewPage], pictures: WantedPictures) -> list[int]:
    """Return the numbers of the pages that are drawn, in this order."""
    in_view = min(max(pictures.in_view, 0), len(pages) - 1)
    reach = len(pages) if pictures.reach is None else pictures.reach
    wanted = (
        number
        for number, page in enumerate(pages)
        if page.digest not in pictures.known and abs(number - in_view) <= reach
    )
    return sorted(wanted, key=lambda number: abs(number - in_view))
