"""Many jobs on several processors, each finished one told as it is finished."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from handouts.errors import HandoutsError, WorldError
from handouts.manifest import Record
from handouts.plan import Job
from handouts.project import Project

if TYPE_CHECKING:
    from handouts.pdf import Setter

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Outcome:
    """What became of one job: a record, or the reason why there is none."""

    path: str
    """Relative to the build folder."""
    record: Record | None
    failure: str = ""


def done(jobs: Sequence[Job], project: Project, processors: int) -> Iterator[Outcome]:
    """Yield the outcome of each job as it is finished; `processors` 0 means all there are.

    Raises WorldError where the engine cannot be loaded or a worker was killed.
    """
    if not jobs:
        return
    engine = setter(project)
    longest_first = sorted(jobs, key=lambda job: -len(job.html))
    yield from spread(lambda job: _outcome(job, engine, project.build), longest_first, processors)


def spread(
    make: Callable[[_Item], _Made], items: Sequence[_Item], processors: int
) -> Iterator[_Made]:
    """Yield what is made of each item as it is finished, on several processors; 0 means all.

    Items and what is made of them go between processes; `make` itself need not, for the workers
    inherit it. Raises WorldError where a worker was killed.
    """
    count = min(processors or os.cpu_count() or 1, len(items))
    if count <= 1 or sys.platform != "linux":
        # Elsewhere a worker would load the engine anew, which costs more than it saves.
        yield from map(make, items)
        return
    global _inherited  # noqa: PLW0603 - forked workers inherit it, fonts loaded and sheets parsed
    _inherited = make
    gc.collect()
    gc.freeze()  # what the workers inherit is not looked through again and again: a tenth faster
    fork = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(count, fork, initializer=_begin_worker, initargs=(os.getpid(),))
    try:
        # Nothing but the loop keeps what was made, so that it is dropped when it has been used.
        for future in as_completed([pool.submit(_worker, item) for item in items]):
            yield future.result()
            del future
    except BrokenProcessPool as error:
        raise WorldError(
            "A worker was killed, perhaps for want of memory. Try again with --jobs 1."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


_inherited: Callable[[Any], Any] | None = None
_PR_SET_PDEATHSIG = 1  # prctl(2): a signal for the child when its parent ends


def setter(project: Project) -> "Setter":
    """Return what sets documents. Raises WorldError where the engine cannot be loaded."""
    from handouts.pdf import Setter  # noqa: PLC0415 - the engine is loaded only when it is needed

    return Setter(project.layers)


def _begin_worker(parent: int) -> None:
    """Let a worker finish its file when the parent is interrupted, and die when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(100_000, 20, 50)  # a document is dropped whole; there is little to collect
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before the wish was heard
        os.kill(os.getpid(), signal.SIGKILL)


def _worker(item: Any) -> Any:
    if _inherited is None:
        raise AssertionError("a worker was not forked")
    return _inherited(item)


def _outcome(job: Job, setter: "Setter", build: Path) -> Outcome:
    from handouts.setting import set_document  # noqa: PLC0415

    try:
        return Outcome(job.path, set_document(job, setter, build))
    except HandoutsError as error:
        return Outcome(job.path, None, str(error))
