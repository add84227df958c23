"""What the author asks in the article."""

import re
from collections.abc import Iterable

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
