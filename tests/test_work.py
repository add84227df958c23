import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from handouts import setting, work
from handouts.errors import WorldError
from handouts.load import load
from handouts.plan import Job, plan
from handouts.project import Project
from handouts.request import Request
from tests.conftest import REPOSITORY, outputs


@pytest.fixture
def jobs(project: Project) -> list[Job]:
    trainings = load(project, project.trainings())
    return plan(project, trainings, Request(documents=("chart",)))


def test_no_jobs_are_done_without_loading_anything(project: Project) -> None:
    code = (
        "import sys; from pathlib import Path; from handouts import work\n"
        "from handouts.project import Project\n"
        f"assert list(work.done([], Project(Path({str(project.root)!r})), 0)) == []\n"
        "assert 'weasyprint' not in sys.modules"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)


def test_one_processor_and_several_make_the_same_files(project: Project, jobs: list[Job]) -> None:
    made = []
    for processors in (1, 2):
        outcomes = list(work.done(jobs, project, processors))
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
    outcomes = {outcome.path: outcome for outcome in work.done(jobs, project, processors)}
    assert set(outcomes) == {job.path for job in jobs}
    failed = outcomes.pop(jobs[0].path)
    assert failed.record is None
    assert failed.failure.startswith(f"{project.build / jobs[0].path} cannot be written: ")
    assert all(outcome.record for outcome in outcomes.values())


def test_a_bug_is_not_taken_for_a_failure(
    project: Project, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    def bug(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(setting, "set_document", bug)
    with pytest.raises(ZeroDivisionError):
        list(work.done(jobs, project, 1))


def test_a_worker_that_is_killed_is_told_with_a_cure(
    project: Project, jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = os.getpid()

    def killed(*_: object) -> None:
        assert os.getpid() != here
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(setting, "set_document", killed)
    with pytest.raises(WorldError, match=r"^A worker was killed.*--jobs 1\.$"):
        list(work.done(jobs, project, 2))
    assert not any(path.suffix == ".pdf" for path in Path(project.build).rglob("*"))
