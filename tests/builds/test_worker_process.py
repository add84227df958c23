import gc
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from handouts.builds.worker_pool import beside, parallel_map
from handouts.builds.worker_process import RemoteTracebackError, run
from handouts.errors import PreflightError, WorldError
from handouts.typesetting.limits import Bounds, Limits
from tests.builds.work import litters
from tests.conftest import PATIENCE

MEGABYTE = 1 << 20


def reported(item: object, why: str) -> str:
    return f"{item}: {why}"


def made_of(items: list[str], make: Callable[[str], str], count: int = 2) -> list[str]:
    limits = {"slow": Limits(0.3), "big": Limits(memory=300 * MEGABYTE)}
    bounds = Bounds(reported, lambda item: limits.get(item, Limits(memory=300 * MEGABYTE)))
    return list(run(make, items, count, bounds))


def hostile(item: str) -> str:
    """What ends workers in all the ways that a document can."""
    if item == "slow":
        signal.pause()
    if item == "big":
        return str(len(bytearray(400 * MEGABYTE)))
    if item in ("SIGKILL", "SIGTRAP"):
        os.kill(os.getpid(), signal.Signals[item])
    return f"{item}: made"


@pytest.mark.long
@pytest.mark.parametrize("count", [1, 3])
def test_a_job_that_is_slow_big_or_killed_fails_alone_and_says_why(count: int) -> None:
    items = ["a", "slow", "b", "big", "c", "SIGKILL", "d", "SIGTRAP", "e"]
    made = made_of(items, hostile, count)
    assert sorted(made) == sorted([
        *(f"{item}: made" for item in "abcde"),
        "slow: it took longer than 0 seconds",
        "big: it needed more than 0.29 GB of memory",
        "SIGKILL: its process was killed, perhaps because the machine had no memory left",
        "SIGTRAP: its process crashed (signal 5), perhaps for want of memory",
    ])  # fmt: skip


@pytest.mark.long
def test_a_worker_that_has_grown_is_replaced_before_the_next_job() -> None:
    kept = []

    def greedy(_: str) -> str:
        kept.append(bytearray(200 * MEGABYTE))
        return f"{len(kept)}"

    assert made_of(list("abc"), greedy, 1) == ["1", "1", "1"]


def test_each_result_is_handed_over_as_soon_as_it_is_there() -> None:
    reading, writing = os.pipe()

    def waits(item: str) -> str:
        return item if item == "first" else os.read(reading, 1).decode()

    results = run(waits, ["second", "first"], 2, Bounds(reported))
    assert next(results) == "first"
    os.write(writing, b"x")
    assert list(results) == ["x"]


def test_an_exception_in_a_worker_is_raised_with_the_place_where_it_was() -> None:
    def broken(item: str) -> str:
        return item[10]

    with pytest.raises(IndexError, match="out of range") as raised:
        made_of(["a", "b"], broken)
    assert isinstance(raised.value.__cause__, RemoteTracebackError)
    assert "return item[10]" in str(raised.value.__cause__)


def test_an_exception_that_cannot_be_packed_is_told_in_words() -> None:
    class LocalError(Exception):
        pass

    def broken(item: str) -> str:
        raise LocalError(item)

    with pytest.raises(RuntimeError, match=r"^LocalError: a$"):
        made_of(["a"], broken)


def test_what_a_pdf_lacks_is_told_whole_from_a_worker() -> None:
    def unfit(item: str) -> str:
        raise PreflightError(PurePosixPath(item), ["Page 1 is empty.", "Page 2 is empty."])

    with pytest.raises(PreflightError) as raised:
        made_of(["a.pdf"], unfit)
    assert str(raised.value) == str(PreflightError(PurePosixPath("a.pdf"), raised.value.causes))
    assert raised.value.causes == ("Page 1 is empty.", "Page 2 is empty.")


