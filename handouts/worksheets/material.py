"""A training → what exercises may be made from."""

import dataclasses
import json
from collections.abc import Iterable, Iterator

from handouts.content import richtext
from handouts.content.training import Training
from handouts.content.worksheet_options import WorksheetsFile
from handouts.text import characters
from handouts.worksheets.sheet import Material, Paragraph


def material(training: Training, own: WorksheetsFile) -> Material:
    """Return a training's chart and article without the rows that the trainer left out."""
    rows = tuple(row for row in training.chart.rows if row.number not in own.leave_out.rows)
    chart = dataclasses.replace(training.chart, rows=rows)
    return Material(chart, tuple(_paragraphs(training.article.blocks)), own)


def content(made: Material) -> str:
    """Return all that random numbers depend on, the same in every Python."""
    chart = made.chart
    rows = [[row.number, row.label, *row.cells] for row in chart.rows]
    paragraphs = [
        [paragraph.number, paragraph.heading, paragraph.text, *paragraph.emphasised]
        for paragraph in made.paragraphs
    ]
    whole = [chart.title, chart.columns, chart.preferred, rows, paragraphs]
    return json.dumps(whole, ensure_ascii=True)


def _paragraphs(blocks: Iterable[richtext.Block]) -> Iterator[Paragraph]:
    """Yield all that can be seen: paragraphs, those in lists and quotations too, cells, notes."""
    number, heading = 0, ""
    for block in richtext.walk(blocks):
        if isinstance(block, richtext.Heading):
            heading = _one_line(block.inlines)
        elif isinstance(block, richtext.Paragraph | richtext.Table | richtext.Figure):
            for inlines in richtext.texts([block]):
                if characters.is_seen(_one_line(inlines)):
                    number += 1
                    emphasised = tuple(_emphasised(inlines))
                    yield Paragraph(number, _one_line(inlines), emphasised, heading)


def _emphasised(inlines: Iterable[richtext.Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, richtext.Emphasis | richtext.Strong):
            text = _one_line(inline.children)
            if text:
                yield text


def _one_line(inlines: Iterable[richtext.Inline]) -> str:
    return " ".join(richtext.plain_text(inlines).split())
