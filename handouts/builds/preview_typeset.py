"""One document as pages that can be drawn, as fast as it can be typeset.

It is typeset as a build does it, but for what nobody sees in a picture: there are no tags, and
nothing is deflated, read back or checked.
"""

import dataclasses
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.builds.floating import moved
from handouts.builds.plan import Job
from handouts.builds.preview import Fit, Place
from handouts.builds.typeset_job import fitted, suits
from handouts.typesetting.failures import OwnError
from handouts.typesetting.raster import PdfPages
from handouts.typesetting.render import Layout, Typesetter, write_for_pictures
from handouts.typesetting.renderer_log import between_pages

if TYPE_CHECKING:
    from PIL import Image

Step = Callable[[], None]
"""Called between steps. Raises Stopped where the work is no longer wanted."""
_KEPT = 2
"""Documents that are kept: those of two windows."""
_PLACE = re.compile(r"(?P<file>.+):(?P<line>\d+)\.\d+")
"""An id that a template makes of a place: see `templates/macros/places.html`."""


@dataclass(frozen=True)
class PaintedPage:
    """A page that can be drawn."""

    digest: str
    """Another one where the page looks otherwise."""
    pdf: PdfPages
    number: int
    """In that file, counted from 0."""

    def height_px(self, width_px: int) -> int:
        """Return how high its picture is."""
        return self.pdf.height_px(self.number, width_px)

    def picture(self, width_px: int) -> "Image.Image":
        """Return its picture."""
        return self.pdf.as_shown(self.number, width_px)


class ShownDocument:
    """A document that has been laid out, and whose pages are painted when they are asked for.

    The page in view need not wait until all others are painted. The layout, which takes much
    memory, is dropped as soon as all are.
    """

    def __init__(self, job: Job, fit: Fit, layout: Layout, salt: str) -> None:
        """`salt` makes digests others that would be the same although the fonts have changed."""
        self.fingerprint = job.fingerprint
        self.fit = fit
        numbers = range(layout.page_count)
        self.places = [_places(layout, number, job) for number in numbers]
        """Of each page."""
        self.proportions = [
            layout.page_height(number) / layout.page_width(number) for number in numbers
        ]
        """The height of each page as a part of its width."""
        self._salt = salt
        self._layout: Layout | None = layout
        self._painted: dict[int, PaintedPage] = {}

    def painted(self, numbers: Sequence[int]) -> list[PaintedPage]:
        """Return pages, counted from 0, painted together. Raises RendererError."""
        missing = [number for number in numbers if number not in self._painted]
        if missing and self._layout:
            content, digests = write_for_pictures(self._layout.part(missing))
            pdf = PdfPages(content)
            for place, (number, digest) in enumerate(zip(missing, digests, strict=True)):
                self._painted[number] = PaintedPage(f"{digest}{self._salt}", pdf, place)
            if len(self._painted) == len(self.places):
                self._layout = None
        return [self._painted[number] for number in numbers]


class PreviewTypesetter:
    """Typesets documents for pictures, and keeps the last ones. For one thread."""

    def __init__(self, layers: tuple[Path, ...]) -> None:
        self._typesetter = Typesetter(layers, keeps_pictures=True)
        self._kept: OrderedDict[Hashable, ShownDocument] = OrderedDict()

    def last(self, key: Hashable) -> ShownDocument | None:
        """Return the last document that was typeset under this key, if it is kept."""
        return self._kept.get(key)

    def document(self, key: Hashable, job: Job, first: Fit | None, step: Step) -> ShownDocument:
        """Return a document; the kept one where nothing that goes in has changed.

        The fit `first` is tried first. Raises RendererError, and what `step` raises.
        """
        kept = self._kept.get(key)
        is_current = kept and kept.fingerprint == job.fingerprint and first in (None, kept.fit)
        if kept is None or not is_current:
            kept = self._typeset(job, first, step)
        self._kept[key] = kept
        self._kept.move_to_end(key)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return kept

    def _typeset(self, job: Job, first: Fit | None, step: Step) -> ShownDocument:
        with stopped_by(step):
            fit, layout = _with_first(job, first, self._typesetter)
        return ShownDocument(job, fit, layout, str(self._typesetter.readings))


@contextmanager
def stopped_by(step: Step) -> Iterator[None]:
    """Call a step between the pages of what is typeset inside; its exceptions end that."""

    def passing_through_the_renderer() -> None:
        try:
            step()
        except Exception as error:
            raise OwnError(error) from error

    with between_pages(passing_through_the_renderer):
        yield


def _with_first(job: Job, first: Fit | None, typesetter: Typesetter) -> tuple[Fit, Layout]:
    """Return the layout with the fit that was chosen last, or as a build chooses it.

    As long as the first one does as well as it did, and its charts stand where they did, nothing
    else is tried: each try takes as long as the result.
    """
    if first is not None and first.name in job.fits:
        limit = job.fits[first.name]
        html = moved(job.html, first.moves)
        tried = dataclasses.replace(job, html=html, fits={first.name: limit})
        found = fitted(tried, typesetter)
        is_forced = not suits(found.layout, limit)
        if (first.is_forced or not is_forced) and not found.moves:
            return Fit(first.name, is_forced, first.moves), found.layout
    found = fitted(job, typesetter)
    is_forced = not suits(found.layout, job.fits[found.fit])
    return Fit(found.fit, is_forced, found.moves), found.layout


def _places(layout: Layout, page: int, job: Job) -> tuple[Place, ...]:
    found = ((_PLACE.fullmatch(name), box) for name, box in layout.rectangles(page).items())
    return tuple(
        Place(f"{job.base.name}/{match['file']}", int(match["line"]), *box)
        for match, box in found
        if match
    )
