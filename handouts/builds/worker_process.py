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
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

from handouts.builds.worker_answer import RemoteTracebackError, WorkerAnswer, portable, why_gone
from handouts.builds.worker_ties import BEGINNING, GRACE, Terminated, tie
from handouts.messages import Message
from handouts.project.atomic_files import temporary_folder
from handouts.typesetting.limits import Bounds, Limits, address_space, limit_memory

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_FORK = multiprocessing.get_context("fork")
_WHOLE = Limits(seconds=3600, memory=None)
"""Of a step of a command, whose own parts are bounded."""


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


def run(
    make: Callable[[_Item], _Made],
    items: Sequence[_Item],
    count: int,
    bounds: Bounds[_Item, _Made],
) -> Generator[_Made, None, None]:
    """Yield what is made of each item, or what stands for it, as it is finished by `count` workers.

    Items and results go through pipes; `make` is inherited. Raises what `make` raises.
    """
    with temporary_folder() as scratch:
        crew = _Crew(partial(_serve, make, scratch), items, count, bounds)
        try:
            while crew.is_needed:
                crew.employ()
                # Nothing but the caller keeps what was made: it is dropped when it has been used.
                for worker in crew.ready():
                    yield crew.result(worker)
        finally:
            crew.dismiss()


@contextlib.contextmanager
def begun(
    work: Callable[[], _Made], stopped: Callable[[object, Message], _Made]
) -> Iterator[Callable[[], _Made]]:
    """Let a worker begin with a piece of work, and yield what waits for its result.

    That is called once, and raises what `work` raises. `stopped` returns what stands for the result
    where the worker is killed, or raises. The worker is ended with the context.
    """
    bounds = Bounds(stopped, lambda _: _WHOLE)
    with temporary_folder() as scratch:
        crew = _Crew(partial(_serve, lambda _: work(), scratch), [None], 1, bounds)
        try:
            crew.employ()
            yield lambda: crew.result(crew.ready()[0])
        finally:
            crew.dismiss()


class _Crew(Generic[_Item, _Made]):
    """The workers of one run, and the items that still wait for one."""

    def __init__(
        self,
        serve: Callable[[Connection, int | None, int], None],
        items: Sequence[_Item],
        count: int,
        bounds: Bounds[_Item, _Made],
    ) -> None:
        self._serve = serve
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
            with BEGINNING:
                ours, theirs = _FORK.Pipe()
                work = (theirs, memory, os.getpid())
                process = _FORK.Process(target=self._serve, args=work, daemon=True)
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
            answer: WorkerAnswer = worker.pipe.recv()
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
            busy, end = self._busy, time.monotonic() + GRACE
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

    def _why_gone(self, worker: _Worker) -> Message:
        if worker.is_late:
            return self._limits(worker.place).overtime
        return why_gone(worker.process.exitcode)


def _kill(process: ForkProcess) -> None:
    process.kill()
    process.join()


def _serve(
    make: Callable[[Any], Any], scratch: Path, pipe: Connection, memory: int | None, parent: int
) -> None:
    """Make one item after another until it is terminated, within the memory that it may have."""
    with contextlib.suppress(Terminated):
        tie(parent, scratch)
        gc.freeze()  # what it inherits is not looked through again and again: a tenth faster
        if memory is not None:
            limit_memory(memory)
        _make_all(make, pipe, memory)


def _make_all(make: Callable[[Any], Any], pipe: Connection, memory: int | None) -> NoReturn:
    size = address_space()
    while True:
        item = pipe.recv()
        try:
            made = make(item)
            is_large = memory is not None and address_space() - size > memory // 2
            pipe.send(WorkerAnswer(made, is_last=is_large))
        except Terminated:
            raise
        except MemoryError:
            pipe.send(WorkerAnswer(lacks_memory=True, is_last=True))
        except BaseException as error:  # it is raised again in the parent
            pipe.send(WorkerAnswer(error=portable(error), trace=traceback.format_exc()))
        item = made = None
