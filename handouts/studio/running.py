"""Work that takes a while: done in a thread, watched by any window, stopped by a button."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from handouts.builds.job_runner import Client, JobRunner
from handouts.builds.progress import OnProgress, Progress, Stopped

KEPT = 50
"""Pieces of work whose result can still be looked at."""

Do = Callable[[Client, OnProgress], Any]
"""A piece of work: takes the way to the workers, and what is called with its progress."""


@dataclass
class Work:
    """One piece of work that was begun, and what became of it."""

    title: str
    """What is done, as the page says it."""
    place: str
    """The path of the page that it belongs to: where it can be watched again."""
    client: Client = field(repr=False)
    key: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    progress: Progress = field(default=Progress(0, 0))
    began: float = field(default_factory=time.monotonic)
    result: Any = None
    error: BaseException | None = None
    is_over: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition, repr=False)
    _stop: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def is_stopped(self) -> bool:
        """Whether it was ended by its button."""
        return isinstance(self.error, Stopped)

    @property
    def seconds_left(self) -> float | None:
        """How long it will still take, at the pace so far; None where that is not known yet."""
        done, of = self.progress.done, self.progress.of
        if not done or self.is_over:
            return None
        return (time.monotonic() - self.began) / done * (of - done)

    def run(self, do: Do) -> None:
        """Do it, in this thread."""
        try:
            self.result = do(self.client, self._report)
        except BaseException as error:
            self.error = error
        with self._changed:
            self.is_over = True
            self._changed.notify_all()

    def stop(self) -> None:
        """End it as soon as what is under way can be left."""
        self._stop.set()
        self.client.stop()

    def wait(self, seconds: float | None = None) -> bool:
        """Return whether it is over, after so many seconds at most."""
        with self._changed:
            return self._changed.wait_for(lambda: self.is_over, seconds)

    def next_progress(self, shown: Progress | None, seconds: float) -> Progress:
        """Return how far it has come, once that is something else than shown, or it is over."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_over or self.progress != shown, seconds)
            return self.progress

    def _report(self, progress: Progress) -> None:
        if self._stop.is_set():
            raise Stopped
        with self._changed:
            self.progress = progress
            self._changed.notify_all()


class Works:
    """All pieces of work of one studio."""

    def __init__(self, runner: JobRunner) -> None:
        self._runner = runner
        self._works: dict[str, Work] = {}
        self._lock = threading.Lock()

    def start(self, title: str, place: str, do: Do) -> Work:
        """Begin a piece of work; where one is under way at this place, return that instead."""
        with self._lock:
            running = self.at(place)
            if running and not running.is_over:
                return running
            work = Work(title, place, self._runner.client())
            self._works[work.key] = work
            over = [one.key for one in self._works.values() if one.is_over]
            for key in over[:-KEPT]:
                del self._works[key]
        threading.Thread(target=work.run, args=(do,), name=title).start()
        return work

    def find(self, key: str) -> Work | None:
        """Return a piece of work by its key."""
        return self._works.get(key)

    def at(self, place: str) -> Work | None:
        """Return the last piece of work that was begun at a place."""
        works = [*self._works.values()]
        return next((one for one in reversed(works) if one.place == place), None)

    def end(self) -> None:
        """Stop all of it, and wait until each has finished what it was writing."""
        for work in [*self._works.values()]:
            work.stop()
        for work in [*self._works.values()]:
            work.wait()
