"""The texts of a document that preflight looks for in the finished file."""

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.content import cell, markdown, richtext
from handouts.content.chart import Chart


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
    """Return the plain texts of a chart's title and of its columns."""
    return tuple(pieces(chart.title, *chart.columns))


def rows(chart: Chart) -> tuple[tuple[str, ...], ...]:
    """Return the plain texts of each row of a chart."""
    return tuple((*pieces(row.label), *cells(*row.cells)) for row in chart.rows)
