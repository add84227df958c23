"""What a worker of a JobRunner does: it makes ready, and then does one piece of work after another.

It is spawned, so that it inherits nothing of the process that it works for, whose threads may hold
locks. All that goes in and out is pickled: work is a function of a module, or a partial of one.
"""

import contextlib
import gc
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from handouts.builds.worker_answer import WorkerAnswer, portable
from handouts.builds.worker_ties import Terminated, tie
from handouts.typesetting.limits import Limits, address_space, more_memory

_UNCOLLECTED = 20
"""Pieces of work that heed whether they are wanted, after which memory is tidied up in any case."""
_PAUSE = 0.05
"""Seconds without work after which it is tidied up."""


@dataclass(frozen=True)
class Task:
    """One piece of work."""

    work: Callable[..., Any]
    arguments: tuple[Any, ...]
    limits: Limits
    reports: bool = False
    """Whether `work` takes an `on_progress`, whose reports go back before the answer."""
    heeds: bool = False
    """Whether `work` takes an `is_unwanted`, asks it between its steps, and raises Stopped where it
    is, so that its worker stays fit for the next task."""


@dataclass(frozen=True)
class Withdrawn:
    """What a worker gets when nobody wants any longer what it does; nothing, once it has done it.

    While a task is under way it is all that comes through the pipe.
    """


@dataclass(frozen=True)
class Ready:
    """The first thing that a worker sends."""


def serve(pipe: Connection, parent: int, scratch: Path) -> None:
    """Do what comes through a pipe until there is no more.

    `parent` is the runner's process, and `scratch` the folder for temporary files.
    """
    with contextlib.suppress(Terminated, EOFError):
        tie(parent, scratch)
        _warm_up()
        pipe.send(Ready())
        _do_all(pipe)


def _warm_up() -> None:
    """Load what takes long, before there is work that would wait for it."""
    with contextlib.suppress(Exception):  # whatever is wrong is wrong for the first document too
        import handouts.typesetting.render  # noqa: F401, PLC0415
        from handouts.fonts import house  # noqa: PLC0415

        house.not_in_house_fonts("√")
    gc.collect()
    gc.freeze()  # what is loaded for good is not looked through again and again


def _do_all(pipe: Connection) -> None:
    size, since_collected = address_space(), 0
    while True:
        try:
            task: Task | Withdrawn = pipe.recv()
        except (EOFError, Terminated):
            raise
        except Exception as error:  # what was sent cannot be made anew here
            pipe.send(_failure(error))
            continue
        if isinstance(task, Withdrawn):
            continue
        try:
            pipe.send(_done(task, pipe, size))
        except (OSError, Terminated):  # OSError: the runner is gone
            raise
        except Exception as error:  # what was made cannot be sent
            pipe.send(_failure(error))
        since_collected += task.heeds
        del task
        # Layouts refer to themselves: they would fill the memory, one a change. While changes
        # follow one another, the next is not kept waiting for that.
        if since_collected and (since_collected >= _UNCOLLECTED or not pipe.poll(_PAUSE)):
            gc.collect()
            since_collected = 0


def _done(task: Task, pipe: Connection, size: int) -> WorkerAnswer:
    """Do a piece of work; `size` is the process's address space before the first one."""
    memory = task.limits.memory
    options: dict[str, Callable[..., Any]] = {"on_progress": pipe.send} if task.reports else {}
    if task.heeds:
        options["is_unwanted"] = pipe.poll
    try:
        with more_memory(memory):
            made = task.work(*task.arguments, **options)
    except Terminated:
        raise
    except MemoryError:
        return WorkerAnswer(lacks_memory=True, is_last=True)
    except BaseException as error:  # it is raised again in the caller
        return _failure(error)
    return WorkerAnswer(made, is_last=memory is not None and address_space() - size > memory // 2)


def _failure(error: BaseException) -> WorkerAnswer:
    return WorkerAnswer(error=portable(error), trace=traceback.format_exc())
