"""Straight quotation marks of which it is not plain how they are to be printed."""

from collections.abc import Iterator

from handouts.content import cell
from handouts.content.chart import Chart
from handouts.content.richtext import own_texts, plain_text, walk
from handouts.content.training import Training
from handouts.messages import Message, message
from handouts.text import quotes


def warnings(training: Training) -> tuple[Message, ...]:
    """Return where a training's article and charts have a straight mark without a partner."""
    found = [*_of_article(training)]
    for chart in training.charts.values():
        found += _of_chart(chart)
    doubtful = (
        (file, line, quotes.doubtful(text, training.head.language)) for file, line, text in found
    )
    folder = f"content/{training.name}"
    return tuple(
        message("training.doubtful-quote", file=f"{folder}/{file}", line=line, words=words)
        for file, line, words in doubtful
        if words
    )


def _of_article(training: Training) -> Iterator[tuple[str, int, str]]:
    if training.article is None:
        return
    line = 1
    for block in walk(training.article.blocks):
        line = getattr(block, "line", line)
        for inlines in own_texts([block]) if hasattr(block, "line") else ():
            yield "article.md", line, plain_text(inlines)


def _of_chart(chart: Chart) -> Iterator[tuple[str, int, str]]:
    for row in chart.rows:
        for text, line in zip((row.label, *row.cells), row.lines, strict=False):
            yield chart.file, line, cell.plain(text)
