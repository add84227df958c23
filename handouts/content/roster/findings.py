"""What is wrong with a roster and what should be looked at: collected, and never without end."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handouts.errors import Problem

MOST_OF_A_KIND = 30
"""Findings of one kind that are reported one by one."""
_LONGEST_QUOTE = 80
"""Letters of a cell that are shown."""


@dataclass(frozen=True)
class RowDiagnostic:
    """What is to be reported of a row, before it is known which row it is."""

    cause: str
    cure: str
    quoted: str = ""
    """The cell, or the row."""
    kind: str = ""
    """What complaints of one kind have in common; without it, their cause."""


class CellError(ValueError):
    """A cell that cannot be taken as it is."""

    def __init__(self, cause: str, cure: str, kind: str = "") -> None:
        self.complaint = RowDiagnostic(cause, cure, kind=kind)
        super().__init__(cause)


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
    kinds: dict[str, list[tuple[int, RowDiagnostic]]] = {}
    for row, complaint in found:
        kinds.setdefault(complaint.kind or complaint.cause, []).append((row, complaint))
    reported = []
    for kind, all_of_it in kinds.items():
        for row, one in all_of_it[:MOST_OF_A_KIND]:
            reported.append(Problem(path, row, one.cause, one.cure, shortened(one.quoted)))
        if more := all_of_it[MOST_OF_A_KIND:]:
            rows = "1 more row" if len(more) == 1 else f"{len(more)} more rows"
            reported.append(Problem(path, more[0][0], f"the same in {rows}: {kind}"))
    return tuple(sorted(reported))


def shortened(text: str) -> str:
    """Return the beginning of a text on one line, without what would disturb a terminal."""
    line = " ".join(text[: 4 * _LONGEST_QUOTE].split())
    shown = "".join(letter if letter.isprintable() else "·" for letter in line)
    return shown if len(shown) <= _LONGEST_QUOTE else shown[: _LONGEST_QUOTE - 1] + "…"
