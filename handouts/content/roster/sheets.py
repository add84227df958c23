"""A sheet as its file has it, before anybody looks for a list in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class VisibleSheet:
    """The cells of a sheet that can be seen, from A1."""

    rows: Sequence[Sequence[str]]
    name: str = ""
    """Its title; nothing in a text file."""
    hidden: frozenset[int] = frozenset()
    """The numbers of the rows that a filter or the trainer has hidden, counted from 1."""
    struck: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """The columns of cells that are struck out, counted from 0, by the numbers of their rows."""
    hidden_columns: frozenset[int] = frozenset()
    """The columns that are hidden, counted from 0."""
    without_result: frozenset[tuple[int, int]] = frozenset()
    """Formulas whose results the file does not keep: the numbers of their rows, and their columns,
    counted from 0."""

    @property
    def is_filled(self) -> bool:
        """Whether there is anything in it."""
        return any(cell.strip() for row in self.rows for cell in row)

    @property
    def filled_rows(self) -> int:
        """How many rows have anything in them."""
        return sum(any(map(str.strip, row)) for row in self.rows)
