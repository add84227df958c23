"""A worker of a JobRunner, and the thread that keeps it: gives it work, waits, and replaces it."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import TypeAlias

from handouts.builds.job_worker import Ready, Task, Withdrawn, serve
from handouts.builds.progress import Progress, Stopped
from handouts.builds.worker_answer import WorkerAnswer, why_gone
from handouts.builds.worker_ties import BEGINNING, GRACE
from handouts.errors import WorldError
from handouts.messages import Message, message
from handouts.project.atomic_files import temporary_folder

_SPAWN = multiprocessing.get_context("spawn")
_TO_BEGIN = 120
"""Seconds in which a worker should be ready for its first task."""
_TO_HEED = 10
"""Seconds in which work that asks whether it is still wanted should have asked."""


@dataclass(frozen=True)
class Unfinished:
    """What stands for the answer of a worker that was stopped or is gone."""

    why: Message


Ending: TypeAlias = WorkerAnswer | Unfinished
News: TypeAlias = "SimpleQueue[tuple[TaskOrder, Progress | Ending]]"
"""What is reported to who waits: of which order, and what."""


@dataclass(eq=False)
class TaskOrder:
    """A task on its way to a worker, and back to who waits for it."""

    task: Task
    news: News
    place: int = 0
    """Of the item, where there are several."""
    keeper: "Keeper | None" = None
    """Who has taken it."""
    is_unwanted: bool = False
    ended: threading.Event = field(default_factory=threading.Event)
    """Set when no worker does it any longer."""

    def end(self, ending: Ending) -> None:
        """Report how it ended."""
        self.ended.set()
        self.news.put((self, ending))


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

    def received(self) -> Ready | Progress | Ending:
        """Return what it has sent; of one that is gone, why."""
        try:
            return self.pipe.recv()  # type: ignore[no-any-return]
        except (EOFError, OSError):
            self.process.join(GRACE)
            return Unfinished(why_gone(self.process.exitcode))

    def withdraw(self) -> float:
        """Let it know that its work is unwanted; return when it should have ended it."""
        with suppress(OSError):  # it is gone, which is seen when it should answer
            self.pipe.send(Withdrawn())
        return time.monotonic() + _TO_HEED

    def dismiss(self) -> None:
        """End it, after it has deleted what it was writing."""
        self.process.terminate()
        self.process.join(GRACE)
        self.process.kill()
        self.process.join()
        self.pipe.close()
        self.remains.close()


class Keeper(threading.Thread):
    """Keeps one worker: gives it work, waits for it, and puts another in its place."""

    def __init__(self, take: "Callable[[Keeper], TaskOrder | None]") -> None:
        """`take` waits for the next order, and returns None when there is no more work."""
        super().__init__(name="handouts-worker", daemon=True)
        self._take = take
        self._is_ended = False
        self._worker: _Worker | None = None
        self._woken, self._bell = multiprocessing.Pipe(duplex=False)

    def end(self) -> None:
        """Let it end its worker, whatever that does. Any thread may call this."""
        self._is_ended = True
        self.wake()

    def wake(self) -> None:
        """Let it look whether what its worker does is still wanted. Any thread may call this."""
        with suppress(OSError):  # it has ended
            self._bell.send_bytes(b"!")

    def run(self) -> None:
        """Do one order after another, until there is no more."""
        if hasattr(signal, "pthread_sigmask"):  # a worker that begins is not to be interrupted
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            with suppress(OSError, WorldError):  # the first task tries again, and reports it
                self._worker = _Worker.begin()
            while order := self._take(self):
                order.end(self._ending(order))
                del order
        finally:
            self._dismiss()
            self._woken.close()
            self._bell.close()

    def _dismiss(self) -> None:
        if self._worker:
            self._worker.dismiss()
            self._worker = None

    def _ending(self, order: TaskOrder) -> Ending:
        """Have a task done, and return how it ended, so that nobody waits for ever."""
        try:
            return self._done(order)
        except Exception as error:  # what the worker made cannot be made anew here
            self._dismiss()
            return WorkerAnswer(error=error)

    def _done(self, order: TaskOrder) -> Ending:
        """Have a task done, and return how it ended; its worker is fit for the next one then."""
        if self._worker and not self._worker.process.is_alive():
            self._dismiss()
        try:
            self._worker = self._worker or _Worker.begin()
        except (OSError, WorldError) as error:
            return WorkerAnswer(error=WorldError(message("builds.no-process", reason=str(error))))
        try:
            self._worker.pipe.send(order.task)
        except OSError:  # it is gone, which is seen when it should answer
            pass
        except Exception as error:  # it cannot be pickled
            return WorkerAnswer(error=error)
        ending = self._waited_for(order, self._worker)
        is_dropped = order.is_unwanted and not order.task.heeds
        if isinstance(ending, Unfinished) or ending.is_last or is_dropped:
            self._dismiss()
        return ending

    def _waited_for(self, order: TaskOrder, worker: _Worker) -> Ending:
        """Wait for the answer of a worker, no longer than it is wanted and may take."""
        seconds = order.task.limits.seconds
        overdue = time.monotonic() + seconds + (0 if worker.is_ready else _TO_BEGIN)
        while True:
            ready = wait([self._woken, worker.pipe], max(overdue - time.monotonic(), 0))
            if not ready:
                return _overdue(order)
            if self._woken in ready:
                self._woken.recv_bytes()
            if order.is_unwanted or self._is_ended:
                if self._is_ended or not order.task.heeds:
                    return WorkerAnswer(error=Stopped(), is_last=True)
                overdue = min(overdue, worker.withdraw())
            if worker.pipe in ready:
                answer = worker.received()
                if isinstance(answer, Ready):
                    worker.is_ready = True
                    overdue = time.monotonic() + seconds
                elif isinstance(answer, Progress):
                    order.news.put((order, answer))
                elif isinstance(answer, WorkerAnswer) and answer.lacks_memory:
                    return Unfinished(order.task.limits.too_much_memory)
                else:
                    return answer


def _overdue(order: TaskOrder) -> Ending:
    """Return what stands for the answer of a worker that is too late."""
    if order.is_unwanted:
        return WorkerAnswer(error=Stopped(), is_last=True)
    return Unfinished(order.task.limits.overtime)
