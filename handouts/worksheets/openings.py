"""How texts begin: words that the cells of a row share, and the first words of a long text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from handouts.content import cell
from handouts.text.stop_words import STOP_WORDS
from handouts.worksheets.sentences import sentences
from handouts.worksheets.words import folded, is_unspaced, words

_TELLING = 4
"""Letters of a word that can be a topic."""
_LONGEST = 60
"""Letters of an opening."""
_MARKS = re.compile(r"[\\`*_\[\]<>&!#~\"“”„«»]")
"""A shared opening never ends inside of what these begin."""
_PAUSE = re.compile(r"[,;:–—(]")
_LINKS = (
    *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "its", "not"),
    *("of", "on", "or", "that", "the", "their", "to", "was", "were", "with"),
)
"""A text that is cut does not end with one of these."""


@dataclass(frozen=True)
class Opening:
    """Cells, and what all of them begin with."""

    topic: str
    """In plain text, without a stop; empty where they share no opening."""
    rests: tuple[str, ...]
    """The cells in Markdown, without their opening."""


def opening(cells: Sequence[str]) -> Opening:
    """Return cells without the words that all of them begin with, and those words.

    They stay whole where no word of it says what the row is about, or nothing would be left.
    """
    whole = Opening("", tuple(cells))
    if any(cell.blocks(text) or is_unspaced(text) for text in cells):
        return whole
    first = cells[0]
    end = 0
    for of_all in zip(*map(words, cells), strict=False):
        if any(
            first[: word.end] != text[: word.end] for word, text in zip(of_all, cells, strict=True)
        ):
            break
        if _MARKS.search(first[: of_all[0].end]):
            break
        end = of_all[0].end
    topic = first[:end]
    shared = words(topic)
    is_telling = any(
        len(word.text) >= _TELLING and folded(word.text) not in STOP_WORDS for word in shared
    )
    rests = tuple(text[end:].lstrip(" ,:;–—-") for text in cells)
    if not is_telling or len(topic) > _LONGEST or not all(map(words, rests)):
        return whole
    return Opening(topic, rests)


def beginning(text: str, most: int) -> tuple[str, bool]:
    """Return the first sentence of a plain text where it is short, or else its first words.

    That is up to a pause behind the third word or later, and `most` words at most. Also returns
    whether the text goes on.
    """
    sentence = sentences(text)[0] if sentences(text) else text
    if is_unspaced(sentence):
        return sentence[: most * 2], len(sentence) > most * 2
    there = words(sentence)
    if len(there) <= most + 2:
        return sentence, False
    for one, after in pairwise(there[2 : most + 1]):
        if _PAUSE.search(sentence[one.end : after.start]):
            return sentence[: one.end], True
    kept = list(there[:most])
    while len(kept) > 3 and folded(kept[-1].text) in _LINKS:
        kept.pop()
    return sentence[: kept[-1].end], True
