"""Nine cells of one column, to be put into the order of a diamond: the most important on top."""

from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import longer_than, of_lines, repeated, sides, usable
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where

KIND = "diamond-nine"
MINUTES = 15
ORDER = 72
NEEDS = "chart"
IS_USUAL = False
_NINE = 9
_LONGEST = 200
"""Letters of a cell that is weighed against eight others."""
_LETTERS = "ABCDEFGHI"
_DIAMOND = (1, 2, 3, 2, 1)
"""Places in each line of the diamond."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return nine cells of the column that is recommended, or of the last, in another order."""
    return nine(KIND, material, random)


def nine(kind: str, material: Material, random: DeterministicRandom) -> Worksheet:
    """Return the same for a kind that shows these nine cells, under the same letters."""
    chart = material.chart
    column = chart.preferred if chart.preferred is not None else sides(chart)[1]
    places = (column,)
    reasons = longer_than(_LONGEST, places), of_lines(places), repeated(chart.rows, places)
    rows, left_out = usable(kind, chart.rows, *reasons, least=_NINE)
    order = random.shuffled(random.some(rows, _NINE))
    exercises = [
        Exercise(number, "", where(row), {"letter": letter, "text": row.cells[column]})
        for number, (letter, row) in enumerate(zip(_LETTERS, order, strict=True), 1)
    ]
    shown = {"column": chart.columns[column], "side": column + 1, "letters": tuple(_LETTERS)}
    return Worksheet(
        kind=kind,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={**shown, "diamond": _DIAMOND},
        left_out=tuple(left_out),
    )
