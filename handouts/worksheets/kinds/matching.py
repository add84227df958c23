"""Cells of the left column, each to be matched with its counterpart, in sets of three.

The lists are unequal and a page holds a set (DOE-HDBK-1204, 1205), also one of large print: every
edition has the same sets, for one answer key serves them all. The chart's order is kept on the
left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

from handouts.content.chart import Row
from handouts.messages import message
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.openings import opening
from handouts.worksheets.rows import alike, other_columns, repeated, sides, usable
from handouts.worksheets.sheet import Exercise, Material, Worksheet, where
from handouts.worksheets.words import all_unlike

KIND = "matching"
MINUTES = 10
ORDER = 40
NEEDS = "chart"
IS_USUAL = False
_SET = 4
"""Rows of one set, at most: one is not asked for, and its letter stays over. Five rows by
themselves are one set all the same, because of two a choice between two letters would be left.
"""
_MOST = 24
"""Rows of all sets, so that one alphabet is enough."""


@dataclass(frozen=True)
class _Pair:
    """A row as it is asked for: without the words with which both of its cells begin."""

    row: Row
    topic: str
    left: str
    right: str


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return the left cells in the chart's order, in sets with lettered options.

    No letter stands for two options, and what stays over is of a row that is not asked for: of one
    without a shared opening where there is one, for it has to be understood without.
    """
    chart = material.chart
    left, right = sides(chart)
    reasons = alike((left, right)), repeated(chart.rows, (left, right))
    rows, left_out = usable(KIND, chart.rows, *reasons)
    if len(rows) > _MOST:
        more = message("worksheets.many-rows", kind=KIND, rows=len(rows) - _MOST, enough=_MOST)
        left_out.append(str(more))
        rows = random.some(rows, _MOST)
    exercises: list[Exercise] = []
    sets = []
    used = 0
    for number, of_set in enumerate(_divided(_pairs(rows, (left, right))), 1):
        whole = [place for place, pair in enumerate(of_set) if not pair.topic]
        over = random.some(whole or range(len(of_set)), 1)[0]
        asked = [pair for place, pair in enumerate(of_set) if place != over]
        options = _shuffled([*asked, of_set[over]], len(asked), random)
        letters = tuple(ascii_uppercase[used : used + len(options)])
        used += len(options)
        first = len(exercises) + 1
        for pair in asked:
            answer = letters[options.index(pair)]
            shown = {"set": number, "topic": pair.topic, "text": pair.left, "letters": letters}
            exercises.append(Exercise(len(exercises) + 1, answer, where(pair.row), shown))
        sets.append(
            {
                "number": number,
                "first": first,
                "last": len(exercises),
                "options": _lettered(letters, [pair.right for pair in options]),
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


def _pairs(rows: Sequence[Row], places: tuple[int, int]) -> list[_Pair]:
    """Return rows without shared openings, or whole where two would say the same without."""
    whole = [_Pair(row, "", *(row.cells[at] for at in places)) for row in rows]
    openings = [opening((pair.left, pair.right)) for pair in whole]
    cut = [
        _Pair(pair.row, each.topic, *each.rests) for pair, each in zip(whole, openings, strict=True)
    ]
    is_clear = all(
        all_unlike(text) for text in ([one.left for one in cut], [one.right for one in cut])
    )
    return cut if is_clear else whole


def _divided(pairs: Sequence[_Pair]) -> list[Sequence[_Pair]]:
    """Divide rows into as few sets as can be, of equal size give or take one."""
    count = 1 if len(pairs) == _SET + 1 else -(-len(pairs) // _SET)
    ends = [len(pairs) * number // count for number in range(count + 1)]
    return [pairs[start:end] for start, end in pairwise(ends)]


def _shuffled(pairs: list[_Pair], asked: int, random: DeterministicRandom) -> list[_Pair]:
    """Return pairs in an order in which those that are asked for do not stand as they are asked."""
    while True:
        order = random.shuffled(pairs)
        places = [order.index(pair) for pair in pairs[:asked]]
        if places != sorted(places):
            return order


def _lettered(letters: Sequence[str], texts: Sequence[str]) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"letter": letter, "text": text} for letter, text in zip(letters, texts, strict=True)
    )
