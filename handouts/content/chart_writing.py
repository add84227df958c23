"""An edited chart back into the text of its file: what was not changed stays to the letter."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import yaml

from handouts.content import yaml_places
from handouts.content.chart import GROUP, LABEL
from handouts.content.chart_groups import with_groups
from handouts.content.chart_table import (
    ChartColumn,
    ChartRow,
    ChartTable,
    NoTableError,
    chart_table,
    cleaned,
    column_key,
)
from handouts.content.yaml_blocks import rearranged
from handouts.content.yaml_emit import emitted_entry, emitted_scalar
from handouts.content.yaml_places import Change, Part, replaced

_MARK = "\ufeff"
_PROPOSED = re.compile(rf"-[ ]+# {LABEL}:[^\n]*\n[ ]*")
"""A label that an import proposes in a comment behind the dash of its row."""


def with_table(text: str, table: ChartTable) -> str:
    """Return the text of a chart's file with what a table has. Raises NoTableError.

    Rows are known again by their places and columns by their keys. Comments stay with what they
    stand above, and go where it goes. Groups and notes that the table knows nothing of stay.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    lines = text.removeprefix(_MARK)
    is_windows = "\r\n" in lines and lines.count("\r\n") == lines.count("\n")
    lines = lines.replace("\r\n", "\n") if is_windows else lines
    before = chart_table(lines)
    wanted = with_groups(_named(_tidied(table, len(before.rows))), before)
    if _content(before) == _content(wanted) and _order(before) == _order(wanted):
        return text
    try:
        written = _Edit(lines, before, wanted).made()
    except yaml.YAMLError:  # what was put into an odd way of writing broke it
        written = ""
    if not _is_written(written, wanted):
        written = _anew(lines, wanted)
    return mark + (written.replace("\n", "\r\n") if is_windows else written)


def _tidied(table: ChartTable, count: int) -> ChartTable:
    """Return a table whose rows have a cell for each column, and each place of `count` once."""
    rows, free = [], set(range(count))
    for row in table.rows:
        cells = [cleaned(cell) for cell in row.cells[: len(table.columns)]]
        cells += [""] * (len(table.columns) - len(cells))
        place = row.place if row.place in free else None
        free.discard(row.place)
        group = None if row.group is None else _one_line(row.group)
        rows.append(ChartRow(_one_line(row.label), tuple(cells), place, group=group))
    return replace(
        table,
        title=_one_line(table.title),
        preferred_note=_one_line(table.preferred_note),
        rows=tuple(rows),
        notes=None if table.notes is None else cleaned(table.notes),
    )


def _named(table: ChartTable) -> ChartTable:
    """Return a table whose columns all have a key."""
    taken = {column.key for column in table.columns}
    columns: list[ChartColumn] = []
    for column in table.columns:
        title = _one_line(column.title)
        key = column.key or column_key(title, taken)
        taken.add(key)
        columns.append(ChartColumn(title, key))
    return replace(table, columns=tuple(columns))


def _one_line(text: str) -> str:
    return " ".join(cleaned(text).split("\n"))


def _content(table: ChartTable) -> object:
    columns = [(column.key, column.title) for column in table.columns]
    rows = [(row.group, row.label, row.cells) for row in table.rows]
    return table.title, columns, table.preferred, table.preferred_note, rows, table.notes


def _order(table: ChartTable) -> list[int | None]:
    return [row.place for row in table.rows]


def _is_written(text: str, wanted: ChartTable) -> bool:
    try:
        return _content(chart_table(text)) == _content(wanted)
    except (NoTableError, yaml.YAMLError):
        return False


