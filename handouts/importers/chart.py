"""The grid of a chart's file → column titles, labels and rows, or everything that is wrong."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from handouts.content import markdown, richtext
from handouts.errors import ContentError, Problem
from handouts.importers import marks, spaces, tags
from handouts.importers.chart_html import read_table
from handouts.importers.chart_text import read_separated
from handouts.importers.html import HTML_SUFFIXES
from handouts.importers.parts import Cell, Grid, LeftOut, ReadChart
from handouts.importers.place import distinctive
from handouts.importers.source import Source, forbidden, refuse_long
from handouts.text import characters, counting

_LABEL_HEADERS = {"label", "topic", "aspect", "area", "dimension", "category", "feature"}
_FEWEST, _MOST = 2, 5
_LONGEST_KEY = 24
_MOST_REPORTED = 5
"""Cells of a row that are named in one message."""
_MOST_ROWS = 1000
_MOST_CELLS = 100
"""In a row. With more than that no single cell is looked at."""
_LONGEST_CELL = 20_000
"""Letters: six pages."""


def read_chart(source: Source) -> ReadChart:
    """Return the chart of a file.

    Raises ContentError with every problem: too few or too many columns, no rows, cells that are
    missing, left over or empty.
    """
    if is_html(source):
        grid = read_table(source)
    else:
        refuse_long(source.path, len(source.text))
        grid = read_separated(source)
    return _Reader(grid, source.name).chart()


def is_html(source: Source) -> bool:
    """Whether a chart's file is a web page."""
    return source.suffix in HTML_SUFFIXES or "<table" in source.text.lower()


