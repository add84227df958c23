"""The groups of rows that an editor has moved, where it knows nothing of groups."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.content.chart_table import ChartTable


def with_groups(table: ChartTable, before: ChartTable) -> ChartTable:
    """Return a table that knows the group of each row, and the notes: else they are those before.

    A new row, and one that was moved, is of the group of the row above it, or of the one below it
    where it is the first.
    """
    notes = before.notes if table.notes is None else table.notes
    if all(row.group is not None for row in table.rows):
        return replace(table, notes=notes)
    stayed = _stayed([row.place for row in table.rows])
    groups: list[str | None] = []
    for number, row in enumerate(table.rows):
        group = row.group
        if group is None and number in stayed:
            group = before.rows[stayed[number]].group or ""
        groups.append(group)
    for number, group in enumerate(groups):
        if group is None:
            above = groups[number - 1] if number else None
            below = next((each for each in groups[number:] if each is not None), "")
            groups[number] = below if above is None else above
    rows = (replace(row, group=group) for row, group in zip(table.rows, groups, strict=True))
    return replace(table, rows=tuple(rows), notes=notes)


def _stayed(places: Sequence[int | None]) -> dict[int, int]:
    """Return the rows that were not moved, as many as can be, with their places in the file.

    These are the longest of all rising sequences of places.
    """
    tails: list[int] = []
    chains: list[_Chain] = []
    for number, place in enumerate(places):
        if place is not None:
            at = bisect_left(tails, place)
            chain = _Chain(number, place, chains[at - 1] if at else None)
            tails[at : at + 1], chains[at : at + 1] = [place], [chain]
    found: dict[int, int] = {}
    last = chains[-1] if chains else None
    while last is not None:
        found[last.number] = last.place
        last = last.above
    return found


@dataclass(frozen=True)
class _Chain:
    """A row that was not moved, and the one above it."""

    number: int
    place: int
    above: "_Chain | None"
