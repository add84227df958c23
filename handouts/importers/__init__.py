"""An article and a chart as a trainer has them → the content files of a training.

Everything is decided from the two files alone; nothing is written. What is not taken over is
listed, with its line and the reason, and kept in a comment at the end of `article.md`.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from handouts.errors import ContentError, Problem
from handouts.importers import acceptance, completeness, roles, write
from handouts.importers.article import kind_of, read_article
from handouts.importers.byline import presenter
from handouts.importers.chart import is_html, read_chart
from handouts.importers.given import Given
from handouts.importers.parts import LeftOut, Piece, PieceKind, ReadArticle, ReadChart, unrepeated
from handouts.importers.place import Placed, place_chart
from handouts.importers.source import Source, read_source
from handouts.importers.source_words import unshown

__all__ = ["Given", "Imported", "LeftOut", "import_files"]

_LANGUAGE = "Language: en, for the files name none; change it in training.yaml if it is another"
_T = TypeVar("_T")


@dataclass(frozen=True)
class Imported:
    """The content made from two files, and what there is to say about it."""

    files: Mapping[str, str]
    """The text of `training.yaml`, `article.md` and `chart.yaml`, by these names."""
    pictures: Mapping[str, bytes]
    """The bytes of each picture of the article by its name beside it: `pictures/picture-1.png`."""
    recognised: tuple[str, ...]
    """What was found in the two files, as sentences without their full stop."""
    left_out: tuple[LeftOut, ...]
    """Every line that is in none of the three files but for the comment of `article.md`."""


def import_files(article: Given, chart: Given, name: str, today: datetime.date) -> Imported:
    """Return the content files for a training called `name`, made from an article and a chart.

    Raises ContentError with the problems of both files, under the names that they are given by.
    """
    problems: list[Problem] = []
    text = _tried(lambda: read_source(article, "article"), problems)
    grid = _tried(lambda: read_source(chart, "chart"), problems)
    problems += roles.problems(text, grid)
    if text is None or grid is None or problems:
        raise ContentError(problems)
    read = _tried(lambda: read_article(text), problems)
    table = _tried(lambda: read_chart(grid), problems)
    if read is None or table is None:
        raise ContentError(problems)
    placed = place_chart(read, table)
    read = replace(read, pieces=placed.pieces)
    title = placed.chart_title or table.title or " and ".join(table.columns.values())
    metadata = write.Metadata(read.title, read.subtitle, read.byline)
    of_article, of_chart = _left_out((text, read, placed), (grid, table), title)
    # A page that holds both has been listed once, as the article.
    listed = of_article if chart.content == article.content else of_article + of_chart
    files = {
        "training.yaml": write.training_yaml(metadata, name, today, read.language),
        "article.md": write.article_md(metadata, placed.pieces, listed),
        "chart.yaml": write.chart_yaml(title, table),
    }
    problems = acceptance.problems(files, (text, grid), read, table)
    problems = problems or [
        *completeness.missing_from_article(text, files["article.md"], read, of_article),
        *completeness.missing_from_chart(grid, files["chart.yaml"], of_chart),
    ]
    if problems:
        raise ContentError(problems)
    recognised = _recognised(read, table, placed, title)
    return Imported(MappingProxyType(files), read.pictures, recognised, listed)


def _left_out(
    article: tuple[Source, ReadArticle, Placed], chart: tuple[Source, ReadChart], title: str
) -> tuple[tuple[LeftOut, ...], tuple[LeftOut, ...]]:
    """Return all that is left out of the article's and of the chart's file, by line."""
    text, read, placed = article
    grid, table = chart
    of_article = [*read.left_out, *placed.left_out]
    of_chart = [*table.left_out]
    if table.title and table.title != title:
        reason = "another title of the chart; the one in the article is taken"
        of_chart.append(LeftOut(grid.name, table.header_line, table.title, reason))
    if kind_of(text) == "HTML" and text.words is None:
        shown = (write.Metadata(read.title, "", "").plain_title, *read.shown)
        of_article += unshown(text, shown, of_article)
    if is_html(grid) and grid.words is None:
        of_chart += unshown(grid, (title,), of_chart)
    return unrepeated(of_article), unrepeated(of_chart)


def _tried(read: Callable[[], _T], problems: list[Problem]) -> _T | None:
    try:
        return read()
    except ContentError as error:
        problems += error.problems
        return None


def _recognised(
    article: ReadArticle, chart: ReadChart, placed: Placed, chart_title: str
) -> tuple[str, ...]:
    metadata = write.Metadata(article.title, article.subtitle, article.byline)
    person = presenter(article.byline)
    sentences = [
        f'Title: "{metadata.plain_title}"',
        f'Subtitle: "{article.subtitle}"' if article.subtitle else "",
        f"By-line: {article.byline}" if article.byline else "By-line: none found",
        f"Presenter: {person[0]} ({person[1]})" if person else "",
        _counted(placed.pieces),
        placed.recognised,
        *article.recognised,
        f'Chart title: "{chart_title}"',
        *chart.recognised,
        f"Language: {article.language}" if article.language else _LANGUAGE,
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _counted(pieces: tuple[Piece, ...]) -> str:
    # Comments and dividers have no words.
    kinds = [piece.kind for piece in pieces if piece.plain or piece.kind != "other"]
    counts = []
    for kind, (one, many) in _KINDS.items():
        number = kinds.count(kind)
        if number or kind in {"paragraph", "heading"}:
            counts.append(f"{number} {one if number == 1 else many}")
    return ", ".join(counts[:-1]) + f" and {counts[-1]}"


_KINDS: dict[PieceKind, tuple[str, str]] = {
    "paragraph": ("paragraph", "paragraphs"),
    "heading": ("heading", "headings"),
    "table": ("table", "tables"),
    "picture": ("picture", "pictures"),
    "other": ("list, quotation or the like", "lists, quotations and the like"),
}
