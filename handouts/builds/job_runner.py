"""Work in processes of its own, for a program with several threads: a web app.

    with JobRunner() as runner:
        client = runner.client()                       # one for each caller
        for made in client.map(work, items, bounds): …
        result = client.call(workflow, project, request, on_progress=…)

Each worker is a spawned process, which a thread keeps: the thread takes the task that has waited
longest, hands it over, and waits for the answer, no longer than the task may take. Where the worker
dies, hangs, has grown too large, or does what nobody wants any longer, another takes its place.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any, Self, TypeVar

from handouts.builds.job_worker import Ready, Task, serve
from handouts.builds.progress import OnProgress, Progress, Stopped
from handouts.builds.worker_answer import Answer, RemoteTracebackError, why_gone
from handouts.builds.worker_ties import BEGINNING, GRACE
from handouts.errors import WorldError
from handouts.messages import Message, message
from handouts.project.atomic_files import temporary_folder
from handouts.typesetting.limits import Bounds, LimitError, Limits

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

_SPAWN = multiprocessing.get_context("spawn")
WHOLE = Limits(seconds=3600)
"""Of a whole workflow, whose steps have limits of their own."""
_TO_BEGIN = 120
"""Seconds in which a worker should be ready for its first task."""


@dataclass(frozen=True)
class _Unfinished:
    """What stands for the answer of a worker that was stopped or is gone."""

    why: Message


_Ending = Answer | _Unfinished
_News = SimpleQueue[tuple["_Order", Progress | _Ending]]


@dataclass(eq=False)
class _Order:
    """A task on its way to a worker, and back to who waits for it."""

    task: Task
    news: _News
    place: int = 0
    """Of the item, where there are several."""
    keeper: "_Keeper | None" = None
    """Who has taken it."""
    is_unwanted: bool = False
    ended: threading.Event = field(default_factory=threading.Event)
    """Set when no worker does it any longer."""

    def end(self, ending: _Ending) -> None:
        """Report how it ended."""
        self.ended.set()
        self.news.put((self, ending))


class JobRunner:
    """Workers that several threads share."""

    def __init__(self, workers: int = 0) -> None:
        """Begin so many workers; 0 for as many as there are processors."""
        self.workers = workers or os.cpu_count() or 1
        self._waiting: deque[_Order] = deque()
        self._changed = threading.Condition()
        self._is_closed = False
        self._keepers = [_Keeper(self) for _ in range(self.workers)]
        for keeper in self._keepers:
            keeper.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def client(self) -> "Client":
        """Return what one caller asks for work by."""
        return Client(self)

    def close(self) -> None:
        """End all workers, and whatever they do: who waits for it gets Stopped."""
        with self._changed:
            self._is_closed = True
            orders = [*self._waiting]
            self._waiting.clear()
            self._changed.notify_all()
        for order in orders:
            order.end(_stopped())
        for keeper in self._keepers:
            keeper.wake()
        for keeper in self._keepers:
            keeper.join()

    @property
    def is_closed(self) -> bool:
        """Whether no more work is done."""
        return self._is_closed

    def give(self, order: _Order) -> None:
        """Let a worker take a task as soon as one is free. Raises Stopped once it is closed."""
        with self._changed:
            if self._is_closed:
                raise Stopped
            self._waiting.append(order)
            self._changed.notify()

    def take(self, keeper: "_Keeper") -> _Order | None:
        """Return the task that has waited longest, once there is one; None once it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return None
            order = self._waiting.popleft()
            order.keeper = keeper
            return order

    def withdraw(self, orders: Iterable[_Order]) -> None:
        """See that no worker does these tasks any longer. Who waits for them gets Stopped."""
        orders = list(orders)
        with self._changed:
            for order in orders:
                order.is_unwanted = True
            waiting = [order for order in orders if order in self._waiting]
            for order in waiting:
                self._waiting.remove(order)
        for order in waiting:
            order.end(_stopped())
        for order in orders:
            if order.keeper and not order.ended.is_set():
                order.keeper.wake()
        for order in orders:
            order.ended.wait()


