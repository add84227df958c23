"""If–then plans for rows that the participant ticks.

Plans of this form: d = .65 over 94 tests (Gollwitzer & Sheeran 2006).
"""

from typing import Any

from handouts.content.chart import Row
from handouts.messages import message
from handouts.worksheets.cues import cues
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import other_columns, sides
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Worksheet, where

KIND = "action-plan"
MINUTES = 10
ORDER = 90
NEEDS = "chart"
IS_USUAL = True
_PLANS, _MORE_PLANS = 2, 3
"""On one page with the rows; on two pages, where rows without labels take more of the first."""
_TICKS = 3
"""Rows to choose, at most."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return the rows to choose from, in the chart's order, each by its label or its cells."""
    chart = material.chart
    if not chart.rows:
        raise NotPossibleError(message("worksheets.few-rows", kind=KIND, least=1, rows=0))
    places = sides(chart)
    exercises = [
        Exercise(number, "", where(row), _shown(row, places))
        for number, row in enumerate(chart.rows, 1)
    ]
    has_labels = all(row.label for row in chart.rows)
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={
            "left": chart.columns[places[0]],
            "right": chart.columns[places[1]],
            "ticks": min(_TICKS, len(exercises)),
            "plans": min(_PLANS if has_labels else _MORE_PLANS, len(exercises)),
        },
        left_out=() if has_labels else tuple(other_columns(KIND, chart, places)),
    )


def _shown(row: Row, places: tuple[int, int]) -> dict[str, Any]:
    """Return a row by its label; without one, by how its two cells begin."""
    if row.label:
        return {"row": row.number, "label": row.label, "ends": ()}
    ends = [{"text": cue.text, "cut": cue.is_cut} for cue in cues([row.cells[at] for at in places])]
    return {"row": row.number, "label": "", "ends": tuple(ends)}
