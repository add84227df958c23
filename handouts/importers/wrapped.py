"""Lines → paragraphs: which lines of a plain text are one paragraph, wrapped by a program."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Line = tuple[int, str]
"""A line's number and its text."""

_WIDEST = 110
"""Characters. Programs that wrap lines wrap them at 60 to 100."""
_NARROWEST = 40
_SLACK = 8
"""Characters by which a wrapped line may be shorter than it could be: some people wrap by hand."""
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")


@dataclass(frozen=True)
class Lines:
    """One paragraph, or a line that stands alone."""

    text: str
    """Its lines joined, its spaces as they stood."""
    line: int
    """The number of its first line."""
    lines: tuple[Line, ...]
    """Its lines as they stood."""


def paragraphs(lines: Sequence[Line]) -> list[Lines]:
    """Return the paragraphs of a text.

    An empty line ends a paragraph. Lines without one between them are one paragraph where the
    text looks wrapped: most lines are nearly as long as the longest and end within a sentence.
    """
    blocks = _blocks(lines)
    width = _wrapped_at(blocks)
    found = []
    for number, block in enumerate(blocks):
        start = 0
        for end in range(1, len(block) + 1):
            if end == len(block) or not _continues(block, end, width, is_title=number == 0):
                found.append(_joined(block[start:end]))
                start = end
    return found


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = [[]]
    for line in lines:
        if line[1].strip("\ufeff\u200b \t\u00a0"):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _wrapped_at(blocks: list[list[Line]]) -> int:
    """Return the width at which the text was wrapped, or 0 where each line is a paragraph."""
    pairs = [pair for block in blocks for pair in pairwise(block)]
    width = max((len(line.rstrip()) for pair in pairs for _, line in pair), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    wrapped = sum(
        _is_full(before[1], after[1], width) and not _SENTENCE_END.search(before[1].rstrip())
        for before, after in pairs
    )
    return width if 2 * wrapped >= len(pairs) else 0


def _is_full(before: str, after: str, width: int) -> bool:
    """Whether the first word of the line after would not have fitted on the line before."""
    first_word = (after.split() or [""])[0]
    return len(before.rstrip()) + 1 + len(first_word) > width - _SLACK


def _continues(block: list[Line], end: int, width: int, *, is_title: bool) -> bool:
    before, after = block[end - 1][1].rstrip(), block[end][1]
    if not width or after.startswith(("   ", "\t")) > before.startswith(("   ", "\t")):
        return False
    goes_on = after.lstrip()[:1].islower() and not after.lstrip().lower().startswith("by ")
    if is_title and end == 1:
        return goes_on
    return goes_on or _is_full(before, after, width)


def _joined(lines: list[Line]) -> Lines:
    text = lines[0][1]
    for _, line in lines[1:]:
        before, after = text.rstrip(), line.lstrip()
        # "well-" and "known" are one word; Chinese and Japanese have no spaces between lines.
        divided = before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower()
        wide = _WIDE.match(before[-1:]) and _WIDE.match(after[:1])
        text = before + ("" if divided or wide else " ") + after
    return Lines(text, lines[0][0], tuple(lines))
