"""The chart in a few words for a pocket or a desk, and a plan of one's own on the other side."""

from handouts.messages import message
from handouts.worksheets.cues import cued
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import alike, other_columns, sides, usable
from handouts.worksheets.sheet import Material, Worksheet

KIND = "pocket-card"
MINUTES = 5
ORDER = 95
NEEDS = "chart"
IS_USUAL = False
_MOST = 12
"""Rows for which a card has room."""
_LETTERS = 42
"""Of a cell, on two lines of the card."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return the beginnings of the cells of each row, in the chart's order."""
    chart = material.chart
    left, right = places = sides(chart)
    rows, left_out = usable(KIND, chart.rows, alike(places), least=1)
    if len(rows) > _MOST:
        many = message("worksheets.many-rows", kind=KIND, rows=len(rows) - _MOST, enough=_MOST)
        left_out.append(str(many))
        rows = random.some(rows, _MOST)
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(cued(number, row, places, _LETTERS) for number, row in enumerate(rows, 1)),
        shown={
            "title": chart.title,
            "columns": (chart.columns[left], chart.columns[right]),
            "sides": (left + 1, right + 1),
        },
        left_out=(*left_out, *other_columns(KIND, chart, places)),
    )
