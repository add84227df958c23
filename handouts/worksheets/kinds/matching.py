"""Cells of the left column to be matched with cells of the right one, in sets of at most six.

The lists are unequal and a page holds a set (DOE-HDBK-1204, 1205); the chart's order is kept on
the left.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from handouts.content.chart import Row
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.rows import alike, other_columns, repeated, sides, usable
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where

KIND = "matching"
MINUTES = 10
ORDER = 40
NEEDS = "chart"
_SET = 6
"""Rows in one set, at most."""
_LETTERS = "ABCDEFGH"


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return the left cells in the chart's order, in sets with lettered options."""
    chart = material.chart
    left, right = sides(chart)
    reasons = alike((left, right)), repeated(chart.rows, (left, right))
    rows, left_out = usable(KIND, chart.rows, *reasons)
    exercises: list[Exercise] = []
    sets = []
    for number, of_set in enumerate(_divided(rows), 1):
        first = len(exercises) + 1
        others = [row for row in rows if row not in of_set]
        distractors = random.some(others, min(len(others), 1 + random.below(2)))
        options = _shuffled([*of_set, *distractors], len(of_set), random)
        letters = tuple(_LETTERS[: len(options)])
        for row in of_set:
            answer = letters[options.index(row)]
            shown = {"set": number, "text": row.cells[left], "letters": letters}
            exercises.append(Exercise(len(exercises) + 1, answer, where(row), shown))
        sets.append(
            {
                "number": number,
                "first": first,
                "last": len(exercises),
                "options": _lettered(letters, [row.cells[right] for row in options]),
            }
        )
    titles = {"left": chart.columns[left], "right": chart.columns[right]}
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={**titles, "sets": tuple(sets)},
        left_out=(*left_out, *other_columns(KIND, chart, (left, right))),
    )


def _divided(rows: Sequence[Row]) -> list[Sequence[Row]]:
    """Divide rows into as few sets as can be, of equal size give or take one."""
    count = -(-len(rows) // _SET)
    ends = [len(rows) * number // count for number in range(count + 1)]
    return [rows[start:end] for start, end in pairwise(ends)]


def _shuffled(rows: list[Row], asked: int, random: DeterministicRandom) -> list[Row]:
    """Return rows in an order in which those that are asked for do not stand as they are asked."""
    while True:
        order = random.shuffled(rows)
        places = [order.index(row) for row in rows[:asked]]
        if places != sorted(places):
            return order


def _lettered(letters: Sequence[str], texts: Sequence[str]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"letter": letter, "text": text} for letter, text in zip(letters, texts, strict=True)
    )
