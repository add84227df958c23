"""How much time and memory one piece of work may take, and how this very process keeps to it."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Generic, TypeVar

from handouts.errors import WorldError
from handouts.messages import Message, message

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_GIGABYTE = 1 << 30
_SECONDS_PER_CHARACTER = 0.5 / 1000
"""Some thirty times what a long article takes on an office computer."""


@dataclass(frozen=True)
class Limits:
    """What one piece of work may take at the most."""

    seconds: float = 120
    """By the clock on the wall."""
    memory: int | None = 2 * _GIGABYTE
    """Bytes of address space, in addition to what the process has when it begins; None for any."""

    def and_for(self, characters: int) -> "Limits":
        """Return the limits of a document whose HTML has so many characters."""
        return Limits(self.seconds + characters * _SECONDS_PER_CHARACTER, self.memory)

    @property
    def overtime(self) -> Message:
        """What is reported of work that took longer, as the end of a sentence."""
        return message("renderer.overtime", seconds=round(self.seconds))

    @property
    def too_much_memory(self) -> Message:
        """What is reported of work that wanted more memory, as the end of a sentence."""
        if not self.memory:
            return message("renderer.any-memory")
        return message("renderer.too-much-memory", gigabytes=f"{self.memory / _GIGABYTE:.2g}")


@dataclass(frozen=True)
class Bounds(Generic[_Item, _Made]):
    """What the jobs of one run may take, and what becomes of one that takes more."""

    stopped: Callable[[_Item, Message], _Made]
    """Returns what stands for an item that was stopped, or raises; from the item and the reason,
    the end of a sentence."""
    limits: Callable[[_Item], Limits] = lambda _: Limits()
    """Of each item. The memory of the first holds for all."""


class LimitError(WorldError):
    """A piece of work took longer, or more memory, than it may."""

    def __init__(self, why: Message) -> None:
        self.why = why
        """Which of the two, as the end of a sentence."""
        super().__init__(why)


class SharedProcessError(RuntimeError):
    """Work was to be bounded in a process that is not its own: a bug of the caller's.

    It is to be given to a JobRunner, whose workers have processes of their own.
    """


class _Process:
    """Whether this process is there for the work of its main thread alone."""

    is_claimed = False


def claim_process() -> None:
    """Declare that whatever other threads this process has serve the work of its main thread.

    The command line does so, and each worker. Nobody else may: `bounded` changes the handler of a
    signal and the memory that the whole process may have.
    """
    _Process.is_claimed = True


def require_own_process() -> None:
    """Raise SharedProcessError in any thread but the main one, or beside threads of somebody else.

    Where nobody has claimed the process, all other threads are somebody else's.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not (_Process.is_claimed or threading.active_count() == 1):
        raise SharedProcessError("other threads share this process: give the work to a JobRunner")


class _TimeIsUp(BaseException):
    """Ends work that took too long. No Exception, for the renderer catches those in places."""


@contextmanager
def bounded(limits: Limits) -> Iterator[None]:
    """Stop what is done inside when it takes too long or too much memory. Raises LimitError.

    Time is watched on Linux and macOS, between the steps of Python code alone; memory on Linux.
    Inside of another `bounded` the outer one holds. Raises SharedProcessError where the process has
    other work too.
    """
    require_own_process()
    if sys.platform == "win32" or signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    try:
        with more_memory(limits.memory):
            yield
    except _TimeIsUp:
        raise LimitError(limits.overtime) from None
    except MemoryError:
        raise LimitError(limits.too_much_memory) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _end(_: int, __: FrameType | None) -> None:
    raise _TimeIsUp


@contextmanager
def more_memory(more: int | None) -> Iterator[None]:
    """Let the address space grow by so many bytes and no further, then lift the limit.

    None stands for any number. Only for a process whose only work this is; elsewhere than on Linux
    nothing is limited.
    """
    if sys.platform != "linux" or more is None:
        yield
        return
    import resource  # noqa: PLC0415 - there is none elsewhere

    before = resource.getrlimit(resource.RLIMIT_AS)
    limit_memory(more)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def limit_memory(more: int) -> None:
    """Let the address space of this process of Linux grow by so many bytes and no further."""
    import resource  # noqa: PLC0415 - there is none elsewhere

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    allowed = [address_space() + more, *(n for n in (soft, hard) if n != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(allowed), hard))


def address_space() -> int:
    """Return the bytes of address space that this process of Linux has: proc(5), statm."""
    pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
