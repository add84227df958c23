"""Runs commands in turn, several rounds of all of them, and takes medians.

Two numbers are only compared when they come from the same rounds: whatever else the machine does
then slows both. On Linux a child's peak memory is never reported below what its parent had when it
was started (`floor`), so nothing heavy may be imported where this is used.
"""

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import platform


@dataclass(frozen=True)
class Run:
    """One run of one command."""

    seconds: float
    """Wall time, from starting the process until it has ended."""
    megabytes: float
    """Peak resident memory of the largest process."""
    output: str
    """Standard output."""


@dataclass(frozen=True)
class Task:
    """A command to measure."""

    command: Sequence[str | Path]
    prepare: Callable[[], object] = lambda: None
    """Run before each measurement, and not measured."""
    inspect: Callable[[], object] = lambda: None
    """Run after each measurement, and not measured. Raises where the result is not as it should."""
    folder: Path = Path()
    """Where the command is run."""


class TaskFailedError(Exception):
    """A command that was to be measured did not do its work."""


def run(task: Task) -> Run:
    """Run a command once. Raises TaskFailedError with its messages when it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        task.command,
        cwd=task.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process, process.stdout as stream:  # type: ignore[union-attr]
        output = stream.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        command = " ".join(map(str, task.command))
        raise TaskFailedError(f"{command}: exit status {process.returncode}\n{output}")
    return Run(seconds, _megabytes(usage), output)


def _megabytes(usage: resource.struct_rusage) -> float:
    """Return peak memory, which macOS counts in bytes and Linux in kilobytes."""
    return usage.ru_maxrss / (2**20 if platform == "darwin" else 2**10)


def floor() -> float:
    """Return the megabytes below which a command's memory cannot be told: this process's own."""
    return _megabytes(resource.getrusage(resource.RUSAGE_SELF))


def interleave(
    tasks: Mapping[str, Task], rounds: int, say: Callable[[str], None] = lambda _: None
) -> dict[str, list[Run]]:
    """Run all tasks once to warm the disk's cache, then in turn for so many rounds.

    Every other round goes backwards, so that no task always follows the same one.
    """
    runs: dict[str, list[Run]] = {name: [] for name in tasks}
    for count in range(rounds + 1):
        say(f"round {count} of {rounds}" if count else "warming up")
        order = list(tasks) if count % 2 else list(tasks)[::-1]
        for name in order:
            tasks[name].prepare()
            measured = run(tasks[name])
            tasks[name].inspect()
            if count:
                runs[name].append(measured)
    return runs


def seconds(runs: Sequence[Run]) -> float:
    """Return the median wall time."""
    return statistics.median(measured.seconds for measured in runs)


def megabytes(runs: Sequence[Run]) -> float:
    """Return the median peak memory."""
    return statistics.median(measured.megabytes for measured in runs)


def memory(runs: Sequence[Run]) -> str:
    """Return the median peak memory, as far as it can be told."""
    found, least = megabytes(runs), floor()
    return f"{found:.0f}" if found > 1.1 * least else f"≤ {least:.0f}"


def figures(runs: Sequence[Run], yardstick: Sequence[Run]) -> list[str]:
    """Return the ratio to a yardstick, the seconds and the memory, as a table has them."""
    return [f"{ratio(runs, yardstick):.2f}", f"{seconds(runs):.2f}", memory(runs)]


def ratio(runs: Sequence[Run], yardstick: Sequence[Run]) -> float:
    """Return the median of the ratios of wall time, round by round."""
    pairs = zip(runs, yardstick, strict=True)
    return statistics.median(one.seconds / other.seconds for one, other in pairs)
