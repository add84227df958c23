import os
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.errors import WorldError
from handouts.project.atomic_files import (
    atomic_write,
    private_folder,
    remove_stale_temp_files,
    write_whole,
)
from tests.conftest import snapshot


@pytest.fixture
def _little_room() -> Iterator[None]:
    """No file may be longer than 1000 bytes: what is longer is cut off there, with an error."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_is_written_with_the_folders_around_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "sheet.pdf", b"new", inside=tmp_path)
    assert snapshot(tmp_path) == {"a/b/sheet.pdf": b"new"}


def test_an_earlier_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(b"old")
    inode = file.stat().st_ino
    write_whole(file, b"new", inside=tmp_path)
    assert snapshot(tmp_path) == {"sheet.pdf": b"new"}
    assert file.stat().st_ino != inode, "written over, so that a reader could see half of it"


@pytest.mark.usefixtures("_little_room")
def test_a_disk_that_fills_up_leaves_the_earlier_file_and_no_half(tmp_path: Path) -> None:
    write_whole(tmp_path / "sheet.pdf", b"old", inside=tmp_path)
    with pytest.raises(WorldError) as raised:
        write_whole(tmp_path / "sheet.pdf", b"x" * 5000, inside=tmp_path)
    assert str(raised.value) == (
        f"{tmp_path / 'sheet.pdf'} cannot be written: File too large. Make room, close the file "
        "where it is open, or fix the folder's permissions; what was there before is untouched."
    )
    assert isinstance(raised.value.__cause__, OSError)
    assert snapshot(tmp_path) == {"sheet.pdf": b"old"}


def test_any_accident_leaves_the_earlier_file_and_no_half(tmp_path: Path) -> None:
    write_whole(tmp_path / "sheet.pdf", b"old", inside=tmp_path)

    def interrupted(accident: BaseException) -> None:
        with atomic_write(tmp_path / "sheet.pdf", inside=tmp_path) as file:
            file.write(b"half")
            raise accident

    with pytest.raises(WorldError, match=r"sheet\.pdf cannot be written: Permission denied\."):
        interrupted(PermissionError(13, "Permission denied"))
    with pytest.raises(KeyboardInterrupt):
        interrupted(KeyboardInterrupt())
    assert snapshot(tmp_path) == {"sheet.pdf": b"old"}


def test_a_folder_of_the_files_name_is_told_and_no_half_is_left(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").mkdir()
    with pytest.raises(WorldError, match=r"sheet\.pdf cannot be written: Is a directory"):
        write_whole(tmp_path / "sheet.pdf", b"new", inside=tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.pdf"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"mine")
    with pytest.raises(WorldError, match=r"sheet\.pdf cannot be written: "):
        write_whole(tmp_path / "build" / "print" / "sheet.pdf", b"new", inside=tmp_path)
    assert snapshot(tmp_path) == {"build": b"mine"}


def test_sweeping_takes_old_halves_and_leaves_new_ones_and_everything_else(tmp_path: Path) -> None:
    names = ("sheet.pdf", ".sheet.pdf.7.part", "sheet.part", ".new.pdf.8.part", ".manifest.json")
    long_ago = time.time() - 3700
    for name in names:
        file = tmp_path / "print" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"")
        if "new" not in name:
            os.utime(file, (long_ago, long_ago))
    remove_stale_temp_files(tmp_path, inside=tmp_path)
    assert set(snapshot(tmp_path)) == {f"print/{name}" for name in names} - {
        "print/.sheet.pdf.7.part"
    }


def test_sweeping_a_folder_that_is_not_there_does_nothing(tmp_path: Path) -> None:
    remove_stale_temp_files(tmp_path / "build", inside=tmp_path)
    assert snapshot(tmp_path) == {}


def test_a_part_that_another_run_moves_away_meanwhile_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "records"
    private_folder(folder, inside=tmp_path)
    (folder / "kept").touch(mode=0o644)
    listed = [folder / ".part.gone.part", folder / "kept"]
    monkeypatch.setattr(Path, "iterdir", lambda _: iter(listed))

    private_folder(folder, inside=tmp_path)

    assert (folder / "kept").stat().st_mode & 0o077 == 0
