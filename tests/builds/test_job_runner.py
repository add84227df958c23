import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.builds.job_keeper import Keeper
from handouts.builds.job_runner import JobRunner
from handouts.builds.progress import Progress, Stopped
from handouts.builds.worker_answer import RemoteTracebackError
from handouts.typesetting.limits import Bounds, LimitError, Limits
from tests.builds import work
from tests.conftest import PATIENCE, REPOSITORY


def reported(item: object, why: str) -> str:
    return f"{item}: {why}"


def limits_of(item: object) -> Limits:
    return Limits(0.3) if item == "slow" else Limits(memory=500 * work.MEGABYTE)


pytestmark = pytest.mark.long
BOUNDS: Bounds[str, str] = Bounds(reported, limits_of)
PATIENT: Bounds[str, str] = Bounds(reported)


@pytest.fixture(scope="module")
def runner() -> Iterator[JobRunner]:
    with JobRunner(2) as runner:
        yield runner


@pytest.fixture(scope="module")
def alone() -> Iterator[JobRunner]:
    """A runner whose only worker does one thing after another."""
    with JobRunner(1) as runner:
        yield runner


def wait_for(what: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_gone(process: int) -> bool:
    """Whether a process has ended, with all its threads; its parent may not have looked yet."""
    try:
        os.kill(process, 0)
        stat = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
        threads = list(Path(f"/proc/{process}/task").iterdir())
    except (ProcessLookupError, FileNotFoundError):
        return True
    return stat[0] == "Z" and len(threads) == 1


def begun(folder: Path) -> int:
    """Wait for work that waits, and return its process."""
    file = folder / "begun"
    wait_for(lambda: file.exists() and bool(file.read_text()))
    return int(file.read_text())


def test_each_item_is_made_and_workers_stay_for_the_next_run(alone: JobRunner) -> None:
    client = alone.client()
    assert sorted(client.map(work.doubled, ["a", "b", "c"], BOUNDS)) == ["aa", "bb", "cc"]
    before = client.call(work.process, None)
    assert before != os.getpid()
    assert list(alone.client().map(work.process, [1, 2], Bounds(lambda *_: 0))) == [before] * 2
    assert list(client.map(work.doubled, [], BOUNDS)) == []


def test_work_that_is_slow_big_or_killed_fails_alone_and_says_why(runner: JobRunner) -> None:
    items = ["a", "slow", "b", "big", "c", "SIGKILL", "d", "SIGTRAP", "e"]
    made = list(runner.client().map(work.ended_by, items, BOUNDS))
    assert sorted(made) == sorted([
        *(f"{item}: made" for item in "abcde"),
        "slow: it took longer than 0 seconds",
        "big: it needed more than 0.49 GB of memory",
        "SIGKILL: its process was killed, perhaps because the machine had no memory left",
        "SIGTRAP: its process crashed (signal 5), perhaps for want of memory",
    ])  # fmt: skip


def test_a_worker_that_has_grown_is_replaced(alone: JobRunner) -> None:
    bounds: Bounds[str, tuple[int, int]] = Bounds(
        lambda *_: (0, 0), lambda _: Limits(60, 300 << 20)
    )
    made = list(alone.client().map(work.greedy, ["a", "b"], bounds))
    assert [count for count, _ in made] == [1, 1]
    assert made[0][1] != made[1][1]


def test_a_worker_that_died_while_it_had_nothing_to_do_is_replaced(alone: JobRunner) -> None:
    client = alone.client()
    process = client.call(work.process, None)
    os.kill(process, signal.SIGKILL)
    wait_for(lambda: is_gone(process))
    assert client.call(work.process, None) != process


def test_an_exception_in_a_worker_is_raised_with_the_place_where_it_was(alone: JobRunner) -> None:
    with pytest.raises(IndexError, match="out of range") as raised:
        list(alone.client().map(work.broken, ["a", "b"], BOUNDS))
    assert isinstance(raised.value.__cause__, RemoteTracebackError)
    assert "return item[10]" in str(raised.value.__cause__)


def test_what_cannot_go_between_processes_is_a_bug_and_not_a_hang(alone: JobRunner) -> None:
    client = alone.client()
    with pytest.raises((TypeError, pickle.PicklingError)):
        client.call(work.unpackable, "a")
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        client.call(lambda: 1)
    with pytest.raises(ValueError, match="no number"):
        client.call(work.one_way, "a")
    with pytest.raises(ValueError, match="no number"):
        client.call(work.doubled, work.OneWay())
    assert client.call(work.doubled, "a") == "aa"


def test_progress_in_a_worker_is_reported_to_the_caller(alone: JobRunner) -> None:
    seen: list[Progress] = []
    assert alone.client().call(work.counts, 3, on_progress=seen.append) == 3
    assert seen == [Progress(1, 3), Progress(2, 3), Progress(3, 3)]


def test_a_caller_that_raises_stopped_ends_the_work_at_once_and_it_tidies_up(
    alone: JobRunner, tmp_path: Path
) -> None:
    def stop(_: Progress) -> None:
        begun(tmp_path)
        raise Stopped

    with pytest.raises(Stopped):
        alone.client().call(work.counts_and_waits, tmp_path, on_progress=stop)
    assert is_gone(begun(tmp_path))
    assert not (tmp_path / "part").exists()
    assert alone.client().call(work.doubled, "a") == "aa"


def test_results_that_are_not_wanted_any_longer_end_the_work_at_once(
    runner: JobRunner, tmp_path: Path
) -> None:
    results = runner.client().map(work.waits_or_doubles, ["a", str(tmp_path)], PATIENT)
    assert next(results) == "aa"
    process = begun(tmp_path)
    results.close()
    assert is_gone(process)
    assert not (tmp_path / "part").exists()


def test_a_client_is_stopped_from_another_thread_and_others_are_not(
    runner: JobRunner, tmp_path: Path
) -> None:
    client, raised = runner.client(), []

    def caller() -> None:
        try:
            client.call(work.waits, tmp_path)
        except Stopped as error:
            raised.append(error)

    thread = threading.Thread(target=caller)
    thread.start()
    process = begun(tmp_path)
    client.stop()
    thread.join()
    assert len(raised) == 1
    assert is_gone(process)
    with pytest.raises(Stopped):
        client.call(work.doubled, "a")
    assert runner.client().call(work.doubled, "a") == "aa"


def test_a_worker_whose_work_ends_by_itself_when_it_is_unwanted_stays(
    alone: JobRunner, tmp_path: Path
) -> None:
    client, raised = alone.client(), []

    def caller() -> None:
        try:
            client.call(work.asks, tmp_path, heeds=True)
        except Stopped as error:
            raised.append(error)

    thread = threading.Thread(target=caller)
    thread.start()
    process = begun(tmp_path)
    client.stop()
    thread.join()
    assert len(raised) == 1
    assert alone.client().call(work.process, None) == process


def test_what_takes_too_long_as_a_whole_is_ended(alone: JobRunner, tmp_path: Path) -> None:
    with pytest.raises(LimitError, match="could not be finished: it took longer than 0 seconds"):
        alone.client().call(work.waits, tmp_path, limits=Limits(0.2))
    assert is_gone(begun(tmp_path))


def test_somebody_with_one_task_does_not_wait_for_a_long_list(alone: JobRunner) -> None:
    others = alone.client().map(work.doubled, list("abcdefgh"), BOUNDS)
    done = [next(others)]
    assert alone.client().call(work.doubled, "z") == "zz"
    assert sorted([*done, *others]) == sorted(letter * 2 for letter in "abcdefgh")


def test_several_threads_share_the_workers(runner: JobRunner) -> None:
    made: dict[int, list[str]] = {}

    def run(number: int) -> None:
        items = [f"{number}{letter}" for letter in "abcde"]
        made[number] = sorted(runner.client().map(work.doubled, items, BOUNDS))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == {n: [f"{n}{letter}" * 2 for letter in "abcde"] for n in range(4)}


def test_workers_begin_when_they_are_told_to_or_with_the_first_task() -> None:
    others = keepers()
    with JobRunner(1) as runner:
        assert keepers() == others
        assert runner.client().call(work.doubled, "a") == "aa"
        assert len(keepers() - others) == 1
    with JobRunner(2) as runner:
        runner.begin()
        runner.begin()
        assert len(keepers() - others) == 2


def keepers() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if isinstance(thread, Keeper)}


