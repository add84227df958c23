"""Which of a trainer's files is the article, and which are charts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from handouts.errors import ContentError, Problem
from handouts.importers import chart_grid, chart_markdown, chart_shape
from handouts.importers.article import kind_of, read_article
from handouts.importers.chart import is_html, read_charts
from handouts.importers.chart_copy import is_table
from handouts.importers.given import Given
from handouts.importers.pictures import is_picture
from handouts.importers.source import ImportedFile, read_source
from handouts.messages import message

_GAP = re.compile(r"\t| {2,}")
_FEWEST_LINES = 3
"""Of a table: the heads of its columns, and two rows."""
_TABLES = {".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".ods", ".numbers"}


@dataclass(frozen=True)
class Roles:
    """What the files of a trainer are, each read as text."""

    article: ImportedFile | None
    charts: tuple[ImportedFile, ...]
    """In the order in which they were named."""
    holds_both: bool = False
    """Whether the article's file was named a second time, as that of the chart."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures among the files, by the names that the trainer gave them."""


def assigned(files: Sequence[Given]) -> Roles:
    """Return the roles of files, whatever their order: at most one article, any number of charts.

    Raises ContentError for what cannot be read, and where more than one file is an article.
    """
    pictures = {file.name: file.content for file in files if is_picture(file.content)}
    if len(pictures) < len(files):  # pictures alone are refused, each with its name
        files = [file for file in files if file.name not in pictures]
    named = list({file.content: file for file in files}.values())
    problems: list[Problem] = []
    texts: list[ImportedFile] = []
    tables: list[ImportedFile] = []
    for file in named:
        is_table = PurePosixPath(file.name).suffix.lower() in _TABLES
        try:
            source = read_source(file, "chart" if is_table else "article")
        except ContentError as error:
            problems += error.problems
            continue
        (tables if is_table or _is_table(source) else texts).append(source)
    if problems:
        raise ContentError(problems)
    articles = _articles(texts) if len(texts) > 1 else texts
    if len(articles) > 1:
        first, *others = articles
        several = message("chart_import.several-articles", first=first.name)
        raise ContentError([Problem(other.path, 0, several) for other in others])
    charts = [source for source in (*texts, *tables) if source not in articles]
    order = [file.name.replace("\\", "/") for file in named]
    charts.sort(key=lambda source: order.index(source.path))
    article = replace(articles[0], named_pictures=pictures) if articles else None
    return Roles(article, tuple(charts), bool(article) and len(named) < len(files), pictures)


def _articles(texts: Sequence[ImportedFile]) -> list[ImportedFile]:
    """Return which of several texts are articles: not those that hold a chart and little else.

    Of two, of which neither is surely the chart, the second one is, for it is named there.
    """
    others = [source for source in texts if not _is_chart(source)]
    if len(texts) == 2 and len(others) != 1:
        first, second = texts
        return [first] if _has_table(second) or not others else others
    return others


def _is_table(source: ImportedFile) -> bool:
    """Whether a file is a table without a text around it, or begins as one with tabs."""
    if chart_grid.is_drawn(source):
        return True
    if _has_table(source):
        return not _has_text(source)
    lines = [line for line in source.text.split("\n") if line.strip()]
    try:
        is_text = kind_of(source) == "plain text"
    except ContentError:  # it has front matter, and the reader of articles says what is wrong
        return False
    with_tabs = sum("\t" in line.strip() for line in lines)
    has_tabs = len(lines) > 1 and "\t" in lines[0] and 2 * with_tabs > len(lines)
    return is_text and (has_tabs or _has_gaps(lines))


def _has_gaps(lines: Sequence[str]) -> bool:
    """Whether all lines are divided by gaps of spaces into as many cells, two or more."""
    counts = {len(_GAP.split(line.strip())) for line in lines}
    return len(lines) >= _FEWEST_LINES and len(counts) == 1 and counts != {1}


def _is_chart(source: ImportedFile) -> bool:
    """Whether a text holds a chart, and no article around it."""
    try:
        read_charts(source)
    except ContentError:
        return False
    return not (_has_table(source) and _has_text(source))


def _has_text(source: ImportedFile) -> bool:
    """Whether a file has more to read than headings, tables, and notes below them."""
    try:
        pieces = read_article(source).pieces
    except ContentError:
        return False
    return any(
        piece.plain
        and piece.kind not in {"heading", "chart"}
        and not is_table(piece)
        and not (piece.kind == "paragraph" and chart_shape.begins_note(piece.plain))
        for piece in pieces
    )


def _has_table(source: ImportedFile) -> bool:
    if is_html(source):
        return "<table" in source.text.lower()
    if chart_grid.is_drawn(source):
        return True
    return chart_markdown.has_table(source)
