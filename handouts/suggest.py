"""The nearest word that would have been right."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(given: str, possible: Iterable[str]) -> str:
    """Return `Did you mean "…"?` with the nearest possible word, or nothing."""
    near = get_close_matches(given.lower(), {p.lower(): p for p in possible}, n=1, cutoff=0.6)
    if not near:
        return ""
    original = next(p for p in possible if p.lower() == near[0])
    return f'Did you mean "{original}"?'