def test_closing_ends_what_is_under_way(tmp_path: Path) -> None:
    runner, raised = JobRunner(1), []

    def caller() -> None:
        try:
            runner.client().call(work.waits, tmp_path)
        except Stopped as error:
            raised.append(error)

    thread = threading.Thread(target=caller)
    thread.start()
    process = begun(tmp_path)
    runner.close()
    thread.join()
    assert len(raised) == 1
    assert is_gone(process)
    with pytest.raises(Stopped):
        runner.client().call(work.doubled, "a")


def test_temporary_files_of_a_worker_are_deleted_when_it_is_ended() -> None:
    with JobRunner(1) as runner:
        left = Path(runner.client().call(work.litters, None))
        assert left.exists()
    assert not left.exists()


_PARENT = """
import sys, threading
from contextlib import suppress
from pathlib import Path
from handouts.builds.job_runner import JobRunner
from tests.builds import work

def call():
    with suppress(Exception):  # its worker may be gone a moment before this process is
        client.call(work.waits, Path(sys.argv[1]))

client = JobRunner(1).client()
threading.Thread(target=call, daemon=True).start()
sys.stdin.read()
"""


@pytest.mark.parametrize("how", ["killed", "at its end"])
def test_workers_are_gone_with_their_parent_however_it_ends(tmp_path: Path, how: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, str(tmp_path)],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as parent:
        process = begun(tmp_path)
        if how == "killed":
            parent.kill()
        _, printed = parent.communicate()
    wait_for(lambda: is_gone(process))
    assert printed == b""
