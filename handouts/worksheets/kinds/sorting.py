"""Cells of all columns, mixed, to be sorted into their columns.

The counts are unequal, so that counting gives nothing away.
"""

from collections.abc import Sequence

from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where
from handouts.worksheets.statements import Statement, statements

KIND = "sorting"
MINUTES = 10
ORDER = 50
NEEDS = "chart"
IS_USUAL = False
_LEAST, _MOST = 6, 12
"""Statements on a sheet."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return six to twelve statements in no order, most rows with one of their cells only."""
    chart = material.chart
    offered, left_out = statements(KIND, chart)
    chosen = random.shuffled(_chosen(offered, len(chart.columns), random))
    exercises = [
        Exercise(
            number,
            chart.columns[statement.column],
            where(statement.row),
            {"text": statement.text},
        )
        for number, statement in enumerate(chosen, 1)
    ]
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={"columns": chart.columns},
        left_out=tuple(left_out),
    )


def _chosen(
    offered: Sequence[Statement], columns: int, random: DeterministicRandom
) -> list[Statement]:
    """Return statements in the chart's order: one of a row, and a second where rows are few."""
    while True:
        first = {each.row.number: each for each in random.shuffled(offered)}
        found = random.some(list(first.values()), min(len(first), _MOST))
        others = [each for each in offered if each not in found]
        wanted = _LEAST + random.below(3)
        found += random.some(others, max(0, wanted - len(found)))
        if _is_good(found, columns):
            return sorted(found, key=offered.index)


def _is_good(found: Sequence[Statement], columns: int) -> bool:
    """Whether counts are unequal, no column is nearly missing, and some row has one cell only."""
    counts = [sum(each.column == column for each in found) for column in range(columns)]
    rows = [each.row.number for each in found]
    return (
        len(dict.fromkeys(counts)) > 1
        and min(counts) >= max(1, len(found) // (2 * columns))
        and any(rows.count(number) == 1 for number in rows)
    )
