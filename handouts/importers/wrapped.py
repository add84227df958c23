"""Lines → paragraphs: which lines of a plain text are one paragraph, wrapped by a program."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.importers import text_lists

Line = tuple[int, str]
"""A line's number and its text."""

_WIDEST = 110
"""Characters. Programs that wrap lines wrap them at 60 to 100."""
_NARROWEST = 40
_SLACK = 8
"""Characters by which a wrapped line may be shorter than it could be: some people wrap by hand."""
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIVIDED = re.compile(r"([^\W\d_]+)([-\u2010\u00ad¬])$")
_FIRST_PARTS = """
    all body brain client community cross decision evidence ever ex face family father first five
    fifty forty four full goal half hand high ill left life long low mid mind mother new old one
    part patient person problem right second self seven short six so solution ten third thirty
    three trauma twenty two vice well work
    """
_COMPOUNDING = frozenset(_FIRST_PARTS.split())
"""What the first part of a compound with a hyphen often is, in English."""
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


@dataclass(frozen=True)
class _Words:
    """The words of a whole text, by which a word that a line's end divides is known."""

    whole: frozenset[str]
    compounds: frozenset[str]

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """Whether two parts with a hyphen at the end of a line are a compound, not one word."""
        if first + second in self.whole:
            return False
        return f"{first}-{second}" in self.compounds or first in _COMPOUNDING


def paragraphs(lines: Sequence[Line]) -> list[Lines]:
    """Return the paragraphs of a text.

    An empty line ends a paragraph. Lines without one between them are one paragraph where the
    text looks wrapped: most lines are nearly as long as the longest and end within a sentence.
    """
    blocks = _blocks(lines)
    width = _wrapped_at(blocks)
    words = _words(text for _, text in lines)
    found = []
    for number, block in enumerate(blocks):
        start = 0
        for end in range(1, len(block) + 1):
            if end == len(block) or not _continues(block, end, width, is_title=number == 0):
                found.append(_joined(block[start:end], words))
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
    pairs = [
        (before, after)
        for block in blocks
        for before, after in pairwise(block)
        if not _begins_item(text_lists.mark(after[1]), may_go_on=False)
    ]
    width = max((len(line.rstrip()) for pair in pairs for _, line in pair), default=0)
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    wrapped = sum(
        _is_full(before[1], after[1], width) and not _SENTENCE_END.search(before[1].rstrip())
        for before, after in pairs
    )
    goes_on = sum(_goes_on(before[1], after[1], width) for before, after in pairs)
    return width if 2 * wrapped >= len(pairs) or 4 * goes_on >= 3 * len(pairs) else 0


def _goes_on(before: str, after: str, width: int) -> bool:
    """Whether a sentence goes on in the line after, as where somebody pressed Enter in it."""
    is_within = after.lstrip()[:1].islower() and not _SENTENCE_END.search(before.rstrip())
    return is_within and 2 * len(before.rstrip()) >= width and text_lists.mark(after) is None


def _is_full(before: str, after: str, width: int) -> bool:
    """Whether the first word of the line after would not have fitted on the line before."""
    first_word = (after.split() or [""])[0]
    return len(before.rstrip()) + 1 + len(first_word) > width - _SLACK


def _continues(block: list[Line], end: int, width: int, *, is_title: bool) -> bool:
    before, after = block[end - 1][1].rstrip(), block[end][1]
    above, own = text_lists.mark(before), text_lists.mark(after)
    is_full = _is_full(before, after, width)
    is_divided = _DIVIDED.search(before) is not None and after.lstrip()[:1].islower()
    if own is None and (is_divided or (not width and _is_cut(before, after))):
        return True
    if not width or _begins_item(own, is_full and not _SENTENCE_END.search(before)):
        return False
    indent = len(after) - len(after.lstrip())
    if is_divided or (above and not own and indent in (above.length, above.length - 1)):
        return True
    if after.startswith(("   ", "\t")) > before.startswith(("   ", "\t")):
        return False
    goes_on = after.lstrip()[:1].islower() and not after.lstrip().lower().startswith("by ")
    if is_title and end == 1:
        return goes_on
    return goes_on or is_full


def _is_cut(before: str, after: str) -> bool:
    """Whether a sentence surely goes on in the line after, however other lines are."""
    is_within = after.lstrip()[:1].islower() and not after.lstrip().lower().startswith("by ")
    is_long = len(before) >= _NARROWEST
    return is_long and is_within and not _SENTENCE_END.search(before)


def _begins_item(mark: text_lists.Mark | None, may_go_on: bool) -> bool:
    """Whether a line begins an item, and is not the rest of a sentence that looks like one."""
    return mark is not None and (
        mark.is_sure or mark.rank > 0 or (mark.value > 0 and not may_go_on)
    )


def _words(texts: Iterable[str]) -> _Words:
    whole: set[str] = set()
    compounds: set[str] = set()
    for text in texts:
        for word in _WORD.findall(text.casefold()):
            (compounds if "-" in word else whole).add(word)
    return _Words(frozenset(whole), frozenset(compounds))


def divided_word(before: str, after: str) -> tuple[str, ...]:
    """Return the two parts of a word that the end of a line divides; nothing where none is."""
    first, second = _DIVIDED.search(before.rstrip()), _WORD.match(after.lstrip())
    return (first[1], second[0]) if first and second and second[0][0].islower() else ()


def _joined(lines: list[Line], words: _Words) -> Lines:
    text = lines[0][1]
    for _, line in lines[1:]:
        before, after = text.rstrip(), line.lstrip()
        divided = _DIVIDED.search(before) if after[:1].islower() else None
        if divided:
            second = _WORD.match(after.casefold())
            hyphen = divided[2] == "-" and words.keeps_hyphen(
                divided[1].casefold(), second[0] if second else ""
            )
            before = before[: divided.start(2)] + ("-" if hyphen else "")
        # Chinese and Japanese have no spaces between lines.
        wide = _WIDE.match(before[-1:]) and _WIDE.match(after[:1])
        text = before + ("" if divided or wide else " ") + after
    return Lines(text, lines[0][0], tuple(lines))
