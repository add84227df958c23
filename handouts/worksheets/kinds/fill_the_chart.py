"""The chart with one cell of each row to be filled in, about half of it on each side.

About half blank beat complete notes (Katayama 2000, ED443832); partial organisers raised exam
scores (Robinson et al. 2006).
"""

from handouts.content import cell
from handouts.content.chart import Row
from handouts.messages import Message, message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import longer_than, usable
from handouts.worksheets.secret_texts import secrets
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where
from handouts.worksheets.words import all_unlike, likeness

KIND = "fill-the-chart"
MINUTES = 15
ORDER = 20
NEEDS = "chart"
IS_USUAL = False
_LONGEST = 400
"""Letters of a cell."""
_LETTERS, _LINES = 76, 3
"""Of print, for which one line of handwriting across all columns is enough; lines at most."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return the chart with one hidden cell in each row."""
    chart = material.chart
    too_long = longer_than(_LONGEST, range(len(chart.columns)))
    rows, left_out = usable(KIND, chart.rows, too_long, _read_off)
    hidden = random.evenly(len(rows), len(chart.columns))
    exercises = []
    for number, (row, place) in enumerate(zip(rows, hidden, strict=True), 1):
        cells = tuple(None if other == place else cell for other, cell in enumerate(row.cells))
        shown = {
            "row": row.number,
            "label": row.label,
            "cells": cells,
            "hidden": place,
            "lines": _lines(row),
        }
        exercises.append(Exercise(number, row.cells[place], where(row), shown))
    answers = [line for exercise in exercises for line in cell.lines(exercise.answer)]
    about = {"title": chart.title, "columns": chart.columns}
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown=about,
        secrets=secrets(answers, exercises, **about),
        left_out=tuple(left_out),
    )


def _lines(row: Row) -> int:
    """Return the lines that a row's longest cell takes, whichever is hidden: none gives it away."""
    longest = max(map(cell.letters, row.cells))
    return max(1, min(_LINES, -(-longest * len(row.cells) // _LETTERS)))


def _read_off(row: Row) -> Message | None:
    """Report a row in which a cell could be read off another one or the label."""
    seen = [likeness(cell) for cell in row.cells]
    if not all_unlike(row.cells):
        return message("worksheets.alike")
    return message("worksheets.says-its-label") if likeness(row.label) in seen else None
