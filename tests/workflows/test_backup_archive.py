"""What is taken from the archive in a backup, and what is refused."""

import datetime
import gzip
import io
import tarfile
from collections.abc import Callable

import pytest

from handouts.errors import CallError
from handouts.workflows.backup_archive import Archive, packed, unpacked

ABOUT = b'{"format": 1, "made": "2026-05-04T09:00:00+00:00", "files": 1}'
MOMENT = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)
Add = Callable[[tarfile.TarFile], None]


def test_files_come_back_to_the_letter() -> None:
    files = {
        "content/tea/article.md": b"\r\n",
        "records/ledger.sqlite3": b"\0\xff",
        ".gitignore": b"",
        f"content/tea/{'long' * 40}.md": "é".encode(),
        "content/Käse/Ковалёв.md": b"x",
    }
    assert unpacked(packed(Archive(files, MOMENT))) == Archive(files, MOMENT)


def forged(add: Add, about: bytes = ABOUT) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        put("handouts-backup.json", about)(archive)
        add(archive)
    return out.getvalue()


def put(name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE) -> Add:
    def add(archive: tarfile.TarFile) -> None:
        member = tarfile.TarInfo(name)
        member.type = kind
        member.size = len(content) if kind == tarfile.REGTYPE else 0
        member.linkname = "/etc/passwd"
        archive.addfile(member, io.BytesIO(content))

    return add


def twice(archive: tarfile.TarFile) -> None:
    put("content/a")(archive)
    put("content/A")(archive)


@pytest.mark.parametrize(
    "add",
    [
        *map(put, ["../x", "/etc/x", "content/../../x", "content", "other/x", "content//x", "x",
                   "content/c:x", "content\\x", "content/nul", "content/a\nb", "content/x "]),
        put("content/x", kind=tarfile.SYMTYPE), put("content/x", kind=tarfile.LNKTYPE),
        put("content/x", kind=tarfile.CHRTYPE), put("content/x", kind=tarfile.FIFOTYPE), twice,
    ],
)  # fmt: skip
def test_files_that_belong_nowhere_in_a_project_are_refused(add: Add) -> None:
    with pytest.raises(CallError, match="belongs nowhere"):
        unpacked(forged(add))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"junk", "damaged"),
        (gzip.compress(b"junk" * 200), "damaged"),
        (forged(put("content/x"))[:-30], "damaged"),
        (forged(put("content/x"), b"{}"), "no backup"),
        (forged(put("content/x"), b"[]"), "no backup"),
        (forged(put("content/x"), ABOUT.replace(b'": 1,', b'": 2,')), "newer version"),
        (forged(put("content/x"), ABOUT.replace(b'"files": 1', b'"files": 2')), "damaged"),
        (gzip.compress(b""), "damaged"),
    ],
    ids=["text", "no archive", "cut off", "not named", "a list", "newer", "too few", "empty"],
)
def test_what_is_no_backup_or_damaged_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(CallError, match=why):
        unpacked(content)


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = gzip.compress(bytes(10_000_000))
    with pytest.raises(CallError, match=r"more than 1\.3 MB"):
        unpacked(bomb * 50, 1_000_000)
