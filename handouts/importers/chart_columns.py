"""Which column of a table holds the labels of its rows, which its numbers, and which are sides.

What a column's head says is of little help: any language has many words for it. Labels are found by
how they read, short, each another one, no sentences, and by where they stand, which is first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handouts.importers.chart_shape import Row, Shape
from handouts.importers.parts import Cell
from handouts.messages import Message, message

# fmt: off
_NAMES_OF_LABELS = frozenset({
    "label", "topic", "aspect", "area", "dimension", "category", "feature", "criterion", "criteria",
    "characteristic", "theme", "subject", "item", "issue", "question", "factor", "parameter",
    "attribute",
    "kriterium", "kriterien", "thema", "themen", "aspekt", "merkmal", "bereich", "kategorie",
    "punkt", "frage", "critère", "critères", "thème", "sujet", "domaine", "catégorie",
    "caractéristique", "criterio", "criterios", "tema", "temas", "aspecto", "categoría",
    "característica", "ámbito", "critério", "categoria", "caratteristica", "argomento", "aspetto",
    "ambito", "criteri", "criterium", "onderwerp", "kenmerk", "categorie", "aspecten",
})
# fmt: on
"""Heads that are for labels in the languages of the house; others may be, too."""
_NUMBER = re.compile(r"[#(]?\s*(\d{1,4})\s*[.):]?")
_LONGEST_LABEL = 60
_MOST_WORDS = 9
_SENTENCE = re.compile(r"[.!。][\"'”’)]*$")
_VALUE = re.compile(r"[\W\d_]*|\W*(yes|no|n/?a|none|x|ja|nein|oui|non|sí|si|não)\W*", re.IGNORECASE)
"""A tick, a number, yes or no: what rows have of a thing, never what they are about."""
_LEAST_FILLED = 1 / 3
"""Of the cells of a side. With fewer it is a column of remarks."""
_MOST_SIDES = 5


@dataclass(frozen=True)
class Columns:
    """The columns of a table, by their places."""

    labels: int | None
    sides: tuple[int, ...]
    is_unsure: bool = False
    """Whether the first column could as well be labels as a side."""


@dataclass(frozen=True)
class _Column:
    head: str
    texts: tuple[str, ...]
    """Of the rows with two cells or more, without empty ones."""
    rows: int
    marked: bool
    """Whether the file marks its cells as titles of their rows."""

    @property
    def mean(self) -> float:
        return sum(map(len, self.texts)) / max(1, len(self.texts))

    @property
    def is_named(self) -> bool:
        return not self.head or self.head.casefold().rstrip(":") in _NAMES_OF_LABELS

    @property
    def reads_like_labels(self) -> bool:
        """Whether its cells are short, each another one, and no sentences."""
        short = all(
            len(text) <= _LONGEST_LABEL and len(text.split()) <= _MOST_WORDS for text in self.texts
        )
        sentences = sum(bool(_SENTENCE.search(text)) and " " in text for text in self.texts)
        return bool(self.texts) and short and sentences * 5 <= len(self.texts) and self.is_unlike

    @property
    def is_unlike(self) -> bool:
        return len({text.casefold() for text in self.texts}) * 5 >= len(self.texts) * 4

    @property
    def is_of_values(self) -> bool:
        """Whether it has ticks, numbers, yes and no."""
        return sum(_VALUE.fullmatch(text) is not None for text in self.texts) * 2 >= len(self.texts)


def found(shape: Shape) -> Columns:
    """Return which columns are labels and sides; numbers and remarks are left out and listed."""
    columns = [_column(shape, place) for place in range(len(shape.head))]
    places = list(range(len(columns)))
    if len(columns) > 2 and (number := _numbering(columns)) is not None:
        places.remove(number)
        _leave_out(shape, number, message("chart_import.numbering"))
    for place in _remarks(places, columns):
        places.remove(place)
        _leave_out(shape, place, message("chart_import.remarks", head=columns[place].head))
    if len(places) <= 2:
        return Columns(None, tuple(places))
    labels, is_unsure = _labels(places, columns)
    if labels is None:
        return Columns(None, tuple(places))
    if labels != places[0]:
        moved = message("chart_import.labels-elsewhere", head=columns[labels].head)
        shape.recognised.append(moved)
    return Columns(labels, tuple(place for place in places if place != labels), is_unsure)


def _column(shape: Shape, place: int) -> _Column:
    whole = [row for row in shape.rows if len(shape.filled(row)) > 1]
    cells = [row[place] for row in whole if place < len(row)]
    texts = tuple(text for cell in cells if (text := shape.plain(cell)))
    head = shape.plain(shape.head[place])
    marked = bool(cells) and all(cell.heads_row for cell in cells)
    return _Column(head, texts, len(whole), marked)


def _numbering(columns: Sequence[_Column]) -> int | None:
    """Return the place of a column that only counts the rows: 1, 2, 3."""
    for place in (0, 1):
        texts = columns[place].texts
        numbers = [_NUMBER.fullmatch(text) for text in texts]
        if len(texts) < 2 or not all(numbers):
            continue
        counted = [int(number[1]) for number in numbers if number]
        if counted == list(range(counted[0], counted[0] + len(counted))) and counted[0] <= 1:
            return place
    return None


def _remarks(places: Sequence[int], columns: Sequence[_Column]) -> list[int]:
    """Return the columns, of those at the right, in which only a cell here and there is filled."""
    found: list[int] = []
    for place in reversed(places):
        column = columns[place]
        if len(places) - len(found) <= 3 or column.rows < 3:
            break
        if len(column.texts) >= column.rows * _LEAST_FILLED:
            break
        found.append(place)
    return found


def _leave_out(shape: Shape, place: int, reason: Message) -> None:
    rows = [shape.head, *shape.rows]
    shape.leave_out([row[place] for row in rows if place < len(row)], reason)


def _labels(places: Sequence[int], columns: Sequence[_Column]) -> tuple[int | None, bool]:
    """Return the place of the labels, or None, and whether that is unsure."""
    first = columns[places[0]]
    others = [columns[place] for place in places[1:]]
    mean = sum(other.mean for other in others) / len(others)
    if first.is_named or first.marked:
        return places[0], False
    for place in places[1:]:
        column = columns[place]
        rest = min(columns[other].mean for other in places if other != place)
        if column.head and column.is_named and column.reads_like_labels and column.mean < rest:
            return place, False
    if first.reads_like_labels and not first.is_of_values:
        like = [other for other in others if other.reads_like_labels and not other.is_of_values]
        return places[0], len(like) == len(others) and first.mean > 0.9 * mean
    if first.is_unlike and not first.is_of_values and first.mean <= 0.4 * mean:
        return places[0], False
    for place in places[1:]:
        rest = min(columns[other].mean for other in places if other != place)
        is_short = rest > 25 and columns[place].mean <= 0.4 * rest
        if is_short and columns[place].reads_like_labels and not columns[place].is_of_values:
            return place, False
    return None, False


def turned(shape: Shape, columns: Columns) -> bool:
    """Turn a table whose rows are the sides, where it is plain; return whether it is turned."""
    many, few = len(columns.sides), len(shape.rows)
    if columns.labels is None or not 2 <= few <= _MOST_SIDES or columns.is_unsure:
        return False
    names = [shape.plain(row[columns.labels]) for row in shape.rows]
    stub = shape.plain(shape.head[columns.labels])
    plain = many > _MOST_SIDES or (few == 2 and many > 3 and not stub)
    if not plain or not all(names) or any(len(row) != len(shape.head) for row in shape.rows):
        return False
    places = [columns.labels, *columns.sides]
    rows: list[Row] = [shape.head, *shape.rows]
    turned_rows: list[list[Cell]] = [[row[place] for row in rows] for place in places]
    shape.head, shape.rows = turned_rows[0], turned_rows[1:]
    shape.recognised.append(message("chart_import.turned", sides=tuple(names)))
    return True
