"""If–then plans from rows that the participant chooses; only where the chart says `preferred`.

Plans of this form: d = .65 over 94 tests (Gollwitzer & Sheeran 2006).
"""

from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import alike, other_columns, usable
from handouts.worksheets.sheet import Exercise, Material, NotPossibleError, Worksheet, where

KIND = "action-plan"
MINUTES = 10
ORDER = 90
NEEDS = "chart"
_PLANS = 3


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return the rows to choose from, in the chart's order: what to leave, and what to do."""
    chart = material.chart
    if chart.preferred is None:
        raise NotPossibleError(message("worksheets.no-preferred", kind=KIND))
    will = chart.preferred
    instead = 1 if will == 0 else 0
    rows, left_out = usable(KIND, chart.rows, alike((instead, will)), least=1)
    exercises = []
    for number, row in enumerate(rows, 1):
        cells = {"instead": row.cells[instead], "will": row.cells[will]}
        shown = {"row": row.number, "label": row.label, **cells}
        exercises.append(Exercise(number, "", where(row), shown))
    titles = {"instead": chart.columns[instead], "will": chart.columns[will]}
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={**titles, "plans": min(_PLANS, len(exercises))},
        left_out=(*left_out, *other_columns(KIND, chart, (instead, will))),
    )
