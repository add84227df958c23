"""The chart's own words inside the article: where a page holds both, they would stand twice."""

import re
from itertools import chain

from handouts.content import cell, markdown, richtext
from handouts.importers.parts import LeftOut, Piece, ReadArticle, ReadChart, TablePlace
from handouts.messages import Message, message

IN_CHART = message("left_out.in-chart")
"""Why a copy of a chart is left out of the article."""


def without_copy(
    article: ReadArticle, chart: ReadChart, own: TablePlace | None = None
) -> tuple[list[Piece], list[LeftOut], int | None]:
    """Return the article's pieces without a copy of the chart, and which piece it stood before.

    `own` is where the chart's table begins in the article; None where it comes from elsewhere.
    """
    rows = [[words_of(cell.plain(text)) for text in row] for row in _whole_rows(chart)]
    tables = {index for index, piece in enumerate(article.pieces) if is_table(piece)}
    wanted = set(chain.from_iterable(chain.from_iterable(rows)))
    copied = (
        {index for index in tables if own and article.pieces[index].begins_at(own)}
        or {index for index in tables if wanted <= set(words_of(article.pieces[index].plain))}
        or _copied_cells(article, chart, rows)
    )
    reasons = dict.fromkeys(copied, IN_CHART)
    left_out = [
        left
        for index in sorted(reasons)
        for left in left_out_piece(article.file, article.pieces[index], reasons[index])
    ]
    kept = [piece for index, piece in enumerate(article.pieces) if index not in reasons]
    before = sum(index not in reasons for index in range(min(copied))) if copied else None
    return kept, left_out, before


def is_table(piece: Piece) -> bool:
    """Whether a piece of an article is a table, and nothing else."""
    if piece.kind != "other":
        return piece.kind == "table"
    blocks = markdown.parse(piece.markdown).blocks
    return bool(blocks) and all(isinstance(block, richtext.Table) for block in blocks)


def left_out_piece(file: str, piece: Piece, reason: Message) -> list[LeftOut]:
    """Return what is to be listed for a piece that is left out, line by line."""
    lines = (piece.source or piece.plain).split("\n")
    return [LeftOut(file, piece.line + place, text, reason) for place, text in enumerate(lines)]


def words_of(text: str) -> list[str]:
    """Return the words of a text for comparison: letters and digits, in small letters."""
    return re.findall(r"\w+", text.casefold())


def _copied_cells(article: ReadArticle, chart: ReadChart, rows: list[list[list[str]]]) -> set[int]:
    """Return which pieces are cells or rows of the chart, and the column titles above them."""
    cells = {tuple(cell) for row in rows for cell in row if len(cell) > 1}
    known = cells | {tuple(chain.from_iterable(row)) for row in rows}
    pieces = [tuple(words_of(piece.plain)) for piece in article.pieces]
    copied = {index for index, words in enumerate(pieces) if words in known}
    # A cell or two may be quoted in the text; a copy of the chart has most of them.
    if len(copied) < max(2, len(rows) // 2):
        return set()
    titles = {tuple(words_of(title)) for title in chart.columns.values()}
    header = tuple(word for title in chart.columns.values() for word in words_of(title))
    above = range(max(0, min(copied) - len(chart.columns) - 1), min(copied))
    return copied | {index for index in above if pieces[index] in titles | {header}}


def _whole_rows(chart: ReadChart) -> list[tuple[str, ...]]:
    labels = chart.labels or ("",) * len(chart.rows)
    return [(label, *row) if label else row for label, row in zip(labels, chart.rows, strict=True)]
