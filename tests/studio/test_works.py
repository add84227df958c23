"""Work that takes a while: progress, Stop, and what came of it."""

import threading
from collections.abc import Iterator

import pytest

from handouts.builds.job_runner import Client, JobRunner
from handouts.builds.progress import OnProgress, Progress, Stopped
from handouts.studio.running import Works
from tests.conftest import PATIENCE


@pytest.fixture
def runner() -> Iterator[JobRunner]:
    with JobRunner(1) as runner:
        yield runner


def test_it_reports_its_progress_and_keeps_its_result(runner: JobRunner) -> None:
    works = Works(runner)

    def do(_: Client, on_progress: OnProgress) -> str:
        on_progress(Progress(1, 2, "one"))
        return "made"

    work = works.start("Making", "/here", do)

    assert work.wait(PATIENCE)
    assert work.result == "made"
    assert work.progress == Progress(1, 2, "one")
    assert works.at("/here") is work
    assert works.find(work.key) is work


def test_what_goes_on_at_a_place_is_not_begun_twice(runner: JobRunner) -> None:
    works, free = Works(runner), threading.Event()

    first = works.start("Sending", "/mail", lambda *_: free.wait(PATIENCE))
    second = works.start("Sending", "/mail", lambda *_: pytest.fail("begun twice"))
    free.set()

    assert second is first
    assert first.wait(PATIENCE)


def test_stop_ends_it_at_its_next_report(runner: JobRunner) -> None:
    works, reported = Works(runner), threading.Event()

    def do(_: Client, on_progress: OnProgress) -> None:
        while True:
            on_progress(Progress(1, 2))
            reported.set()

    work = works.start("Making", "/here", do)
    assert reported.wait(PATIENCE)
    work.stop()

    assert work.wait(PATIENCE)
    assert isinstance(work.error, Stopped)
    assert work.is_stopped


def test_stop_ends_what_a_worker_does(runner: JobRunner) -> None:
    works, begun = Works(runner), threading.Event()

    def do(client: Client, _: OnProgress) -> None:
        begun.set()
        client.call(_for_ever)

    work = works.start("Making", "/here", do)
    assert begun.wait(PATIENCE)
    work.stop()

    assert work.wait(PATIENCE)
    assert work.is_stopped


def _for_ever() -> None:
    threading.Event().wait()
