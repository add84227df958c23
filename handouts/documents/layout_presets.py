"""Which layout presets (`styles/fits/`) are tried for a document.

A preset may state in its stylesheet for which charts it is, by variables that only this module
reads.
"""

from collections.abc import Collection

from handouts.content.chart import Chart
from handouts.documents.editions import Edition
from handouts.documents.registry import Document
from handouts.documents.templates import found_style
from handouts.project.layout import Project
from handouts.typesetting import stylesheets

LETTERS_AT_MOST = "--chart-letters-at-most"
"""Of a preset that is not tried for longer charts, because each try costs as much as the result."""
COLUMNS_FROM = "--chart-columns-from"
"""Of a preset that is tried before the others for charts of as many columns or more."""


def to_try(
    project: Project, document: Document, charts: Collection[Chart], edition: Edition
) -> dict[str, int]:
    """Return the presets to try in this edition, in order, with the pages that each may take.

    `charts` are those that the document may show.
    Raises WorldError for one whose stylesheet is not there.
    """
    listed = document.head.editions[edition.listed_as]
    conditions = {preset: _conditions(project, preset) for preset in listed}
    letters = sum(map(_letters, charts))
    columns = max((len(chart.columns) for chart in charts), default=0)

    def is_tried(preset: str) -> bool:
        return letters <= conditions[preset].get(LETTERS_AT_MOST, letters)

    def comes_first(preset: str) -> bool:
        return columns >= conditions[preset].get(COLUMNS_FROM, columns + 1)

    tried = filter(is_tried, listed)
    return {preset: listed[preset] for preset in sorted(tried, key=comes_first, reverse=True)}


def _conditions(project: Project, preset: str) -> dict[str, int]:
    text = found_style(project, f"fits/{preset}.css").read_text("utf-8", errors="replace")
    conditions = (LETTERS_AT_MOST, COLUMNS_FROM)
    set_here = stylesheets.variables(text)
    return {name: int(set_here[name]) for name in conditions if set_here.get(name, "").isdecimal()}


def _letters(chart: Chart) -> int:
    groups = sum(len(group) for group, _ in chart.groups)
    rows = sum(len(text) for row in chart.rows for text in (row.label, *row.cells))
    return rows + groups + len(chart.notes)
