"""A trainer's files → the article with its charts in place, and the charts with their names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import PurePosixPath
from typing import TypeVar

from handouts.errors import ContentError, Problem
from handouts.importers import chart_names, language_guess, roles, write
from handouts.importers.article import read_article
from handouts.importers.chart import charts_within, read_charts
from handouts.importers.chart_names import Taken
from handouts.importers.given import Given
from handouts.importers.parts import LeftOut, ReadArticle, ReadChart
from handouts.importers.place import Placed, place_charts
from handouts.importers.source import ImportedFile
from handouts.messages import Message, message
from handouts.project.layout import chart_file

_T = TypeVar("_T")
_SURE = 20
"""Little words of a language that a text has when it is not the one that its file names."""


@dataclass(frozen=True)
class PlacedArticle:
    """An article with its charts in place."""

    source: ImportedFile
    read: ReadArticle
    """Its pieces are those that are written."""
    left_out: tuple[LeftOut, ...]
    """What is left out of it for the sake of its charts."""
    places: tuple[Message, ...]
    """Where each chart belongs, and why, as sentences."""


@dataclass(frozen=True)
class PlacedChart:
    """A chart with its name and its title."""

    source: ImportedFile
    read: ReadChart
    name: str
    """Empty for the only one."""
    title: str
    """In plain text: as the article has it, or its file, or else the titles of its columns."""
    is_within: bool
    """Whether it stood in the article's own file."""

    @property
    def file(self) -> str:
        """The name of the file that it is written into."""
        return chart_file(self.name)

    @property
    def other_title(self) -> tuple[LeftOut, ...]:
        """What its own file calls it, where that is left out."""
        if not self.read.title or self.read.title == self.title:
            return ()
        reason = message("chart_import.other-title")
        return (LeftOut(self.source.name, self.read.header_line, self.read.title, reason),)


@dataclass(frozen=True)
class ReadFiles:
    """All that a trainer's files hold."""

    article: PlacedArticle | None
    charts: tuple[PlacedChart, ...]
    pictures_unused: tuple[LeftOut, ...] = ()
    """The picture files that the trainer named and that no article shows."""

    @property
    def metadata(self) -> write.Metadata:
        """What stands above the article; without one the title of the first chart."""
        if self.article is None:
            return write.Metadata(self.charts[0].title, "", "")
        read = self.article.read
        return write.Metadata(read.title, read.subtitle, read.byline)

    @property
    def named_language(self) -> str:
        """The language that the article's file names; may be empty."""
        return self.article.read.language if self.article else ""

    @cached_property
    def language(self) -> str:
        """The language of the words, where that is plain, or else the one that is named.

        Files name the language of a program rather than of the text. It may be empty.
        """
        named = self.named_language
        found = language_guess.language_of(self._words, _SURE if named else language_guess.FEWEST)
        return named if named.partition("-")[0].lower() == found or not found else found

    @property
    def _words(self) -> str:
        pieces = self.article.read.pieces if self.article else ()
        rows = (row for chart in self.charts for row in chart.read.rows)
        return "\n".join(
            [*(piece.plain for piece in pieces), *(cell for row in rows for cell in row)]
        )


def read_files(files: Sequence[Given], taken: Taken) -> ReadFiles:
    """Return what files hold. Raises ContentError with the problems of all of them."""
    found = roles.assigned(files)
    problems: list[Problem] = []
    text = found.article
    within = charts_within(text) if text and not found.charts else ()
    own = {chart.table for chart in within}
    article = _tried(lambda: read_article(text, own), problems) if text else None
    read = [
        (source, chart)
        for source in found.charts
        for chart in _tried(partial(read_charts, source), problems) or ()
    ]
    if text and not found.charts:
        if not within and found.holds_both:
            # What stands around the table is the article's, and listed there.
            charts = _tried(partial(read_charts, text), problems) or ()
            within = tuple(replace(chart, left_out=()) for chart in charts[:1])
        read = [(text, chart) for chart in within]
    if problems:
        raise ContentError(problems)
    names = chart_names.of_charts(read, taken)
    by_name = {name: chart for name, (_, chart) in zip(names, read, strict=True)}
    placed = place_charts(article, by_name, own) if article else None
    article_title = article.title if article else ""
    named = tuple(
        PlacedChart(
            source,
            _untitled_twice(chart, placed, article_title) if source is text else chart,
            name,
            (placed.titles.get(name) if placed else "")
            or (chart.title if chart.title != article_title else "")
            or " and ".join(chart.columns.values()),
            is_within=source is text,
        )
        for name, (source, chart) in zip(names, read, strict=True)
    )
    if text is None or article is None or placed is None:
        return ReadFiles(None, named, tuple(_unused(found, frozenset())))
    unused = tuple(_unused(found, article.taken_pictures))
    article = replace(article, pieces=placed.pieces)
    return ReadFiles(
        PlacedArticle(text, article, placed.left_out, placed.recognised), named, unused
    )


def _untitled_twice(chart: ReadChart, placed: Placed | None, title: str) -> ReadChart:
    """Return a chart of the article without the heading above it that stays in the article."""
    stays = placed and chart.title in (title, *(piece.plain for piece in placed.pieces))
    return replace(chart, title="") if stays else chart


def _unused(found: roles.Roles, taken: frozenset[str]) -> Iterator[LeftOut]:
    for name in found.pictures:
        if name not in taken:
            reason = message("article_import.picture-not-shown")
            file = PurePosixPath(name).name
            yield LeftOut(file, 1, file, reason)


def _tried(read: Callable[[], _T], problems: list[Problem]) -> _T | None:
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None
