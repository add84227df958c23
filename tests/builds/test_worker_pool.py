import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.builds import worker_pool
from handouts.builds.plan import Job, plan
from handouts.builds.request import Request
from handouts.content.load_training import load
from handouts.project.layout import Project
from tests.conftest import REPOSITORY, outputs
from tests.small_project import small_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project, with nothing built."""
    return small_project(tmp_path / "project")


@pytest.fixture
def jobs(project: Project) -> list[Job]:
    trainings = load(project, project.trainings())
    return plan(project, trainings, Request(documents=("chart",)))


def test_no_jobs_are_done_without_loading_anything(project: Project) -> None:
    code = (
        "import sys; from pathlib import Path; from handouts.builds import worker_pool\n"
        "from handouts.project.layout import Project\n"
        f"assert list(worker_pool.done([], Project(Path({str(project.root)!r})), 0)) == []\n"
        "assert 'weasyprint' not in sys.modules"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_one_processor_and_several_make_the_same_files(project: Project, jobs: list[Job]) -> None:
    made = []
    for processors in (1, 2):
        outcomes = list(worker_pool.done(jobs, project, processors))
        assert sorted(outcome.path for outcome in outcomes) == sorted(job.path for job in jobs)
        assert all(outcome.record and not outcome.failure for outcome in outcomes)
        made.append(outputs(project))
        for path in made[-1]:
            (project.build / path).unlink()
    assert len(made[0]) == len(jobs) == 3
    assert made[0] == made[1]


@pytest.mark.parametrize("processors", [1, 2])
def test_a_job_that_fails_says_why_and_the_others_are_done(
    project: Project, jobs: list[Job], processors: int
) -> None:
    (project.build / jobs[0].path).mkdir(parents=True)
    (project.build / jobs[0].path / "mine.txt").write_text("Mine.")
    outcomes = {outcome.path: outcome for outcome in worker_pool.done(jobs, project, processors)}
    assert set(outcomes) == {job.path for job in jobs}
    failed = outcomes.pop(jobs[0].path)
    assert failed.record is None
    assert failed.failure.startswith(f"{project.build / jobs[0].path} cannot be written: ")
    assert all(outcome.record for outcome in outcomes.values())
