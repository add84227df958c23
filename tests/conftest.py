"""What all tests share: projects in temporary folders, and a way to call the command."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from handouts.project import Project

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

BUILD = [sys.executable, "-m", "handouts", "build"]
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_configure() -> None:
    """Forget a packager's SOURCE_DATE_EPOCH: it dates the package, not what is tested."""
    os.environ.pop("SOURCE_DATE_EPOCH", None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests on the trainer's real files where these are absent; insist where told to."""
    if item.get_closest_marker("shared") and not (SHARED / "inputs").is_dir():
        if os.environ.get("HANDOUTS_REQUIRE_SHARED"):
            pytest.fail(f"{SHARED / 'inputs'} is required and absent")
        pytest.skip("the trainer's real files are not here")


slow = pytest.mark.skipif(
    not os.environ.get("HANDOUTS_EVERY"), reason="takes long; HANDOUTS_EVERY=1 tries it too"
)
"""What .ci/run tries in a step of its own, so that the others take less than two minutes."""


def example(folder: Path, *, sessions: bool = False) -> Project:
    """A project in a new folder, with the example training and nothing else."""
    left_out = None if sessions else shutil.ignore_patterns("sessions")
    shutil.copytree(REPOSITORY / "content", folder / "content", ignore=left_out)
    return Project(folder.resolve())


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of its own with the example training."""
    return example(tmp_path / "project")


@contextmanager
def made_once(factory: pytest.TempPathFactory, name: str) -> Iterator[tuple[Path, bool]]:
    """A folder that all workers of a session share, and whether it is still to be filled.

    One worker fills it and the others wait; a filler that fails leaves it to be filled.
    """
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        finished = folder.with_suffix(".finished")
        if not finished.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            yield folder, True
            finished.touch()
        else:
            yield folder, False


@pytest.fixture(scope="session")
def example_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example's handout and chart, built once by the command. Only to be read: see `built`."""
    with made_once(tmp_path_factory, "example-built") as (folder, to_be_filled):
        if to_be_filled:
            example(folder / "project")
            subprocess.run(
                [*BUILD, "-q", "-d", "handout", "-d", "chart", "--project", folder / "project"],
                check=True,
                env=_environment(),
            )
    return folder / "project"


@pytest.fixture
def built(tmp_path: Path, example_built: Path) -> Project:
    """A project of its own with the example training, its handout and its chart built."""
    shutil.copytree(example_built, tmp_path / "project")
    return Project((tmp_path / "project").resolve())


@pytest.fixture
def run() -> Run:
    """Call the command in a process of its own, as a trainer does."""

    def call(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "handouts", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            **{"env": _environment(), **options},
        )

    return call


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file in a folder with its content, by its path in there."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def outputs(project: Project) -> dict[str, bytes]:
    """Every file that was built with its content; not the records of the build."""
    return {name: content for name, content in snapshot(project.build).items() if name[0] != "."}
