"""The chart with two cells exchanged in some of its rows, which are to be found.

Contrasting cases teach by being compared, not by being read one at a time. The rest of the chart
stays as it is printed, so that nothing but the meaning of a row gives a swap away.
"""

from handouts.content.chart import Row
from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import (
    Reason,
    alike,
    names_its_column,
    require_unlike_titles,
    usable,
)
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Worksheet, where

KIND = "spot-the-swap"
MINUTES = 10
ORDER = 62
NEEDS = "chart"
IS_USUAL = True
_LEAST = 4
"""Rows that may be swapped: with fewer, guessing would do."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return every row of the chart, four or five of twelve with two of their cells exchanged."""
    chart = material.chart
    require_unlike_titles(KIND, chart)
    rows, left_out = usable(KIND, chart.rows)
    reasons: tuple[Reason, ...] = (
        alike(range(len(chart.columns))),
        names_its_column(chart.columns),
    )
    offered = [row for row in rows if not any(reason(row) for reason in reasons)]
    if len(offered) < _LEAST:
        found = message("worksheets.few-to-swap", kind=KIND, least=_LEAST, rows=len(offered))
        raise NotPossibleError(found)
    count = min(max(1, len(rows) // 3) + random.below(2), len(offered) - 1)
    swapped = random.some(offered, count)
    exercises = []
    for number, row in enumerate(rows, 1):
        cells = _swapped(row, random) if row in swapped else row.cells
        shown = {"row": row.number, "label": row.label, "cells": cells}
        answer = str(row.number) if row in swapped else ""
        exercises.append(Exercise(number, answer, where(row), shown))
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={"title": chart.title, "columns": chart.columns},
        left_out=tuple(left_out),
    )


def _swapped(row: Row, random: DeterministicRandom) -> tuple[str, ...]:
    cells = list(row.cells)
    one, two = random.some(range(len(cells)), 2)
    cells[one], cells[two] = cells[two], cells[one]
    return tuple(cells)
