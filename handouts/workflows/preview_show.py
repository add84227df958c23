"""What a preview's worker does: one document, from texts to the pictures of its pages."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.builds.preview import Fit, OnPage, PageDrawn, PreviewPage
from handouts.builds.preview_pictures import SentPictures
from handouts.builds.progress import Stopped
from handouts.errors import ContentError, Problem, WorldError
from handouts.messages import message
from handouts.project.layout import Project
from handouts.typesetting.failures import within
from handouts.typesetting.limits import Limits
from handouts.typesetting.raster import as_jpeg
from handouts.workflows.preview_file import preview_file
from handouts.workflows.preview_job import PreviewOptions, preview_job

if TYPE_CHECKING:
    from handouts.builds.preview_typeset import PreviewTypesetter, ShownDocument

IsUnwanted = Callable[[], bool]
_BATCH = 8
"""Pages that are painted together, which share their fonts."""


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

    fit: Fit | None
    """As a build would choose it; None where there are problems."""
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
    pages = _drawn(document, asked, on_progress, step)
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
        return CheckedDocument(None, error.problems, ())
    return CheckedDocument(Fit(made.fit, is_forced=True, moves=made.moves), (), made.warnings)


@lru_cache(maxsize=1)
def _kept(layers: tuple[Path, ...]) -> "PreviewTypesetter":
    """Return what typesets one preview after another. It reads what has changed anew."""
    from handouts.builds.preview_typeset import PreviewTypesetter  # noqa: PLC0415 - it loads WeasyPrint

    return PreviewTypesetter(layers)


@lru_cache(maxsize=1)
def _sent() -> SentPictures:
    """Return what keeps the pictures of pages in view."""
    return SentPictures()


def _typeset(
    asked: PreviewTask, typesetter: "PreviewTypesetter", step: Callable[[], None]
) -> "ShownDocument":
    job = preview_job(asked.project, asked.options, is_preview=True)
    step()
    with within(message("builds.preview", path=job.path), Limits().and_for(len(job.html))):
        return typesetter.document(asked.key, job, asked.first_fit, step)


def _drawn(
    document: "ShownDocument", asked: PreviewTask, on_page: OnPage, step: Callable[[], None]
) -> list[PreviewPage]:
    """Return all pages; those with a picture are reported as soon as they are drawn."""
    pictures, width = asked.pictures, asked.pictures.width_px
    pages = [
        PreviewPage("", width, round(width * proportion), None, places)
        for proportion, places in zip(document.proportions, document.places, strict=True)
    ]
    wanted = _in_order(len(pages), pictures)
    done = 0
    for batch in (wanted[:1], *_batches(wanted[1:])):
        step()
        for number, painted in zip(batch, document.painted(batch), strict=True):
            digest = f"{painted.digest}-{width}"
            pages[number] = page = replace(
                pages[number], digest=digest, height_px=painted.height_px(width)
            )
            done += 1
            if digest not in pictures.known:
                step()
                picture = painted.picture(width)
                if number == wanted[0]:
                    page = _sent().with_picture(asked.key, page, picture, pictures.known)
                else:
                    page = replace(page, picture=as_jpeg(picture))
                pages[number] = page
                on_page(PageDrawn(done, len(wanted), number=number, page=page))
    return pages


def _in_order(count: int, pictures: WantedPictures) -> list[int]:
    """Return the numbers of the pages that are looked at, the one in view first."""
    in_view = min(max(pictures.in_view, 0), count - 1)
    reach = count if pictures.reach is None else pictures.reach
    near = (number for number in range(count) if abs(number - in_view) <= reach)
    return sorted(near, key=lambda number: abs(number - in_view))


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """Divide pages so that the work can be ended between them."""
    for start in range(0, len(numbers), _BATCH):
        yield numbers[start : start + _BATCH]
