"""The rows of a chart below its heads: each with a cell for each column, and with its label."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from handouts.errors import Problem
from handouts.importers.chart_shape import Row, Shape, joined
from handouts.importers.parts import Cell
from handouts.messages import Message, message

EMPTY = "–"
"""What stands in a cell that the trainer left empty."""
_MOST_NAMED = 10
"""Rows or cells that are named in one message."""
_COUNTED = re.compile(r"\s*\(?(\d{1,3})\\?[.)]\s+(?=\S)")
_DIGITS = re.compile(r"\d$")
_THOUSANDS = re.compile(r"\d{3}(?!\d)")


@dataclass
class Rows:
    """The rows of a chart while they are made whole."""

    shape: Shape
    path: str
    """The file, as problems name it."""
    problems: list[Problem] = field(default_factory=list)

    def report(self, rows: Sequence[Row], wrong: Message) -> None:
        """Report one problem for all rows of a kind, at the first of them."""
        shown = " | ".join(map(self.shape.plain, rows[0]))[:160]
        self.problems.append(Problem(self.path, rows[0][0].line, wrong, source=shown))

    def make_whole(self) -> None:
        """Give each row as many cells as there are heads; report the rows where that is unclear."""
        shape, width = self.shape, len(self.shape.head)
        shape.rows = [_without_empty_end(shape, row, width) for row in shape.rows]
        parted = [(row, _commas_joined(row, width)) for row in shape.rows]
        fixed = [new for row, new in parted if len(row) > width and len(new) == width]
        if fixed:
            lines = tuple(str(row[0].line) for row in fixed[:_MOST_NAMED])
            shape.recognised.append(message("chart_import.commas-joined", lines=lines))
        shape.rows = [new for _, new in parted]
        names = tuple(
            shape.plain(cell) or str(message("chart_import.column", number=place))
            for place, cell in enumerate(shape.head, 1)
        )
        if short := [row for row in shape.rows if len(row) < width]:
            found = message("chart_import.short-rows", lines=_lines(short), columns=names)
            self.report(short, found)
        if long := [row for row in shape.rows if len(row) > width]:
            found = message("chart_import.long-rows", lines=_lines(long), columns=names)
            self.report(long, found)


def _lines(rows: Sequence[Row]) -> tuple[str, ...]:
    named = tuple(str(row[0].line) for row in rows[:_MOST_NAMED])
    return (*named, "…") if len(rows) > _MOST_NAMED else named


def _without_empty_end(shape: Shape, row: Row, width: int) -> Row:
    while len(row) > width and not shape.plain(row[-1]):
        row = row[:-1]
    return row


def _commas_joined(row: Row, width: int) -> Row:
    """Return a row whose cells were parted at commas of their own, if it is plain at which.

    After such a comma stands a space, or the thousands of a number.
    """
    spots = [
        place
        for place in range(1, len(row))
        if row[place].text.startswith(" ")
        or (_DIGITS.search(row[place - 1].text) and _THOUSANDS.match(row[place].text))
    ]
    if len(row) <= width or len(row) - len(spots) != width:
        return row
    whole: Row = []
    for place, cell in enumerate(row):
        if place in spots:
            whole[-1] = joined((whole[-1], cell), ",")
        else:
            whole.append(cell)
    return whole


@dataclass(frozen=True)
class Labelled:
    """The rows of a chart with their labels, and with the headings between them."""

    labels: tuple[Cell, ...]
    """One for each row; () where the chart has none."""
    rows: tuple[tuple[Cell, ...], ...]
    groups: tuple[Cell | None, ...] = ()
    """For each row the heading that it stands below; () where there are none."""


def labelled(shape: Shape, labels: Sequence[Cell], sides: Sequence[Row]) -> Labelled:
    """Return the rows with their labels and headings; cells that go on are joined.

    `labels` and `sides` are the cells of `shape.rows`, apart.
    """
    kept: list[tuple[Cell, Row]] = []
    groups: list[Cell | None] = []
    group: Cell | None = None
    headings = went_on = 0
    has_groups = _has_groups(shape, labels, sides)
    for number, (label, row) in enumerate(zip(labels, sides, strict=True)):
        filled = shape.filled(row)
        if not filled and has_groups and shape.plain(label):
            above_too = number and not shape.filled(sides[number - 1]) and group is not None
            group = joined((group, label), ": ") if above_too and group else label
            headings += 1
            continue
        goes_on = not shape.plain(label) and bool(groups) and groups[-1] is group
        if goes_on and filled and len(filled) < len(row):
            kept[-1] = (kept[-1][0], _gone_on(shape, kept[-1][1], row))
            went_on += 1
            continue
        own = label
        if label.merged == "down" and kept:
            own = kept[-1][0]
        kept.append((replace(own, line=label.line), row))
        groups.append(group)
    if headings:
        shape.recognised.append(message("chart_import.groups", count=headings))
    if went_on:
        shape.recognised.append(message("chart_import.rows-that-go-on", count=went_on))
    labels_kept = tuple(label for label, _ in kept)
    rows = tuple(tuple(row) for _, row in kept)
    return Labelled(labels_kept, rows, tuple(groups) if headings else ())


def under_headings(shape: Shape, rows: Sequence[Row]) -> Labelled:
    """Return the rows of a table without labels; headings between them are merged across."""
    groups: list[Cell | None] = []
    sides: list[Row] = []
    heading: Cell | None = None
    headings = 0
    for row in rows:
        if shape.filled(row) == [0] and all(cell.merged == "across" for cell in row[1:]):
            heading, headings = row[0], headings + 1
            continue
        groups.append(heading)
        sides.append(row)
    if headings:
        shape.recognised.append(message("chart_import.groups", count=headings))
    return Labelled((), tuple(map(tuple, sides)), tuple(groups) if headings else ())


def _has_groups(shape: Shape, labels: Sequence[Cell], sides: Sequence[Row]) -> bool:
    """Whether rows with a label alone are headings, and not rows whose cells are all empty.

    Few are, another row follows each, and either they look like headings or no other cell is empty
    but for those of a column of remarks.
    """
    pairs = list(zip(labels, sides, strict=True))
    alone = [(label, row) for label, row in pairs if not shape.filled(row)]
    if not 0 < len(alone) <= len(pairs) / 2 or not shape.filled(sides[-1]):
        return False
    others = [row for label, row in pairs if shape.filled(row) and shape.plain(label)]
    kept = [
        place
        for place in range(len(sides[0]))
        if 2 * sum(place in shape.filled(row) for row in others) > len(others)
    ]
    are_whole = bool(kept) and all(set(kept) <= set(shape.filled(row)) for row in others)
    return are_whole or all(_looks_like_heading(shape, label, row) for label, row in alone)


def _looks_like_heading(shape: Shape, label: Cell, row: Row) -> bool:
    text = shape.plain(label)
    is_merged = bool(row) and all(cell.merged == "across" for cell in row)
    return is_merged or text.endswith(":") or (text.isupper() and len(text) > 3)


def without_numbers(shape: Shape, labels: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return labels without the numbers, 1 to the last, that count them; list those."""
    found = [_COUNTED.match(label.text) for label in labels]
    numbers = [int(each[1]) for each in found if each]
    if len(numbers) < max(2, len(labels)) or numbers != list(range(1, len(labels) + 1)):
        return tuple(labels)
    pairs = zip(labels, found, strict=True)
    taken = [replace(label, text=each[0].strip()) for label, each in pairs if each]
    shape.leave_out(taken, message("chart_import.numbers-of-labels"))
    return tuple(
        replace(
            label,
            text=_COUNTED.sub("", label.text),
            markdown=label.markdown and _COUNTED.sub("", label.markdown),
        )
        for label in labels
    )


