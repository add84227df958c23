"""What a file came to that was edited by hand and brought in again."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """One text, and how much of either side is in it."""

    text: str
    taken: int
    """Changes of the file that was brought in."""
    kept: int
    """Changes made by hand."""
    conflicts: int
    """What was changed by both: as it is by hand, and in a comment as it is in the file."""
