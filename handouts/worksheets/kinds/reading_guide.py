"""A page in the manner of Cornell: cues beside space for notes, and rows to compare.

Elaborative interrogation: Dunlosky et al. 2013.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from handouts.content.chart import Row
from handouts.messages import message
from handouts.text.stop_words import STOP_WORDS
from handouts.worksheets.deterministic_random import DeterministicRandom
from handouts.worksheets.openings import beginning
from handouts.worksheets.questions import questions
from handouts.worksheets.rows import alike, longer_than, sides
from handouts.worksheets.sheet import (
    ArticleParagraph,
    Exercise,
    Material,
    NotPossibleError,
    Source,
    Worksheet,
    where,
)
from handouts.worksheets.words import folded, plain, stem, words

KIND = "reading-guide"
MINUTES = 20
ORDER = 10
NEEDS = "article"
IS_USUAL = True
_FEWEST, _CUES, _QUESTIONS = 6, 10, 3
_OPENING = 6
"""Words of a paragraph that stand as its cue."""
_LONGEST_QUESTION = 140
"""Letters of a question of the author's that stands as a cue."""
_LONGEST = 300
"""Letters of a cell that is asked about."""


def make(material: Material, random: DeterministicRandom) -> Worksheet:
    """Return cues in the article's order, then rows of the first chart to compare."""
    if len(material.paragraphs) < 2:
        raise NotPossibleError(message("worksheets.few-paragraphs", kind=KIND))
    cues = _spread(_parts(material.paragraphs))
    exercises = [_cue(number, part) for number, part in enumerate(cues, 1)]
    if not material.charts:
        return Worksheet(KIND, MINUTES, tuple(exercises), {"columns": ()})
    chart = material.chart
    left, right = sides(chart)
    exercises += _questions(material, random, len(exercises) + 1)
    return Worksheet(
        kind=KIND,
        minutes=MINUTES,
        exercises=tuple(exercises),
        shown={"columns": (chart.columns[left], chart.columns[right])},
    )


def _questions(material: Material, random: DeterministicRandom, first: int) -> Iterator[Exercise]:
    """Yield rows of the first chart with both of their cells, numbered from `first`."""
    chart = material.chart
    left, right = sides(chart)
    unfit = alike((left, right)), longer_than(_LONGEST, (left, right))
    rows = [row for row in chart.rows if not any(reason(row) for reason in unfit)]
    found = [row for row in rows if _paragraphs_about(row, material)]
    asked = random.some(found or rows, min(_QUESTIONS, len(found or rows)))
    for place, row in enumerate(asked):
        numbers = _paragraphs_about(row, material)
        answer = ", ".join(map(str, numbers)) or str(row.number)
        cells = (row.cells[left], row.cells[right])
        shown = {"about": "row", "text": row.label, "row": row.number, "cells": cells}
        yield Exercise(first + place, answer, where(row), {**shown, "question": place})


@dataclass(frozen=True)
class _Part:
    """Paragraphs that share a cue: the heading above them, a question in them, or first words."""

    heading: str
    paragraphs: Sequence[ArticleParagraph]

    def halves(self) -> list["_Part"]:
        middle = (len(self.paragraphs) + 1) // 2
        return [
            _Part(self.heading, self.paragraphs[:middle]),
            _Part("", self.paragraphs[middle:]),
        ]


def _parts(paragraphs: Sequence[ArticleParagraph]) -> list[_Part]:
    """Divide the article at its headings, and then the longest parts where those are few."""
    parts = [
        _Part(heading, list(part))
        for heading, part in groupby(paragraphs, key=lambda paragraph: paragraph.heading)
    ]
    while len(parts) < min(_FEWEST, len(paragraphs)):
        at = max(range(len(parts)), key=lambda place: len(parts[place].paragraphs))
        parts[at : at + 1] = parts[at].halves()
    return parts


def _spread(parts: Sequence[_Part]) -> list[_Part]:
    """Return all parts, or so many as there is space for, evenly from the first to the last."""
    if len(parts) <= _CUES:
        return list(parts)
    return [parts[place * (len(parts) - 1) // (_CUES - 1)] for place in range(_CUES)]


def _cue(number: int, part: _Part) -> Exercise:
    numbers = tuple(paragraph.number for paragraph in part.paragraphs)
    asked = [text for text, _ in questions(part.paragraphs) if len(text) <= _LONGEST_QUESTION]
    shown: dict[str, Any] = {"about": "heading", "text": part.heading, "cut": False}
    if not part.heading and asked:
        shown = {"about": "question", "text": asked[0], "cut": False}
    elif not part.heading:
        text, cut = beginning(part.paragraphs[0].text, _OPENING)
        shown = {"about": "opening", "text": text, "cut": cut}
    answer = ", ".join(map(str, numbers))
    return Exercise(number, answer, Source(paragraphs=numbers), {**shown, "paragraphs": numbers})


def _paragraphs_about(row: Row, material: Material) -> list[int]:
    """Return the numbers of the two paragraphs, at most, that share most words with a row."""
    named = _stems(" ".join(map(plain, material.chart.columns)))
    wanted = [
        word
        for word in _stems(" ".join(plain(text) for text in (row.label, *row.cells)))
        if word not in named
    ]
    shared = {
        paragraph.number: sum(word in _stems(paragraph.text) for word in wanted)
        for paragraph in material.paragraphs
    }
    best = sorted(shared, key=lambda number: (-shared[number], number))[:2]
    return sorted(number for number in best if shared[number] >= 2)


@functools.lru_cache(maxsize=1024)
def _stems(text: str) -> tuple[str, ...]:
    found = (folded(word.text) for word in words(text, compounds=False))
    long = (word for word in found if len(word) >= 5 and word not in STOP_WORDS)
    return tuple(dict.fromkeys(stem(word) for word in long))
