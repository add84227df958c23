"""A chart's file → its charts: of a page, a workbook or a text the tables that are comparisons."""

import re
from dataclasses import replace

from handouts.errors import ContentError, Problem
from handouts.importers import chart_grid, chart_markdown, chart_shape, marks
from handouts.importers.chart_html import PageTables, read_page
from handouts.importers.chart_reader import MOST_ROWS, read_grid
from handouts.importers.chart_text import read_separated
from handouts.importers.html import HTML_SUFFIXES
from handouts.importers.parts import LeftOut, ReadChart, is_of_a_list
from handouts.importers.source import ImportedFile, refuse_long
from handouts.messages import message

_SHORT = 12
"""Letters. Where rows have no labels and cells are as short, they are a list of some kind."""
_TO_FILL_IN = re.compile(r"[\s☐□○◯❑❏_.…–-]*")
"""A cell of a form: a box, a line, or nothing."""
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
    charts = _comparisons(page) or {0: read_grid(page.grid(0), source.name)}
    outside = page.outside(charts)
    first, *others = _counted(page, list(charts.values()))
    if not others:
        (number,) = charts
        first, outside = _with_notes(first, outside, page.below(number))
    return (replace(first, left_out=(*outside, *first.left_out)), *others)


def _with_notes(
    chart: ReadChart, outside: list[LeftOut], below: list[LeftOut]
) -> tuple[ReadChart, list[LeftOut]]:
    """Return the only chart of a file with the notes below its table, and what else is there."""
    notes = [each for each in outside if each in below and chart_shape.begins_note(each.text)]
    texts = [marks.paragraph(marks.escape(each.text)) for each in notes]
    whole = "\n\n".join(filter(None, (chart.notes, *texts)))
    recognised = chart.recognised
    if notes:
        recognised = (*recognised, message("chart_import.notes-below-table", count=len(notes)))
    left = [each for each in outside if each not in notes]
    return replace(chart, notes=whole, recognised=recognised), left


def charts_within(source: ImportedFile) -> tuple[ReadChart, ...]:
    """Return the tables of an article's file that are comparisons, in the order of the text.

    What stands around them is the article's, and not listed as left out.
    """
    try:
        page = _page(source)
    except ContentError:
        return ()
    if page is None:
        return ()
    charts = sorted(_comparisons(page).values(), key=lambda chart: chart.table)
    return tuple(_counted(page, charts))


def _page(source: ImportedFile) -> PageTables | None:
    """Return the tables of a web page or of a Markdown text; None where it is neither."""
    if is_html(source):
        return read_page(source)
    if not chart_grid.is_drawn(source) and chart_markdown.has_table(source):
        if source.text.count("|") > _MOST_BARS:
            wrong = message(
                "chart_import.too-many-rows", count=source.text.count("\n"), most=MOST_ROWS
            )
            raise ContentError([Problem(source.path, 0, wrong)])
        if long := chart_markdown.long_rows(source.text):
            wrong = message("chart_import.unescaped-bar")
            raise ContentError([Problem(source.path, line, wrong, row) for line, row in long])
        return read_page(replace(source, text=chart_markdown.as_html(source.text)))
    return None


def _comparisons(page: PageTables) -> dict[int, ReadChart]:
    """Return the charts of a page by the numbers of their tables, the largest first.

    A table that stands in a cell of one of them is part of it.
    """
    charts: dict[int, ReadChart] = {}
    outer_first = sorted(range(len(page.tables)), key=page.depth)
    for number in outer_first:
        inside = any(page.is_inside(number, outer) for outer in charts)
        chart = None if inside else _tried(page, number)
        if chart and _is_comparison(chart):
            charts[number] = chart
    return dict(sorted(charts.items()))


def _counted(page: PageTables, charts: list[ReadChart]) -> list[ReadChart]:
    """Return charts, the first of which says how many tables of its file are none."""
    others = len(page.tables) - len(charts)
    if not charts or not others:
        return charts
    first, file, count = charts[0], page.source.name, len(page.tables)
    if len(charts) == 1:
        counted = message("chart_import.one-of-tables", file=file, count=count)
    else:
        counted = message("chart_import.some-of-tables", file=file, count=count, charts=len(charts))
    read_as, *found = first.recognised
    return [replace(first, recognised=(read_as, counted, *found)), *charts[1:]]


def _tried(page: PageTables, number: int) -> ReadChart | None:
    titles = len(page.headings)
    try:
        return read_grid(page.grid(number), page.source.name)
    except ContentError:
        del page.headings[titles:]
        return None


def _is_comparison(chart: ReadChart) -> bool:
    """Whether a table sets things side by side.

    It is no form to be filled in, and no list of dates, prices or addresses.
    """
    if len(chart.rows) < 2:
        return False
    if all(_TO_FILL_IN.fullmatch(cell) for row in chart.rows for cell in row):
        return False
    if chart.labels:
        return not any(is_of_a_list(column) for column in zip(*chart.rows, strict=True))
    return all(len(cell) > _SHORT for row in chart.rows for cell in row)


def is_html(source: ImportedFile) -> bool:
    """Whether a chart's file is a web page, or has been made one."""
    named = source.kind == "HTML" or source.suffix in HTML_SUFFIXES
    return named or "<table" in source.text.lower()
