"""Tables of what was measured, and the machine they were measured on."""

import datetime
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_INTRODUCTION = """# What was measured last

Written by `make bench`. All ratios of a table come from the same rounds, in which every command was
run in turn; seconds and megabytes are medians of those rounds, and mean little on another machine.
Each time is that of a whole command, from starting the process until it has ended. Memory is that
of the largest process of a command.
"""


@dataclass(frozen=True)
class Table:
    """A table with its heading, and sentences below it."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def __str__(self) -> str:
        """Return the table as Markdown that reads well as plain text, too."""
        cells = [self.columns, *self.rows]
        widths = [max(len(row[place]) for row in cells) for place in range(len(self.columns))]
        lines = [_line(row, widths) for row in cells]
        rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
        lines.insert(1, _line(rule, widths))
        parts = [f"## {self.heading}", "\n".join(lines)]
        if self.notes:
            parts.append("\n".join(f"- {note}" for note in self.notes))
        return "\n\n".join(parts)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return f"| {' | '.join(cells)} |"


def verdict(holds: bool, promise: str, found: str) -> str:
    """Say of a promise whether it holds."""
    return f"{'Holds' if holds else 'DOES NOT HOLD'}: {promise} (found: {found})."


def text(tables: Sequence[Table], rounds: int, versions: Mapping[str, str]) -> str:
    """Return all of it as one page of Markdown."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    tools = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    facts = [
        f"- Machine: {os.cpu_count()} cores, {gigabytes:.0f} GB of memory",
        f"- Versions: Python {platform.python_version()}, {tools}",
        f"- Date: {today}, {rounds} rounds",
    ]
    return "\n\n".join([_INTRODUCTION.rstrip(), "\n".join(facts), *map(str, tables)]) + "\n"
