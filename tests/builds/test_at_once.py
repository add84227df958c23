"""Several things at once, in threads over one JobRunner and in processes, as one after another."""

import dataclasses
import datetime
import multiprocessing
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import pytest

from handouts.builds.job_runner import Client, JobRunner
from handouts.builds.request import Request
from handouts.certificates.options import CertificateOptions
from handouts.project.layout import Project
from handouts.workflows.build import build
from handouts.workflows.preview_file import preview
from handouts.workflows.preview_job import PreviewOptions
from handouts.workflows.proof import proof
from tests.conftest import example
from tests.small_project import own_provider

pytestmark = pytest.mark.long
NOW = datetime.datetime(2026, 11, 22, 9)
CHARTS = Request(("two-models",), ("chart",), force=True, jobs=1)
MATCHING = Request(("two-models",), ("matching",), theme="quiet", paper="a4", force=True, jobs=1)
HANDOUT = PreviewOptions("two-models", "handout", "email")
UNSAVED = dataclasses.replace(
    HANDOUT, document="chart", texts={"two-models/article.md": b"---\ntitle: New\n---\n\nWords.\n"}
)

Task = Callable[[Project, Client | None], Mapping[str, bytes]]
Made = dict[str, Mapping[str, bytes]]


def built(request: Request, project: Project, client: Client | None) -> Mapping[str, bytes]:
    files = build(project, dataclasses.replace(request, client=client))
    return {project.relative(file.path): file.path.read_bytes() for file in files}


def shown(options: PreviewOptions, project: Project, client: Client | None) -> Mapping[str, bytes]:
    return {options.document: preview(project, options, client).pdf}


def proved(project: Project, client: Client | None) -> Mapping[str, bytes]:
    arguments = project, "two-models/example", CertificateOptions(NOW, jobs=1)
    found = client.call(proof, *arguments) if client else proof(*arguments)
    return {found.path: (project.root / found.path).read_bytes()}


TASKS: Mapping[str, Task] = {
    "charts": partial(built, CHARTS),
    "matching": partial(built, MATCHING),
    "handout": partial(shown, HANDOUT),
    "unsaved": partial(shown, UNSAVED),
    "proof": proved,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return own_provider(example(tmp_path_factory.mktemp("at-once"), sessions=True))


@pytest.fixture(scope="module")
def one_after_another(project: Project) -> Made:
    made = {name: task(project, None) for name, task in TASKS.items()}
    assert {name: len(files) for name, files in made.items()} == {
        "charts": 3, "matching": 3, "handout": 1, "unsaved": 1, "proof": 1,
    }  # fmt: skip
    return made


def test_threads_over_one_runner_make_the_same_bytes_as_one_after_another(
    project: Project, one_after_another: Made
) -> None:
    made: Made = {}
    with JobRunner(2) as runner:

        def work(name: str) -> None:
            made[name] = TASKS[name](project, runner.client())

        threads = [threading.Thread(target=work, args=(name,)) for name in TASKS]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert made == one_after_another


def test_processes_make_the_same_bytes_as_one_after_another(
    project: Project, one_after_another: Made
) -> None:
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(TASKS), mp_context=spawn) as processes:
        running = {name: processes.submit(task, project, None) for name, task in TASKS.items()}
        made = {name: task.result() for name, task in running.items()}
    assert made == one_after_another
