"""What an import says, in words."""

from collections.abc import Iterable

from handouts.messages import Message


def sentences(recognised: Iterable[Message]) -> tuple[str, ...]:
    """Return what was recognised as the program's own texts have it."""
    return tuple(map(str, recognised))
