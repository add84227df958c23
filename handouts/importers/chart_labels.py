"""Labels for the rows of a chart that has none, from the words that all cells of a row share."""

import re
from collections import Counter
from collections.abc import Sequence

from handouts.content import cell
from handouts.text.stop_words import STOP_WORDS

_FEWEST_LETTERS = 5
"""Of a word that can say what a row is about; shorter ones hold a sentence together."""
_MOST_WORDS = 2
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def proposed(rows: Sequence[Sequence[str]], titles: Sequence[str]) -> tuple[str, ...]:
    """Return a label for each row of Markdown cells; `""` where its cells share no word.

    A word that the titles of the columns have, or many rows, says nothing of one row.
    """
    common = {_stem(word) for title in titles for word in _words(title)}
    shared = [_shared(row) for row in rows]
    often = Counter(stem for words in shared for stem in words)
    found: list[str] = []
    for words in shared:
        own = [
            word
            for stem, word in words.items()
            if stem not in common and often[stem] <= max(1, len(rows) // 4)
        ]
        label = ", ".join(own[:_MOST_WORDS])
        label = label[:1].upper() + label[1:]
        found.append("" if label in found else label)
    return tuple(found)


def _shared(row: Sequence[str]) -> dict[str, str]:
    """Return the words that each cell has in some form, as the first one has them."""
    first, *others = ({_stem(word): word for word in reversed(_words(text))} for text in row)
    return {stem: first[stem] for stem in reversed(first) if all(stem in each for each in others)}


def _words(text: str) -> list[str]:
    found = _WORD.findall(_RAISED.sub("", cell.plain(text)))
    return [
        word for word in found if len(word) >= _FEWEST_LETTERS and word.casefold() not in STOP_WORDS
    ]


def _stem(word: str) -> str:
    """Return what forms of one word have in common, as a rule: its first letters."""
    return word.casefold()[:_FEWEST_LETTERS]
