"""Markdown → frozen blocks and inlines. Templates turn those into HTML; no HTML is made here.

CommonMark by markdown-it-py, with raw HTML off: what looks like a tag is text. On top of it, one
thing of our own: `[chart]` alone on a line is the place of the chart.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from handouts.prose import (
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

CHART_PLACE = "[chart]"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Complaint:
    """Something in the Markdown that cannot be set: a line, the cause, the cure."""

    line: int
    cause: str
    cure: str


@dataclass(frozen=True)
class Parsed:
    """What came of a text: its blocks, and what is wrong with it."""

    blocks: tuple[Block, ...]
    complaints: tuple[Complaint, ...]


def parse_inline(text: str) -> tuple[Inline, ...]:
    """Return one line of Markdown, such as a cell of the chart, as inlines."""
    tokens = _PARSER.parseInline(text.strip())
    return _Reader(0).inlines(SyntaxTreeNode(tokens).children[0].children)


def inline_complaints(text: str, line: int = 0) -> tuple[Complaint, ...]:
    """Return what cannot be set in one line of Markdown that stands at `line` of its file."""
    reader = _Reader(line)
    reader.inlines(SyntaxTreeNode(_PARSER.parseInline(text.strip())).children[0].children)
    return tuple(reader.complaints)


def parse(text: str, first_line: int = 1) -> Parsed:
    """Return the blocks of a text whose first line is `first_line` of its file.

    Comments, `<!-- … -->`, are the author's own notes and are left out.
    """
    reader = _Reader(first_line)
    without_comments = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    blocks = reader.blocks(SyntaxTreeNode(_PARSER.parse(without_comments)).children)
    return Parsed(tuple(blocks), tuple(reader.complaints))


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    # A refused link would be set as its source text; it is taken, and complained about instead.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


_PARSER = _parser()


class _Reader:
    """Walks one syntax tree and keeps what is wrong with it."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.complaints: list[Complaint] = []
        self._line = first_line
        self._heading_level = 1
        self._blocks: dict[str, Callable[[SyntaxTreeNode], Block]] = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "bullet_list": self._bullet_list,
            "ordered_list": self._ordered_list,
            "blockquote": lambda node: Quotation(tuple(self.blocks(node.children))),
            "fence": lambda node: Preformatted(node.content.rstrip("\n")),
            "code_block": lambda node: Preformatted(node.content.rstrip("\n")),
            "hr": lambda _: Divider(),
        }

    def complain(self, cause: str, cure: str) -> None:
        self.complaints.append(Complaint(self._line, cause, cure))

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> list[Block]:
        found = []
        for node in nodes:
            if node.map is not None:
                self._line = self.first_line + node.map[0]
            found.append(self._blocks[node.type](node))
        return found

    def inlines(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Inline, ...]:
        return tuple(_joined(inline for node in nodes for inline in self._inline(node)))

    def _heading(self, node: SyntaxTreeNode) -> Block:
        wanted = max(2, int(node.tag[1]))
        self._heading_level = min(wanted, self._heading_level + 1)
        return Heading(self._heading_level, self.inlines(_content(node)), self._line)

    def _paragraph(self, node: SyntaxTreeNode) -> Block:
        content = _content(node)
        if len(content) == 1 and content[0].type == "image":
            return self._figure(content[0])
        if len(content) == 1 and content[0].content.strip() == CHART_PLACE:
            return ChartPlace(self._line)
        return Paragraph(self.inlines(content), self._line)

    def _figure(self, node: SyntaxTreeNode) -> Block:
        figure = Figure(str(node.attrs["src"]), node.content.strip(), self._line)
        if not figure.alternative:
            self.complain(
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
            case "text":
                yield Text(node.content)
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
                self.complain(
                    "a picture stands inside a line of text",
                    "Give it a paragraph of its own, with an empty line before and after.",
                )
            case _:  # a kind that CommonMark does not have
                raise AssertionError(node.type)

    def _link(self, node: SyntaxTreeNode) -> Iterable[Inline]:
        address, text = str(node.attrs["href"]), plain_text(self.inlines(node.children))
        if not address.lower().startswith(_LINK_SCHEMES):
            self.complain(
                f'the link to "{address}" leads nowhere on paper or in a mail',
                "Links begin with https://, http:// or mailto:.",
            )
        if text.strip():
            yield Link(text, address)
        else:
            self.complain(
                f'the link to "{address}" has no words',
                "Write between the brackets what is to be read and clicked on.",
            )


def _content(node: SyntaxTreeNode) -> Sequence[SyntaxTreeNode]:
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
