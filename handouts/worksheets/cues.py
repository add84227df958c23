"""The beginnings of cells, for sheets on which there is room for a few words of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.text.stop_words import STOP_WORDS
from handouts.worksheets.words import Word, folded, is_unspaced, plain, words

_MOST_WORDS = 6
_LONGEST = 46
"""Letters of a cue where nothing else is asked for."""
_LONG = 4
"""Letters of a word that says something by itself."""
_LINKS = ("from", "into", "more", "such", "than", "that", "then", "this", "what", "when", "with")
"""English words of four letters that say nothing by themselves."""
_QUOTES = '"“”„«»'
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
    whole = [plain(cell) for cell in cells]
    start = _shared(whole)
    return tuple(_cue(text[start:].lstrip(), longest) for text in whole)


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


def _shared(texts: Sequence[str]) -> int:
    """Return how many letters all of these begin with, up to a word at which they part.

    None, where they share no longer word than “a” and “with”, where one of them says no more, or
    where a quotation would be cut.
    """
    each = [words(text) for text in texts]
    if any(is_unspaced(text) for text in texts):
        return 0
    count = 0
    for of_all in zip(*each, strict=False):
        first = of_all[0]
        if any(texts[at][: word.end] != texts[0][: first.end] for at, word in enumerate(of_all)):
            break
        count += 1
    opening = each[0][:count] if each else ()
    if not any(map(_says_something, opening)) or min(map(len, each)) <= count:
        return 0
    is_quoted = any(sign in texts[0][: opening[-1].end] for sign in _QUOTES)
    return 0 if is_quoted else opening[-1].end


def _says_something(word: Word) -> bool:
    """Whether a word says something by itself."""
    known = folded(word.text)
    return len(known) >= _LONG and known not in STOP_WORDS and known not in _LINKS
