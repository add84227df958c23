"""A cell of the chart: one line of Markdown, or paragraphs and lists on several lines."""

import functools

from handouts.content import markdown, richtext
from handouts.content.richtext import Block, BulletList, OrderedList, Paragraph
from handouts.content.text_file import SourceFile
from handouts.errors import Diagnostic
from handouts.messages import message

_LINE = 28
"""Letters that a paragraph or an item of a list takes the space of, at least."""


@functools.lru_cache(maxsize=4096)
def blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs and lists of a cell; () where it is one paragraph, as most are."""
    if "\n" not in text.strip():
        return ()
    found = markdown.parse(text.strip()).blocks
    return () if len(found) == 1 and isinstance(found[0], Paragraph) else found


@functools.lru_cache(maxsize=4096)
def lines(text: str) -> tuple[str, ...]:
    """Return the letters of each paragraph and each item of a cell, without marks."""
    found = richtext.texts(blocks(text)) if blocks(text) else [markdown.parse_inline(text)]
    return tuple(" ".join(richtext.plain_text(inlines).split()) for inlines in found)


def plain(text: str) -> str:
    """Return the letters of a cell, without marks, on one line."""
    return " ".join(lines(text))


def letters(text: str) -> int:
    """Return how much space a cell takes: its letters, a short line counted as a longer one."""
    found = lines(text)
    return len(found[0]) if len(found) == 1 else sum(max(len(line), _LINE) for line in found)


def check(file: SourceFile) -> None:
    """Report what cannot be set in the cells of a chart's file, and in its notes."""
    for location, text in file.tree.texts():
        if location[:1] not in {("rows",), ("notes",)}:
            continue
        line = file.tree.line(location)
        if any(problem.line == line for problem in file.problems):  # it is no text yet
            continue
        for found in _diagnostics(text, line):
            file.report(found.line, found.message)
        if any(not _is_possible(block) for block in richtext.walk(blocks(text))):
            file.report(line, message("chart.not-in-a-cell"))


def _diagnostics(text: str, line: int) -> tuple[Diagnostic, ...]:
    if blocks(text):
        return markdown.parse(text.strip(), line).diagnostics
    return markdown.inline_diagnostics(text, line)


def _is_possible(block: Block) -> bool:
    return isinstance(block, Paragraph | BulletList | OrderedList)
