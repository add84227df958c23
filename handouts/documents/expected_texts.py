"""The texts of a document that preflight looks for in the finished file."""

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.content import cell, markdown, richtext
from handouts.content.chart import Chart, Row
from handouts.documents import tall_rows


@dataclass(frozen=True)
class ExpectedTexts:
    """What has to be found in a finished file, and what must not be."""

    paragraphs: tuple[str, ...] = ()
    """Texts in the order in which they stand."""
    rows: tuple[tuple[str, ...], ...] = ()
    """For each row of the chart the texts that stand together on one page."""
    secrets: tuple[str, ...] = ()
    """Texts that would give an answer away, and must not be anywhere in the file."""
    anywhere: tuple[str, ...] = ()
    """Texts that stand in the file, in whatever place: footnotes."""


def pieces(*texts: str) -> Iterator[str]:
    """Yield the plain texts of Markdown.

    A link divides a text, because its address may be printed behind it.
    """
    for text in texts:
        yield from richtext.pieces(markdown.parse_inline(text))


def cells(*texts: str) -> Iterator[str]:
    """Yield the plain texts of cells; each paragraph and item of a list stands by itself."""
    for text in texts:
        blocks = cell.blocks(text)
        for inlines in richtext.texts(blocks) if blocks else (markdown.parse_inline(text),):
            yield from richtext.pieces(inlines)


def titles(chart: Chart) -> tuple[str, ...]:
    """Return the plain texts of all of a chart but its rows; those that are divided are there."""
    found = [*pieces(chart.title, *chart.columns)]
    for group, rows_below in chart.groups:
        found += pieces(group)
        found += cells(*(text for row in rows_below if _is_divided(row) for text in row.cells))
    return (*found, *cells(chart.notes))


def rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """Return the plain texts of each row of a chart; none of a row that is divided."""
    return tuple(
        () if _is_divided(row) else (*pieces(row.label), *cells(*row.cells)) for row in chart.rows
    )


def _is_divided(row: Row) -> bool:
    """Whether a row may be divided between pages in one edition or another."""
    return tall_rows.in_table(row) or tall_rows.in_stack(row)
