"""A chart as a table in HTML → the grid of its cells."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from handouts.errors import ContentError, Problem
from handouts.importers import (
    chart_cells,
    html,
    html_cells,
    html_parser,
    notes,
    page_blocks,
    sheets,
)
from handouts.importers.notes import TableNotes
from handouts.importers.parts import Cell, Grid, LeftOut, Merged, fitness
from handouts.importers.source import ImportedFile
from handouts.messages import Message, message

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_MOST_TABLES = 20
"""Of a page, the largest comparisons first; others are left out."""
_MOST_SPANNED = 1_000
"""Columns or rows of one merged cell; browsers take no more columns."""
_MOST_PLACES = 30_000
"""Of one table, those that merged cells cover among them."""


@dataclass
class PageTables:
    """The tables of a web page."""

    source: ImportedFile
    root: Element
    tables: list["_Table"]
    """Those with something in them, from the top."""
    headings: list[LeftOut] = field(default_factory=list)
    """Those that became a table's title."""
    notes: Mapping[Element, TableNotes] = field(default_factory=dict)
    """The notes whose marks stand in a table."""

    def grid(self, number: int) -> Grid:
        """Return the cells of a table, counted from 0, and what is lost of it."""
        table, name = self.tables[number], self.source.name
        title, left_out = _caption(table.element, name)
        if not title and (heading := self._heading(table.element)):
            self.headings.append(heading)
            title = heading.text
        recognised = [_read_as(self.source)]
        if table.breaks:
            recognised.append(message("chart_import.line-breaks", count=table.breaks))
        return Grid(
            self.source.path,
            tuple(filter(_is_filled, table.rows)),
            table.heads,
            title,
            (*left_out, *html.lost_inside(table.element, name)),
            tuple(recognised),
            html.place_of(table.element),
            table.element.get(sheets.SHEET, title),
            tuple(self._notes(table.element)),
            tuple(word for own in self._own(table.element) for word in own.replaced),
        )

    def _own(self, table: Element) -> list[TableNotes]:
        return [self.notes[inner] for inner in table.iter("table") if inner in self.notes]

    def _notes(self, table: Element) -> Iterator[str]:
        """Yield what the notes of a table say, in Markdown, behind their raised numbers."""
        for own in self._own(table):
            for number, body in enumerate(own.bodies, 1):
                words = chart_cells.markdown_of(html_cells.lines(body)).markdown
                yield f"{notes.raised(number)} {words}"

    def is_inside(self, number: int, outer: int) -> bool:
        """Whether a table stands in a cell of another one."""
        table = self.tables[number].element
        return number != outer and any(table is each for each in self.tables[outer].element.iter())

    def depth(self, number: int) -> int:
        """Return in how many of the tables one stands."""
        return sum(self.is_inside(number, outer) for outer in range(len(self.tables)))

    def _heading(self, table: Element) -> LeftOut | None:
        """Return the last heading before a table, if no other table stands between them."""
        heading: LeftOut | None = None
        for element, text in page_blocks.innermost(self.root, table):
            if element is table:
                break
            if element.tag in _HEADINGS:
                heading = self._left_out(element, text)
            elif element.tag == "table":
                heading = None
        return heading

    def outside(self, chosen: Collection[int]) -> list[LeftOut]:
        """Return the words outside of these tables, without those that became titles."""
        elements = [self.tables[number].element for number in chosen]
        found = [
            self._left_out(element, text)
            for element, text in page_blocks.innermost(self.root, *elements)
            if not any(element is each for each in elements)
        ]
        return [
            *(each for each in found if each not in self.headings),
            *(
                self._left_out(body, html.words(body))
                for table, own in self.notes.items()
                if not any(table is inner for each in elements for inner in each.iter())
                for body in own.bodies
            ),
            *self.source.left_out,
            *html.unseen_words(self.root, self.source.name),
        ]

    def below(self, number: int) -> list[LeftOut]:
        """Return the words below a table."""
        table = self.tables[number].element
        blocks = list(page_blocks.innermost(self.root, table))
        place = next((place for place, (each, _) in enumerate(blocks) if each is table), None)
        return [] if place is None else [self._left_out(*each) for each in blocks[place + 1 :]]

    def _left_out(self, element: Element, text: str) -> LeftOut:
        reason = message("left_out.outside-table")
        if element.tag == "table":
            reason = message("chart_import.another-table")
        return LeftOut(self.source.name, html.line_of(element), text, reason)


