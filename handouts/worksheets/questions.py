"""What the author asks in the article."""

import re
from collections.abc import Iterable

from handouts.messages import message
from handouts.worksheets.sentences import sentences
from handouts.worksheets.sheet import ArticleParagraph
from handouts.worksheets.words import is_unspaced, letters_of, words

_ASKS = re.compile(r"[?？؟][\"'”’»)\]」』]*$")
_LEAST = 3
"""Words: what is shorter, as in “Why?”, asks nothing by itself."""


def questions(paragraphs: Iterable[ArticleParagraph]) -> list[tuple[str, int]]:
    """Return the sentences that ask, as they stand, each with the number of its paragraph.

    One that stands there twice is returned once.
    """
    found: dict[str, tuple[str, int]] = {}
    for paragraph in paragraphs:
        for sentence in sentences(paragraph.text):
            is_whole = is_unspaced(sentence) or len(words(sentence)) >= _LEAST
            if _ASKS.search(sentence) and is_whole:
                found.setdefault(letters_of(sentence), (sentence, paragraph.number))
    return list(found.values())


def some_questions(
    kind: str, paragraphs: Iterable[ArticleParagraph], most: int
) -> tuple[list[tuple[str, int]], tuple[str, ...]]:
    """Return at most so many questions as above, and why others are left out, as a sentence.

    They are taken from the whole article, the first and the last among them; `most` is 2 or more.
    """
    found = questions(paragraphs)
    if len(found) <= most:
        return found, ()
    more = len(found) - most
    left = message("worksheets.many-questions", kind=kind, questions=more, enough=most)
    return [found[place * (len(found) - 1) // (most - 1)] for place in range(most)], (str(left),)
