import dataclasses
import json
from pathlib import Path

import pytest

from handouts.builds.manifest import Manifest, Record, digest, fingerprint
from handouts.errors import WorldError

CONTENT = b"%PDF-1.7 of a kind"
RECORD = Record("made from this", digest(CONTENT), pages=2, size=18, seconds=0.25, fit="plain")


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "sheet.pdf").write_bytes(CONTENT)
    return Manifest(
        tmp_path,
        {"print/sheet.pdf": RECORD},
        {"all of it": {"print/sheet.pdf": RECORD.fingerprint}},
    )


def test_what_is_written_is_read_again(manifest: Manifest) -> None:
    manifest.write()
    assert Manifest.read(manifest.build) == manifest


def test_a_folder_without_records_has_none(tmp_path: Path) -> None:
    assert Manifest.read(tmp_path) == Manifest(tmp_path)
    assert Manifest.read(tmp_path / "absent") == Manifest(tmp_path / "absent")


def test_records_with_a_field_more_or_less_are_not_taken(manifest: Manifest) -> None:
    manifest.write()
    file = manifest.build / ".manifest.json"
    stored = json.loads(file.read_text())
    for change in ({"new": 1}, {"pages": None}):
        record = {**dataclasses.asdict(RECORD), **change}
        kept = {key: value for key, value in record.items() if value is not None}
        file.write_text(json.dumps({**stored, "files": {"print/sheet.pdf": kept}}))
        assert Manifest.read(manifest.build) == Manifest(manifest.build)


def test_a_file_is_current_when_it_was_made_from_this_and_is_unharmed(manifest: Manifest) -> None:
    assert manifest.is_current("print/sheet.pdf", "made from this")
    assert not manifest.is_current("print/sheet.pdf", "made from that")
    assert not manifest.is_current("print/other.pdf", "made from this")


@pytest.mark.parametrize("harm", [b"", CONTENT[:-1], CONTENT + b"\n", None])
def test_a_harmed_file_is_not_current(manifest: Manifest, harm: bytes | None) -> None:
    file = manifest.build / "print" / "sheet.pdf"
    if harm is None:
        file.unlink()
    else:
        file.write_bytes(harm)
    assert not manifest.is_current("print/sheet.pdf", "made from this")
    assert manifest.unchanged("all of it") == []


def test_an_earlier_build_is_unchanged_while_all_its_files_are_current(manifest: Manifest) -> None:
    assert manifest.unchanged("all of it") == ["print/sheet.pdf"]
    assert manifest.unchanged("something else") == []
    manifest.snapshots["all of it"]["print/missing.pdf"] = "made from this"
    assert manifest.unchanged("all of it") == []


def test_only_the_last_builds_are_remembered(manifest: Manifest) -> None:
    for number in range(50):
        manifest.snapshots[str(number)] = {}
    manifest.write()
    remembered = list(Manifest.read(manifest.build).snapshots)
    assert remembered == [str(number) for number in range(30, 50)]


def test_records_that_cannot_be_written_are_told(manifest: Manifest) -> None:
    (manifest.build / ".manifest.json").mkdir()
    with pytest.raises(WorldError, match=r"\.manifest\.json cannot be written: Is a directory"):
        manifest.write()


def test_a_fingerprint_tells_content_order_and_where_parts_end() -> None:
    parts = (["ab", "c"], ["a", "bc"], ["abc"], ["c", "ab"], ["abc", ""], [])
    assert len({fingerprint(each) for each in parts}) == len(parts)
    assert fingerprint(["ab", b"c"]) == fingerprint([b"ab", "c"])
