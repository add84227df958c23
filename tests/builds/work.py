"""Work that tests give to the workers of a JobRunner, which find it by its module."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from handouts.builds.progress import OnProgress, Progress, Stopped

MEGABYTE = 1 << 20
KEPT: list[bytearray] = []


def doubled(item: str) -> str:
    """Return an item twice."""
    return item * 2


def ended_by(item: str) -> str:
    """End the process, or the patience, in all the ways that a document can."""
    if item == "slow":
        signal.pause()
    if item == "big":
        return str(len(bytearray(600 * MEGABYTE)))
    if item in ("SIGKILL", "SIGTRAP"):
        os.kill(os.getpid(), signal.Signals[item])
    return f"{item}: made"


def greedy(_: str) -> tuple[int, int]:
    """Keep memory for good; return how often this process did, and its number."""
    KEPT.append(bytearray(200 * MEGABYTE))
    return len(KEPT), os.getpid()


def broken(item: str) -> str:
    """Raise an exception."""
    return item[10]


def unpackable(_: str) -> object:
    """Return what cannot go between processes."""
    return threading.Lock()


class OneWay(str):
    """Can be packed, and not unpacked."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type, tuple[str]]:
        return int, ("no number",)


def one_way(_: str) -> object:
    """Return what raises an exception where it arrives."""
    return OneWay()


def process(_: object) -> int:
    """Return the number of the process."""
    return os.getpid()


def litters(_: object) -> str:
    """Leave a temporary folder behind, and return where."""
    return tempfile.mkdtemp()


def waits(folder: Path) -> str:
    """Begin a file, say which process does so, and wait to be ended; the file is deleted then."""
    part = folder / "part"
    part.touch()
    try:
        (folder / "begun").write_text(str(os.getpid()))
        signal.pause()
    finally:
        part.unlink()
    return "never"


def waits_or_doubles(item: str) -> str:
    """Wait in a folder of that name, or return an item twice."""
    return waits(Path(item)) if Path(item).is_dir() else doubled(item)


def counts(to: int, on_progress: OnProgress) -> int:
    """Report each step on the way."""
    for number in range(1, to + 1):
        on_progress(Progress(number, to))
    return to


def counts_and_waits(folder: Path, on_progress: OnProgress) -> str:
    """Report one step, and then wait to be ended."""
    on_progress(Progress(1, 2))
    return waits(folder)


def asks(folder: Path, is_unwanted: Callable[[], bool]) -> str:
    """Begin a file, and go on until it is unwanted."""
    (folder / "begun").write_text(str(os.getpid()))
    while not is_unwanted():
        time.sleep(0.01)
    raise Stopped
