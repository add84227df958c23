"""Characters that cannot be printed, or that print as nothing, and what they are called."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

MOST_MARKS = 4
"""Accents and points on one letter. Hebrew with all its points and Vietnamese need fewer."""

SHAPELESS = (
    r"\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff0-\ufff8\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
"""Characters that only change how others look or join, as in the brackets of a pattern: joiners,
soft hyphens, marks of direction, variation selectors. Unicode calls them Default_Ignorable, as it
does the fillers of Hangul, which fonts have."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\uffff]"
)
_OF_SYMBOL_FONTS = str.maketrans({
    **dict.fromkeys("\uf06c\uf06e\uf071\uf076\uf0a7\uf0a8\uf0b7\uf0d8", "•"),
    "\uf0e0": "→",
    "\uf0fc": "✓",
})  # fmt: skip
"""Signs before the items of lists, in Word's fonts Symbol and Wingdings, which are private use."""
Fault = Literal["invisible", "lost", "marks"]
_NAMES = {"\u2028": "LINE SEPARATOR", "\u2029": "PARAGRAPH SEPARATOR"}


def name(character: str) -> str:
    """Return what a character is called: `U+00E9 (LATIN SMALL LETTER E WITH ACUTE)`."""
    private = unicodedata.category(character) == "Co"
    unnamed = "a private-use character" if private else "a control character"
    known = unicodedata.name(character, _NAMES.get(character, unnamed))
    return f"U+{ord(character):04X} ({known})"


def without_symbol_fonts(text: str) -> str:
    """Return a text whose bullets, ticks and arrows are those of Unicode, not of Word's fonts."""
    return text.translate(_OF_SYMBOL_FONTS)


def is_seen(text: str) -> bool:
    """Whether a text leaves anything on paper: spaces and characters without width do not."""
    return any(unicodedata.category(character)[0] not in "ZCM" for character in text)


def unprintable(text: str) -> Iterator[tuple[int, Fault]]:
    """Yield the position of each character that cannot be printed, and why.

    It is invisible, or stands where a letter was lost, or its letter carries too many marks.
    """
    for found in _CONTROL.finditer(text):
        yield found.start(), "lost" if found[0] == "\ufffd" else "invisible"
    if text.isascii():
        return
    run = 0
    for place, character in enumerate(text):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run == MOST_MARKS + 1:
            yield place, "marks"
