"""The plan for the printer: what to print, in what order, on what, and how many sheets it takes."""

import dataclasses
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from handouts.documents.registry import Document
from handouts.languages.phrases import STANDARD_PHRASES, Phrases
from handouts.typesetting.imposition import MOST_SHEETS


@dataclass(frozen=True)
class PrintRun:
    """What is sent to the printer at one go."""

    path: str
    """Relative to the folder of the plan."""
    pages: tuple[int, int] | None
    """First and last, where it is not the whole file."""
    copies: int
    sheets: int
    """Of one copy."""
    sides: Literal[1, 2]
    """How many sides of a sheet are printed."""
    edge: Literal["long", "short"]
    """Where sheets with two sides are turned."""
    paper: str
    """`letter` or `a4`."""
    stock: str
    """`paper` or `card`."""
    is_grey: bool
    of: tuple[str, ...] = ()
    """Titles of the parts, where it is not the whole file."""
    needs: tuple[str, ...] = ()
    """What has to be at hand."""

    @property
    def all_sheets(self) -> int:
        """Of all copies together."""
        return self.copies * self.sheets


@dataclass(frozen=True)
class Plan:
    """All that is printed for the day, in the order in which to print it."""

    folder: str
    """Where the files are, relative to the project."""
    runs: tuple[PrintRun, ...]
    besides: tuple[PrintRun, ...]
    """What is printed only where somebody asks for it: large print, drafts. Not in the totals."""
    versions: tuple[tuple[str, int], ...] = ()
    """For each version of the packets how many copies there are of it, and one key."""

    def sheets(self, stock: str) -> int:
        """Return how many sheets of a stock it takes in all."""
        return sum(run.all_sheets for run in self.runs if run.stock == stock)


@dataclass(frozen=True)
class PageSpan:
    """Which pages of a packet a document takes."""

    document: Document
    title: str
    first: int
    pages: int
    """With those that stay blank behind it."""


@dataclass(frozen=True)
class Paper:
    """What all runs of a plan have in common."""

    name: str
    """`letter` or `a4`."""
    is_grey: bool
    is_punched: bool = False
    """Whether pages that are kept have marks for holes."""
    phrases: Phrases = STANDARD_PHRASES
    """The words for what has to be at hand."""

    def needs(self, document: str, stock: str) -> tuple[str, ...]:
        """Return what has to be at hand, with what a document asks for."""
        is_punched = self.is_punched and stock == "paper"
        punch = self.phrases.text("packets.needs.hole-punch") if is_punched else ""
        return tuple(filter(None, (document, punch)))


def whole_file(path: str, pages: int, copies: int, paper: Paper) -> PrintRun:
    """Return the run of a file on plain paper, on both sides."""
    return PrintRun(
        path=path,
        pages=None,
        copies=copies,
        sheets=math.ceil(pages / 2),
        sides=2,
        edge="long",
        paper=paper.name,
        stock="paper",
        is_grey=paper.is_grey,
        needs=paper.needs("", "paper"),
    )


def draft(path: str, sides: int, paper: Paper) -> PrintRun:
    """Return the run of a draft with two pages to a side."""
    return dataclasses.replace(whole_file(path, sides, 1, paper), edge="short", needs=())


def booklet(path: str, sides: Sequence[int], copies: int, paper: Paper) -> PrintRun:
    """Return the run of booklets one after another, with so many sides of sheets each."""
    run = whole_file(path, sum(sides), copies, paper)
    needs = (
        paper.phrases.text("packets.needs.stapler")
        if max(sides) <= 2 * MOST_SHEETS
        else paper.phrases.text("packets.needs.bindery")
    )
    return dataclasses.replace(run, edge="short", needs=(needs,))


def runs_of(
    path: str, spans: Sequence[PageSpan], copies_of: Callable[[Document], int], paper: Paper
) -> list[PrintRun]:
    """Return the runs of a file: one for each part of it that is printed in one way."""

    def way(span: PageSpan) -> tuple[str, Literal[1, 2], int, str]:
        head = span.document.head
        needs = span.document.at_hand(paper.phrases)
        return head.stock, 1 if head.sides == 1 else 2, copies_of(span.document), needs

    runs = []
    for (stock, sides, copies, needs), found in groupby(spans, key=way):
        printed = list(found)
        first, count = printed[0].first, sum(span.pages for span in printed)
        is_all = len(printed) == len(spans) and sides == 2
        last = first + count - (1 if sides == 2 else 2)  # behind one side a blank page follows
        run = PrintRun(
            path=path,
            pages=None if is_all else (first, last),
            copies=copies,
            sheets=math.ceil(count / 2),
            sides=sides,
            edge="long",
            paper=paper.name,
            stock=stock,
            is_grey=paper.is_grey,
            of=() if is_all else tuple(span.title for span in printed),
            needs=paper.needs(needs, stock),
        )
        runs.append(run)
    return runs


def shared(document: Document, people: int, versions: int) -> int:
    """Return how many copies of each version people need who share a document; 1 for all others."""
    by = document.head.shared_by
    return max(math.ceil(people / by / versions), 1) if by else 1


def shares(copies: int, versions: Iterable[str]) -> dict[str, int]:
    """Return how many copies each version has: as equal as can be, the first ones one more."""
    letters = list(versions)
    each, over = divmod(copies, len(letters))
    return {letter: each + (place < over) for place, letter in enumerate(letters)}
