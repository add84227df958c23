"""Reading the files that a trainer names, before anything in them is looked at."""

from pathlib import Path

import pytest

from handouts.errors import ContentError, Problem
from handouts.importers.given import LARGEST_FILE, Given, read_given


def problems(*paths: Path) -> list[Problem]:
    with pytest.raises(ContentError) as raised:
        read_given(paths)
    return list(raised.value.problems)


def test_a_file_is_given_as_it_was_named_with_its_bytes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.tsv"):
        (tmp_path / name).write_bytes(name.encode())

    assert read_given((tmp_path / "a.txt", tmp_path / "b.tsv")) == [
        Given((tmp_path / "a.txt").as_posix(), b"a.txt"),
        Given((tmp_path / "b.tsv").as_posix(), b"b.tsv"),
    ]


def test_a_folder_and_a_missing_file_are_both_reported(tmp_path: Path) -> None:
    missing = tmp_path / "no.txt"

    assert [(problem.path, problem.cause) for problem in problems(missing, tmp_path)] == [
        (tmp_path.as_posix(), "this is a folder"),
        (missing.as_posix(), "there is no such file"),
    ]


def test_a_file_of_more_than_a_hundred_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with path.open("wb") as file:
        file.truncate(2 * LARGEST_FILE)

    assert [problem.cause for problem in problems(path)] == ["the file has 200.0 MB"]
