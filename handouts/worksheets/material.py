"""A training → what exercises may be made from."""

import dataclasses
import json
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import TypeAlias

from handouts.content import printed_quotes, richtext
from handouts.content.chart import Chart
from handouts.content.training import Training
from handouts.content.worksheet_options import WorksheetsFile
from handouts.text import characters, quotes
from handouts.worksheets.sheet import ArticleParagraph, Material


def material(training: Training, own: WorksheetsFile) -> Material:
    """Return a training's charts and article without the rows that the trainer left out.

    Sentences of the article have the quotation marks that are printed; templates print those of
    what comes from the chart.
    """
    is_only = len(training.charts) == 1
    charts = tuple(
        _without(chart, own.leave_out.rows_of(name, is_only=is_only))
        for name, chart in training.charts.items()
    )
    language = training.head.language
    article = training.article.blocks if training.article else ()
    blocks = printed_quotes.blocks(article, language, joins_dashes=False)
    terms = tuple(quotes.printed(term, language) for term in own.key_terms)
    own = own.model_copy(update={"key_terms": terms})
    return Material(charts, tuple(_paragraphs(blocks)), own)


def of_one_chart(training: Training, name: str) -> Material:
    """Return what exercises about one of a training's charts may be made from."""
    whole = material(training, training.worksheets)
    return dataclasses.replace(whole, charts=(whole.charts[list(training.charts).index(name)],))


def _without(chart: Chart, numbers: Collection[int]) -> Chart:
    rows = tuple(row for row in chart.rows if row.number not in numbers)
    return dataclasses.replace(chart, rows=rows)


def content(made: Material) -> str:
    """Return all that random numbers depend on, the same in every Python."""
    paragraphs = [
        [paragraph.number, paragraph.heading, paragraph.text, *paragraph.emphasised]
        for paragraph in made.paragraphs
    ]
    charts = list(map(_of_chart, made.charts))
    first, others = charts[:1], charts[1:]
    whole = [*chain.from_iterable(first), paragraphs, *others]
    return json.dumps(whole, ensure_ascii=True)


def _of_chart(chart: Chart) -> list[object]:
    rows = [[row.number, row.label, *row.cells] for row in chart.rows]
    return [chart.title, chart.columns, chart.preferred, rows]


def paragraph_numbers(blocks: Iterable[richtext.Block]) -> dict[int, tuple[int, ...]]:
    """Return the numbers by which worksheets and keys name the paragraphs of an article.

    By the line on which a block begins: one of a paragraph, several of a table.
    """
    found: dict[int, tuple[int, ...]] = {}
    for block, _, number in _numbered(blocks):
        if number:
            found[block.line] = (*found.get(block.line, ()), number)
    return found


def _paragraphs(blocks: Iterable[richtext.Block]) -> Iterator[ArticleParagraph]:
    """Yield all that can be seen: paragraphs, those in lists and quotations too, cells, notes."""
    heading = ""
    for block, inlines, number in _numbered(blocks):
        if isinstance(block, richtext.Heading):
            heading = _one_line(inlines)
        else:
            emphasised = tuple(_emphasised(inlines))
            yield ArticleParagraph(number, _one_line(inlines), emphasised, heading)


_Numbered: TypeAlias = richtext.Heading | richtext.Paragraph | richtext.Table | richtext.Figure


def _numbered(
    blocks: Iterable[richtext.Block],
) -> Iterator[tuple[_Numbered, tuple[richtext.Inline, ...], int]]:
    """Yield headings, with the number 0, and what can be seen, counted from 1."""
    number = 0
    for block in richtext.walk(blocks):
        if isinstance(block, richtext.Heading):
            yield block, block.inlines, 0
        elif isinstance(block, richtext.Paragraph | richtext.Table | richtext.Figure):
            for inlines in richtext.texts([block]):
                if characters.is_seen(_one_line(inlines)):
                    number += 1
                    yield block, inlines, number


def _emphasised(inlines: Iterable[richtext.Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, richtext.Emphasis | richtext.Strong):
            text = _one_line(inline.children)
            if text:
                yield text


def _one_line(inlines: Iterable[richtext.Inline]) -> str:
    return " ".join(richtext.plain_text(inlines).split())
