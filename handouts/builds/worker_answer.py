"""What goes back from a worker process to the process that it works for."""

import pickle
from dataclasses import dataclass
from typing import Any

from handouts.messages import Message, message

_KILL = 9
"""The signal by which the system ends what takes its last memory."""


@dataclass(frozen=True)
class WorkerAnswer:
    """What a worker sends back of one piece of work."""

    made: Any = None
    error: BaseException | None = None
    trace: str = ""
    """Where the error was raised."""
    lacks_memory: bool = False
    is_last: bool = False
    """Whether the worker has grown so much that another should take its place."""


class RemoteTracebackError(Exception):
    """Shows where in a worker an exception was raised, as the cause of that exception."""


def portable(error: BaseException) -> BaseException:
    """Return an error that can go through a pipe: itself, or one with the same text."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made by this very line
    except Exception:  # whatever its class does when it is packed
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def why_gone(code: int | None) -> Message:
    """Return why a worker that answers no longer has ended, by its exit code.

    The code is that of multiprocessing: a signal's number below 0.
    """
    if code == -_KILL:
        return message("builds.killed")
    if code is not None and code < 0:
        return message("builds.crashed", signal=-code)
    return message("builds.ended", code=code or 0)
