"""Building that is killed again and again: `python -m tests.builds.crash FOLDER ROUNDS`.

WeasyPrint is loaded once, here. Each run is a process of its own that is killed with SIGKILL at
some moment, alone or with its workers, and what it has left is looked at. What is wrong ends it
with a traceback.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from handouts.builds import typeset_job
from handouts.builds.request import Request
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.workflows.build import build
from handouts.workflows.packet import packet
from tests.conftest import outputs
from tests.small_project import small_project

PAPERS = ("letter", "a4")
_DONE = 77
"""The exit status of a run that ended before it was killed."""

Make = Callable[[Project, str], object]


def chart(project: Project, paper: str) -> None:
    """Build the chart in all editions, anew."""
    build(project, Request(("tea",), ("chart",), paper=paper, jobs=2, force=True))


def packets(project: Project, paper: str) -> None:
    """Make packets, anew."""
    packet(project, PacketRequest("tea", 2, paper=paper, jobs=2, force=True))


def finished(project: Project) -> dict[str, bytes]:
    """What is built, without what killed runs were writing; that is deleted after an hour."""
    return {path: all_of for path, all_of in outputs(project).items() if ".part" not in path}


def run(make: Make, project: Project, paper: str, moment: float = 0, alone: bool = False) -> bool:
    """Make something in a process that is killed after so many seconds; return whether it ended.

    Its workers are killed with it, or left `alone`, when they are to end by themselves.
    """
    child = os.fork()
    if child == 0:
        _end(make, project, paper)
    if moment:
        time.sleep(moment)
        (os.kill if alone else _kill_group)(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == _DONE
    return True


def _kill_group(leader: int, kill: int) -> None:
    try:
        os.killpg(leader, kill)
    except ProcessLookupError:  # killed before it had a group of its own
        os.kill(leader, kill)


def _end(make: Make, project: Project, paper: str) -> NoReturn:
    status = _DONE
    try:
        os.setpgid(0, 0)
        make(project, paper)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        status = 1
    os._exit(status)


def main(folder: Path, rounds: int) -> None:
    """Kill a build and a packet in each round, and say how many were killed."""
    assert typeset_job  # what is loaded here is inherited by each run
    chance = random.Random(3)  # noqa: S311 - moments to be killed at
    killed = 0
    for make in (chart, packets):
        name = make.__name__
        project = small_project(folder / name)
        whole: dict[str, dict[str, bytes]] = {}
        start = time.monotonic()
        for paper in PAPERS:
            assert run(make, project, paper)
            whole[paper] = finished(project)
        took = (time.monotonic() - start) / len(PAPERS)
        for number in range(rounds):
            paper = PAPERS[number % len(PAPERS)]
            moment = chance.uniform(0.001, took)
            killed += not run(make, project, paper, moment, alone=chance.random() < 1 / 2)
            found = finished(project)
            for path in whole["letter"]:
                assert found[path] in {each[path] for each in whole.values()}, f"half of {path}"
        for paper in PAPERS:
            assert run(make, project, paper)
            assert finished(project) == whole[paper], f"{name} is not what it was"
    sys.stdout.write(f"{killed} of {2 * rounds} runs killed\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