def test_what_cannot_be_packed_is_a_bug_and_not_a_hang() -> None:
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        list(run(lambda _: threading.Lock(), ["a"], 1, Bounds(lambda *_: threading.Lock())))


def test_no_worker_is_left_when_the_results_are_not_wanted_any_longer() -> None:
    reading, writing = os.pipe()

    def writes(item: str) -> str:
        os.write(writing, f"{os.getpid()}\n".encode())
        return item

    results = run(writes, ["a", "b", "c"], 1, Bounds(reported))
    assert next(results) == "a"
    results.close()
    os.close(writing)
    for pid in os.read(reading, 1000).split():
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid), 0)
    assert gc.get_freeze_count() == 0


def test_work_that_is_not_wanted_any_longer_ends_at_once_and_tidies_up(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    begun = tmp_path / "begun"

    def slow(item: str) -> str:
        if item == "a":
            return item
        part = tmp_path / item
        part.touch()
        try:
            begun.touch()
            time.sleep(PATIENCE)
        finally:
            part.unlink()
        return item

    results = run(slow, ["a", "b"], 1, Bounds(reported))
    assert next(results) == "a"
    end = time.monotonic() + PATIENCE
    while not begun.exists() and time.monotonic() < end:
        time.sleep(0.01)
    results.close()
    assert [path.name for path in tmp_path.iterdir()] == ["begun"]
    assert capfd.readouterr() == ("", "")


def test_temporary_files_of_workers_are_deleted_at_the_end() -> None:
    left = [Path(folder) for folder in run(litters, ["a", "b"], 2, Bounds(reported))]
    assert len(set(left)) == 2
    assert not any(folder.exists() or folder.parent.exists() for folder in left)


def test_workers_outlive_the_thread_that_began_them() -> None:
    results = run(lambda item: f"{item}: made", ["a", "b", "c"], 1, Bounds(reported))
    begun: list[str] = []
    thread = threading.Thread(target=lambda: begun.append(next(results)))
    thread.start()
    thread.join()
    assert [*begun, *results] == ["a: made", "b: made", "c: made"]


def test_work_without_bounds_of_its_own_fails_with_a_cause_and_a_fix() -> None:
    def killed(_: str) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(WorldError) as raised:
        list(parallel_map(killed, ["a"], 1))
    assert str(raised.value) == (
        "The work could not be finished: its process was killed, perhaps because the machine had "
        "no memory left. Look at the pictures, and at what the project has in styles/ and "
        "templates/. If the machine is short of memory, make fewer files at once."
    )


def test_work_goes_on_in_another_process_beside_something_else() -> None:
    reading, writing = os.pipe()

    def waits() -> tuple[bytes, int]:
        return os.read(reading, 1), os.getpid()

    def tells() -> None:
        os.write(writing, b"x")

    answer, process = beside(tells, waits, 2)
    assert answer == b"x"
    assert process != os.getpid()


def test_one_process_does_the_work_alone() -> None:
    def never() -> None:
        raise AssertionError

    assert beside(never, os.getpid, 1) == os.getpid()


def test_what_goes_wrong_beside_something_else_is_raised() -> None:
    def fails() -> None:
        raise PreflightError(Path("a.pdf"), ["too wide"])

    def killed() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(PreflightError, match="too wide"):
        beside(lambda: None, fails, 2)
    with pytest.raises(WorldError, match="its process was killed"):
        beside(lambda: None, killed, 2)


def test_work_ends_with_what_it_is_beside() -> None:
    reading, writing = os.pipe()
    processes: list[int] = []

    def works() -> None:
        os.write(writing, str(os.getpid()).encode())
        signal.pause()

    def fails() -> None:
        processes.append(int(os.read(reading, 20)))
        raise WorldError("no more")

    with pytest.raises(WorldError, match="no more"):
        beside(fails, works, 2)
    with pytest.raises(ProcessLookupError):
        os.kill(processes[0], 0)
