"""One client of the participant's own, looked at row by row from both sides of the chart."""

from handouts.worksheets.cues import cued
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.questions import questions
from handouts.worksheets.rows import alike, other_columns, sides, usable
from handouts.worksheets.sheet import Material, Worksheet

KIND = "my-case"
MINUTES = 15
ORDER = 70
NEEDS = "chart"
IS_USUAL = True
_ASKS_WHEN = ("when", "which")
"""Words of a question about what is to be done at what time, in English."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:  # noqa: ARG001 - no shuffling
    """Return every row with the beginnings of its cells, and a question of the author's."""
    chart = material.chart
    left, right = places = sides(chart)
    rows, left_out = usable(KIND, chart.rows, alike(places), least=1)
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(cued(number, row, places) for number, row in enumerate(rows, 1)),
        shown={
            "columns": (chart.columns[left], chart.columns[right]),
            "sides": (left + 1, right + 1),
            "question": _question(material),
        },
        left_out=(*left_out, *other_columns(KIND, chart, places)),
    )


def _question(material: Material) -> str:
    """Return a question of the article, best one that asks when; empty where it has none."""
    found = [text for text, _ in questions(material.paragraphs)]
    about_time = (text for text in found if any(word in text.lower() for word in _ASKS_WHEN))
    return next(about_time, found[0] if found else "")
