"""Worker processes: each job has a limit of time and of memory, and its end is only its own.

One process and one pipe for each worker. The parent hands out one item at a time and waits for the
pipes, no longer than until the first job's time is up. A worker that is overdue is killed; one that
is gone, whatever killed it, has closed its pipe. Another takes its place. Only for Linux, where a
worker is forked and inherits what is loaded.
"""

import contextlib
import gc
import multiprocessing
import os
import pickle
import resource
import select
import signal
import threading
import time
import traceback
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from types import FrameType
from typing import Any, Generic, NoReturn, TypeVar

from handouts.typesetting.limits import Bounds, Limits, address_space, limit_memory

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_FORK = multiprocessing.get_context("fork")
_BEGINNING = threading.Lock()
"""Held while a worker begins: one that another thread forks then would keep its pipe open."""
_GRACE = 0.5
"""Seconds in which workers may delete what they were writing when the parent is interrupted."""


@dataclass
class _Worker:
    """A process, and what it is doing."""

    process: ForkProcess
    pipe: Connection
    place: int = 0
    """The item that it has, by its place."""
    overdue: float = 0
    """When its time is up, by the clock that only runs forward."""
    is_busy: bool = False
    is_late: bool = False


@dataclass(frozen=True)
class _Answer:
    """What a worker sends back."""

    made: Any = None
    error: BaseException | None = None
    trace: str = ""
    """Where the error was raised."""
    lacks_memory: bool = False
    is_last: bool = False
    """Whether the worker has grown so much that another should take its place."""


class RemoteTracebackError(Exception):
    """Shows where in a worker an exception was raised, as the cause of that exception."""


def run(
    make: Callable[[_Item], _Made],
    items: Sequence[_Item],
    count: int,
    bounds: Bounds[_Item, _Made],
) -> Generator[_Made, None, None]:
    """Yield what is made of each item, or what stands for it, as it is finished by `count` workers.

    Items and results go through pipes; `make` is inherited. Raises what `make` raises.
    """
    gc.collect()
    gc.freeze()  # what the workers inherit is not looked through again and again: a tenth faster
    crew = _Crew(make, items, count, bounds)
    try:
        while crew.is_needed:
            crew.employ()
            # Nothing but the caller keeps what was made: it is dropped when it has been used.
            for worker in crew.ready():
                yield crew.result(worker)
    finally:
        crew.dismiss()
        gc.unfreeze()


