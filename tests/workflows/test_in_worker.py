"""Workflows as a web app calls them: from a thread, as a whole in a worker of a JobRunner."""

import dataclasses
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from handouts.builds.job_runner import Client, JobRunner
from handouts.builds.progress import Progress
from handouts.certificates.change import Correction, OwnerUnknownError, Voiding
from handouts.certificates.newcomers import OpenQuestionsError
from handouts.documents.sandbox import template_errors
from handouts.documents.templates import environment, rendered
from handouts.errors import ContentError, WorldError
from handouts.mail.readback import UnfitMessageError
from handouts.messages import message
from handouts.packets.request import PacketRequest
from handouts.project.layout import Project
from handouts.typesetting.limits import Limits, SharedProcessError
from handouts.workflows.issue import issue
from handouts.workflows.packet import packet
from handouts.workflows.reissue import reissue
from handouts.workflows.void import void
from tests.certificates.conftest import OPTIONS, PEOPLE, SESSION, TODAY, example
from tests.small_project import small_project

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def runner() -> Iterator[JobRunner]:
    with JobRunner(1) as runner:
        yield runner


@pytest.fixture
def client(runner: JobRunner) -> Client:
    return runner.client()


def in_a_thread(work: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
    """Call something in another thread, and return or raise what it does."""
    found: list[Any] = []

    def call() -> None:
        try:
            found.append((work(*arguments, **more), None))
        except BaseException as error:
            found.append((None, error))

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    ((result, error),) = found
    if error is not None:
        raise error
    return result


def test_certificates_are_issued_corrected_and_voided_from_a_thread(
    client: Client, tmp_path: Path
) -> None:
    desk, seen = example(tmp_path), list[Progress]()
    early = dataclasses.replace(OPTIONS, now=OPTIONS.now.replace(year=2020))
    with pytest.raises(OpenQuestionsError) as raised:
        in_a_thread(client.call, issue, desk.project, SESSION, early)
    assert raised.value.questions
    issued = in_a_thread(
        client.call, issue, desk.project, SESSION, OPTIONS, on_progress=seen.append
    )
    assert len(issued.certificates) == len(PEOPLE) - 1
    assert seen[-1] == Progress(len(PEOPLE) - 1, len(PEOPLE) - 1)
    zoe = desk.entry("Zoë Con")
    desk.roster([{**PEOPLE[4], "Name": "Zoe Conway", "E-mail": "new@example.org"}])
    with pytest.raises(OwnerUnknownError) as unknown:
        in_a_thread(client.call, reissue, desk.project, SESSION, OPTIONS, Correction(zoe.number))
    assert unknown.value.entry == zoe
    of = Correction(zoe.number, "Zoe Conway")
    in_a_thread(client.call, reissue, desk.project, SESSION, OPTIONS, of)
    new = desk.entry("Zoe Conway")
    gone = in_a_thread(client.call, void, desk.project, SESSION, Voiding(new.number, "no", TODAY))
    assert gone.state == "void"
    assert desk.is_in_order()


def test_packets_are_made_from_a_thread(client: Client, tmp_path: Path) -> None:
    project, seen = small_project(tmp_path), list[Progress]()
    request = PacketRequest("tea", copies=2)
    packed = in_a_thread(client.call, packet, project, request, on_progress=seen.append)
    assert all(file.path.is_file() for file in packed.files)
    assert len(seen) == len(packed.files)
    (project.content / "tea" / "chart.yaml").write_text("title: [", "utf-8")
    with pytest.raises(ContentError) as raised:
        in_a_thread(client.call, packet, project, request)
    assert {problem.path for problem in raised.value.problems} == {"content/tea/chart.yaml"}


def test_a_template_is_not_rendered_without_bounds_in_a_thread(tmp_path: Path) -> None:
    with pytest.raises(SharedProcessError):
        in_a_thread(rendered, small_project(tmp_path), "verify/page.js")


def test_an_endless_template_ends_in_a_worker_alone(client: Client, tmp_path: Path) -> None:
    project = small_project(tmp_path)
    (project.root / "templates" / "verify").mkdir(parents=True)
    endless = "{% for a in range(9999) %}" * 3 + "{% endfor %}" * 3
    (project.root / "templates" / "verify" / "page.js").write_text(endless, "utf-8")
    with pytest.raises(
        WorldError, match=r"page\.js cannot be typeset: it took longer than 1 seconds"
    ):
        client.call(_render_in_a_second, project)


def test_errors_go_between_processes_with_all_that_they_know(client: Client) -> None:
    with pytest.raises(UnfitMessageError) as raised:
        client.call(_unfit)
    assert str(raised.value.reason) == "the message was made but not kept: a trial"
    assert str(raised.value) == "The message to Ann was made but not kept: a trial."


def _render_in_a_second(project: Project) -> None:
    with template_errors(project.layers, "verify/page.js", Limits(1)):
        environment(project.layers).get_template("verify/page.js").render()


def _unfit() -> None:
    raise UnfitMessageError(message("mail.unfit-header", why="a trial"), "Ann")
