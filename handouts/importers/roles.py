"""Whether the article is an article and the chart a chart: reported before either is read."""

from handouts.errors import ContentError, Problem
from handouts.importers.article import kind_of
from handouts.importers.chart import read_chart
from handouts.importers.html import looks_like_html
from handouts.importers.source import Source

_ORDER = "The article comes first: handouts import ARTICLE CHART --as NAME"
_TABLES = {".csv", ".tsv", ".tab"}


def problems(article: Source | None, chart: Source | None) -> list[Problem]:
    """Return a problem where the two files were named the wrong way round, or are one file.

    None stands for a file that cannot be read. Only a web page can hold both.
    """
    if article is None:
        return []
    if chart is not None and chart == article:
        if looks_like_html(article):
            return []
        cause = "the same file is named as the article and as the chart"
        cure = f"{_ORDER} Only a web page can hold both."
        return [Problem(article.path, 0, cause, cure)]
    if not _is_table(article):
        return []
    if chart is not None and not _is_table(chart) and not _is_chart(chart):
        cause = f"this is the chart, and {chart.name} is the article"
        return [Problem(article.path, 0, cause, _ORDER)]
    cause = "this is a table, and no article"
    return [Problem(article.path, 0, cause, f"Name a file with running text. {_ORDER}")]


def _is_table(source: Source) -> bool:
    """Whether a file is a table by its name, or because each of its lines has a tab."""
    if source.suffix in _TABLES:
        return True
    lines = [line for line in source.text.split("\n") if line.strip()]
    try:
        is_text = kind_of(source) == "plain text"
    except ContentError:  # it has front matter, and the reader of articles says what is wrong
        return False
    return is_text and len(lines) > 1 and all("\t" in line.strip() for line in lines)


def _is_chart(source: Source) -> bool:
    try:
        read_chart(source)
    except ContentError:
        return False
    return True