@dataclass
class _Reader:
    """Reads one grid and keeps what is wrong with it and what it changed."""

    grid: Grid
    file: str
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    emphasised: int = 0
    breaks: int = 0

    def chart(self) -> ReadChart:
        self._refuse_long()
        header, *body = self.grid.rows
        labelled = self._is_labelled(header, body)
        titles = [self._title(cell) for cell in header[labelled:]]
        if labelled and (text := spaces.fix(_plain(header[0]))):
            reason = "what stands above the labels of the rows; a chart has no place for it"
            self.left_out.append(LeftOut(self.file, header[0].line, text, reason))
        self._check_columns(header, titles, rows=len(body), labelled=labelled)
        rows = [
            self._row(number, row, header, labelled=labelled) for number, row in enumerate(body, 1)
        ]
        if self.problems:
            raise ContentError(self.problems)
        title = _plain_title(self.grid.title)
        keys = column_keys(titles)
        columns = dict(zip(keys, titles, strict=True))
        return ReadChart(
            title,
            columns,
            tuple(tuple(row[labelled:]) for row in rows),
            tuple(row[0] for row in rows) if labelled else (),
            tuple(row[0].line for row in body),
            header[0].line,
            (*self.grid.left_out, *self.left_out),
            (*self.grid.recognised, *self._recognised(columns, len(rows), labelled=labelled)),
        )

    def _refuse_long(self) -> None:
        """Refuse what is no chart, or has lost a quotation mark, before much is made of it."""
        rows = self.grid.rows
        if len(rows) - 1 > _MOST_ROWS:
            cause = f"the chart has {len(rows) - 1:,} rows, where up to {_MOST_ROWS:,} are read"
            self._complain(rows[_MOST_ROWS + 1][0].line, cause, "Keep the rows of one comparison.")
        for cell in (cell for row in rows[:_MOST_ROWS] for cell in row):
            if len(cell.text) > _LONGEST_CELL:
                cause = f"a cell has {len(cell.text):,} letters, up to {_LONGEST_CELL:,} are read"
                cure = "Look for a quotation mark that is opened here and never closed."
                self._complain(cell.line, cause, cure, cell.text[:80])
        if len(rows[0]) > _MOST_CELLS:
            self._check_number(len(rows[0]), rows[0][0].line, labelled=False)
        if self.problems:
            raise ContentError(self.problems)

    def _is_labelled(self, header: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> bool:
        """Whether the first column says what each row is about."""
        if len(header) <= _FEWEST:
            return False
        first = spaces.fix(_plain(header[0])).casefold().rstrip(":")
        return not first or first in _LABEL_HEADERS or all(row[0].heads_row for row in body)

    def _title(self, cell: Cell) -> str:
        """Return a column's title, which is plain text: marks are listed, not kept."""
        inlines = markdown.parse_inline(self._markdown(cell, counted=False))
        if any(not isinstance(inline, richtext.Text) for inline in inlines):
            reason = "italics, bold and links of a column's title; its words stay"
            self.left_out.append(LeftOut(self.file, cell.line, cell.text, reason, words_stay=True))
        return richtext.plain_text(inlines)

    def _check_columns(
        self, header: Sequence[Cell], titles: Sequence[str], *, rows: int, labelled: bool
    ) -> None:
        line = header[0].line
        self._check_number(len(titles), line, labelled=labelled)
        for place, title in enumerate(titles, 1 + labelled):
            if not characters.is_seen(title):
                cure = "Write what the column is about into the first row."
                self._complain(line, f"column {place} has no title", cure)
        first: dict[str, int] = {}
        for place, title in enumerate(titles, 1 + labelled):
            other = first.setdefault(" ".join(title.lower().split()), place)
            if title and other != place:
                cause = f'columns {other} and {place} have the same title: "{title}"'
                self._complain(line, cause, "Tell them apart in the first row.")
        if not rows:
            cure = "Write the rows below the line with the column titles."
            self._complain(line, "the chart has no rows", cure)

    def _check_number(self, columns: int, line: int, *, labelled: bool) -> None:
        if not _FEWEST <= columns <= _MOST:
            cause = f"the chart has {counting.counted(columns, 'column')}"
            cause += ", not counting the labels" if labelled else ""
            cure = "A chart compares two to five columns; keep the ones that matter most."
            self._complain(line, cause, cure)

    def _row(
        self, number: int, row: Sequence[Cell], header: Sequence[Cell], *, labelled: bool
    ) -> list[str]:
        names = [
            text if characters.is_seen(text := spaces.fix(_plain(cell))) else f"column {place}"
            for place, cell in enumerate(header, 1)
        ]
        shown = " | ".join(spaces.fix(_plain(cell)) for cell in row)[:160]
        columns = ", ".join(names)
        for missing in names[len(row) :]:
            cure = f"Every row needs one cell for each column: {columns}."
            self._complain(row[0].line, f'row {number} has no "{missing}" cell', cure, shown)
        extra = row[len(names) :]
        if extra:
            words = "; ".join(f'"{spaces.fix(_plain(cell))}"' for cell in extra[:_MOST_REPORTED])
            words += "; …" if len(extra) > _MOST_REPORTED else ""
            cause = f"row {number} has {counting.counted(len(extra), 'cell')} too many: {words}"
            cure = (
                f"Every row needs one cell for each column: {columns}. A cell that holds the "
                "separator must stand in quotation marks."
            )
            self._complain(extra[0].line, cause, cure, shown)
        cells = [self._markdown(cell) for cell in row[: len(names)]]
        # A row need not have a label.
        for name, cell, text in list(zip(names, row, cells, strict=False))[labelled:]:
            if not characters.is_seen(richtext.plain_text(markdown.parse_inline(text))):
                cause = f'the "{name}" cell of row {number} is empty'
                self._complain(cell.line, cause, "Write its text, or take the row out.", shown)
        return cells

    def _complain(self, line: int, cause: str, cure: str, source: str = "") -> None:
        self.problems.append(Problem(self.grid.file, line, cause, cure, source))

    def _markdown(self, cell: Cell, *, counted: bool = True) -> str:
        if cell.markdown is not None:
            text = cell.markdown
        else:
            tagged = tags.read(cell.text)
            self.problems += forbidden(self.grid.file, _letters(tagged), cell.line)
            reason = "a tag that cannot be set; the words inside it stay"
            self.left_out += [
                LeftOut(self.file, cell.line, tag, reason, words_stay=True)
                for tag in tagged.dropped
            ]
            self.breaks += tagged.breaks
            text = marks.from_runs(tagged.runs)
        self.emphasised += counted and any(
            isinstance(inline, richtext.Emphasis | richtext.Strong)
            for inline in markdown.parse_inline(text)
        )
        return text

    def _recognised(self, columns: dict[str, str], rows: int, *, labelled: bool) -> tuple[str, ...]:
        sentences = [
            "Columns: " + ", ".join(f"{title} ({key})" for key, title in columns.items()),
            counting.counted(rows, "row") + (", each with a label" if labelled else ""),
        ]
        if self.emphasised:
            sentences.append(
                f"{counting.counted(self.emphasised, 'cell')} with words in italics or bold"
            )
        if self.breaks:
            sentences.append(
                f"{counting.counted(self.breaks, 'line break')} inside cells became spaces"
            )
        texts = (cell.text for row in self.grid.rows for cell in row if cell.markdown is None)
        return (*sentences, *spaces.fixed_sentence(texts, self.file))


def _letters(tagged: tags.Tagged) -> str:
    return "".join(text for text, _ in tagged.runs)


def _plain(cell: Cell) -> str:
    if cell.markdown is not None:
        return cell.text
    return _letters(tags.read(cell.text))


def _plain_title(text: str) -> str:
    return spaces.fix(_letters(tags.read(text)))


def column_keys(titles: Sequence[str]) -> list[str]:
    """Return a key for each column: its title's own words in small Latin letters.

    Where a title has no Latin letters the key is `column_1` and so on.
    """
    keys: list[str] = []
    for place, words in enumerate(distinctive(titles), 1):
        key = _slug(words)
        if not key or key == "label":
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
