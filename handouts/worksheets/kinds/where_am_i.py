"""Each row a line of seven points between its two cells: before this training, and now.

Asked looking back, so that a changed sense of the scale does not hide what was learned (a
retrospective pretest). For reflection, not a validated measure: there is no score and no key.
"""

from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.openings import Opening, opening
from handouts.worksheets.rows import alike, longer_than, of_lines, other_columns, sides, usable
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where

KIND = "where-am-i"
MINUTES = 10
ORDER = 80
NEEDS = "chart"
IS_USUAL = True
_POINTS = 7
_LONGEST = 400
"""Letters of a cell that still reads as the end of a line."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return a line for each row, in the chart's order.

    Without a label, a row is about the words with which both of its cells begin.
    """
    chart = material.chart
    left, right = sides(chart)
    reasons = (alike((left, right)), longer_than(_LONGEST, (left, right)), of_lines((left, right)))
    rows, left_out = usable(KIND, chart.rows, *reasons, least=1)
    exercises = []
    for number, row in enumerate(rows, 1):
        whole = row.cells[left], row.cells[right]
        shared = Opening("", whole) if row.label else opening(whole)
        shown = {
            "row": row.number,
            "label": row.label,
            "topic": shared.topic,
            "left": shared.rests[0],
            "right": shared.rests[1],
        }
        exercises.append(Exercise(number, "", where(row), shown))
    titles = {"left": chart.columns[left], "right": chart.columns[right]}
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={**titles, "points": _POINTS},
        left_out=(*left_out, *other_columns(KIND, chart, (left, right))),
    )
