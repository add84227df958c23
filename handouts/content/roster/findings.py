"""What is wrong with a roster and what should be looked at: collected, and never without end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handouts.errors import Problem
from handouts.messages import Message, Value, Worded, message

MOST_OF_A_KIND = 30
"""Findings of one kind that are reported one by one."""
_MOST_LISTED = 10
_LONGEST_QUOTE = 80
"""Letters of a cell that are shown."""


@dataclass(frozen=True)
class RowDiagnostic(Worded):
    """What is to be reported of a row, before it is known which row it is."""

    message: Message
    quoted: str = ""
    """The cell, or the row."""
    kind: Message | None = None
    """What diagnostics of one kind have in common; without it, their messages are equal."""


class CellError(ValueError):
    """A cell that cannot be taken as it is."""

    def __init__(self, message: Message, kind: Message | None = None) -> None:
        self.complaint = RowDiagnostic(message, kind=kind)
        super().__init__(self.complaint.cause)


@dataclass
class Findings:
    """Everything that is found in one roster while it is read."""

    path: str
    """Of the roster, relative to the project."""
    _wrong: list[tuple[int, RowDiagnostic]] = field(default_factory=list)
    _unusual: list[tuple[int, RowDiagnostic]] = field(default_factory=list)

    def report(self, row: int, complaint: RowDiagnostic) -> None:
        """Add something that must be fixed; `row` 0 stands for the file as a whole."""
        self._wrong.append((row, complaint))

    def remark(self, row: int, complaint: RowDiagnostic) -> None:
        """Add something that should be looked at."""
        self._unusual.append((row, complaint))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What must be fixed, in the order of the rows."""
        return _reported(self.path, self._wrong)

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What should be looked at, in the order of the rows."""
        return _reported(self.path, self._unusual)


def _reported(path: str, found: Sequence[tuple[int, RowDiagnostic]]) -> tuple[Problem, ...]:
    """Return the first of each kind as problems, and one that says how many more there are."""
    kinds: dict[Message, list[tuple[int, RowDiagnostic]]] = {}
    for row, complaint in found:
        kinds.setdefault(complaint.kind or complaint.message, []).append((row, complaint))
    reported = []
    for kind, all_of_it in kinds.items():
        for row, one in all_of_it[:MOST_OF_A_KIND]:
            reported.append(Problem(path, row, one.message, source=shortened(one.quoted)))
        if more := all_of_it[MOST_OF_A_KIND:]:
            what = message("roster.same-in-more-rows", count=len(more), kind=kind)
            reported.append(Problem(path, more[0][0], what))
    return tuple(sorted(reported))


def shortened(text: str) -> str:
    """Return the beginning of a text on one line, without what would disturb a terminal."""
    line = " ".join(text[: 4 * _LONGEST_QUOTE].split())
    shown = "".join(letter if letter.isprintable() else "·" for letter in line)
    return shown if len(shown) <= _LONGEST_QUOTE else shown[: _LONGEST_QUOTE - 1] + "…"


def listed(titles: Iterable[str]) -> tuple[Value, ...]:
    """Return titles in quotation marks; of many, the first ones and how many more there are."""
    quoted: list[Value] = [message("roster.quoted", text=shortened(title)) for title in titles]
    more = len(quoted) - _MOST_LISTED
    if more > 0:
        return (*quoted[:_MOST_LISTED], message("roster.and-more", count=more))
    return tuple(quoted)
