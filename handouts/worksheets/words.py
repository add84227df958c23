"""Words and cells: where a word begins and ends, and which of them say the same."""

import functools
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from handouts.content import cell

_JOINERS = "-’'\u2010\u2011"
_INSIDE = "\u00ad\u200c\u200d"
_MARKS = re.compile(r"([\\`*_\[\]<>&!#~])")
_ENDING = re.compile(r"(?<=\w{4})(?:ings?|ed|ers?|es|s)$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Thai, Lao, Burmese, Khmer, Japanese, Chinese: scripts without spaces between words."""


class Word(NamedTuple):
    """One word of a text, and where it stands there."""

    text: str
    start: int
    end: int


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the letters of one line of Markdown, or of a cell of the chart, on one line."""
    return cell.plain(text)


def escaped(text: str) -> str:
    """Return Markdown for these letters as they are."""
    return _MARKS.sub(r"\\\1", text)


@functools.lru_cache(maxsize=4096)
def words(text: str, *, compounds: bool = True) -> tuple[Word, ...]:
    """Return the words of a plain text; `trauma-informed` is one, or two without compounds."""
    joined = _JOINERS if compounds else ""
    kinds = "".join(
        "w"
        if unicodedata.category(letter)[0] in "LNM" or letter in _INSIDE
        else ("-" if letter in joined else " ")
        for letter in text
    )
    return tuple(
        Word(text[found.start() : found.end()], *found.span())
        for found in re.finditer(r"w+(?:-w+)*", kinds)
    )


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script without spaces between words."""
    return _UNSPACED.search(text) is not None


def folded(text: str) -> str:
    """Return a plain text as it is compared: case, width and kinds of apostrophe aside."""
    return unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("\u00ad", "")


def letters_of(text: str) -> str:
    """Return a plain text without its spaces, signs and case."""
    return "".join(folded(word.text) for word in words(text, compounds=False))


@functools.lru_cache(maxsize=4096)
def likeness(text: str) -> str:
    """Return what two cells have in common that say the same in other marks, case or stops."""
    bare = " ".join(folded(plain(text) or text).split())
    return bare.strip(" .,;:!?…\"'“”‘«»") or bare


def all_unlike(texts: Iterable[str]) -> bool:
    """Whether no two of these cells say the same."""
    found = [likeness(text) for text in texts]
    return len(found) == len(dict.fromkeys(found))


def stem(word: str) -> str:
    """Return a word without an ending of English: `healers` and `healing` come to be `heal`."""
    return _ENDING.sub("", folded(word))


@functools.lru_cache(maxsize=4096)
def names_own_column(cell: str, titles: tuple[str, ...], place: int) -> str | None:
    """Return the word of a cell by which it gives its column away, or None.

    That is a word of four letters or more that only this column's title has, in any form (the
    same first five letters count as one), or the whole title.
    """
    own = plain(titles[place])
    others = [
        word.text
        for number, title in enumerate(titles)
        if number != place
        for word in words(plain(title), compounds=False)
    ]
    telling = [
        word.text
        for word in words(own, compounds=False)
        if len(word.text) >= 4 and not any(_akin(word.text, other) for other in others)
    ]
    for word in words(plain(cell), compounds=False):
        if any(_akin(word.text, other) for other in telling):
            return word.text
    return own if len(letters_of(own)) >= 2 and _stands_in(own, plain(cell)) else None


def find(term: str, text: str) -> list[tuple[int, int]]:
    """Return where a term stands in a plain text as whole words, as start and end."""
    wanted = [folded(word.text) for word in words(term)]
    tied = [term[one.end : two.start].strip() for one, two in pairwise(words(term))]
    if not wanted:
        return []
    if is_unspaced(term):
        return [found.span() for found in re.finditer(re.escape(term), text)]
    there = words(text)
    found = []
    for first in range(len(there) - len(wanted) + 1):
        run = there[first : first + len(wanted)]
        between = [text[one.end : two.start].strip() for one, two in pairwise(run)]
        if [folded(word.text) for word in run] == wanted and between == tied:
            found.append((run[0].start, run[-1].end))
    return found


def _akin(word: str, other: str) -> bool:
    one, two = folded(word), folded(other)
    return one == two or stem(one) == stem(two) or (len(one) >= 5 and one[:5] == two[:5])


def _stands_in(title: str, cell: str) -> bool:
    wanted = [folded(word.text) for word in words(title, compounds=False)]
    there = [folded(word.text) for word in words(cell, compounds=False)]
    runs = (there[first : first + len(wanted)] for first in range(len(there)))
    return wanted in runs or (is_unspaced(title) and folded(title) in folded(cell))