@dataclass(frozen=True)
class _Edit:
    """A chart's file and what is to be in it."""

    text: str
    before: ChartTable
    wanted: ChartTable

    def made(self) -> str:
        """Return the text with all that differs; just the text where it is written in odd ways."""
        root = yaml_places.composed(self.text)
        found = {part.key: part for part in yaml_places.children(self.text, root)}
        if not yaml_places.is_block(root) or not {"columns", "rows"} <= found.keys():
            return self.text
        columns, rows = found["columns"], found["rows"]
        changes = self._title(found)
        if self._titles(self.before) != self._titles(self.wanted):
            changes.append(self._columns(columns))
        if _rows(self.before) != _rows(self.wanted) or self._keys() != self._keys(self.before):
            changes.append(self._rows(rows))
        text = replaced(self.text, changes)
        if _preferred(self.before) != _preferred(self.wanted):
            text = self._with_key(text, "preferred", _preferred(self.wanted))
        if self.before.preferred_note != self.wanted.preferred_note:
            text = self._with_key(text, "preferred_note", self.wanted.preferred_note)
        if (self.before.notes or "") != (self.wanted.notes or ""):
            text = self._with_key(text, "notes", self.wanted.notes or "", above="rows")
        return text

    def _keys(self, table: ChartTable | None = None) -> list[str]:
        return [column.key for column in (table or self.wanted).columns]

    @staticmethod
    def _titles(table: ChartTable) -> list[tuple[str, str]]:
        return [(column.key, column.title) for column in table.columns]

    def _title(self, found: Mapping[str, Part]) -> list[Change]:
        title = self.wanted.title
        if title == self.before.title:
            return []
        if "title" in found:
            return [self._value(found["title"], title)]
        first = min(part.start for part in found.values())
        return [(first, first, _entry("title", title, 0) + "\n")]

    def _with_key(self, text: str, key: str, value: str, above: str = "preferred") -> str:
        """Return a text with another value of a key; without the key where that is empty.

        A new one stands below that of the key `above`, or else below the columns.
        """
        edit = replace(self, text=text)
        found = {part.key: part for part in yaml_places.children(text, yaml_places.composed(text))}
        old, place = found.get(key), found.get(above, found["columns"]).line_end
        if old is None:
            return replaced(text, [(place, place, "\n" + _entry(key, value, 0))]) if value else text
        if value:
            return replaced(text, [edit._value(old, value)])
        line = text.rfind("\n", 0, old.start) + 1
        return replaced(text, [(line, min(old.line_end + 1, len(text)), "")])

    def _value(self, part: Part, value: str) -> Change:
        """Return the change of the value behind a key; a comment behind it stays there."""
        if self.text[part.end : part.line_end].strip():
            # Behind a plain text a comment is taken for words, and behind lines it has no place.
            new = " " + emitted_scalar(value, '"' if "\n" in value else "'")
        else:
            new = _entry("k", value, self._column(part.start)).removeprefix("k:")
        return part.colon, part.end, new

    def _column(self, place: int) -> int:
        return place - self.text.rfind("\n", 0, place) - 1

    def _columns(self, part: Part) -> Change:
        """Return the change of the titles of the columns."""
        if not yaml_places.is_block(part.value):
            new = [_entry(*title, 2) for title in self._titles(self.wanted)]
            return part.colon, part.end, "".join(f"\n  {line}" for line in new)
        found = yaml_places.children(self.text, part.value)
        places = {each.key: place for place, each in enumerate(found)}
        before = dict(self._titles(self.before))
        order: list[tuple[int | None, str]] = []
        for key, title in self._titles(self.wanted):
            place = places.get(key)
            if place is None:
                order.append((None, _entry(key, title, self._column(found[0].start))))
                continue
            each = found[place]
            changes = [] if before[key] == title else [self._value(each, title)]
            order.append((place, replaced(self.text, changes, each.start, each.line_end)))
        return rearranged(self.text, found, order, part.colon)

    def _rows(self, part: Part) -> Change:
        """Return the change of the rows."""
        if not yaml_places.is_block(part.value) or not self.wanted.rows:
            new = [self._new_row(row, 2, 4) for row in self.wanted.rows]
            return part.colon, part.end, "".join(f"\n  {row}" for row in new) or " []"
        found = yaml_places.children(self.text, part.value)
        dash = self._column(found[0].start)
        first = yaml_places.children(self.text, found[0].value)
        inner = self._column(first[0].start) if first else dash + 2
        order: list[tuple[int | None, str]] = []
        for row in self.wanted.rows:
            if row.place is None:
                order.append((None, self._new_row(row, dash, inner)))
            else:
                order.append((row.place, self._row(row, found[row.place], dash, inner)))
        return rearranged(self.text, found, order, part.colon)

    def _fields(self, row: ChartRow) -> dict[str, str]:
        """Return the texts of a row by their keys in the file."""
        named = {GROUP: row.group or "", LABEL: row.label}
        above = {key: text for key, text in named.items() if text}
        return above | dict(zip(self._keys(), row.cells, strict=True))

    def _new_row(self, row: ChartRow, dash: int, inner: int) -> str:
        lines = [_entry(key, text, inner) for key, text in self._fields(row).items()]
        return "-" + " " * (inner - dash - 1) + f"\n{' ' * inner}".join(lines)

    def _row(self, row: ChartRow, item: Part, dash: int, inner: int) -> str:
        """Return the lines of a row that is in the file."""
        old = self.before.rows[row.place or 0]
        was = {GROUP: old.group or "", LABEL: old.label}
        was |= dict(zip(self._keys(self.before), old.cells, strict=True))
        fields, end = self._fields(row), item.line_end
        found = yaml_places.children(self.text, item.value)
        gone = (was.keys() - fields.keys()) & {part.key for part in found}
        # `label:` and `group:` without a text stay.
        gone -= set() if old.label or row.label else {LABEL}
        gone -= set() if old.group or row.group else {GROUP}
        changed = {key: text for key, text in fields.items() if was.get(key, "") != text}
        if not gone and not changed:
            return self.text[item.start : end]
        kept = [part for part in found if part.key not in gone]
        if not yaml_places.is_block(item.value) or not kept:
            return self._new_row(row, dash, inner)
        changes = _without(self.text, found, gone)
        above = self.text[item.start : found[0].start]
        if LABEL in changed and kept[0] is found[0] and _PROPOSED.fullmatch(above):
            changes.append((item.start, found[0].start, "-" + " " * (inner - dash - 1)))
        changes += [self._value(part, changed[part.key]) for part in kept if part.key in changed]
        return replaced(
            self.text, [*self._new_keys(kept, fields, changed), *changes], item.start, end
        )

    def _new_keys(
        self, kept: Sequence[Part], fields: Mapping[str, str], changed: Mapping[str, str]
    ) -> Iterator[Change]:
        """Yield the keys that a row of the file lacks, each behind the one that comes before it."""
        column = self._column(kept[0].start)
        known = {part.key: part for part in kept}
        place, is_first = kept[0].start, True
        for key in fields:
            if key in known:
                place, is_first = known[key].line_end, False
            elif key in changed:
                new = _entry(key, changed[key], column)
                indent = f"\n{' ' * column}"
                yield (place, place, new + indent if is_first else indent + new)


