"""Two speech balloons a row: what would be said to a client from each side of the chart."""

from collections.abc import Sequence

from handouts.content import cell
from handouts.content.chart import Row
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import alike, longer_than, of_lines, other_columns, sides, usable
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where

KIND = "in-the-room"
MINUTES = 12
ORDER = 64
NEEDS = "chart"
IS_USUAL = True
_MOST = 5
"""Rows on a sheet: a page of balloons in which there is room for a sentence."""
_SHORT, _LONGEST = 105, 220
"""Letters of a cell that take two lines above its balloon, and that are still read at a glance."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return some rows in the chart's order, those with short cells first of all."""
    chart = material.chart
    left, right = places = sides(chart)
    reasons = alike(places), longer_than(_LONGEST, places), of_lines(places)
    rows, left_out = usable(KIND, chart.rows, *reasons, least=2)
    exercises = []
    for number, row in enumerate(_chosen(rows, places, random), 1):
        shown = {
            "row": row.number,
            "label": row.label,
            "cells": (row.cells[left], row.cells[right]),
        }
        exercises.append(Exercise(number, "", where(row), shown))
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={
            "columns": (chart.columns[left], chart.columns[right]),
            "sides": (left + 1, right + 1),
        },
        left_out=(*left_out, *other_columns(KIND, chart, places)),
    )


def _chosen(rows: list[Row], places: Sequence[int], random: DeterministicRandom) -> list[Row]:
    def length(row: Row) -> int:
        return max(cell.letters(row.cells[place]) for place in places)

    short = [row for row in rows if length(row) <= _SHORT]
    if len(short) < _MOST:
        short = sorted(rows, key=length)[:_MOST]
    return sorted(random.some(short, min(len(short), _MOST)), key=rows.index)
