"""A chart as a table in HTML → the grid of its cells."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from handouts.errors import ContentError, Problem
from handouts.importers import html, marks
from handouts.importers.parts import Cell, Grid, LeftOut
from handouts.importers.source import Source

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def read_table(source: Source) -> Grid:
    """Return the cells of the table with the most rows.

    Raises ContentError where there is no table, or where cells span columns or rows.
    """
    root = html.parse(source)
    tables = list(root.iter("table"))
    if not any(_rows(table) for table in tables):
        cure = "Name a page with a table in it, or write the chart with a tab between its cells."
        raise ContentError([Problem(source.path, 0, "there is no table in this page", cure)])
    table = max(tables, key=lambda each: len(_rows(each)))
    rows = _rows(table)
    problems = [problem for row in rows for cell in row for problem in _spans(source, cell)]
    if problems:
        raise ContentError(problems)
    title, left_out = _caption(table, source.name)
    outside, heading = _outside(root, table, source.name, needs_heading=not title)
    left_out += [*html.lost_inside(table, source.name), *html.unseen_words(root, source.name)]
    recognised = [f"{source.name}: a table in HTML, {source.encoding}"]
    if len(tables) > 1:
        recognised.append(f"{source.name}: of {len(tables)} tables the one with the most rows")
    return Grid(
        source.path,
        tuple(tuple(_cell(cell) for cell in row) for row in rows if any(map(html.words, row))),
        title or heading,
        (*outside, *left_out),
        tuple(recognised),
    )


def _rows(table: Element) -> list[list[Element]]:
    """Return the cells of a table, its head first, without those of tables inside it."""
    sections = sorted(
        (child for child in table if child.tag in {"thead", "tbody", "tfoot"}),
        key=lambda section: ("thead", "tbody", "tfoot").index(section.tag),
    )
    rows = [row for section in sections for row in section if row.tag == "tr"]
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    return [row for row in cells if row]


def _spans(source: Source, cell: Element) -> Iterator[Problem]:
    for name, many in (("colspan", "columns"), ("rowspan", "rows")):
        if (number := cell.get(name, "1").strip()) not in {"", "1"}:
            cause = f'the cell "{html.words(cell)[:60]}" spans {number} {many}'
            cure = "Split it in your editor, so that every row has one cell for each column."
            yield Problem(source.path, html.line_of(cell), cause, cure)


def _cell(cell: Element) -> Cell:
    runs = [(text.replace("\n", " "), marked) for text, marked in html.runs(cell)]
    heads = cell.tag == "th" and cell.get("scope", "row") in {"row", "rowgroup"}
    return Cell(html.words(cell), html.line_of(cell), marks.from_runs(runs), heads)


def _caption(table: Element, file: str) -> tuple[str, list[LeftOut]]:
    """Return the words of the table's caption, and further captions as left out."""
    found = [child for child in table if child.tag == "caption" and html.words(child)]
    reason = "a second caption of the table"
    more = [LeftOut(file, html.line_of(each), html.words(each), reason) for each in found[1:]]
    return html.words(found[0]) if found else "", more


def _outside(
    root: Element, table: Element, file: str, *, needs_heading: bool
) -> tuple[list[LeftOut], str]:
    """Return the page's words outside the table, and the last heading before it if needed."""
    left_out: list[LeftOut] = []
    heading: LeftOut | None = None
    before = True
    for element, text in blocks(root, table):
        if element is table:
            before = False
            continue
        reason = "it stands outside the table"
        left_out.append(LeftOut(file, html.line_of(element), text, reason))
        if before and element.tag in _HEADINGS:
            heading = left_out[-1]
    if heading is None or not needs_heading:
        return left_out, ""
    left_out.remove(heading)
    return left_out, heading.text


def blocks(element: Element, stop: Element) -> Iterator[tuple[Element, str]]:
    """Yield the innermost blocks of a page with their words; `stop` comes without its own."""
    if element is stop:
        yield element, ""
        return
    if element.tag in html.SILENT:
        return
    pending = element.text or ""
    for child in element:
        if html.is_element(child) and (child is stop or _is_divided(child, stop)):
            if text := " ".join(pending.split()):
                yield element, text
            yield from blocks(child, stop)
            pending = ""
        else:
            pending += html.unstripped(child)
        pending += child.tail or ""
    if text := " ".join(pending.split()):
        yield element, text


def _is_divided(element: Element, stop: Element) -> bool:
    """Whether an element is a block, has one inside it, or has `stop` inside it."""
    if html.begins_block(element) or html.has_blocks(element):
        return True
    return any(inner is stop for inner in element.iter())
