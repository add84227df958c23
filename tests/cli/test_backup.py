"""The commands that keep a project in one file and make one from it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from handouts.cli.app import cli
from tests.conftest import snapshot
from tests.small_project import small_project

pytest.importorskip("pyrage", reason="the studio's extra is not installed")
pytestmark = pytest.mark.long  # scrypt is meant to take its time


def test_a_backup_is_written_and_restored_with_the_passphrase_from_the_input(
    tmp_path: Path,
) -> None:
    project = small_project(tmp_path / "mine")
    file, folder = str(tmp_path / "kept.age"), str(tmp_path / "again")
    words = "four words of mine\n"
    made = CliRunner().invoke(cli, ["backup", file, "--project", str(project.root)], input=words)
    assert made.exit_code == 0, made.output
    assert "kept.age: 4 files, encrypted." in made.output
    restored = CliRunner().invoke(cli, ["restore", file, folder], input=words)
    assert restored.exit_code == 0, restored.output
    assert "again: 4 files, as they were on" in restored.output
    assert snapshot(tmp_path / "again") == snapshot(project.root)