class Client:
    """One caller's way to the workers, which all callers share fairly.

    It has never more tasks waiting at once than there are workers for each `map` or `call`, so that
    nobody's long list is before everybody else's first task.
    """

    def __init__(self, runner: JobRunner) -> None:
        self._runner = runner
        self._orders: set[_Order] = set()
        self._lock = threading.Lock()
        self._is_stopped = False

    def stop(self) -> None:
        """End at once what is done for this caller; `map` and `call` raise Stopped from then on.

        Any thread may call this.
        """
        with self._lock:
            self._is_stopped = True
            orders = [*self._orders]
        self._runner.withdraw(orders)

    def map(
        self,
        make: Callable[[_Item], _Made],
        items: Sequence[_Item],
        bounds: Bounds[_Item, _Made],
    ) -> Generator[_Made, None, None]:
        """Yield what is made of each item, or what stands for it, as it is finished.

        `make`, the items, and what is made go between processes. What takes more time or memory
        than its bounds allow, or whose process is killed, is stopped, and the others go on. Raises
        what `make` raises, and Stopped.
        """
        news: _News = SimpleQueue()
        waiting = list(range(len(items)))[::-1]
        under_way: set[_Order] = set()

        def go_on() -> None:
            place = waiting.pop()
            task = Task(make, (items[place],), bounds.limits(items[place]))
            under_way.add(self._ordered(_Order(task, news, place)))

        try:
            for _ in range(min(len(items), self._runner.workers)):
                go_on()
            while under_way:
                order, ending = news.get()
                under_way.discard(order)
                self._forget([order])
                if waiting and not _is_error(ending):
                    go_on()
                if isinstance(ending, _Unfinished):
                    yield bounds.stopped(items[order.place], ending.why)
                elif isinstance(ending, Answer):
                    yield _made(ending)
                del order, ending  # nobody but the caller keeps what was made
        finally:
            self._runner.withdraw(under_way)
            self._forget(under_way)

    def call(
        self,
        work: Callable[..., _Made],
        *arguments: Any,
        on_progress: OnProgress | None = None,
        limits: Limits = WHOLE,
    ) -> _Made:
        """Return what one worker makes of these arguments; both go between processes.

        With `on_progress`, `work` takes one too; what is reported to it in the worker is reported
        here, and work whose report raises an exception is ended at once. Raises what `work` raises,
        LimitError where it took too much or its process died, and Stopped.
        """
        news: _News = SimpleQueue()
        task = Task(work, arguments, limits, reports=on_progress is not None)
        order = self._ordered(_Order(task, news))
        try:
            while True:
                _, report = news.get()
                if isinstance(report, _Unfinished):
                    raise LimitError(message("builds.unfinished", why=report.why))
                if isinstance(report, Answer):
                    made: _Made = _made(report)
                    return made
                if on_progress:
                    on_progress(report)
        finally:
            self._runner.withdraw([order])
            self._forget([order])

    def _ordered(self, order: _Order) -> _Order:
        with self._lock:
            if self._is_stopped:
                raise Stopped
            self._runner.give(order)
            self._orders.add(order)
        return order

    def _forget(self, orders: Iterable[_Order]) -> None:
        with self._lock:
            self._orders.difference_update(orders)


def _stopped() -> Answer:
    return Answer(error=Stopped())


def _is_error(ending: Progress | _Ending) -> bool:
    return isinstance(ending, Answer) and ending.error is not None


def _made(answer: Answer) -> Any:
    """Return what was made, or raise what was raised."""
    if answer.error is not None:
        raise answer.error from (RemoteTracebackError(answer.trace) if answer.trace else None)
    return answer.made


