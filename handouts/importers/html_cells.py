"""A cell of a page's table → its lines: paragraphs and the items of lists."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from handouts.importers import chart_cells, html
from handouts.importers.chart_cells import CellLine, Kind
from handouts.importers.runs import Run

_LISTS = {"ul", "ol", "menu", "dir"}


@dataclass
class _CellReader:
    """Reads the lines of a cell: its paragraphs, its items, and what `<br>` parts."""

    lines: list[CellLine] = field(default_factory=list)
    pending: list[Run] = field(default_factory=list)

    def read(self, element: Element, kind: Kind, level: int) -> None:
        """Add the lines of an element, but for the last, which may go on after it."""
        self.pending.append((html.spaced(element.text or ""), frozenset()))
        for child in element:
            if html.is_element(child):
                self._child(child, kind, level)
            self.pending.append((html.spaced(child.tail or ""), frozenset()))

    def _child(self, child: Element, kind: Kind, level: int) -> None:
        if child.tag in _LISTS:
            self.end_line(kind, level)
            inner: Kind = "number" if child.tag == "ol" else "bullet"
            depth = level if kind == "text" else level + 1
            for item in filter(html.is_element, child):
                self.read(item, inner, depth)
                self.end_line(inner, depth)
        elif not html.begins_block(child) and not html.has_blocks(child):
            self.pending += html.run_of(child, frozenset())
        elif kind == "text":
            self.end_line(kind, level)
            self.read(child, kind, level)
            self.end_line(kind, level)
        else:
            self.pending.append((" ", frozenset()))
            self.read(child, kind, level)
            self.pending.append((" ", frozenset()))

    def end_line(self, kind: Kind, level: int) -> None:
        """Add what has been read since the last line as one more of this kind, or several."""
        whole = tuple(self.pending)
        self.pending.clear()
        if kind != "text":
            line = CellLine(
                kind, tuple((text.replace("\n", " "), mark) for text, mark in whole), level
            )
            self.lines += [line] if line.words else []
            return
        for place, line in enumerate(chart_cells.typed(whole)):
            begins = place == 0 and bool(self.lines) and line.kind == "text"
            self.lines.append(CellLine("paragraph", line.runs) if begins else line)


def lines(cell: Element) -> list[CellLine]:
    """Return the lines of a cell: its paragraphs, its items, and what `<br>` parts."""
    reader = _CellReader()
    reader.read(cell, "text", 0)
    reader.end_line("text", 0)
    return _with_lists(reader.lines)


def _with_lists(found: list[CellLine]) -> list[CellLine]:
    """Return lines in which paragraphs that begin like items are items, where there are several."""
    if len(found) < 2 or any(line.is_item for line in found):
        return found
    whole = "\n".join("".join(text for text, _ in line.runs) for line in found)
    typed = chart_cells.typed([(whole, frozenset())])
    if not any(line.is_item for line in typed):
        return found
    runs: list[Run] = []
    for line in found:
        runs += [*line.runs, ("\n", frozenset())]
    return chart_cells.typed(runs)
