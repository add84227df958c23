"""The rows of a block of YAML in another order, each with the comments that stand above it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from handouts.content.yaml_places import Change, Part


@dataclass(frozen=True)
class _Block:
    """The lines of one part; all but `own` are whole lines with their ends."""

    above: str
    """Empty lines, and comments that an empty line parts from it: these are never deleted."""
    lead: str
    """The comments right above it, which go where it goes."""
    own: str
    """From its first character behind the indentation to the end of its last line."""
    trail: str
    """Comments below it that are indented deeper than it is: an earlier line of its own."""


def rearranged(
    text: str, found: Sequence[Part], wanted: Iterable[tuple[int | None, str]], start: int
) -> Change:
    """Return a block of parts in the wanted order; all of it is whole lines.

    `wanted` has which of the found parts it is, or None for a new one, and its own text. `start`
    is an offset in the line above the block.
    """
    first = text.index("\n", start) + 1
    column = found[0].start - text.rindex("\n", 0, found[0].start) - 1
    indent = " " * column
    old, end = _blocks(text, found, first, column)
    order = list(wanted)
    old = _keep_notes(old, {place for place, _ in order})
    usual = _usual_space(old)
    lines: list[str] = []
    before = -1
    for place, own in order:
        block = replace(old[place], own=own) if place is not None else _Block("", "", own, "")
        if place is None or (place != before + 1 and not block.above.strip()):
            above = usual if lines else ""
            block = replace(block, above=above)
        lines.append(f"{block.above}{block.lead}{indent}{block.own}\n{block.trail}")
        before = place if place is not None else len(old)
    left = "".join(block.above for block in old[len(found) :])
    whole = "".join(lines) + left
    return (first, end, whole if text[:end].endswith("\n") else whole.removesuffix("\n"))


def _blocks(text: str, found: Sequence[Part], first: int, column: int) -> tuple[list[_Block], int]:
    """Return the blocks of these parts, and where the last one ends."""
    blocks: list[_Block] = []
    place = first
    for part in found:
        line = text.rindex("\n", 0, part.start) + 1
        gap = text[place:line]
        own = text[part.start : part.line_end]
        if blocks:
            trail, gap = _trail(gap, column)
            blocks[-1] = replace(blocks[-1], trail=trail)
        cut = max((m.end() for m in re.finditer(r"^[ \t]*\n", gap, re.MULTILINE)), default=0)
        blocks.append(_Block(gap[:cut], gap[cut:], own, ""))
        place = min(part.line_end + 1, len(text))
    rest = re.match(r"(?:[ \t]*(?:#.*)?(?:\n|\Z))*", text[place:])
    trail, _ = _trail(rest[0] if rest and place < len(text) else "", column)
    blocks[-1] = replace(blocks[-1], trail=trail)
    return blocks, place + len(trail)


def _trail(gap: str, column: int) -> tuple[str, str]:
    """Return the lines up to the last comment that is indented deeper, and the others."""
    lines = gap.splitlines(keepends=True)
    deeper = [
        number
        for number, line in enumerate(lines)
        if line.strip() and len(line) - len(line.lstrip()) > column
    ]
    cut = deeper[-1] + 1 if deeper else 0
    return "".join(lines[:cut]), "".join(lines[cut:])


def _keep_notes(old: Sequence[_Block], kept: set[int | None]) -> list[_Block]:
    """Return the blocks, the notes that stood by themselves above deleted ones before others.

    Where no other one follows, they are in one more block.
    """
    blocks, notes = [], ""
    for place, block in enumerate(old):
        if place in kept:
            blocks.append(replace(block, above=notes + block.above))
            notes = ""
        else:
            blocks.append(block)
            notes += block.above if block.above.strip() else ""
    return [*blocks, _Block(notes, "", "", "")] if notes else blocks


def _usual_space(blocks: Sequence[_Block]) -> str:
    """Return what most rows have above them: an empty line, or nothing."""
    spaces = Counter("\n" if block.above else "" for block in blocks[1:])
    return spaces.most_common(1)[0][0] if spaces else ""
