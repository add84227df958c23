"""The grid of a chart's file → column titles, labels and rows, or everything that is wrong."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from handouts.content import markdown, richtext
from handouts.content.chart import GROUP, LABEL
from handouts.errors import ContentError, Problem
from handouts.importers import (
    chart_cells,
    chart_columns,
    chart_labels,
    chart_rows,
    hyphens,
    marks,
    spaces,
    tags,
)
from handouts.importers.chart_columns import Columns
from handouts.importers.chart_rows import Labelled, Rows
from handouts.importers.chart_shape import Shape, shaped
from handouts.importers.parts import Cell, Grid, LeftOut, ReadChart
from handouts.importers.place import distinctive
from handouts.importers.source import forbidden
from handouts.messages import Message, message
from handouts.text import characters

_LONG_TITLE = 5
"""Words. Where the titles of all columns have as many, they may be no titles."""
_FEWEST, _MOST = 2, 5
_LONGEST_KEY = 24
MOST_ROWS = 1000
"""Of a chart that is read."""
_MOST_CELLS = 100
"""In a row. With more than that no single cell is looked at."""
_LONGEST_CELL = 20_000
"""Letters: six pages."""


def read_grid(grid: Grid, file: str) -> ReadChart:
    """Return the chart of a table; `file` is the name of its file, without the folder.

    Raises ContentError with every problem of it.
    """
    return hyphens.of_chart(_Reader(grid, file).chart(), file)


@dataclass
class _Reader:
    """Reads one grid and keeps what is wrong with it and what it changed."""

    grid: Grid
    file: str
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    emphasised: int = 0
    listed: int = 0
    breaks: int = 0

    def chart(self) -> ReadChart:
        self._refuse_long()
        shape = shaped(
            Shape(self.file, _shown, title=_plain_title(self.grid.title)),
            self.grid.rows,
            self.grid.heads,
        )
        self._check_rows(shape)
        columns = self._columns(shape)
        titles = self._titles(shape, columns)
        rows = self._rows(shape, columns)
        cells = [[self._markdown(cell) for cell in row] for row in rows.rows]
        labels = [self._label(cell) for cell in rows.labels]
        groups = [self._label(cell) if cell else "" for cell in rows.groups]
        notes = self._notes(shape)
        if self.problems:
            raise ContentError(self.problems)
        keys = column_keys(titles, has_groups=bool(groups))
        proposed = () if any(labels) else chart_labels.proposed(cells, titles)
        if count := sum(map(bool, proposed)):
            shape.recognised.append(message("chart_import.proposed-labels", count=count))
        return ReadChart(
            shape.title,
            dict(zip(keys, titles, strict=True)),
            tuple(map(tuple, cells)),
            tuple(labels),
            tuple(row[0].line for row in rows.rows),
            shape.head[0].line,
            (*self.grid.left_out, *shape.left_out, *self.left_out),
            (
                *self.grid.recognised,
                *self._recognised(dict(zip(keys, titles, strict=True)), rows),
                *shape.recognised,
            ),
            proposed=proposed,
            groups=tuple(groups),
            notes=notes,
            replaced=self.grid.replaced,
            name=self.grid.name,
            table=self.grid.table,
        )

    def _refuse_long(self) -> None:
        """Refuse what is no chart, or has lost a quotation mark, before much is made of it."""
        rows = self.grid.rows
        if (count := len(rows) - 1) > MOST_ROWS:
            wrong = message("chart_import.too-many-rows", count=count, most=MOST_ROWS)
            self._report(rows[MOST_ROWS + 1][0].line, wrong)
        for cell in (cell for row in rows[:MOST_ROWS] for cell in row):
            if (letters := len(cell.text)) > _LONGEST_CELL:
                wrong = message("chart_import.long-cell", letters=letters, most=_LONGEST_CELL)
                self._report(cell.line, wrong, cell.text[:80])
        if rows and max(map(len, rows)) > _MOST_CELLS:
            line = max(rows, key=len)[0].line
            wrong = message("chart_import.columns", count=max(map(len, rows)))
            self._report(line, wrong)
        self._stop()

    def _stop(self) -> None:
        if self.problems:
            raise ContentError(self.problems)

    def _check_rows(self, shape: Shape) -> None:
        """Make each row whole, or report the rows where that is not plain."""
        if not shape.head:
            raise ContentError([Problem(self.grid.file, 0, message("chart_import.no-words"))])
        rows = Rows(shape, self.grid.file)
        rows.make_whole()
        self.problems += rows.problems
        if not shape.rows:
            self._report(shape.head[0].line, message("chart_import.no-rows"))

    def _columns(self, shape: Shape) -> Columns:
        """Return which columns are labels and sides, of a table whose sides are its columns."""
        columns = chart_columns.found(shape)
        if not self.problems and chart_columns.turned(shape, columns):
            columns = Columns(0, tuple(range(1, len(shape.head))))
        if columns.is_unsure and columns.labels is not None:
            head = _shown(shape.head[columns.labels])
            self._report(shape.head[0].line, message("chart_import.labels-or-side", head=head))
        return columns

    def _titles(self, shape: Shape, columns: Columns) -> list[str]:
        """Return the titles of the sides; report those that are missing, alike, or too many."""
        line = shape.head[0].line
        count, labels = len(columns.sides), columns.labels
        if not _FEWEST <= count <= _MOST:
            wrong = message("chart_import.columns", count=count)
            if labels is not None:
                wrong = message("chart_import.columns-beside-labels", count=count)
            self._report(line, wrong)
        titles = [self._title(shape.head[place]) for place in columns.sides]
        pairs = list(zip(columns.sides, titles, strict=True))
        untitled = tuple(str(place + 1) for place, title in pairs if not characters.is_seen(title))
        if untitled:
            self._report(line, message("chart_import.untitled", columns=untitled))
        first: dict[str, int] = {}
        for place, title in pairs:
            other = first.setdefault(" ".join(title.lower().split()), place)
            if title and other != place:
                wrong = message(
                    "chart_import.same-titles", first=other + 1, second=place + 1, title=title
                )
                self._report(line, wrong)
        if labels is not None and (text := _shown(shape.head[labels])):
            reason = message("chart_import.head-of-labels")
            self.left_out.append(LeftOut(self.file, line, text, reason))
        return titles

    def _rows(self, shape: Shape, columns: Columns) -> Labelled:
        """Return the rows of a table that is whole so far, or none."""
        if self.problems:
            return Labelled((), ())
        sides = [[row[place] for place in columns.sides] for row in shape.rows]
        found = chart_rows.under_headings(shape, sides)
        if columns.labels is not None:
            found = chart_rows.labelled(shape, [row[columns.labels] for row in shape.rows], sides)
        labels = chart_rows.without_numbers(shape, found.labels)
        whole = chart_rows.filled_up(shape, found.rows)
        return replace(found, labels=labels, rows=tuple(map(tuple, whole)))

    def _title(self, cell: Cell) -> str:
        """Return a column's title, which is plain text and is set bold: other marks are listed."""
        inlines = markdown.parse_inline(" ".join(self._markdown(cell, counted=False).split()))
        is_bold = len(inlines) == 1 and isinstance(inlines[0], richtext.Strong)
        if not is_bold and any(not isinstance(inline, richtext.Text) for inline in inlines):
            reason = message("left_out.marks-of-title")
            self.left_out.append(LeftOut(self.file, cell.line, cell.text, reason, words_stay=True))
        return richtext.plain_text(inlines)

    def _label(self, cell: Cell) -> str:
        """Return a label, which stands on one line."""
        lines = self._markdown(cell).splitlines()
        return " ".join(re.sub(r"^\s*- ", "", line).strip() for line in lines if line.strip())

    def _notes(self, shape: Shape) -> str:
        """Return what stands below the chart, each row of it a paragraph or its list."""
        texts = [self._markdown(cell, counted=False) for cell in shape.notes]
        notes = [text if "\n" in text else marks.paragraph(text) for text in texts]
        notes += self.grid.notes
        if notes:
            shape.recognised.append(message("chart_import.notes-below", count=len(notes)))
        return "\n\n".join(notes)

    def _report(self, line: int, wrong: Message, source: str = "") -> None:
        self.problems.append(Problem(self.grid.file, line, wrong, source=source))

    def _markdown(self, cell: Cell, *, counted: bool = True) -> str:
        if cell.markdown is not None:
            text = cell.markdown
        else:
            tagged = tags.read(cell.text)
            self.problems += forbidden(self.grid.file, _letters(tagged), cell.line)
            reason = message("left_out.tag")
            self.left_out += [
                LeftOut(self.file, cell.line, tag, reason, words_stay=True)
                for tag in tagged.dropped
            ]
            found = chart_cells.markdown_of(chart_cells.typed(tagged.runs))
            self.breaks += found.joined * counted
            text = found.markdown
        self.listed += counted and "\n" in text
        self.emphasised += counted and any(
            isinstance(inline, richtext.Emphasis | richtext.Strong)
            for inline in markdown.parse_inline(text)
        )
        return text

    def _recognised(self, columns: dict[str, str], rows: Labelled) -> tuple[Message, ...]:
        named = tuple(
            message("chart_import.column-named", title=title, key=key)
            for key, title in columns.items()
        )
        count = len(rows.rows)
        labels = sum(bool(_shown(label)) for label in rows.labels)
        found = [message("chart_import.columns-found", columns=named)]
        if labels in {0, count}:
            with_labels = message("chart_import.rows-with-labels", count=count)
            found.append(with_labels if labels else message("chart_import.rows", count=count))
        else:
            some = message("chart_import.rows-some-with-labels", count=count, labels=labels)
            found.append(some)
        if self._may_lack_heads(tuple(columns.values())):
            found.append(message("chart_import.first-row-is-heads"))
        if self.emphasised:
            found.append(message("chart_import.emphasised", count=self.emphasised))
        if self.listed:
            found.append(message("chart_import.cells-of-lines", count=self.listed))
        if self.breaks:
            found.append(message("chart_import.line-breaks", count=self.breaks))
        texts = (cell.text for row in self.grid.rows for cell in row if cell.markdown is None)
        return (*found, *spaces.fixed_sentence(texts, self.file))

    def _may_lack_heads(self, titles: Sequence[str]) -> bool:
        """Whether the first row reads like a row of the comparison, and the file marks no heads."""
        return not self.grid.heads and all(len(title.split()) >= _LONG_TITLE for title in titles)


