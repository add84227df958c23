"""Many jobs on several processors, each finished one told as it is finished."""

import os
import sys
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeVar

from handouts.builds.manifest import Record
from handouts.builds.plan import Job
from handouts.errors import HandoutsError, WorldError
from handouts.project.layout import Project
from handouts.typesetting.failures import unfinished
from handouts.typesetting.limits import Bounds, LimitError, Limits, bounded

if TYPE_CHECKING:
    from handouts.typesetting.engine import Typesetter

_Item = TypeVar("_Item")
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Outcome:
    """What became of one job: a record, or the reason why there is none."""

    path: str
    """Relative to the build folder."""
    record: Record | None
    failure: str = ""


def done(jobs: Sequence[Job], project: Project, processors: int) -> Generator[Outcome, None, None]:
    """Yield the outcome of each job as it is finished; `processors` 0 means all there are.

    A job that takes more time or memory than it may has failed; the others are done. Raises
    WorldError where the renderer cannot be loaded.
    """
    if not jobs:
        return
    engine = setter(project)
    from handouts.builds.typeset_job import make_file  # noqa: PLC0415 - loaded once; workers inherit it

    longest_first = sorted(jobs, key=lambda job: -len(job.html))
    bounds = Bounds[Job, Outcome](
        lambda job, why: Outcome(job.path, None, unfinished(project.build / job.path, why)),
        lambda job: Limits().and_for(len(job.html)),
    )

    def make(job: Job) -> Outcome:
        try:
            return Outcome(job.path, make_file(job, engine, project.build))
        except HandoutsError as error:
            return Outcome(job.path, None, str(error))

    yield from spread(make, longest_first, processors, bounds)


def refuse(_: object, why: str) -> NoReturn:
    """Raise WorldError for a piece of work that was stopped."""
    raise WorldError(
        f"The work could not be finished: {why}. Look at the pictures, and at what the project has "
        "in styles/ and templates/. If the machine is short of memory, try again with --jobs 1."
    )


def spread(
    make: Callable[[_Item], _Made],
    items: Sequence[_Item],
    processors: int,
    bounds: Bounds[_Item, _Made] = Bounds(refuse),  # noqa: B008 - it is frozen
) -> Generator[_Made, None, None]:
    """Yield what is made of each item as it is finished, on several processors; 0 means all.

    Items and what is made of them go between processes; `make` itself need not, for the workers
    inherit it. What takes more time or memory than its bounds allow, or whose process is killed, is
    stopped, and the others go on. Elsewhere than on Linux all is made in this process, where only
    the time is bounded: a worker would load the renderer anew, which costs more than it saves.
    """
    if not items:
        return
    if sys.platform == "linux":
        from handouts.builds.worker_process import run  # noqa: PLC0415 - made of what other systems lack

        yield from run(make, items, min(processors or os.cpu_count() or 1, len(items)), bounds)
        return
    for item in items:
        try:
            with bounded(bounds.limits(item)):
                made = make(item)
        except LimitError as error:
            made = bounds.stopped(item, str(error))
        yield made


def setter(project: Project) -> "Typesetter":
    """Return what sets documents. Raises WorldError where WeasyPrint cannot be loaded."""
    from handouts.typesetting.engine import Typesetter  # noqa: PLC0415 - WeasyPrint is loaded only when it is needed

    return Typesetter(project.layers)
