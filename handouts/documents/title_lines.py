"""A title → lines that are about as long as one another."""

import re
from itertools import accumulate, takewhile

from handouts.content.richtext import Inline, Text
from handouts.fonts.widths import width

_ENDS_PART = re.compile(r"[:;?!][”’\"')\]]*$")
_DASHES = ("—", "–")
_SHORT = 3
"""Letters of a word that stays behind a dash with what follows: "— and What Then"."""
_WITHIN_A_PART, _ONE_SHORT_WORD = 0.03, 1.0
"""What a line costs that ends there, or that is no more, beside what differs from the others: the
square of the difference, in lines."""


def title_lines(inlines: tuple[Inline, ...], em: float) -> list[tuple[Inline, ...]]:
    """Return what stands together on each line of a title, as few lines as hold it.

    `em` is how much a line holds, in em of bold type. Lines end before a dash, never behind one or
    behind "— and". A title with marks in it is one piece: its lines end where they are full.
    """
    if len(inlines) != 1 or not isinstance(inlines[0], Text):
        return [inlines]
    pieces = _pieces(inlines[0].text.split())
    if len(pieces) < 2 or width(" ".join(pieces)) <= em:
        return [inlines]
    return [(Text(line),) for line in _balanced(pieces, em)]


def _pieces(words: list[str]) -> list[str]:
    """Return what no line may divide: words, and a dash with what follows it."""
    pieces: list[str] = []
    for word in words:
        last = pieces[-1].split() if pieces else []
        follows = last[:1] in ([dash] for dash in _DASHES)
        if follows and (len(last) == 1 or (len(last) == 2 and len(last[1]) <= _SHORT)):
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces


def _balanced(pieces: list[str], em: float) -> list[str]:
    """Return the lines that cost least, of all ways to have as few as can be."""
    count, space = len(pieces), width(" ")
    begins = [0.0, *accumulate(width(piece) + space for piece in pieces)]

    def wide(start: int, stop: int) -> float:
        return begins[stop] - begins[start] - space

    # From each piece on, the last one first: where a line may end that begins there (a piece that
    # is too wide has one to itself), how many lines follow at least, and the least they cost.
    stops: list[list[int]] = [[] for _ in range(count)]
    fewest = [0] * (count + 1)
    for start in reversed(range(count)):
        fitting = takewhile(lambda stop: wide(start, stop) <= em, range(start + 1, count + 1))  # noqa: B023
        stops[start] = [*fitting] or [start + 1]
        fewest[start] = 1 + min(fewest[stop] for stop in stops[start])
    mean = wide(0, count) / fewest[0]

    def cost(start: int, stop: int) -> float:
        found = ((wide(start, stop) - mean) / em) ** 2
        if stop < count and not _is_between_parts(pieces[stop - 1], pieces[stop]):
            found += _WITHIN_A_PART
        if pieces[start:stop] == pieces[start].split() and wide(start, stop) < mean / 2:
            found += _ONE_SHORT_WORD
        return found

    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (count + 1)
    for start in reversed(range(count)):
        best[start] = min(
            (cost(start, stop) + best[stop][0], (stop, *best[stop][1]))
            for stop in stops[start]
            if fewest[start] == 1 + fewest[stop]
        )
    ends = best[0][1]
    return [" ".join(pieces[start:stop]) for start, stop in zip((0, *ends), ends, strict=False)]


def _is_between_parts(piece: str, following: str) -> bool:
    return bool(_ENDS_PART.search(piece)) or following.startswith(_DASHES)