def _read_as(source: ImportedFile) -> Message:
    about = {"file": source.name, "encoding": source.encoding}
    if source.suffix in html.HTML_SUFFIXES:
        return message("chart_import.html", **about)
    if source.suffix in {".md", ".markdown", ".txt"}:
        return message("chart_import.markdown", **about)
    return message("chart_import.office", **about)


def read_page(source: ImportedFile) -> PageTables:
    """Return the tables of a page, the largest comparison first.

    Raises ContentError where there is no table, or one that merged cells make too large.
    """
    root = html_parser.parse(source)
    found = notes.take_of_tables(root)
    tables = [_Table(source, table) for table in root.iter("table")]
    filled = [each for each in tables if any(map(_is_filled, each.rows))]
    if not filled:
        raise ContentError([Problem(source.path, 0, message("chart_import.no-table"))])
    filled.sort(key=lambda each: fitness(each.rows), reverse=True)
    return PageTables(source, root, filled[:_MOST_TABLES], notes=found)


def _is_filled(row: tuple[Cell, ...]) -> bool:
    return any(cell.text for cell in row)


@dataclass
class _Table:
    """One table of the page, its merged cells spread over the places that they cover."""

    source: ImportedFile
    element: Element
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    heads: int = 0
    """Rows from the top whose cells are all headings."""
    breaks: int = 0
    """How many line breaks became spaces."""

    def __post_init__(self) -> None:
        covered: dict[tuple[int, int], Merged] = {}
        elements = _rows(self.element)
        in_head = True
        for number, cells in enumerate(elements):
            row: list[Cell] = []
            for cell in cells:
                self._pass_covered(row, number, covered)
                across, down = (_span(cell, name) for name in ("colspan", "rowspan"))
                for place in range(across):
                    merged: Merged = "across" if place else ""
                    row.append(Cell("", html.line_of(cell), "", merged=merged))
                row[-across] = self._cell(cell)
                for below in range(1, min(down, len(elements) - number)):
                    for place in range(len(row) - across, len(row)):
                        covered[number + below, place] = "down"
                if len(covered) + number + len(row) > _MOST_PLACES:
                    problem = message("chart_import.too-many-merged")
                    raise ContentError([Problem(self.source.path, html.line_of(cell), problem)])
            self._pass_covered(row, number, covered)
            self.rows.append(tuple(row))
            if _is_filled(self.rows[-1]):
                in_head = in_head and all(c.tag == "th" or not html.words(c) for c in cells)
                self.heads += in_head

    @staticmethod
    def _pass_covered(row: list[Cell], number: int, covered: dict[tuple[int, int], Merged]) -> None:
        while merged := covered.get((number, len(row))):
            line = row[-1].line if row else 1
            row.append(Cell("", line, "", merged=merged))

    def _cell(self, cell: Element) -> Cell:
        text = chart_cells.markdown_of(html_cells.lines(cell))
        self.breaks += text.joined
        heads = cell.tag == "th" and cell.get("scope", "row") in {"row", "rowgroup"}
        return Cell(html.words(cell), html.line_of(cell), text.markdown, heads)


def _rows(table: Element) -> list[list[Element]]:
    """Return the cells of a table, its head first, without those of tables inside it."""
    sections = sorted(
        (child for child in table if child.tag in {"thead", "tbody", "tfoot"}),
        key=lambda section: ("thead", "tbody", "tfoot").index(section.tag),
    )
    rows = [row for section in sections for row in section if row.tag == "tr"]
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    return [row for row in cells if row]


def _span(cell: Element, name: str) -> int:
    given = cell.get(name, "1").strip()
    is_number = given.isascii() and given.isdecimal() and len(given) < 10
    return min(max(1, int(given)), _MOST_SPANNED) if is_number else 1


def _caption(table: Element, file: str) -> tuple[str, list[LeftOut]]:
    """Return the words of the table's caption, and further captions as left out."""
    found = [child for child in table if child.tag == "caption" and html.words(child)]
    reason = message("left_out.second-caption")
    more = [LeftOut(file, html.line_of(each), html.words(each), reason) for each in found[1:]]
    return html.words(found[0]) if found else "", more
