"""A table drawn with +, - and |, as pandoc and mail write it → the grid of its cells."""

import re
from collections.abc import Iterator, Sequence

from handouts.importers.parts import Cell, Grid
from handouts.importers.source import ImportedFile
from handouts.messages import message

_BORDER = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
_STRONG = re.compile(r"\*\*(?=\S)([^*]+)(?<=\S)\*\*")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])")


def is_drawn(source: ImportedFile) -> bool:
    """Whether a text has a table that is drawn, and nothing else."""
    lines = [line for line in source.text.split("\n") if line.strip()]
    borders = sum(_BORDER.fullmatch(line) is not None for line in lines)
    return borders > 2 and all(line.strip()[0] in "+|" for line in lines)


def read_drawn(source: ImportedFile) -> Grid:
    """Return the cells of a drawn table."""
    rows: list[tuple[Cell, ...]] = []
    heads = 0
    block: list[str] = []
    first = 0
    for number, line in enumerate(source.text.split("\n"), 1):
        if _BORDER.fullmatch(line):
            rows += [tuple(_cells(block, first))] if block else []
            block, first = [], number + 1
            heads = len(rows) if "=" in line else heads
        elif line.strip():
            block.append(line.strip())
    about = {"file": source.name, "encoding": source.encoding}
    return Grid(
        source.path,
        tuple(rows),
        heads,
        recognised=(message("chart_import.markdown", **about),),
    )


def _cells(lines: Sequence[str], first: int) -> Iterator[Cell]:
    """Yield the cells of a row, whose lines stand below one another."""
    columns = [line.strip("|").split("|") for line in lines]
    for place in range(max(map(len, columns))):
        parts = [
            column[place].removeprefix(" ").rstrip() if place < len(column) else ""
            for column in columns
        ]
        text = "\n".join(parts).strip("\n")
        yield Cell(_EMPHASIS.sub(r"<i>\1</i>", _STRONG.sub(r"<b>\1</b>", text)), first)
