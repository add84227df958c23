"""The lines of one cell of a chart → Markdown: lists and paragraphs stay what they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from handouts.importers import marks
from handouts.importers.runs import Run

Kind = Literal["text", "paragraph", "bullet", "number"]
_S = r"[ \t\u00a0]"
_SIGNS = "•◦▪▫●○■□‣⁃∙·➢➤►\uf0b7\uf0a7\uf0d8*§"
"""What Word, Excel and people put before the items of a list; the private ones are Symbol's."""
_BULLET = re.compile(rf"(?P<indent>{_S}*)(?P<sign>[{_SIGNS}]{_S}*|[-–—o]{_S}+)(?=\S)")
_NUMBER = re.compile(rf"(?P<indent>{_S}*)(?P<sign>\(?(?P<number>\d{{1,2}})[.)]{_S}+)(?=\S)")
_LETTER = re.compile(rf"{_S}*\(?(?:[a-z]|\d{{1,2}})[.)]{_S}+\S", re.IGNORECASE)
"""What begins a line of its own and is no item: Markdown has no lists with letters."""
_INNER_BULLET = re.compile(rf"(?<=\S){_S}+(?=[•▪●‣\uf0b7]{_S})")
_SECOND_LEVEL = frozenset("o◦▫○□⁃\uf0a7")
"""Signs that word processors take for lists inside of lists."""


@dataclass(frozen=True)
class CellLine:
    """One line of a cell."""

    kind: Kind
    """`text` goes on the line above where it begins with a small letter; `paragraph` never does."""
    runs: tuple[Run, ...]
    level: int = 0
    """Of an item: how many lists stand around its own."""
    number: int = 0
    """Of an item that has one; the first of a list counts, the others follow it."""

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.kind in {"bullet", "number"}

    @property
    def words(self) -> str:
        """Its letters without marks."""
        return "".join(text for text, _ in self.runs).strip()


@dataclass(frozen=True)
class CellText:
    """The Markdown of a cell, and what became of its lines."""

    markdown: str
    """One line, or paragraphs and lists."""
    joined: int
    """How many line breaks became spaces."""


def typed(runs: Iterable[Run]) -> list[CellLine]:
    """Return the lines of a cell that was typed: line feeds part them, signs begin items.

    A cell of one line is text, whatever it begins with.
    """
    rows: list[list[Run]] = [[]]
    for text, marked in runs:
        first, *others = text.split("\n")
        rows[-1].append((first, marked))
        rows += [[(other, marked)] for other in others]
    rows = [part for row in rows for part in _divided(row)]
    lines: list[CellLine] = []
    after_blank = False
    for row in rows:
        line = _item(row)
        if line.words:
            parted = after_blank and not line.is_item
            lines.append(replace(line, kind="paragraph") if parted else line)
        after_blank = bool(lines) and not line.words
    if len(lines) == 1:
        only = next(row for row in rows if CellLine("text", tuple(row)).words)
        return [CellLine("text", tuple(only))]
    if not _are_counted([line for line in lines if line.kind == "number"]):
        written = [row for row in rows if CellLine("text", tuple(row)).words]
        pairs = zip(lines, written, strict=True)
        return [CellLine("paragraph", tuple(row)) if line.number else line for line, row in pairs]
    return lines


def _are_counted(items: Sequence[CellLine]) -> bool:
    """Whether each item of a list has the number after the one before it."""
    return all(
        item.number == before.number + 1 or item.level != before.level
        for before, item in pairwise(items)
    )


def _divided(row: list[Run]) -> Iterator[list[Run]]:
    """Yield a line, or each item of a line that has several: `• one • two`."""
    if len(row) == 1 and _BULLET.match(row[0][0]):
        yield from ([(part, row[0][1])] for part in _INNER_BULLET.split(row[0][0]))
    else:
        yield row


def _item(row: Sequence[Run]) -> CellLine:
    """Return a line as an item of a list, without its sign, where it begins like one."""
    whole = "".join(text for text, _ in row)
    kind: Kind = "bullet"
    if (found := _BULLET.match(whole)) is None:
        kind, found = "number", _NUMBER.match(whole)
    if found is None:
        return CellLine("paragraph" if _LETTER.match(whole) else "text", tuple(row))
    indented = len(found["indent"].replace("\t", "    ")) >= 2
    level = int(indented or found["sign"][0] in _SECOND_LEVEL)
    number = int(found["number"]) if kind == "number" else 0
    return CellLine(kind, tuple(_without(row, found.end())), level, number)


def _without(row: Sequence[Run], letters: int) -> Iterator[Run]:
    for text, marked in row:
        yield text[letters:], marked
        letters = max(0, letters - len(text))


def markdown_of(lines: Sequence[CellLine]) -> CellText:
    """Return the Markdown of a cell's lines."""
    wholes = joined(lines)
    texts = [marks.from_runs(line.runs) for line in wholes]
    pairs = [(line, text) for line, text in zip(wholes, texts, strict=True) if text]
    gone_on = len(lines) - len(wholes)
    if len(pairs) == 1 and not pairs[0][0].is_item:
        return CellText(pairs[0][1], gone_on)
    written: list[str] = []
    signs: list[str] = []  # of the items around, the innermost last
    for line, text in pairs:
        if not line.is_item:
            signs = []
            written.append(f"\n\n{marks.paragraph(text)}")
            continue
        above = "\n" if signs else "\n\n"
        sign = _sign(line, signs)
        indent = " " * sum(len(outer) + 1 for outer in signs[:-1])
        written.append(f"{above}{indent}{sign} {marks.paragraph(text)}")
    return CellText("".join(written).strip("\n"), gone_on)


def _sign(line: CellLine, signs: list[str]) -> str:
    """Return the sign of an item, and keep it among those of the items around."""
    depth = min(line.level, len(signs))
    before = signs[depth] if depth < len(signs) else ""
    number = int(before[:-1]) + 1 if before.endswith(".") else max(1, line.number)
    sign = f"{number}." if line.kind == "number" else "-"
    signs[depth:] = [sign]
    return sign


def joined(lines: Sequence[CellLine]) -> list[CellLine]:
    """Return lines so that a text that goes on, with a small letter, stands on one line."""
    whole: list[tuple[CellLine, list[Run]]] = []
    for line in lines:
        if whole and line.kind == "text" and _goes_on(line.words):
            whole[-1][1].extend([(" ", frozenset()), *line.runs])
        else:
            whole.append((line, list(line.runs)))
    return [replace(line, runs=tuple(runs)) for line, runs in whole]


def _goes_on(words: str) -> bool:
    """Whether a line goes on the one above: with a small letter, or what is no letter or digit."""
    first = words.lstrip("\"'“‘„«»¿¡")[:1]
    return not (first.isalnum() and first == first.upper())