def _gone_on(shape: Shape, above: Row, row: Row) -> Row:
    """Return a row with the cells of the next one below its own, as lists."""
    return [_listed(shape, (one, two)) for one, two in zip(above, row, strict=True)]


def _listed(shape: Shape, cells: tuple[Cell, Cell]) -> Cell:
    one, two = cells
    if not shape.plain(two):
        return one
    if not shape.plain(one):
        return replace(two, line=one.line, merged="")
    signed = [_with_signs(cell) for cell in cells]
    return joined(signed, "\n")


def _with_signs(cell: Cell) -> Cell:
    """Return a cell as items of a list."""
    if cell.markdown is not None:
        is_list = re.match(r"(-|\d+\.) ", cell.markdown) is not None and "\n" in cell.markdown
        text = cell.markdown if is_list else f"- {cell.markdown}"
        return replace(cell, markdown=text.replace("\n\n", "\n"))
    return replace(cell, text=cell.text if cell.text.startswith("•") else f"• {cell.text}")


def filled_up(shape: Shape, rows: Sequence[Sequence[Cell]]) -> list[Row]:
    """Return rows without an empty cell: merged ones repeat their text, others hold a dash."""
    whole: list[Row] = []
    repeated = 0
    empty: list[Cell] = []
    for row in rows:
        new: Row = []
        for place, cell in enumerate(row):
            source = None
            if not shape.plain(cell) and cell.merged == "across" and new:
                source = new[-1]
            elif not shape.plain(cell) and cell.merged == "down" and whole:
                source = whole[-1][place]
            if source is not None:
                repeated += 1
                new.append(replace(source, line=cell.line))
            elif not shape.plain(cell):
                empty.append(cell)
                markdown = None if cell.markdown is None else EMPTY
                new.append(replace(cell, text=EMPTY, markdown=markdown))
            else:
                new.append(cell)
        whole.append(new)
    if repeated:
        shape.recognised.append(message("chart_import.merged", count=repeated))
    if empty:
        lines = tuple(dict.fromkeys(str(cell.line) for cell in empty))
        named = (*lines[:_MOST_NAMED], "…") if len(lines) > _MOST_NAMED else lines
        found = message("chart_import.empty-cells", count=len(empty), lines=named, sign=EMPTY)
        shape.recognised.append(found)
    return whole