def _entry(key: str, text: str, column: int) -> str:
    """Return a key at this column with a text, without the indentation of its first line."""
    return emitted_entry(key, text, column).strip()


def _preferred(table: ChartTable) -> str:
    """Return the key of the recommended column; empty where none is."""
    return "" if table.preferred is None else table.columns[table.preferred].key


def _rows(table: ChartTable) -> list[object]:
    return [(row.place, row.group, row.label, row.cells) for row in table.rows]


def _without(text: str, found: Sequence[Part], gone: set[str]) -> list[Change]:
    """Return the changes that delete keys of a row; what stood above the others stays."""
    first = next(number for number, part in enumerate(found) if part.key not in gone)
    changes: list[Change] = []
    if first:
        notes = text[found[first - 1].line_end : found[first].start].lstrip()
        changes.append((found[0].start, found[first].start, notes))
    for above, part in zip(found[first:], found[first + 1 :], strict=False):
        if part.key in gone:
            changes.append((above.line_end, part.line_end, ""))
    return changes


def _anew(text: str, table: ChartTable) -> str:
    """Return the text of a file that is written in a way that no part of it can be replaced."""
    above = re.match(r"(?:[ \t]*(?:#.*)?\n)*", text)
    skeleton = "title: ''\ncolumns:\nrows:\n"
    rows = tuple(replace(row, place=None) for row in table.rows)
    empty = ChartTable("", (), ())
    written = _Edit(skeleton, empty, replace(table, rows=rows)).made()
    return (above[0] if above else "") + written
