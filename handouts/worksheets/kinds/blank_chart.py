"""The chart with its labels and columns alone, to be written from memory.

Free recall asks for more than filling gaps, and leaves more behind.
"""

from handouts.content import cell
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import usable
from handouts.worksheets.secret_texts import secrets
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where

KIND = "blank-chart"
MINUTES = 8
ORDER = 15
NEEDS = "chart"
IS_USUAL = True
_RECALL = 5
"""Minutes in which nobody looks."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return an exercise for each cell of the chart, row by row."""
    chart = material.chart
    rows, left_out = usable(KIND, chart.rows, least=2)
    exercises: list[Exercise] = []
    for row in rows:
        for column, answer in enumerate(row.cells):
            shown = {"row": row.number, "label": row.label, "column": column}
            exercises.append(Exercise(len(exercises) + 1, answer, where(row), shown))
    answers = [line for exercise in exercises for line in cell.lines(exercise.answer)]
    about = {"title": chart.title, "columns": chart.columns}
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={**about, "rows": len(rows), "recall": _RECALL},
        secrets=secrets(answers, exercises, **about),
        left_out=tuple(left_out),
    )
