"""The cells as cards to be cut out and sorted, eight to a sheet; their backs are the key."""

from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where
from handouts.worksheets.statements import statements

KIND = "sorting-cards"
MINUTES = 15
ORDER = 55
NEEDS = "chart"
IS_USUAL = False
_TO_A_SHEET = 8
_MOST = 40
"""Cards, at most: five sheets."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return a card for each cell that does not give its column away, in no order."""
    chart = material.chart
    offered, left_out = statements(KIND, chart)
    if len(offered) > _MOST:
        cells = len(offered) - _MOST
        left = message("worksheets.many-cells", kind=KIND, cells=cells, enough=_MOST)
        left_out.append(str(left))
        offered = random.some(offered, _MOST)
    exercises = [
        Exercise(
            number,
            chart.columns[card.column],
            where(card.row),
            {
                "text": card.text,
                "back": card.row.number,
                "topic": card.row.label,
                "place": card.column,
                "sheet": (number - 1) // _TO_A_SHEET + 1,
            },
        )
        for number, card in enumerate(random.shuffled(offered), 1)
    ]
    numbers = tuple(exercise.number for exercise in exercises)
    sheets = tuple(
        numbers[first : first + _TO_A_SHEET] for first in range(0, len(numbers), _TO_A_SHEET)
    )
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={"columns": chart.columns, "sheets": sheets},
        left_out=tuple(left_out),
    )
