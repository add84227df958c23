"""What running text is made of: frozen blocks and inlines, and ways to read their letters.

Each has a `kind`, by which a template finds the macro that sets it.
"""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal


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
class ItemSign:
    """What an item of a list begins with that stands in a cell of a table: `•`, `–`, `2.`."""

    kind: ClassVar[str] = "item_sign"
    text: str


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


@dataclass(frozen=True)
class Box:
    """A box to tick, `- [ ]`, or one that is ticked, `- [x]`; it begins an item of a list."""

    kind: ClassVar[str] = "box"
    text: ClassVar[str] = ""
    ticked: bool


@dataclass(frozen=True)
class Note:
    """A footnote, at the place that refers to it. Its words are not those of the line."""

    kind: ClassVar[str] = "note"
    text: ClassVar[str] = ""
    number: int
    """Counted from 1 in the order of the text."""
    inlines: tuple["Inline", ...]
    """Empty where an earlier place refers to the same note."""


Inline = Text | Code | LineBreak | ItemSign | Emphasis | Strong | Link | Box | Note


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
    line: int = dataclasses.field(default=0, compare=False, repr=False)


@dataclass(frozen=True)
class Figure:
    """A picture that stands alone."""

    kind: ClassVar[str] = "figure"
    source: str
    """The path from the article to the file, as an address: a space is `%20`."""
    alternative: str
    """What the picture shows, for those who cannot see it."""
    line: int = dataclasses.field(compare=False, repr=False)
    caption: tuple[Inline, ...] = ()


Alignment = Literal["start", "center", "end"]


@dataclass(frozen=True)
class Table:
    """A table; each row has as many cells as it has heads."""

    kind: ClassVar[str] = "table"
    heads: tuple[tuple[Inline, ...], ...]
    """Above the columns; without any words where the table has no heads."""
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[Alignment, ...]
    """One for each column."""
    line: int = dataclasses.field(compare=False, repr=False)
    caption: tuple[Inline, ...] = ()

    @property
    def has_heads(self) -> bool:
        """Whether there are words above the columns."""
        return any(plain_text(head).strip() for head in self.heads)

    @property
    def notes(self) -> tuple[Note, ...]:
        """The footnotes that its caption and its cells refer to first, by number."""
        return all_notes([self])


@dataclass(frozen=True)
class Divider:
    """A pause between two parts of the text."""

    kind: ClassVar[str] = "divider"


@dataclass(frozen=True)
class ChartPlace:
    """Where a chart stands in the article."""

    kind: ClassVar[str] = "chart_place"
    line: int = dataclasses.field(compare=False, repr=False)
    name: str = ""
    """Of the chart in `chart-<name>.yaml`; empty where `[chart]` names none."""


Block = (
    Heading
    | Paragraph
    | BulletList
    | OrderedList
    | Quotation
    | Preformatted
    | Figure
    | Table
    | Divider
    | ChartPlace
)


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
    """Return the plain text of inlines, divided at links, notes and the signs of items.

    The address of a link may be printed there, and the number of a note.
    """
    found = [""]
    for inline in inlines:
        if isinstance(inline, Link):
            found += [inline.text, ""]
        elif isinstance(inline, Note | ItemSign):
            found.append("")
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


def own_texts(blocks: Iterable[Block]) -> Iterable[tuple[Inline, ...]]:
    """Yield the inlines of every heading, paragraph, cell and so on, in order, without notes."""
    for block in walk(blocks):
        match block:
            case Heading(inlines=inlines) | Paragraph(inlines=inlines):
                yield inlines
            case Preformatted(text=text):
                yield (Code(text),)
            case Figure(caption=caption) if caption:
                yield caption
            case Table(caption=caption, heads=heads, rows=rows):
                if caption:
                    yield caption
                for row in (heads, *rows):
                    yield from row


def texts(blocks: Iterable[Block]) -> Iterable[tuple[Inline, ...]]:
    """Yield the inlines of all blocks, in order; those of notes follow what refers to them."""
    for inlines in own_texts(blocks):
        yield inlines
        for note in notes(inlines):
            yield note.inlines


def all_notes(blocks: Iterable[Block]) -> tuple[Note, ...]:
    """Return the footnotes of all blocks, by number."""
    found = (note for inlines in own_texts(blocks) for note in notes(inlines))
    return tuple(sorted(found, key=lambda note: note.number))


def notes(inlines: Iterable[Inline]) -> Iterable[Note]:
    """Yield the notes that inlines refer to, each where it is referred to first."""
    for inline in inlines:
        match inline:
            case Note(inlines=words) if words:
                yield inline
            case Emphasis(children) | Strong(children):
                yield from notes(children)
