"""Markdown → frozen blocks and inlines. Templates turn those into HTML; no HTML is made here.

CommonMark by markdown-it-py, with raw HTML off: what looks like a tag is text. On top of it, one
thing of our own: `[chart]` alone on a line is the place of the chart, `[chart fees]` that of the
chart in `chart-fees.yaml`.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from markdown_it.tree import SyntaxTreeNode

from handouts.content import markdown_parser, markdown_slips
from handouts.content.field_types import web_address_problem
from handouts.content.markdown_parser import Diagnostic, without_comments
from handouts.content.richtext import (
    Block,
    BulletList,
    ChartPlace,
    Code,
    Divider,
    Emphasis,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    OrderedList,
    Paragraph,
    Preformatted,
    Quotation,
    Strong,
    Text,
    plain_text,
)
from handouts.text import characters

CHART_PLACE = "[chart]"
_CHART_PLACE = re.compile(r"\[\s*chart(\s+[a-z0-9-]+)*\s*\]", re.IGNORECASE)
_BREAKS = ("softbreak", "hardbreak")
_LINK_SCHEMES = ("http", "https", "mailto")


@dataclass(frozen=True)
class Parsed:
    """What came of a text: its blocks, and what is wrong with it."""

    blocks: tuple[Block, ...]
    diagnostics: tuple[Diagnostic, ...]


def parse_inline(text: str) -> tuple[Inline, ...]:
    """Return one line of Markdown, such as a cell of the chart, as inlines."""
    tokens = markdown_parser.line_tokens(text)
    if isinstance(tokens, Diagnostic):
        return (Text(text),)
    return _Reader(0).inlines(_content(SyntaxTreeNode(tokens)))


def inline_diagnostics(text: str, line: int = 0) -> tuple[Diagnostic, ...]:
    """Return what cannot be set in one line of Markdown that stands at `line` of its file."""
    tokens = markdown_parser.line_tokens(text)
    if isinstance(tokens, Diagnostic):
        return (dataclasses.replace(tokens, line=line),)
    reader = _Reader(line)
    reader.inlines(_content(SyntaxTreeNode(tokens)))
    return tuple(reader.diagnostics)


def parse(text: str, first_line: int = 1) -> Parsed:
    """Return the blocks of a text whose first line is `first_line` of its file.

    Comments, `<!-- … -->`, are the author's own notes and are left out.
    """
    tokens = markdown_parser.tokens(without_comments(text))
    if isinstance(tokens, Diagnostic):
        line = first_line + tokens.line
        return Parsed((), (dataclasses.replace(tokens, line=line),))
    reader = _Reader(first_line)
    blocks = reader.blocks(SyntaxTreeNode(tokens).children)
    return Parsed(tuple(blocks), tuple(reader.diagnostics))


class _Reader:
    """Walks one syntax tree and keeps what is wrong with it."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.diagnostics: list[Diagnostic] = []
        self._line = first_line
        self._heading_level = 1
        self._blocks: dict[str, Callable[[SyntaxTreeNode], Block]] = {
            "heading": self._heading,
            "bullet_list": self._bullet_list,
            "ordered_list": self._ordered_list,
            "blockquote": lambda node: Quotation(tuple(self.blocks(node.children))),
            "fence": lambda node: Preformatted(node.content.rstrip("\n")),
            "code_block": self._indented,
            "hr": lambda _: Divider(),
        }

    def report(self, cause: str, cure: str) -> None:
        self.diagnostics.append(Diagnostic(self._line, cause, cure))

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        found: list[Block] = []
        for node in nodes:
            if node.map is not None:
                self._line = self.first_line + node.map[0]
            if node.type == "paragraph":
                for number, cause, cure in markdown_slips.of_paragraph(node.children[0].content):
                    self.diagnostics.append(Diagnostic(self._line + number, cause, cure))
                found += self._paragraphs(_content(node))
            else:
                found.append(self._blocks[node.type](node))
        return found

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Inline, ...]:
        return tuple(_joined(inline for node in nodes for inline in self._inline(node)))

    def _heading(self, node: SyntaxTreeNode) -> Block:
        wanted = max(2, int(node.tag[1]))
        self._heading_level = min(wanted, self._heading_level + 1)
        if chart_named(node.children[0].content) is not None:
            self.report("the place of the chart is written as a heading", "Write only: [chart]")
        heading = Heading(self._heading_level, self.inlines(_content(node)), self._line)
        if not plain_text(heading.inlines).strip():
            self.report("a heading has no words", "Write them, or delete the line.")
        return heading

    def _paragraphs(self, content: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
        """Yield one paragraph, or those above and below the line that is the chart's place."""
        first, above = self._line, list[SyntaxTreeNode]()
        for number, line in enumerate(_lines(content)):
            self._line = first + number
            words = [node for node in line if node.type not in _BREAKS]
            name = chart_named(words[0].content) if len(words) == 1 else None
            if name is not None:
                if above:
                    yield self._paragraph(above)
                yield ChartPlace(self._line, name)
                above = []
            else:
                above += line
        self._line = first
        if above:
            yield self._paragraph(above)

    def _paragraph(self, content: Sequence[SyntaxTreeNode]) -> Block:
        if content[0].type in _BREAKS:
            content = content[1:]
        if len(content) == 1 and content[0].type == "image":
            return self._figure(content[0])
        return Paragraph(self.inlines(content), self._line)

    def _indented(self, node: SyntaxTreeNode) -> Block:
        if (name := chart_named(node.content)) is not None:
            return ChartPlace(self._line, name)
        return Preformatted(node.content.rstrip("\n"))

    def _figure(self, node: SyntaxTreeNode) -> Block:
        # As one file name in an address: no scheme, query or fragment can be in it.
        source = quote(unquote(str(node.attrs["src"])).strip("\"'"))
        figure = Figure(source, node.content.strip(), self._line)
        if not characters.is_seen(figure.alternative):
            self.report(
                "the picture has no description",
                "Write what it shows between the brackets, for those who cannot see it: "
                f"![what it shows]({figure.source})",
            )
        return figure

    def _bullet_list(self, node: SyntaxTreeNode) -> Block:
        return BulletList(tuple(tuple(self.blocks(item.children)) for item in node.children))

    def _ordered_list(self, node: SyntaxTreeNode) -> Block:
        items = tuple(tuple(self.blocks(item.children)) for item in node.children)
        return OrderedList(int(node.attrs.get("start", 1)), items)

    def _inline(self, node: SyntaxTreeNode) -> Iterable[Inline]:
        match node.type:
            case "text" | "text_special":
                yield self._text(node)
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield LineBreak()
            case "code_inline":
                yield Code(node.content)
            case "em":
                yield Emphasis(self.inlines(node.children))
            case "strong":
                yield Strong(self.inlines(node.children))
            case "link":
                yield from self._link(node)
            case "image":
                self.report(
                    "a picture stands inside a line of text",
                    "Give it a paragraph of its own, with an empty line before and after.",
                )
            case _:  # a kind that CommonMark does not have
                raise AssertionError(node.type)

    def _text(self, node: SyntaxTreeNode) -> Inline:
        if node.type == "text" and (slip := markdown_slips.of_words(node.content)):
            self.report(*slip)
        return Text(node.content)

    def _link(self, node: SyntaxTreeNode) -> Iterable[Inline]:
        address, text = str(node.attrs["href"]), plain_text(self.inlines(node.children))
        scheme = address.partition(":")[0].lower()
        if scheme not in _LINK_SCHEMES or (scheme == "mailto" and "@" not in address):
            self.report(
                f'the link to "{address}" leads nowhere on paper or in a mail',
                "Links begin with https://, http:// or mailto:.",
            )
        elif scheme != "mailto" and (problem := web_address_problem(address)):
            cause = f'the link to "{address}" {problem}'
            self.report(cause, "Write the address of a page: https://www.example.org.")
        if text.strip():
            yield Link(text, address)
        else:
            self.report(
                f'the link to "{address}" has no words',
                "Write between the brackets what is to be read and clicked on.",
            )


def _content(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
    return node.children[0].children if node.children else []


def _lines(nodes: Sequence[SyntaxTreeNode]) -> Iterator[list[SyntaxTreeNode]]:
    """Divide what a paragraph is made of at its line breaks, which begin the lines they make."""
    line: list[SyntaxTreeNode] = []
    for node in nodes:
        if node.type in _BREAKS:
            yield line
            line = []
        line.append(node)
    yield line


def chart_named(text: str) -> str | None:
    """Return which chart a line is the place of: `fees` for `[chart fees]`, "" for `[chart]`.

    Capitals do not count, and spaces in a name are hyphens. None where it is no such place.
    """
    if not _CHART_PLACE.fullmatch(text.strip()):
        return None
    return "-".join(text.strip(" []\n\t").lower().split()[1:])


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
