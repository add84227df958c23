"""Markdown → frozen blocks and inlines. Templates turn those into HTML; no HTML is made here.

CommonMark by markdown-it-py, with raw HTML off: what looks like a tag is text. On top of it, one
thing of our own: `[chart]` alone on a line is the place of the chart.
"""

import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

CHART_PLACE = "[chart]"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINK_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Text:
    """Letters as they are."""

    kind: ClassVar[str] = "text"
    text: str


@dataclass(frozen=True)
class Code:
    """Letters in a monospaced face."""

    kind: ClassVar[str] = "code"
    text: str


@dataclass(frozen=True)
class LineBreak:
    """A line break that the author asked for."""

    kind: ClassVar[str] = "line_break"
    text: ClassVar[str] = "\n"


@dataclass(frozen=True)
class Emphasis:
    """`*…*`, set in italics."""

    kind: ClassVar[str] = "emphasis"
    children: tuple["Inline", ...]


@dataclass(frozen=True)
class Strong:
    """`**…**`, set bold."""

    kind: ClassVar[str] = "strong"
    children: tuple["Inline", ...]


@dataclass(frozen=True)
class Link:
    """A link. Its text is plain: marks inside a link break the tags of a PDF."""

    kind: ClassVar[str] = "link"
    text: str
    address: str

    @property
    def printed_address(self) -> str:
        """The address as it is put on paper; empty where the text already shows it."""
        short = re.sub(r"^(https?://(www\.)?|mailto:)", "", self.address).rstrip("/")
        return "" if short in self.text else short


Inline = Text | Code | LineBreak | Emphasis | Strong | Link


@dataclass(frozen=True)
class Heading:
    """A heading; the article's title is level 1 and stands elsewhere."""

    kind: ClassVar[str] = "heading"
    level: int
    """2 to 6; never more than one below the heading before it."""
    inlines: tuple[Inline, ...]
    line: int = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    kind: ClassVar[str] = "paragraph"
    inlines: tuple[Inline, ...]
    line: int = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True)
class BulletList:
    """An unordered list; each item is a sequence of blocks."""

    kind: ClassVar[str] = "bullet_list"
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True)
class OrderedList:
    """A numbered list that begins at `start`."""

    kind: ClassVar[str] = "ordered_list"
    start: int
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True)
class Quotation:
    """A block quotation."""

    kind: ClassVar[str] = "quotation"
    blocks: tuple["Block", ...]


@dataclass(frozen=True)
class Preformatted:
    """Lines kept as they are."""

    kind: ClassVar[str] = "preformatted"
    text: str


@dataclass(frozen=True)
class Figure:
    """A picture that stands alone."""

    kind: ClassVar[str] = "figure"
    source: str
    """As the author wrote it: a path relative to the article."""
    alternative: str
    """What the picture shows, for those who cannot see it."""
    line: int = dataclasses.field(compare=False, repr=False)


@dataclass(frozen=True)
class Divider:
    """A pause between two parts of the text."""

    kind: ClassVar[str] = "divider"


@dataclass(frozen=True)
class ChartPlace:
    """Where the chart stands in the article."""

    kind: ClassVar[str] = "chart_place"
    line: int = dataclasses.field(compare=False, repr=False)


Block = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | Quotation
    | Preformatted
    | Figure
    | Divider
    | ChartPlace
)


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


def plain_text(inlines: Iterable[Inline]) -> str:
    """Return the letters of inlines without their marks."""
    parts = []
    for inline in inlines:
        match inline:
            case Emphasis(children) | Strong(children):
                parts.append(plain_text(children))
            case _:
                parts.append(inline.text)
    return "".join(parts)


def pieces(inlines: Iterable[Inline]) -> list[str]:
    """Return the plain text of inlines, divided at links, whose address may be printed there."""
    found = [""]
    for inline in inlines:
        if isinstance(inline, Link):
            found += [inline.text, ""]
        elif isinstance(inline, Emphasis | Strong):
            first, *rest = pieces(inline.children) or [""]
            found[-1] += first
            found += rest
        else:
            found[-1] += inline.text
    return [piece for piece in found if piece]


def walk(blocks: Iterable[Block]) -> Iterable[Block]:
    """Yield every block in order, and what stands in lists and quotations after its container."""
    for block in blocks:
        yield block
        match block:
            case BulletList(items=items) | OrderedList(items=items):
                for item in items:
                    yield from walk(item)
            case Quotation(blocks=inner):
                yield from walk(inner)


def texts(blocks: Iterable[Block]) -> Iterable[tuple[Inline, ...]]:
    """Yield the inlines of every heading, paragraph and preformatted block, in order."""
    for block in walk(blocks):
        match block:
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                yield inlines
            case Preformatted(text=text):
                yield (Code(text),)


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
    parser.validateLink = lambda _: True  # type: ignore[method-assign]
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

