"""Pictures for sharing: one of each valid certificate's face, and none of any other."""

import io
from pathlib import Path

import pytest
from PIL import Image

from handouts.certificates.share_picture import WIDTH, write_pictures
from handouts.errors import CallError
from handouts.workflows.share_pictures import share_picture
from tests.certificates.conftest import SESSION, Desk

pytestmark = pytest.mark.long


def drawn(folder: Path) -> set[str]:
    return {file.stem for file in folder.iterdir()}


def test_each_valid_certificate_has_a_picture_of_its_face(issued: Desk) -> None:
    others = [entry for entry in issued.entries() if entry.award.name != "Zoë Con"]
    for entry in others:
        issued.path(entry).unlink()
    zoe = issued.entry("Zoë Con")
    folder = write_pictures(issued.project, SESSION, 1)
    assert folder == issued.folder / "pictures"
    assert drawn(folder) == {issued.path(zoe).stem}
    (file,) = folder.iterdir()
    with Image.open(file) as picture:
        assert picture.format == "PNG"
        assert (picture.width, round(picture.width / picture.height, 2)) == (WIDTH, 1.29)
    assert file.stat().st_mode & 0o077 == 0
    before = file.stat().st_mtime_ns
    write_pictures(issued.project, SESSION, 1)
    assert file.stat().st_mtime_ns == before
    issued.void(zoe.number)
    assert drawn(write_pictures(issued.project, SESSION, 1)).isdisjoint({file.stem})


def test_one_picture_can_be_had_while_the_file_is_there(issued: Desk) -> None:
    zoe = issued.entry("Zoë Con")
    content = share_picture(issued.project, SESSION, zoe.number)
    with Image.open(io.BytesIO(content)) as picture:
        assert picture.width == WIDTH
    issued.path(zoe).unlink()
    with pytest.raises(CallError, match="is not valid, or its file is missing"):
        share_picture(issued.project, SESSION, zoe.number)
