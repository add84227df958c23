"""What is reported of characters that cannot be printed."""

from collections.abc import Iterator

from handouts.messages import Message, message
from handouts.text import characters


def unprintable(text: str) -> Iterator[tuple[int, Message]]:
    """Yield the position of each character that cannot be printed, and what is wrong with it."""
    for place, fault in characters.unprintable(text):
        name = characters.name(text[place])
        match fault:
            case "invisible":
                yield place, message("text.invisible-character", character=name)
            case "lost":
                yield place, message("text.lost-letter", character=name)
            case "marks":
                yield place, message("text.many-marks", most=characters.MOST_MARKS)
