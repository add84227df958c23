"""An article and charts as a trainer has them → the content files of a training.

Everything is decided from the files alone; nothing is written. What is not taken over is listed,
with its line and the reason, and kept in a comment at the end of `article.md`, or else of a chart.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from handouts.errors import ContentError, Problem
from handouts.importers import acceptance, chart_names, completeness, write
from handouts.importers.article import kind_of
from handouts.importers.chart import is_html
from handouts.importers.chart_copy import IN_CHART
from handouts.importers.chart_names import Taken
from handouts.importers.given import Given
from handouts.importers.parts import LeftOut, unrepeated
from handouts.importers.read_files import PlacedArticle, PlacedChart, ReadFiles, read_files
from handouts.importers.recognised import recognised
from handouts.importers.source_words import unshown
from handouts.messages import Message
from handouts.project.layout import ARTICLE_FILE, TRAINING_FILE

__all__ = ["Given", "Imported", "LeftOut", "Taken", "import_files"]

NOTHING_TAKEN = Taken()


@dataclass(frozen=True)
class Imported:
    """The content made from a trainer's files, and what there is to say about it."""

    name: str
    """Of the training: as it was given, or made from its title or a file's name; empty where
    neither has Latin letters.
    """
    files: Mapping[str, str]
    """The text of `training.yaml`, and of `article.md` and each chart's file, by these names."""
    pictures: Mapping[str, bytes]
    """The bytes of each picture of the article by its name beside it: `pictures/picture-1.png`."""
    recognised: tuple[Message, ...]
    """What was found in the files, as sentences without their full stop."""
    left_out: tuple[LeftOut, ...]
    """Every line that is in none of the files but for the comment that lists it."""


def import_files(
    files: Sequence[Given], name: str, today: datetime.date, taken: Taken = NOTHING_TAKEN
) -> Imported:
    """Return the content files for a training, made from an article, charts, or both.

    Without a name it gets one of its title. Raises ContentError with the problems of all files,
    under the names that they are given by.
    """
    read = read_files(files, taken)
    name = name or chart_names.of_training(read.metadata.plain_title, files)
    of_article, of_charts = _left_out(read)
    of_all_charts = (each for left in of_charts.values() for each in left)
    listed = (*of_article, *of_all_charts, *read.pictures_unused)
    written = _written(read, write.training_yaml(read.metadata, name, today, read.language), listed)
    problems = acceptance.problems(written, read) or [*_lost(read, written, of_article, of_charts)]
    if problems:
        raise ContentError(problems)
    pictures = read.article.read.pictures if read.article else {}
    return Imported(name, written, pictures, recognised(read), listed)


def _written(read: ReadFiles, training: str, listed: Sequence[LeftOut]) -> dict[str, str]:
    """Return the texts of all files by their names."""
    written = {TRAINING_FILE: training}
    if read.article:
        pieces = read.article.read.pieces
        written[ARTICLE_FILE] = write.article_md(read.metadata, pieces, listed)
        listed = ()
    for chart in read.charts:
        written[chart.file] = write.chart_yaml(chart.title, chart.read, listed)
        listed = ()
    return written


def _left_out(
    read: ReadFiles,
) -> tuple[tuple[LeftOut, ...], dict[str, tuple[LeftOut, ...]]]:
    """Return all that is left out of the article's file, and of each chart's file by its path."""
    of_article = _left_out_of_article(read.article, read.charts) if read.article else ()
    own = [chart for chart in read.charts if not chart.is_within]
    paths = dict.fromkeys(chart.source.path for chart in own)
    of_charts = {
        path: _left_out_of_charts([chart for chart in own if chart.source.path == path])
        for path in paths
    }
    return of_article, of_charts


def _left_out_of_article(
    article: PlacedArticle, charts: Sequence[PlacedChart]
) -> tuple[LeftOut, ...]:
    within = [chart for chart in charts if chart.is_within]
    found = [*article.read.left_out, *article.left_out]
    if within:  # it is no copy of a chart, but the chart itself
        found = [each for each in found if each.reason != IN_CHART]
    found += [each for chart in within for each in (*chart.read.left_out, *chart.other_title)]
    if kind_of(article.source) == "HTML" and article.source.words is None:
        title = write.Metadata(article.read.title, "", "").plain_title
        found += unshown(article.source, (title, *article.read.shown), found)
    return unrepeated(found)


def _left_out_of_charts(charts: Sequence[PlacedChart]) -> tuple[LeftOut, ...]:
    found = [each for chart in charts for each in (*chart.read.left_out, *chart.other_title)]
    source = charts[0].source
    if is_html(source) and source.words is None:
        found += unshown(source, tuple(chart.title for chart in charts), found)
    return unrepeated(found)


def _lost(
    read: ReadFiles,
    written: Mapping[str, str],
    of_article: Iterable[LeftOut],
    of_charts: Mapping[str, Iterable[LeftOut]],
) -> Iterable[Problem]:
    """Yield the words of each file that are in nothing written, and not listed either."""
    if article := read.article:
        within = [
            (written[chart.file], chart.read.replaced) for chart in read.charts if chart.is_within
        ]
        yield from completeness.missing_from_article(
            article.source, written[ARTICLE_FILE], article.read, of_article, within
        )
    for path, left_out in of_charts.items():
        charts = [chart for chart in read.charts if chart.source.path == path]
        texts = [(written[chart.file], chart.read.replaced) for chart in charts]
        yield from completeness.missing_from_chart(charts[0].source, texts, left_out)