def _shown(cell: Cell) -> str:
    """Return what can be seen of a cell, on one line."""
    text = spaces.fix(_plain(cell).replace("\n", " "))
    return text if characters.is_seen(text) else ""


def _letters(tagged: tags.Tagged) -> str:
    return "".join(text for text, _ in tagged.runs)


def _plain(cell: Cell) -> str:
    if cell.markdown is not None:
        return cell.text
    return _letters(tags.read(cell.text))


def _plain_title(text: str) -> str:
    return spaces.fix(_letters(tags.read(text)))


def column_keys(titles: Sequence[str], *, has_groups: bool = False) -> list[str]:
    """Return a key for each column: its title's own words in small Latin letters.

    Where a title has no Latin letters the key is `column_1` and so on.
    """
    keys: list[str] = []
    for place, words in enumerate(distinctive(titles), 1):
        key = _slug(words)
        if not key or key == LABEL or (key == GROUP and has_groups):
            key = f"column_{place}"
        unique, copy = key, 2
        while unique in keys:
            unique, copy = f"{key}_{copy}", copy + 1
        keys.append(unique)
    return keys


def _slug(text: str) -> str:
    ascii_letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", ascii_letters.lower()).strip("_")
    if len(slug) > _LONGEST_KEY:
        slug = slug[: _LONGEST_KEY + 1].rpartition("_")[0] or slug[:_LONGEST_KEY]
    return slug if slug[:1].isalpha() else f"column_{slug}" if slug else ""
