"""Markdown → frozen blocks and inlines. Templates turn those into HTML; no HTML is made here.

CommonMark by markdown-it-py, with raw HTML off: what looks like a tag is text. On top of it stand
tables, footnotes and task boxes as GitHub has them, a caption as the title of a picture, and one
thing of our own: `[chart]` alone on a line is the place of the chart, `[chart fees]` that of the
chart in `chart-fees.yaml`.
"""

import dataclasses
import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from markdown_it.tree import SyntaxTreeNode

from handouts.content import foreign_marks, markdown_notes, markdown_parser
from handouts.content import markdown_tables as tables
from handouts.content.chart_place import CHART_PLACE, chart_named
from handouts.content.inline_reader import InlineReader, inside
from handouts.content.markdown_notes import Notes
from handouts.content.markdown_parser import without_comments
from handouts.content.richtext import (
    Block,
    Box,
    BulletList,
    ChartPlace,
    Divider,
    Figure,
    Heading,
    Inline,
    OrderedList,
    Paragraph,
    Preformatted,
    Quotation,
    Table,
    Text,
    plain_text,
)
from handouts.errors import Diagnostic
from handouts.messages import message
from handouts.text import characters

__all__ = ["CHART_PLACE", "Parsed", "inline_diagnostics", "parse", "parse_inline"]

_BREAKS = ("softbreak", "hardbreak")


@dataclass(frozen=True)
class Parsed:
    """What came of a text: its blocks, and what is wrong with it."""

    blocks: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...]


@functools.lru_cache(maxsize=4096)
def parse_inline(text: str) -> tuple[Inline, ...]:
    """Return one line of Markdown, such as a cell of the chart, as inlines."""
    tokens = markdown_parser.line_tokens(text)
    if isinstance(tokens, Diagnostic):
        return (Text(text),)
    return InlineReader(0, Notes()).inlines(inside(SyntaxTreeNode(tokens)))


def inline_diagnostics(text: str, line: int = 0) -> tuple[Diagnostic, ...]:
    """Return what cannot be set in one line of Markdown that stands at `line` of its file."""
    tokens = markdown_parser.line_tokens(text)
    if isinstance(tokens, Diagnostic):
        return (dataclasses.replace(tokens, line=line),)
    reader = InlineReader(line, Notes())
    reader.inlines(inside(SyntaxTreeNode(tokens)))
    return tuple(reader.diagnostics)


def parse(text: str, first_line: int = 1) -> Parsed:
    """Return the blocks of a text whose first line is `first_line` of its file.

    Comments, `<!-- … -->`, are the author's own notes and are left out.
    """
    seen = without_comments(text)
    tokens = markdown_parser.tokens(seen)
    if isinstance(tokens, Diagnostic):
        line = first_line + tokens.line
        return Parsed((), (dataclasses.replace(tokens, line=line),))
    root = SyntaxTreeNode(tokens)
    reader = _Reader(first_line, seen.split("\n"), markdown_notes.find(root))
    blocks = reader.blocks(root.children)
    reader.diagnostics += reader.notes.diagnostics(first_line)
    return Parsed(tuple(blocks), tuple(reader.diagnostics))


