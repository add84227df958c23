"""Characters that cannot be printed, or that print as nothing, and what they are called."""

import re
import unicodedata
from collections.abc import Iterator

MOST_MARKS = 4
"""Accents and points on one letter. Hebrew with all its points and Vietnamese need fewer."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd-\uffff]"
)
_NAMES = {"\u2028": "LINE SEPARATOR", "\u2029": "PARAGRAPH SEPARATOR"}


def name(character: str) -> str:
    """Return what a character is called: `U+00E9 (LATIN SMALL LETTER E WITH ACUTE)`."""
    private = unicodedata.category(character) == "Co"
    unnamed = "a private-use character" if private else "a control character"
    known = unicodedata.name(character, _NAMES.get(character, unnamed))
    return f"U+{ord(character):04X} ({known})"


def is_seen(text: str) -> bool:
    """Whether a text leaves anything on paper: spaces and characters without width do not."""
    return any(unicodedata.category(character)[0] not in "ZCM" for character in text)


def unprintable(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the position, the cause and the cure of each character that cannot be printed."""
    for found in _CONTROL.finditer(text):
        cure = "Delete it; it is invisible, so type the word anew."
        if found[0] == "\ufffd":
            cure = "It stands where a letter was lost; type the word anew."
        yield found.start(), f"the character {name(found[0])} cannot be printed", cure
    if text.isascii():
        return
    run = 0
    for place, character in enumerate(text):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run == MOST_MARKS + 1:
            cause = f"a letter carries more than {MOST_MARKS} accents or points"
            yield place, cause, "Type the word anew."
