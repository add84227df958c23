"""A title → lines that are about as long as one another."""

import math
import re
from collections.abc import Iterator

from handouts.content.richtext import Inline, Text

_LETTERS = 32
"""Of a title that one line of a page holds, about."""
_PART = re.compile(r"\s+(?=[—–]\s)|(?<=[:?!])\s+")
"""Where a title has parts: before a dash, and behind a colon or a question mark."""


def title_lines(inlines: tuple[Inline, ...]) -> list[tuple[Inline, ...]]:
    """Return what stands together on each line of a title, as long as pages are wide enough.

    A title with marks in it is one piece: its lines end where they are full.
    """
    if len(inlines) != 1 or not isinstance(inlines[0], Text):
        return [inlines]
    text = " ".join(inlines[0].text.split())
    if len(text) <= _LETTERS:
        return [inlines]
    return [(Text(line),) for part in _PART.split(text) for line in _balanced(part.split(" "))]


def _balanced(words: list[str]) -> Iterator[str]:
    """Yield as few lines as hold the words, the longest of them as short as can be."""
    whole = " ".join(words)
    longest = math.ceil(len(whole) / math.ceil(len(whole) / _LETTERS))
    fewest = len(_filled(words, _LETTERS))
    while len(_filled(words, longest)) > fewest:
        longest += 1
    yield from _filled(words, longest)


def _filled(words: list[str], longest: int) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if len(lines[-1]) + 1 + len(word) <= longest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
