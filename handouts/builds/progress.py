"""How far work has come: reported to one callback, which can also stop it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far the work has come."""

    done: int
    of: int
    what: str = ""
    """The thing that was done last: a file, or whom a message is for."""


OnProgress = Callable[[Progress], None]
"""Called after each thing that is done, and while mail waits several times a second. Raises
Stopped to end the work at once."""


class Stopped(Exception):  # noqa: N818 - it is asked for, and no error
    """Raised by a callback to end the work; what is done stays done."""


def unheard(_: Progress) -> None:
    """Report progress to nobody."""
