"""The words that most people use every day, which are no terms of any trade.

The list has its source, and what may be done with it, in its own head: `common_words.txt`.
"""

import functools
from collections.abc import Iterable
from pathlib import Path

from handouts.worksheets.words import folded, stem, words

_LEAST = 5
"""Letters of a word that is in the list at all."""


def is_common(word: str) -> bool:
    """Return whether each part of a word, in any of its forms, is one of every day's."""
    return all(
        len(part.text) < _LEAST or stem(part.text) in _stems()
        for part in words(folded(word), compounds=False)
    )


def is_english(texts: Iterable[str]) -> bool:
    """Return whether more than half of the longer words of these texts are common English ones."""
    found = [word.text for text in texts for word in words(text) if len(word.text) >= _LEAST]
    return sum(map(is_common, found)) * 2 > len(found)


@functools.cache
def _stems() -> frozenset[str]:
    lines = (Path(__file__).parent / "common_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