class _Crew(Generic[_Item, _Made]):
    """The workers of one run, and the items that still wait for one."""

    def __init__(
        self,
        make: Callable[[_Item], _Made],
        items: Sequence[_Item],
        count: int,
        bounds: Bounds[_Item, _Made],
    ) -> None:
        self._make = make
        self._items = items
        self._count = count
        self._bounds = bounds
        self._waiting = list(range(len(items)))[::-1]
        self._workers: list[_Worker] = []

    @property
    def is_needed(self) -> bool:
        """Whether anything is waiting or being made."""
        return bool(self._waiting or self._busy)

    @property
    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.is_busy]

    def employ(self) -> None:
        """Begin as many workers as are wanted, each with an item."""
        while self._waiting and len(self._workers) < self._count:
            memory = self._limits(self._waiting[-1]).memory
            with _BEGINNING:
                ours, theirs = _FORK.Pipe()
                work = (self._make, theirs, memory, os.getpid())
                process = _FORK.Process(target=_serve, args=work, daemon=True)
                process.start()
                theirs.close()  # else the pipe would stay open when the worker is gone
            self._workers.append(_Worker(process, ours))
            self._hand_over(self._workers[-1])

    def ready(self) -> list[_Worker]:
        """Wait for workers that have finished, are gone, or are overdue, and return them."""
        busy = self._busy
        left = min(worker.overdue for worker in busy) - time.monotonic()
        pipes = wait([worker.pipe for worker in busy], max(left, 0))
        late = [] if pipes else [w for w in busy if w.overdue <= time.monotonic()]
        for worker in late:
            worker.is_late = True
            _kill(worker.process)
        return late or [worker for worker in busy if worker.pipe in pipes]

    def result(self, worker: _Worker) -> _Made:
        """Return what a worker has made, or what stands for it, and give it the next item."""
        place, worker.is_busy = worker.place, False
        try:
            answer: _Answer = worker.pipe.recv()
        except (EOFError, OSError):
            self._remove(worker)
            return self._bounds.stopped(self._items[place], self._why_gone(worker))
        if answer.is_last:
            self._remove(worker)
        elif self._waiting and answer.error is None:
            self._hand_over(worker)
        if answer.error is not None:
            raise answer.error from RemoteTracebackError(answer.trace)
        if answer.lacks_memory:
            return self._bounds.stopped(self._items[place], self._limits(place).too_much_memory)
        made: _Made = answer.made
        return made

    def dismiss(self) -> None:
        """End all workers; those that are at work delete what they were writing."""
        try:
            busy, end = self._busy, time.monotonic() + _GRACE
            for worker in busy:
                worker.process.terminate()
            for worker in busy:
                worker.process.join(max(end - time.monotonic(), 0))
        finally:
            for worker in self._workers[:]:
                self._remove(worker)

    def _limits(self, place: int) -> Limits:
        return self._bounds.limits(self._items[place])

    def _hand_over(self, worker: _Worker) -> None:
        worker.place, worker.is_busy = self._waiting.pop(), True
        worker.overdue = time.monotonic() + self._limits(worker.place).seconds
        with contextlib.suppress(OSError):  # it is gone, which is seen when it should answer
            worker.pipe.send(self._items[worker.place])

    def _remove(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        _kill(worker.process)
        worker.pipe.close()

    def _why_gone(self, worker: _Worker) -> str:
        if worker.is_late:
            return self._limits(worker.place).overtime
        number = -(worker.process.exitcode or 0)
        if number == signal.SIGKILL:
            return "its process was killed, perhaps because the machine had no memory left"
        return f"its process crashed (signal {number}), perhaps for want of memory"


def _kill(process: ForkProcess) -> None:
    process.kill()
    process.join()


class _Terminated(BaseException):
    """Ends the work in hand. No Exception, for the renderer catches those in places."""


def _terminate(_: int, __: FrameType | None) -> None:
    raise _Terminated


def _serve(make: Callable[[Any], Any], pipe: Connection, memory: int | None, parent: int) -> None:
    """Make one item after another until it is terminated, within the memory that it may have."""
    _begin(memory, parent)
    with contextlib.suppress(_Terminated):
        _make_all(make, pipe, memory)


def _make_all(make: Callable[[Any], Any], pipe: Connection, memory: int | None) -> NoReturn:
    size = address_space()
    while True:
        item = pipe.recv()
        try:
            made = make(item)
            is_large = memory is not None and address_space() - size > memory // 2
            pipe.send(_Answer(made, is_last=is_large))
        except _Terminated:
            raise
        except MemoryError:
            pipe.send(_Answer(lacks_memory=True, is_last=True))
        except BaseException as error:  # it is raised again in the parent
            pipe.send(_Answer(error=_portable(error), trace=traceback.format_exc()))
        item = made = None


def _begin(memory: int | None, parent: int) -> None:
    """Leave interrupts to the parent, which terminates its workers; die when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _terminate)
    gc.set_threshold(100_000, 20, 50)  # a document is dropped whole; there is little to collect
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if memory is not None:
        limit_memory(memory)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with(parent: int) -> None:
    """Kill this process when its parent is gone: pidfd_open(2).

    A signal of the system at the parent's death, prctl(2), would come already when the thread ends
    that began this process.
    """
    try:
        watched = os.pidfd_open(parent)
    except OSError:  # a system without it, or the parent is gone
        while os.getppid() == parent:
            time.sleep(1)
    else:
        if os.getppid() == parent:  # else it is gone, and somebody else may have its number
            select.select([watched], [], [])
    os.kill(os.getpid(), signal.SIGKILL)


def _portable(error: BaseException) -> BaseException:
    """Return an error that can go through a pipe: itself, or one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made by this very line
    except Exception:  # whatever its class does when it is packed
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
