"""The beginnings of cells, for sheets on which there is room for a few words of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.content.chart import Row
from handouts.text.stop_words import STOP_WORDS
from handouts.worksheets.openings import opening
from handouts.worksheets.sheet import Exercise, where
from handouts.worksheets.words import Word, folded, is_unspaced, plain, words

_MOST_WORDS = 6
_LONGEST = 46
"""Letters of a cue where nothing else is asked for."""
_LONG = 4
"""Letters of a word that says something by itself."""
_LINKS = ("from", "into", "more", "such", "than", "that", "then", "this", "what", "when", "with")
"""English words of four letters that say nothing by themselves."""
_PAUSES = ",;:–—("


@dataclass(frozen=True)
class Cue:
    """The first words of a cell that say something of its own."""

    text: str
    """In plain text."""
    is_cut: bool
    """Whether the cell goes on."""


def cues(cells: Sequence[str], longest: int = _LONGEST) -> tuple[Cue, ...]:
    """Return a cue for each cell of a row, without the words with which all of them begin.

    A cue ends at a comma where one stands behind its second word or later, and has six words and
    `longest` letters at most.
    """
    return tuple(_cue(plain(rest), longest) for rest in opening(cells).rests)


def cued(number: int, row: Row, places: tuple[int, int], longest: int = _LONGEST) -> Exercise:
    """Return what shows a row by its label and the cues of its cells at two places."""
    left, right = cues([row.cells[place] for place in places], longest)
    shown = {
        "row": row.number,
        "label": row.label,
        "left": left.text,
        "left_cut": left.is_cut,
        "right": right.text,
        "right_cut": right.is_cut,
    }
    return Exercise(number, "", where(row), shown)


def _cue(text: str, longest: int) -> Cue:
    if len(text) <= longest:
        return Cue(text.rstrip(".") or text, is_cut=False)
    if is_unspaced(text):
        return Cue(text[: longest // 2], is_cut=True)
    there = [word for word in words(text) if word.end <= longest][:_MOST_WORDS]
    if not there:
        return Cue(text[:longest], is_cut=True)
    for one, after in pairwise(there[1:]):
        if any(sign in text[one.end : after.start] for sign in _PAUSES):
            return Cue(text[: one.end], is_cut=True)
    while len(there) > 2 and not _says_something(there[-1]):
        there.pop()
    return Cue(text[: there[-1].end], is_cut=True)


def _says_something(word: Word) -> bool:
    """Whether a word says something by itself."""
    known = folded(word.text)
    return len(known) >= _LONG and known not in STOP_WORDS and known not in _LINKS
