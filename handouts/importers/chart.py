"""A chart's file → its charts: of a page, a workbook or a text the tables that are comparisons."""

from dataclasses import replace

from handouts.errors import ContentError, Problem
from handouts.importers import chart_grid, chart_markdown
from handouts.importers.chart_html import PageTables, read_page
from handouts.importers.chart_reader import MOST_ROWS, read_grid
from handouts.importers.chart_text import read_separated
from handouts.importers.html import HTML_SUFFIXES
from handouts.importers.parts import ReadChart, is_of_a_list
from handouts.importers.source import ImportedFile, refuse_long
from handouts.messages import message

_SHORT = 12
"""Letters. Where rows have no labels and cells are as short, they are a list of some kind."""
_MOST_BARS = 20_000
"""Between the cells of a text with tables of Markdown."""


def read_chart(source: ImportedFile) -> ReadChart:
    """Return the chart of a file: of several tables the one that is most like a comparison.

    Raises ContentError with every problem: too few or too many columns, no rows, rows with cells
    that are missing or left over, columns that could be labels or not.
    """
    return read_charts(source)[0]


def read_charts(source: ImportedFile) -> tuple[ReadChart, ...]:
    """Return the charts of a file: the table most like a comparison, and others that are one.

    Raises ContentError as `read_chart` does.
    """
    page = _page(source)
    if page is None:
        refuse_long(source.path, len(source.text))
        drawn = chart_grid.is_drawn(source)
        grid = chart_grid.read_drawn(source) if drawn else read_separated(source)
        return (read_grid(grid, source.name),)
    tried = ((number, _tried(page, number)) for number in range(len(page.tables)))
    charts = {number: chart for number, chart in tried if chart and _is_comparison(chart)}
    if not charts:
        charts = {0: read_grid(page.grid(0), source.name)}
    outside = page.outside(charts)
    first, *others = charts.values()
    return (replace(first, left_out=(*outside, *first.left_out)), *others)


def charts_within(source: ImportedFile) -> tuple[ReadChart, ...]:
    """Return the table of an article's file that is a comparison; nothing where none is.

    What stands around it is the article's, and not listed as left out.
    """
    try:
        page = _page(source)
    except ContentError:
        return ()
    if page is None:
        return ()
    charts = (_tried(page, number) for number in range(len(page.tables)))
    return tuple(chart for chart in charts if chart is not None and _is_comparison(chart))[:1]


def _page(source: ImportedFile) -> PageTables | None:
    """Return the tables of a web page or of a Markdown text; None where it is neither."""
    if is_html(source):
        return read_page(source)
    if chart_markdown.has_table(source):
        if source.text.count("|") > _MOST_BARS:
            wrong = message(
                "chart_import.too-many-rows", count=source.text.count("\n"), most=MOST_ROWS
            )
            raise ContentError([Problem(source.path, 0, wrong)])
        return read_page(replace(source, text=chart_markdown.as_html(source.text)))
    return None


def _tried(page: PageTables, number: int) -> ReadChart | None:
    titles = len(page.headings)
    try:
        return read_grid(page.grid(number), page.source.name)
    except ContentError:
        del page.headings[titles:]
        return None


def _is_comparison(chart: ReadChart) -> bool:
    """Whether a table sets things side by side, and is no list of dates, prices or addresses."""
    if len(chart.rows) < 2:
        return False
    if chart.labels:
        return not any(is_of_a_list(column) for column in zip(*chart.rows, strict=True))
    return all(len(cell) > _SHORT for row in chart.rows for cell in row)


def is_html(source: ImportedFile) -> bool:
    """Whether a chart's file is a web page, or has been made one."""
    named = source.kind == "HTML" or source.suffix in HTML_SUFFIXES
    return named or "<table" in source.text.lower()
