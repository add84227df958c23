"""What goes back from a worker process to the process that it works for."""

import pickle
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
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
    """Return an error that can go through a pipe: itself, or one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made by this very line
    except Exception:  # whatever its class does when it is packed
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def why_gone(code: int | None) -> str:
    """Return why a worker that answers no longer has ended, by its exit code, as half a sentence.

    The code is that of multiprocessing: a signal's number below 0.
    """
    if code == -9:
        return "its process was killed, perhaps because the machine had no memory left"
    if code is not None and code < 0:
        return f"its process crashed (signal {-code}), perhaps for want of memory"
    return f"its process ended (exit code {code or 0})"
