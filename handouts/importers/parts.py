"""What the readers hand to one another: an article and a chart, read but not yet written."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from handouts.content.chart_place import CHART_PLACE, chart_named
from handouts.messages import Message

PieceKind = Literal["heading", "paragraph", "table", "picture", "caption", "other", "chart"]
Merged = Literal["", "across", "down"]
TablePlace = tuple[int, int]
"""Line, counted from 1, and column of the start tag of a table. Without a page's tags the column is
0, and line 0 is that of no table."""
_MOST_SIDES = 5
_OF_A_LIST = re.compile(r"@|https?:|\b(19|20)\d\d\b|\d[:.]\d\d\b")
"""What stands in the cells of other tables: addresses, dates, times, prices."""


@dataclass(frozen=True)
class LeftOut:
    """Something of the trainer's files that did not go into the content."""

    file: str
    """The file's name, without its folder."""
    line: int
    """Counted from 1, as an editor counts."""
    text: str
    """As it stood there."""
    reason: Message
    """Why it was left out."""
    words_stay: bool = False
    """Whether only its address or its look is left out: its words stand in the content."""
    repeats: int = 0
    """The line of the file, above it, that it repeats; 0 where it repeats none."""


def unrepeated(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Return what is left out by line, and once what several readers found.

    Words that went stay as often as they stood there.
    """
    seen: set[LeftOut] = set()
    kept = []
    for each in sorted(left_out, key=lambda left: (left.line, left.text, str(left.reason))):
        if not (each.words_stay and each in seen):
            kept.append(each)
        seen.add(each)
    return tuple(kept)


@dataclass(frozen=True)
class Piece:
    """One block of the article."""

    kind: PieceKind
    """`other` is a list, a quotation or anything else that Markdown knows."""
    markdown: str
    """As it is written into `article.md`."""
    plain: str
    """Its words without marks."""
    line: int
    """Where it begins in its file, counted from 1."""
    source: str = ""
    """As it stood in its file, to be listed should it be left out."""
    column: int = 0
    """Of a table of a page: where its start tag ends on its line."""

    def begins_at(self, table: TablePlace) -> bool:
        """Whether this is the table of a place."""
        line, column = table
        return self.line == line and self.column in {0, column}


@dataclass(frozen=True)
class ReadArticle:
    """An article as its reader found it."""

    file: str
    """The file's name, without its folder."""
    title: str
    """In Markdown, on one line; empty where there is none."""
    subtitle: str
    """In Markdown, on one line; may be empty."""
    byline: str
    """Plain text; may be empty."""
    pieces: tuple[Piece, ...]
    left_out: tuple[LeftOut, ...] = ()
    recognised: tuple[Message, ...] = ()
    """Sentences for the trainer."""
    language: str = ""
    """The language that the file itself names, as a code such as `en-GB`; may be empty."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of each picture by its name beside the article: `pictures/picture-1.png`."""
    shown: tuple[str, ...] = ()
    """What stands in the article and was no text in the file: descriptions of pictures."""
    replaced: tuple[str, ...] = ()
    """Letters of the file that Markdown writes by itself: bullets, numbers of items and notes."""
    taken_pictures: frozenset[str] = frozenset()
    """Of the picture files that were named beside the article's own, those that it shows."""


@dataclass(frozen=True)
class Cell:
    """One cell as it stands in the chart's file."""

    text: str
    """Its text, tags and all where the file is tab-, comma- or semicolon-separated."""
    line: int
    """Where it begins in its file, counted from 1."""
    markdown: str | None = None
    """Its Markdown, where its reader has made that already."""
    heads_row: bool = False
    """Whether the file marks it as the title of its row."""
    merged: Merged = ""
    """Of a cell without a text of its own: merged with the cell to its left, or above it."""


@dataclass(frozen=True)
class Grid:
    """The cells of a chart's file, row by row, as they stand: titles and notes among them."""

    file: str
    """The file as the trainer named it, with forward slashes."""
    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    """How many rows, from the top, the file marks as headings of the columns; 0: it does not."""
    title: str = ""
    """The table's own caption or heading; may be empty."""
    left_out: tuple[LeftOut, ...] = ()
    recognised: tuple[Message, ...] = ()
    table: TablePlace = (0, 0)
    """Where the table begins in its file, where that is a web page or Markdown."""
    name: str = ""
    """What the file calls the table: its sheet's name or its title; may be empty."""
    notes: tuple[str, ...] = ()
    """What the footnotes say whose marks stand in its cells, in Markdown."""
    replaced: tuple[str, ...] = ()
    """The marks of these notes as they stood in the file."""


@dataclass(frozen=True)
class ReadChart:
    """A chart as its reader found it: at least one row, and a cell for each column in each."""

    title: str
    """The file's own title in plain text; may be empty."""
    columns: dict[str, str]
    """The printed title in plain text by its key, from left to right."""
    rows: tuple[tuple[str, ...], ...]
    """The cells in Markdown, from left to right, without labels."""
    labels: tuple[str, ...] = ()
    """One for each row, in Markdown, some perhaps empty; () where the chart has none."""
    lines: tuple[int, ...] = ()
    """Where each row stands in its file, counted from 1."""
    header_line: int = 1
    """Where the column titles stand in the file."""
    left_out: tuple[LeftOut, ...] = ()
    recognised: tuple[Message, ...] = ()
    proposed: tuple[str, ...] = ()
    """Labels proposed for rows without one, in Markdown, some perhaps empty; () for none."""
    groups: tuple[str, ...] = ()
    """For each row the heading that it stands below, in Markdown, perhaps empty; () for none."""
    notes: str = ""
    """What stands below it, in Markdown; may be empty."""
    replaced: tuple[str, ...] = ()
    """Marks of footnotes that stood in the file and are other numbers here."""
    name: str = ""
    """What its file calls it, such as the name of its sheet; may be empty."""
    table: TablePlace = (0, 0)
    """Where its table begins in its file, where that is a web page or Markdown."""


def fitness(rows: Sequence[Sequence[Cell]]) -> tuple[bool, int]:
    """Return how much the cells of a table are like a comparison; of two, the larger one is it.

    A comparison has two rows or more below its titles, few columns, and few cells with addresses or
    dates; of two such tables the one with more rows is it.
    """
    filled = [sum(bool(cell.text.strip()) for cell in row) for row in rows]
    width = max(filled, default=0)
    whole = sum(count >= 2 for count in filled)
    texts = [cell.text for row in rows for cell in row if cell.text.strip()]
    listed = sum(_OF_A_LIST.search(text) is not None for text in texts)
    is_fit = 2 <= width <= _MOST_SIDES + 2 and whole > 2 and listed * 4 <= len(texts)
    return is_fit, whole


def is_of_a_list(texts: Sequence[str]) -> bool:
    """Whether most of the cells of a column are addresses, dates, times or prices."""
    return sum(_OF_A_LIST.search(text) is not None for text in texts) * 2 > len(texts)


def chart_mark(name: str) -> str:
    """Return how an article names the place of a chart: `[chart]`, `[chart fees]`."""
    return f"[chart {name}]" if name else CHART_PLACE


def chart_place(text: str) -> str:
    """Return how a line that is the place of a chart is to be written."""
    return chart_mark(chart_named(text) or "")


def is_chart_place(text: str) -> bool:
    """Whether a line says where a chart belongs: `[chart]`, `[chart fees]`, in any spelling."""
    return chart_named(text) is not None
