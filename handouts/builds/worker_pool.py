"""Many jobs on several processors, the outcome of each yielded as it is finished."""

import atexit
import multiprocessing
import os
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from handouts.builds.manifest import Record
from handouts.builds.plan import Job
from handouts.errors import HandoutsError, WorldError
from handouts.messages import Message, message
from handouts.project.layout import Project
from handouts.typesetting.failures import unfinished
from handouts.typesetting.limits import Bounds, LimitError, Limits, bounded, require_own_process

if TYPE_CHECKING:
    from handouts.builds.job_runner import Client
    from handouts.typesetting.render import Typesetter

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
Workers: TypeAlias = "int | Client"
"""So many processes that are forked, 0 for as many as there are processors; or those of a
JobRunner, which a process with several threads needs."""


@dataclass(frozen=True)
class JobOutcome:
    """What became of one job: a record, or the reason why there is none."""

    path: str
    """Relative to the build folder."""
    record: Record | None
    failure: str = ""


def done(
    jobs: Sequence[Job], project: Project, workers: Workers
) -> Generator[JobOutcome, None, None]:
    """Yield the outcome of each job as it is finished.

    A job that takes more time or memory than it may has failed; the others are done. Raises
    WorldError where the renderer cannot be loaded.
    """
    if not jobs:
        return
    longest_first = sorted(jobs, key=lambda job: -len(job.html))
    bounds = Bounds(partial(_stopped, project.build), _limits)
    if isinstance(workers, int):
        load_renderer()
        make = partial(_outcome, new_typesetter(project), project.build)
    else:
        make = partial(_outcome_in_worker, project.layers, project.build)
    yield from parallel_map(make, longest_first, workers, bounds)


def load_renderer() -> None:
    """Load WeasyPrint here, once, for workers that are forked inherit it.

    Where it cannot be loaded, that is reported when something is to be typeset.
    """
    with suppress(WorldError):
        import handouts.builds.typeset_job  # noqa: F401, PLC0415 - it takes a second


def _outcome(typesetter: "Typesetter", build: Path, job: Job) -> JobOutcome:
    from handouts.builds.typeset_job import make_file  # noqa: PLC0415 - it loads WeasyPrint

    try:
        return JobOutcome(job.path, make_file(job, typesetter, build))
    except HandoutsError as error:
        return JobOutcome(job.path, None, str(error))


def _outcome_in_worker(layers: tuple[Path, ...], build: Path, job: Job) -> JobOutcome:
    return _outcome(kept_typesetter(layers), build, job)


@lru_cache(maxsize=2)
def kept_typesetter(layers: tuple[Path, ...]) -> "Typesetter":
    """Return what typesets documents of one project, the same for one job after another.

    For a worker's own thread alone. It reads fonts and stylesheets anew once they have changed.
    """
    from handouts.typesetting.render import Typesetter  # noqa: PLC0415 - WeasyPrint is loaded only when it is needed

    return Typesetter(layers)


atexit.register(kept_typesetter.cache_clear)  # WeasyPrint deletes its copies of the fonts then


def _stopped(build: Path, job: Job, why: Message) -> JobOutcome:
    return JobOutcome(job.path, None, str(unfinished(build / job.path, why)))


def _limits(job: Job) -> Limits:
    return Limits().and_for(len(job.html))


def refuse(_: object, why: Message) -> NoReturn:
    """Raise WorldError for a piece of work that was stopped."""
    raise WorldError(message("builds.unfinished", why=why))


def parallel_map(
    make: Callable[[_Item], _Made],
    items: Sequence[_Item],
    workers: Workers,
    bounds: Bounds[_Item, _Made] = Bounds(refuse),  # noqa: B008 - it is frozen
) -> Generator[_Made, None, None]:
    """Yield what is made of each item as it is finished, on several processors.

    What takes more time or memory than its bounds allow, or whose process is killed, is stopped,
    and the others go on. Items and what is made of them go between processes. `make` goes too where
    workers are those of a JobRunner; forked ones inherit it. A process that forks has to be the
    work's own: raises SharedProcessError where other threads share it.

    Elsewhere than on Linux, and in a worker, all is made in this process, where only the time is
    bounded: another would load the renderer anew, which costs more than it saves.
    """
    if not items:
        return
    if not isinstance(workers, int):
        yield from workers.map(make, items, bounds)
        return
    require_own_process()
    if sys.platform == "linux" and not _is_worker():
        from handouts.builds.worker_process import run  # noqa: PLC0415 - made of what other systems lack

        yield from run(make, items, min(workers or os.cpu_count() or 1, len(items)), bounds)
        return
    for item in items:
        try:
            with bounded(bounds.limits(item)):
                made = make(item)
        except LimitError as error:
            made = bounds.stopped(item, error.why)
        yield made


def beside(meanwhile: Callable[[], None], work: Callable[[], _Made], workers: int) -> _Made:
    """Let a process of its own do a piece of work, and do something else here meanwhile.

    Returns what was made, which goes through a pipe. Where there is no process for it, or nothing
    to run it on, the work is done here, and `meanwhile` is left out. Raises what the work raises,
    WorldError where its process is killed, and SharedProcessError as `parallel_map` does.
    """
    require_own_process()
    if sys.platform != "linux" or _is_worker() or (workers or os.cpu_count() or 1) < 2:
        return work()
    from handouts.builds.worker_process import begun  # noqa: PLC0415 - made of what other systems lack

    with begun(work, refuse) as wait:
        meanwhile()
        return wait()


def _is_worker() -> bool:
    """Whether this is a worker: multiprocessing lets those have no processes of their own."""
    return bool(multiprocessing.current_process().daemon)


def new_typesetter(project: Project) -> "Typesetter":
    """Return what typesets documents. Raises WorldError where WeasyPrint cannot be loaded."""
    from handouts.typesetting.render import Typesetter  # noqa: PLC0415 - WeasyPrint is loaded only when it is needed

    return Typesetter(project.layers)