@dataclass
class _Worker:
    """A process, and the way to it."""

    process: BaseProcess
    pipe: Connection
    remains: ExitStack
    """Deletes what it leaves behind."""
    is_ready: bool = False

    @classmethod
    def begin(cls) -> "_Worker":
        """Begin a process. Raises OSError and WorldError."""
        with ExitStack() as remains, BEGINNING:
            scratch = remains.enter_context(temporary_folder())
            ours, theirs = _SPAWN.Pipe()
            arguments = (theirs, os.getpid(), scratch)
            process = _SPAWN.Process(target=serve, args=arguments, daemon=True)
            process.start()
            theirs.close()  # else the pipe would stay open when the worker is gone
            return cls(process, ours, remains.pop_all())

    def dismiss(self) -> None:
        """End it, after it has deleted what it was writing."""
        self.process.terminate()
        self.process.join(GRACE)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.remains.close()


class _Keeper(threading.Thread):
    """Keeps one worker: gives it work, waits for it, and puts another in its place."""

    def __init__(self, runner: JobRunner) -> None:
        super().__init__(name="handouts-worker", daemon=True)
        self._runner = runner
        self._worker: _Worker | None = None
        self._woken, self._bell = multiprocessing.Pipe(duplex=False)

    def wake(self) -> None:
        """Let it look whether what its worker does is still wanted. Any thread may call this."""
        with suppress(OSError):  # it has ended
            self._bell.send_bytes(b"!")

    def run(self) -> None:
        """Do one task after another, until the runner is closed."""
        if hasattr(signal, "pthread_sigmask"):  # a worker that begins is not to be interrupted
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with suppress(OSError, WorldError):  # the first task tries again, and reports it
                self._worker = _Worker.begin()
            while order := self._runner.take(self):
                order.end(self._done(order))
                del order
        finally:
            self._dismiss()
            self._woken.close()
            self._bell.close()

    def _dismiss(self) -> None:
        if self._worker:
            self._worker.dismiss()
            self._worker = None

    def _done(self, order: _Order) -> _Ending:
        """Have a task done, and return how it ended; its worker is fit for the next one then."""
        if self._worker and not self._worker.process.is_alive():
            self._dismiss()
        try:
            self._worker = self._worker or _Worker.begin()
        except (OSError, WorldError) as error:
            return Answer(error=WorldError(message("builds.no-process", reason=str(error))))
        try:
            self._worker.pipe.send(order.task)
        except OSError:  # it is gone, which is seen when it should answer
            pass
        except Exception as error:  # it cannot be pickled
            return Answer(error=error)
        ending = self._waited_for(order, self._worker)
        if isinstance(ending, _Unfinished) or ending.is_last or order.is_unwanted:
            self._dismiss()
        return ending

    def _waited_for(self, order: _Order, worker: _Worker) -> _Ending:
        """Wait for the answer of a worker, no longer than it is wanted and may take."""
        seconds = order.task.limits.seconds
        overdue = time.monotonic() + seconds + (0 if worker.is_ready else _TO_BEGIN)
        while True:
            ready = wait([self._woken, worker.pipe], max(overdue - time.monotonic(), 0))
            if not ready:
                return _Unfinished(order.task.limits.overtime)
            if self._woken in ready:
                self._woken.recv_bytes()
            if order.is_unwanted or self._runner.is_closed:
                return Answer(error=Stopped(), is_last=True)
            if worker.pipe in ready:
                try:
                    answer = worker.pipe.recv()
                except (EOFError, OSError):
                    worker.process.join(GRACE)
                    return _Unfinished(why_gone(worker.process.exitcode))
                if isinstance(answer, Ready):
                    worker.is_ready = True
                    overdue = time.monotonic() + seconds
                elif isinstance(answer, Progress):
                    order.news.put((order, answer))
                elif answer.lacks_memory:
                    return _Unfinished(order.task.limits.too_much_memory)
                else:
                    return answer  # type: ignore[no-any-return]
