"""Work in processes of its own, for a program with several threads: a web app.

    with JobRunner() as runner:
        client = runner.client()                       # one for each caller
        for made in client.map(work, items, bounds): …
        result = client.call(workflow, project, request, on_progress=…)

Each worker is a spawned process, which a thread keeps: the thread takes the task that has waited
longest, hands it over, and waits for the answer, no longer than the task may take. Where the worker
dies, hangs, has grown too large, or does what nobody wants any longer, another takes its place.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from queue import SimpleQueue
from typing import Any, Self, TypeVar

from handouts.builds.job_keeper import Ending, Keeper, News, TaskOrder, Unfinished
from handouts.builds.job_worker import Task
from handouts.builds.progress import OnProgress, Progress, Stopped
from handouts.builds.worker_answer import RemoteTracebackError, WorkerAnswer
from handouts.messages import message
from handouts.typesetting.limits import Bounds, LimitError, Limits

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")

WHOLE = Limits(seconds=3600)
"""Of a whole workflow, whose steps have limits of their own."""


class JobRunner:
    """Workers that several threads share."""

    def __init__(self, workers: int = 0) -> None:
        """Have so many workers; 0 for as many as there are processors. None begins yet."""
        self.workers = workers or os.cpu_count() or 1
        self._waiting: deque[TaskOrder] = deque()
        self._changed = threading.Condition()
        self._is_closed = False
        self._keepers: list[Keeper] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Let the workers begin, which takes them a second, before there is work for them.

        Without it they begin with the first task.
        """
        with self._changed:
            if self._keepers or self._is_closed:
                return
            self._keepers = [Keeper(self._take) for _ in range(self.workers)]
            for keeper in self._keepers:
                keeper.start()

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
            keeper.end()
        for keeper in self._keepers:
            keeper.join()

    def give(self, order: TaskOrder) -> None:
        """Let a worker take a task as soon as one is free. Raises Stopped once it is closed."""
        self.begin()
        with self._changed:
            if self._is_closed:
                raise Stopped
            self._waiting.append(order)
            self._changed.notify()

    def _take(self, keeper: "Keeper") -> TaskOrder | None:
        """Return the task that has waited longest, once there is one; None once it is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._is_closed)
            if self._is_closed:
                return None
            order = self._waiting.popleft()
            order.keeper = keeper
            return order

    def withdraw(self, orders: Iterable[TaskOrder], *, waits: bool = True) -> None:
        """See that no worker does these tasks any longer. Who waits for them gets Stopped.

        It returns when none does, or else at once.
        """
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
        if waits:
            for order in orders:
                order.ended.wait()


class Client:
    """One caller's way to the workers, which all callers share fairly.

    It has never more tasks waiting at once than there are workers for each `map` or `call`, so that
    nobody's long list is before everybody else's first task.
    """

    def __init__(self, runner: JobRunner) -> None:
        self._runner = runner
        self._orders: set[TaskOrder] = set()
        self._lock = threading.Lock()
        self._is_stopped = False

    def stop(self, *, waits: bool = True) -> None:
        """End what is done for this caller; `map` and `call` raise Stopped from then on.

        It returns when nothing is done any longer, or else at once. Any thread may call this.
        """
        with self._lock:
            self._is_stopped = True
            orders = [*self._orders]
        self._runner.withdraw(orders, waits=waits)

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
        news: News = SimpleQueue()
        waiting = list(range(len(items)))[::-1]
        under_way: set[TaskOrder] = set()

        def go_on() -> None:
            place = waiting.pop()
            task = Task(make, (items[place],), bounds.limits(items[place]))
            under_way.add(self._ordered(TaskOrder(task, news, place)))

        try:
            for _ in range(min(len(items), self._runner.workers)):
                go_on()
            while under_way:
                order, ending = news.get()
                under_way.discard(order)
                self._forget([order])
                if waiting and not _is_error(ending):
                    go_on()
                if isinstance(ending, Unfinished):
                    yield bounds.stopped(items[order.place], ending.why)
                elif isinstance(ending, WorkerAnswer):
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
        heeds: bool = False,
    ) -> _Made:
        """Return what one worker makes of these arguments; both go between processes.

        With `on_progress`, `work` takes one too; what is reported to it in the worker is reported
        here, and work whose report raises an exception is ended at once. Work that `heeds` takes an
        `is_unwanted`, and is left to end by itself: see `Task`. Raises what `work` raises,
        LimitError where it took too much or its process died, and Stopped.
        """
        news: News = SimpleQueue()
        task = Task(work, arguments, limits, reports=on_progress is not None, heeds=heeds)
        order = self._ordered(TaskOrder(task, news))
        try:
            while True:
                _, report = news.get()
                if isinstance(report, Unfinished):
                    raise LimitError(message("builds.unfinished", why=report.why))
                if isinstance(report, WorkerAnswer):
                    made: _Made = _made(report)
                    return made
                if on_progress:
                    on_progress(report)
        finally:
            self._runner.withdraw([order])
            self._forget([order])

    def _ordered(self, order: TaskOrder) -> TaskOrder:
        with self._lock:
            if self._is_stopped:
                raise Stopped
            self._runner.give(order)
            self._orders.add(order)
        return order

    def _forget(self, orders: Iterable[TaskOrder]) -> None:
        with self._lock:
            self._orders.difference_update(orders)


def _stopped() -> WorkerAnswer:
    return WorkerAnswer(error=Stopped())


def _is_error(ending: Progress | Ending) -> bool:
    return isinstance(ending, WorkerAnswer) and ending.error is not None


def _made(answer: WorkerAnswer) -> Any:
    """Return what was made, or raise what was raised."""
    if answer.error is not None:
        raise answer.error from (RemoteTracebackError(answer.trace) if answer.trace else None)
    return answer.made
