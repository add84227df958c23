"""The cells of the chart as signs for two walls, between which people stand in a line."""

from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import (
    alike,
    longer_than,
    of_lines,
    other_columns,
    sides,
    usable,
)
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where

KIND = "wall-signs"
MINUTES = 15
ORDER = 57
NEEDS = "chart"
IS_USUAL = False
_MOST = 12
"""Rows: a sign for each of their two cells."""
_LONGEST = 180
"""Letters that can be read across a room."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return a sign for each of the two cells of a row, in the chart's order."""
    chart = material.chart
    places = sides(chart)
    reasons = alike(places), longer_than(_LONGEST, places), of_lines(places)
    rows, left_out = usable(KIND, chart.rows, *reasons, least=1)
    if len(rows) > _MOST:
        few = message("worksheets.many-rows", kind=KIND, rows=len(rows) - _MOST, enough=_MOST)
        left_out.append(str(few))
        rows = random.some(rows, _MOST)
    exercises: list[Exercise] = []
    for row in rows:
        for place in places:
            shown = {"row": row.number, "label": row.label, "text": row.cells[place]}
            shown |= {"column": chart.columns[place], "side": place + 1}
            exercises.append(Exercise(len(exercises) + 1, "", where(row), shown))
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        left_out=(*left_out, *other_columns(KIND, chart, places)),
    )
