"""Lists whose marks somebody typed, one item a paragraph or a line: `• first`, `2. second`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handouts.importers.parts import Piece

_ITEM = re.compile(
    r"(?:\\?(?P<bullet>[•·◦▪‣●○■\uf0b7\uf0a7])|\\?(?P<dash>[-–—*+])|\(?(?P<number>\d{1,2})\\?[.)])"
    r"[ \t\u00a0]+(?=\S)"
)
_LINE_BREAK = "\\\n"


@dataclass(frozen=True)
class Typed:
    """Pieces with lists in them, and the numbers that were typed and are Markdown's now."""

    pieces: tuple[Piece, ...]
    replaced: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    piece: Piece
    text: str
    bullet: bool
    number: str


def read(pieces: Sequence[Piece]) -> Typed:
    """Return pieces in which paragraphs that are items of a list are that list.

    A single dash or number begins a sentence as often as an item; two in a row are a list.
    """
    made: list[Piece] = []
    replaced: list[str] = []
    group: list[_Line] = []
    for piece in [*pieces, None]:
        lines = list(_lines(piece)) if piece is not None and piece.kind == "paragraph" else []
        if group and not (lines and _goes_on(group[-1], lines[0])):
            made += _written(group, replaced)
            group = []
        if lines:
            group += lines
        elif piece is not None:
            made.append(piece)
    return Typed(tuple(made), tuple(replaced))


def _lines(piece: Piece) -> Iterator[_Line]:
    """Yield the items of a paragraph, or nothing where one of its lines is none."""
    found = [(line, _ITEM.match(line)) for line in piece.markdown.split(_LINE_BREAK)]
    if all(match is not None for _, match in found):
        for line, match in found:
            assert match is not None  # noqa: S101 - just asked
            yield _Line(piece, line[match.end() :], bool(match["bullet"]), match["number"] or "")


def _goes_on(last: _Line, following: _Line) -> bool:
    """Whether an item is the next one of a list."""
    if last.number:
        return bool(following.number) and int(following.number) == int(last.number) + 1
    return not following.number and last.bullet == following.bullet


def _written(group: list[_Line], replaced: list[str]) -> list[Piece]:
    """Return a group of items as a list, or as the paragraphs that they were."""
    if len(group) < 2 and not group[0].bullet:
        return [group[0].piece]
    replaced += [line.number for line in group if line.number]
    marks = [f"{line.number}. " if line.number else "- " for line in group]
    text = "\n".join(mark + line.text for mark, line in zip(marks, group, strict=True))
    of = {id(line.piece): line.piece for line in group}.values()
    plain, source = " ".join(each.plain for each in of), "\n".join(each.source for each in of)
    return [replace(group[0].piece, kind="other", markdown=text, plain=plain, source=source)]
