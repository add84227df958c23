"""What `handouts import` says of a call that cannot be."""

from pathlib import Path

from handouts.project.layout import Project
from tests.conftest import Run, snapshot


def test_a_name_that_is_taken_is_reported_with_the_option_before_any_file_is_read(
    project: Project, run: Run, tmp_path: Path
) -> None:
    before = snapshot(project.root)
    missing = tmp_path / "no.md"
    done = run("import", missing, missing, "--as", "two-models", "--project", project.root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "content/two-models/ is there already. Use another name with --as NAME, or --replace.\n"
    )
    assert snapshot(project.root) == before


def test_files_that_are_missing_are_reported_together(
    project: Project, run: Run, tmp_path: Path
) -> None:
    files = tmp_path / "a.md", tmp_path / "b.tsv"
    done = run("import", *files, "--as", "own", "--project", project.root)
    assert (done.returncode, done.stdout) == (1, "")
    assert [line for line in done.stderr.split("\n") if "no such file" in line] == [
        f"{file}: there is no such file" for file in files
    ]
