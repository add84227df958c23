"""The list of people that was found in a file: its heading and its rows, before they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from handouts.content.roster.answers import NO_ANSWERS, Answers
from handouts.content.roster.columns import HeadingRow

STRUCK, HIDDEN = "struck", "hidden"
"""Marks of rows: struck out, and hidden by a filter or by hand."""


@dataclass(frozen=True)
class FoundList:
    """One list of people; `rows[heading.row:]` are theirs."""

    rows: Sequence[Sequence[str]]
    """All rows of the sheet, the first being row 1. Those in the list that are no person's (titles
    of sections, totals, notes, headings that are repeated) are empty, as is all that follows it."""
    heading: HeadingRow
    marks: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """STRUCK or HIDDEN, by the number of the row."""
    under: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    """The line that says why people below it are out, "Waiting list", by the numbers of their
    rows."""
    answers: Answers = NO_ANSWERS
