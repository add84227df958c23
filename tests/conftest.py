"""What all tests share: projects in temporary folders, and a way to call the command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.project import Project

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests on the trainer's real files where these are absent; insist where told to."""
    if item.get_closest_marker("shared") and not (SHARED / "inputs").is_dir():
        if os.environ.get("HANDOUTS_REQUIRE_SHARED"):
            pytest.fail(f"{SHARED / 'inputs'} is required and absent")
        pytest.skip("the trainer's real files are not here")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of its own with the example training."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "project" / "content")
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
            **{"env": {**os.environ, "PYTHONPATH": str(REPOSITORY)}, **options},
        )

    return call
