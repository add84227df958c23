"""Statements about the chart, half of them with another cell of the same row; to be corrected.

Weak, as it asks for words that were read; opinions carry their source, the column and the row.
"""

from handouts.content import cell
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import alike, names_its_column, require_unlike_titles, usable
from handouts.worksheets.secret_texts import secrets
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where

KIND = "true-or-false"
MINUTES = 10
ORDER = 60
NEEDS = "chart"
IS_USUAL = False


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return a statement for each row, in the chart's order."""
    chart = material.chart
    require_unlike_titles(KIND, chart)
    reasons = alike(range(len(chart.columns))), names_its_column(chart.columns)
    rows, left_out = usable(KIND, chart.rows, *reasons)
    columns = random.evenly(len(rows), len(chart.columns))
    truths = random.evenly(len(rows), 2)
    exercises = []
    corrected: list[str] = []
    for number, (row, column, is_true) in enumerate(zip(rows, columns, truths, strict=True), 1):
        others = [place for place in range(len(row.cells)) if place != column]
        claimed = column if is_true else others[random.below(len(others))]
        shown = {
            "column": chart.columns[column],
            "place": column,
            "row": row.number,
            "label": row.label,
            "text": row.cells[claimed],
        }
        right = row.cells[column]
        answer = "" if is_true else right
        if answer:
            corrected += cell.lines(right)
        exercises.append(Exercise(number, answer, where(row), shown))
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        secrets=secrets(corrected, exercises),
        left_out=tuple(left_out),
    )
