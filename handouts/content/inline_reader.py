"""The inlines of one block of Markdown: text, emphasis, links, boxes and notes."""

from collections.abc import Iterable, Sequence

from markdown_it.tree import SyntaxTreeNode

from handouts.content import markdown_notes, markdown_slips, table_cells
from handouts.content.chart_place import chart_named
from handouts.content.field_types import web_address_problem
from handouts.content.markdown_notes import Notes
from handouts.content.richtext import (
    Box,
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Note,
    Strong,
    Text,
    plain_text,
)
from handouts.errors import Diagnostic
from handouts.messages import Message, message

_LINK_SCHEMES = ("http", "https", "mailto")


class InlineReader:
    """Reads inlines and keeps what is wrong with them, at the line that is read."""

    def __init__(self, first_line: int, notes: Notes) -> None:
        self.first_line = first_line
        self.line = first_line
        self.notes = notes
        self.diagnostics: list[Diagnostic] = []
        self._in_note = self._in_cell = False

    def report(self, wrong: Message) -> None:
        """Keep what is wrong at the line that is read."""
        self.diagnostics.append(Diagnostic(self.line, wrong))

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Inline, ...]:
        """Return the inlines of nodes; neighbouring texts are one."""
        return tuple(_joined(inline for node in nodes for inline in self._inline(node)))

    def check_slips(self, source: str) -> None:
        """Report the marks in the source of a paragraph that are none here."""
        for number, slip in markdown_slips.of_paragraph(source):
            self.diagnostics.append(Diagnostic(self.line + number, slip))

    def checked_inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """Return the inlines of a cell, a note or a caption, in which the chart has no place."""
        if chart_named(node.content) is not None:
            self.report(message("markdown.chart-among-words"))
        else:
            self.check_slips(node.content)
        return self.inlines(node.children)

    def cell_inlines(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        """Return the inlines of a cell of a table, whose lines are parted by `<br>`."""
        if chart_named(node.content) is not None:
            self.report(message("markdown.chart-among-words"))
        for line in table_cells.BREAK.split(node.content):
            self.check_slips(line)
        self._in_cell = True
        found = table_cells.with_signs(self.inlines(node.children))
        self._in_cell = False
        return found

    def _inline(self, node: SyntaxTreeNode) -> Iterable[Inline]:
        match node.type:
            case "text" | "text_special":
                yield from self._texts(node)
            case "softbreak" | "hardbreak":
                yield Text(" ") if node.type == "softbreak" else LineBreak()
            case "code_inline":
                yield Code(node.content)
            case "em":
                yield Emphasis(self.inlines(node.children))
            case "strong":
                yield Strong(self.inlines(node.children))
            case "link":
                yield from self._link(node)
            case "image":
                self.report(message("markdown.picture-inside-text"))
            case "html_inline":  # made by the plugin alone, for HTML is off
                yield Box("checked" in node.content)
            case "footnote_ref":
                yield from self._note(str(node.meta["label"]))
            case _:  # a kind that CommonMark does not have
                raise AssertionError(node.type)

    def _texts(self, node: SyntaxTreeNode) -> Iterable[Inline]:
        is_marked = node.type == "text"  # and not a letter behind a backslash
        lines = [node.content]
        if is_marked and self._in_cell:
            lines = table_cells.BREAK.split(node.content)
        for place, words in enumerate(lines):
            if place:
                yield LineBreak()
            if is_marked and (slip := markdown_slips.of_words(words)):
                self.report(slip)
            if words:
                yield Text(words)

    def _note(self, label: str) -> Iterable[Inline]:
        if self._in_note:
            self.report(message("markdown.note-in-note"))
            return
        number, is_first = self.notes.number(label)
        if not is_first:
            yield Note(number, ())
            return
        line, self._in_note = self.line, True
        inlines = tuple(self._note_inlines(self.notes.written[label]))
        if not plain_text(inlines).strip():
            self.report(message("markdown.note-without-words", label=label))
        self.line, self._in_note = line, False
        yield Note(number, inlines)

    def _note_inlines(self, node: SyntaxTreeNode) -> Iterable[Inline]:
        """Yield the paragraphs of a note, divided by line breaks."""
        for place, child in enumerate(node.children):
            self.line = self.first_line + markdown_notes.line_of(child)
            if child.type != "paragraph":
                self.report(message("markdown.note-of-blocks"))
                continue
            if place:
                yield LineBreak()
            yield from self.checked_inlines(child.children[0])

    def _link(self, node: SyntaxTreeNode) -> Iterable[Inline]:
        address, text = str(node.attrs["href"]), plain_text(self.inlines(node.children))
        scheme = address.partition(":")[0].lower()
        if scheme not in _LINK_SCHEMES or (scheme == "mailto" and "@" not in address):
            self.report(message("markdown.link-leads-nowhere", address=address))
        elif scheme != "mailto" and (problem := web_address_problem(address)):
            self.report(message("markdown.link-no-page", address=address, problem=problem))
        if text.strip():
            yield Link(text, address)
        else:
            self.report(message("markdown.link-without-words", address=address))


def inside(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    """Return what the words of a paragraph, heading or line are made of."""
    return node.children[0].children if node.children else []


def _joined(inlines: Iterable[Inline]) -> Iterable[Inline]:
    """Join neighbouring texts into one, so that equal words make equal inlines."""
    pending = ""
    for inline in inlines:
        if isinstance(inline, Text):
            pending += inline.text
            continue
        if pending:
            yield Text(pending)
            pending = ""
        yield inline
    if pending:
        yield Text(pending)
