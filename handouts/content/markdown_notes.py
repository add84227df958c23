"""Footnotes of a Markdown text: where each is written, and which number it has."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from handouts.errors import Diagnostic
from handouts.messages import message


@dataclass
class Notes:
    """The footnotes of a text, numbered as they are referred to."""

    written: dict[str, SyntaxTreeNode] = field(default_factory=dict)
    """By their labels."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Of those that are referred to so far."""
    twice: list[tuple[str, SyntaxTreeNode]] = field(default_factory=list)

    def number(self, label: str) -> tuple[int, bool]:
        """Return the number of a note, and whether it is referred to for the first time."""
        is_first = label not in self.numbers
        return self.numbers.setdefault(label, len(self.numbers) + 1), is_first

    def diagnostics(self, first_line: int) -> Iterator[Diagnostic]:
        """Yield what is wrong with the notes, after the whole text has been read."""
        for label, node in self.twice:
            first = first_line + line_of(self.written[label])
            twice = message("markdown.note-twice", label=label, first=first)
            yield Diagnostic(first_line + line_of(node), twice)
        for label, node in self.written.items():
            if label not in self.numbers:
                unused = message("markdown.note-unused", label=label)
                yield Diagnostic(first_line + line_of(node), unused)


def find(root: SyntaxTreeNode) -> Notes:
    """Return the footnotes that are written in a text; of two with one label the first counts."""
    notes = Notes()
    for node in root.walk():
        if node.type == "footnote_reference":
            label = str(node.meta["label"])
            if label in notes.written:
                notes.twice.append((label, node))
            else:
                notes.written[label] = node
    return notes


def line_of(node: SyntaxTreeNode) -> int:
    """Return the line of a block, counted from 0."""
    return node.map[0] if node.map else 0
