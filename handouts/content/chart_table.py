"""A chart as a table that can be edited, with the line of each cell in its file.

Unlike `Chart` it may be unfinished: cells may be empty, and what the reader would refuse is in it.
"""

import re
import unicodedata
from dataclasses import dataclass, replace

from handouts.content import yaml_tree
from handouts.content.chart import GROUP, LABEL
from handouts.content.yaml_tree import Location, YamlTree, value_at
from handouts.text import characters

_PROPOSED = re.compile(rf"^ *- # (?P<entry>{LABEL}: .*)$")


@dataclass(frozen=True)
class ChartColumn:
    """One side of the comparison."""

    title: str
    """As it is printed; Markdown on one line."""
    key: str = ""
    """What it is called in the rows of the file; empty for a new one, which gets one there."""
    line: int = 0
    """Where its title stands in the file, counted from 1; 0 for a new one."""


@dataclass(frozen=True)
class ChartRow:
    """One row of the table."""

    label: str
    cells: tuple[str, ...]
    """One for each column, in the columns' order: Markdown, perhaps of several lines."""
    place: int | None = None
    """Which row of the file it is, counted from 0; None for a new one."""
    lines: tuple[int, ...] = ()
    """Where its label and its cells stand in the file; the row's first line for missing ones."""
    proposed: str = ""
    """The label that an import proposed in a comment, where it has none."""
    group: str | None = None
    """The heading that it stands below, perhaps empty; None where that is not known: then it is
    that of its row of the file, or of the rows that it was put between."""
    line: int = 0
    """Where its first key stands in the file."""


@dataclass(frozen=True)
class ChartTable:
    """A chart as it is edited."""

    title: str
    columns: tuple[ChartColumn, ...]
    rows: tuple[ChartRow, ...]
    preferred: int | None = None
    """The place of the recommended column, counted from 0."""
    line: int = 0
    """Where the title stands in the file."""
    preferred_note: str = ""
    """A few words below the title of the recommended column."""
    notes: str | None = None
    """What stands below the chart, perhaps empty; None for that of the file."""
    notes_line: int = 0
    """Where the notes begin in the file; 0 where there are none."""

    def is_in_notes(self, line: int) -> bool:
        """Say whether a line of the file is that of the notes, and not of the title below them."""
        return 0 < self.notes_line <= line and not self.notes_line < self.line <= line

    def place_at(self, line: int) -> tuple[int | None, int | None]:
        """Return the row and the column of the cell that is written at a line of the file.

        Both are counted from 0; the column of labels is 0, and the first side 1. None is the row of
        the columns' titles, and as a column the row as a whole. (None, None) is the title, and what
        stands below the chart.
        """
        starts: list[tuple[int, int | None, int | None]] = [(self.line, None, None)]
        starts.append((self.notes_line, None, None))
        starts += [(column.line, None, at + 1) for at, column in enumerate(self.columns)]
        for number, row in enumerate(self.rows):
            first = min(row.lines, default=0)
            starts += [(at, number, place) for place, at in enumerate(row.lines) if at > first]
            here = [place for place, at in enumerate(row.lines) if at == first]
            # Missing cells have the row's first line too; the one that stands there comes first.
            starts.append((first, number, here[0] if len(here) == 1 else None))
            starts.append((row.line, number, None))  # where its group is, above all of these
        found = [start for start in starts if 0 < start[0] <= line]
        return max(found, key=lambda start: start[0])[1:] if found else (None, None)


class NoTableError(Exception):
    """A text is no YAML, or has something that no table can show; its problems are read anew."""


def chart_table(text: str) -> ChartTable:
    """Return the table of the text of a chart's file. Raises NoTableError."""
    tree = yaml_tree.read(text)
    if tree.refused:
        raise NoTableError
    value = {} if tree.value is None else tree.value
    columns = _mapping(value_at(value, ("columns",)))
    rows = value_at(value, ("rows",))
    if not isinstance(value, dict) or not isinstance(rows, list | None):
        raise NoTableError
    lines = text.split("\n")
    preferred, keys = _text(value.get("preferred")), list(columns)
    return ChartTable(
        _text(value.get("title")),
        tuple(
            ChartColumn(_text(title), key, tree.line(("columns", key)))
            for key, title in columns.items()
        ),
        tuple(
            _with_proposal(_row(tree, place, _mapping(row), keys), lines)
            for place, row in enumerate(rows or [])
        ),
        keys.index(preferred) if preferred in keys else None,
        tree.line(("title",)) if "title" in value else 0,
        _text(value.get("preferred_note")),
        _text(value.get("notes")),
        tree.line(("notes",)) if "notes" in value else 0,
    )


def column_key(title: str, taken: set[str]) -> str:
    """Return a key for a column of this title: Latin letters, digits and `_`, none of the taken."""
    latin = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", latin)
    while words and not words[0][0].isalpha():
        words = words[1:]
    skipped = {"the", "a", "an"} if len(words) > 1 else set()
    plain = "_".join([word for word in words if word not in skipped][:3]) or "column"
    key, number = plain, 1
    while key in taken or key in {LABEL, GROUP}:
        number += 1
        key = f"{plain}_{number}"
    return key


def cleaned(text: str) -> str:
    """Return the text of a cell as the reader of the file would have it."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    whole = "\n".join(line.rstrip() for line in lines).strip()
    return characters.without_symbol_fonts(whole)


def _row(tree: YamlTree, place: int, row: dict[str, object], keys: list[str]) -> ChartRow:
    names = [LABEL, *keys]
    label, *cells = (_text(row.get(name)) for name in names)
    locations: list[Location] = [("rows", place, name) for name in names]
    group = "" if GROUP in keys else _text(row.get(GROUP))
    lines = tuple(tree.line(each) for each in locations)
    first = min((tree.line(("rows", place, name)) for name in row), default=lines[0])
    return ChartRow(label, tuple(cells), place, lines, group=group, line=first)


def _with_proposal(row: ChartRow, lines: list[str]) -> ChartRow:
    """Return a row with the label that is proposed in the line above its first one."""
    first = min(row.lines)
    found = _PROPOSED.search(lines[first - 2]) if first > 1 else None
    if row.label or found is None:
        return row
    label = value_at(yaml_tree.read(found["entry"]).value, (LABEL,))
    return replace(row, proposed=cleaned(label)) if isinstance(label, str) else row


def _mapping(value: object) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise NoTableError
    return value


def _text(value: object) -> str:
    if value is not None and not isinstance(value, str):
        raise NoTableError
    return cleaned(value or "")