class _Reader(InlineReader):
    """Walks one syntax tree and keeps what is wrong with it."""

    def __init__(self, first_line: int, lines: Sequence[str], notes: Notes) -> None:
        super().__init__(first_line, notes)
        self._lines = lines
        self._heading_level = 1
        self._blocks: dict[str, Callable[[SyntaxTreeNode], Block]] = {
            "heading": self._heading,
            "bullet_list": self._bullet_list,
            "ordered_list": self._ordered_list,
            "blockquote": lambda node: Quotation(tuple(self.blocks(node.children))),
            "fence": self._preformatted,
            "code_block": self._indented,
            "hr": self._divider,
            "table": self._table,
        }

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        found: list[Block] = []
        for node in nodes:
            if node.map is not None:
                self.line = self.first_line + node.map[0]
            above = found[-1] if found else None
            if isinstance(above, Table) and not above.caption and tables.is_caption(node):
                caption = tables.caption(self.inlines(inside(node)))
                found[-1] = dataclasses.replace(above, caption=caption)
            elif node.type == "paragraph":
                self.check_slips(node.children[0].content)
                found += self._paragraphs(inside(node))
            elif node.type != "footnote_reference":
                found.append(self._blocks[node.type](node))
        return found

    def _heading(self, node: SyntaxTreeNode) -> Block:
        wanted = max(2, int(node.tag[1]))
        self._heading_level = min(wanted, self._heading_level + 1)
        source = node.children[0].content
        if chart_named(source) is not None:
            self.report(message("markdown.chart-as-heading"))
        elif foreign := foreign_marks.of_heading(source, underlined=node.markup == "-"):
            self.report(foreign)
        heading = Heading(self._heading_level, self.inlines(inside(node)), self.line)
        if not plain_text(heading.inlines).strip():
            self.report(message("markdown.heading-without-words"))
        return heading

    def _paragraphs(self, content: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        """Yield one paragraph, or those above and below the line that is the chart's place."""
        first, above = self.line, list[SyntaxTreeNode]()
        for number, line in enumerate(_lines(content)):
            self.line = first + number
            words = [node for node in line if node.type not in _BREAKS]
            name = chart_named(words[0].content) if len(words) == 1 else None
            if name is not None:
                if above:
                    yield self._paragraph(above)
                yield ChartPlace(self.line, name)
                above = []
            else:
                above += line
        self.line = first
        if above:
            yield self._paragraph(above)

    def _paragraph(self, content: Sequence[SyntaxTreeNode]) -> Block:
        if content[0].type in _BREAKS:
            content = content[1:]
        if len(content) == 1 and content[0].type == "image":
            return self._figure(content[0])
        inlines = self.inlines(content)
        if len(inlines) > 1 and isinstance(inlines[0], Box) and isinstance(inlines[1], Text):
            words = inlines[1].text.lstrip()
            inlines = (inlines[0], *((Text(words),) if words else ()), *inlines[2:])
        return Paragraph(inlines, self.line)

    def _indented(self, node: SyntaxTreeNode) -> Block:
        if (name := chart_named(node.content)) is not None:
            return ChartPlace(self.line, name)
        return self._preformatted(node)

    def _preformatted(self, node: SyntaxTreeNode) -> Block:
        return Preformatted(node.content.rstrip("\n"), self.line)

    def _divider(self, node: SyntaxTreeNode) -> Block:
        line = self._lines[markdown_notes.line_of(node)].strip(" \t>")
        if foreign := foreign_marks.of_line(line):  # --- ---, below the heads of a drawn table
            self.report(foreign)
        return Divider()

    def _figure(self, node: SyntaxTreeNode) -> Block:
        # As one file name in an address: no scheme, query or fragment can be in it.
        source = quote(unquote(str(node.attrs["src"])).strip("\"'"))
        caption = self._caption(str(node.attrs.get("title", "")))
        figure = Figure(source, node.content.strip(), self.line, caption)
        if not characters.is_seen(figure.alternative):
            self.report(message("markdown.picture-without-description", source=figure.source))
        return figure

    def _caption(self, text: str) -> tuple[Inline, ...]:
        tokens = markdown_parser.line_tokens(text, self.notes.written)
        if isinstance(tokens, Diagnostic):
            self.report(tokens.message)
            return (Text(text),)
        return self.inlines(inside(SyntaxTreeNode(tokens)))

    def _table(self, node: SyntaxTreeNode) -> Block:
        first, alignments = self.line, tables.alignments(node)
        rows: list[tuple[tuple[Inline, ...], ...]] = []
        for row in tables.rows(node):
            place = markdown_notes.line_of(row)
            self.line = self.first_line + place
            cells = tables.cells_typed(self._lines[place])
            if cells > (columns := len(alignments)):
                self.report(message("markdown.table-too-many-cells", cells=cells, columns=columns))
            rows.append(tuple(self.cell_inlines(cell.children[0]) for cell in row.children))
        self.line = first
        if not any(plain_text(cell).strip() for row in rows for cell in row):
            self.report(message("markdown.table-without-words"))
        return Table(rows[0], tuple(rows[1:]), alignments, first)

    def _bullet_list(self, node: SyntaxTreeNode) -> Block:
        return BulletList(tuple(tuple(self.blocks(item.children)) for item in node.children))

    def _ordered_list(self, node: SyntaxTreeNode) -> Block:
        items = tuple(tuple(self.blocks(item.children)) for item in node.children)
        return OrderedList(int(node.attrs.get("start", 1)), items)


def _lines(nodes: Sequence[SyntaxTreeNode]) -> Iterator[list[SyntaxTreeNode]]:
    """Divide what a paragraph is made of at its line breaks, which begin the lines they make."""
    line: list[SyntaxTreeNode] = []
    for node in nodes:
        if node.type in _BREAKS:
            yield line
            line = []
        line.append(node)
    yield line
