"""What is known of a document that is shown: its pages, and where on them its content stands."""

from collections.abc import Callable
from dataclasses import dataclass

from handouts.builds.floating import Moves
from handouts.builds.progress import Progress


@dataclass(frozen=True)
class Fit:
    """The layout preset that was chosen for a document."""

    name: str
    is_forced: bool = False
    """Whether none suits, and this was taken all the same."""
    moves: Moves = ()
    """The charts that were moved so as not to be divided."""

    def looks_as(self, other: "Fit") -> bool:
        """Whether a document looks the same with both."""
        return (self.name, self.moves) == (other.name, other.moves)


@dataclass(frozen=True)
class Place:
    """Where a paragraph, a heading, an item of a list, or a cell stands on a page."""

    file: str
    """Relative to `content/`, as in the texts that are given."""
    line: int
    """Of the file, counted from 1."""
    left: float
    """A fraction of the page's width, as `right` is."""
    top: float
    """A fraction of the page's height, as `bottom` is."""
    right: float
    bottom: float


@dataclass(frozen=True)
class PreviewPage:
    """One page as it will be printed."""

    digest: str
    """Another one where the page, or the width that is asked for, is another. Empty where the page
    is out of reach: whether it has changed is found out when it is asked for."""
    width_px: int
    height_px: int
    picture: bytes | None
    """A JPEG; None where it is known already, or not asked for."""
    places: tuple[Place, ...]
    """In the order of the document; what is divided between pages has a place on each of them."""
    laid_over: str = ""
    """Where the picture is a part of the page, as wide as it: the digest of that over which it is
    laid; empty where it is whole."""
    top_px: int = 0
    """The row of pixels with which such a part begins."""


@dataclass(frozen=True, kw_only=True)
class PageDrawn(Progress):
    """One more page has been drawn."""

    number: int
    """Counted from 0."""
    page: PreviewPage


OnPage = Callable[[PageDrawn], None]
"""Called with each page as soon as it is drawn."""
