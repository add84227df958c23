"""The nearest word that would have been right."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 500
"""Letters. To compare longer texts takes too long, and nobody means one of them."""


def nearest(given: str, possible: Iterable[str]) -> str | None:
    """Return the nearest possible word, or None where none is near."""
    if len(given) > _LONGEST:
        return None
    words = {word.lower(): word for word in possible if len(word) <= _LONGEST}
    near = get_close_matches(given.lower(), words, n=1, cutoff=0.6)
    return words[near[0]] if near else None


def did_you_mean(given: str, possible: Iterable[str]) -> str:
    """Return `Did you mean "…"?` with the nearest possible word, or nothing."""
    near = nearest(given, possible)
    return f'Did you mean "{near}"?' if near else ""
