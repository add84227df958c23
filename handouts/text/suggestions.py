"""The nearest word that would have been right."""

from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 500
"""Letters. To compare longer texts takes too long, and nobody means one of them."""


def did_you_mean(given: str, possible: Iterable[str]) -> str:
    """Return `Did you mean "…"?` with the nearest possible word, or nothing."""
    if len(given) > _LONGEST:
        return ""
    words = {word.lower(): word for word in possible if len(word) <= _LONGEST}
    near = get_close_matches(given.lower(), words, n=1, cutoff=0.6)
    return f'Did you mean "{words[near[0]]}"?' if near else ""
