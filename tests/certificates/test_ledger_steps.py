"""Ledgers of earlier versions: brought up to date in steps, each whole or not at all.

`ledger-2.sql` is the ledger of the example's session as the version with two steps left it, with
three people: one certificate valid, one void, one replaced by another.
"""

import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path

import pytest

from handouts.builds.manifest import digest
from handouts.certificates import kept_files
from handouts.certificates.files import write_files
from handouts.certificates.kept_files import Filed
from handouts.certificates.ledger import Ledger
from handouts.certificates.ledger_steps import STEPS
from handouts.errors import WorldError
from handouts.project.layout import Project
from handouts.records.database import MigrationStep, migrate, version
from tests.certificates.conftest import SESSION

DUMP = Path(__file__).with_name("ledger-2.sql")
VALID = {"Ann-Lee-G0KS-66C6-HKKD.pdf", "Małgorzata-Łęcka-AZK7-BZDW-G1A0.pdf"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with a ledger of an earlier version, and no files."""
    records = tmp_path / "records"
    records.mkdir()
    with closing(sqlite3.connect(records / "ledger.sqlite3")) as database:
        database.executescript(DUMP.read_text("utf-8"))
    return Project(tmp_path.resolve())


def asked(project: Project, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(project.records / "ledger.sqlite3")) as database:
        return database.execute(question).fetchall()


def files(project: Project) -> dict[str, str]:
    """The SHA-256 of each file, made from the ledger alone."""
    shutil.rmtree(project.build, ignore_errors=True)
    with Ledger(project.records) as ledger, ledger.exclusive_lock():
        assert write_files(project, ledger, SESSION).damages == ()
    folder = project.build / "two-models/sessions/example/certificates"
    return {file.name: digest(file.read_bytes()) for file in folder.iterdir()}


def another_zlib(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything be deflated as another zlib would."""
    deflate = zlib.compress
    monkeypatch.setattr(zlib, "compress", lambda content, *_: deflate(content, 1))


needs_the_same_zlib = pytest.mark.skipif(
    digest(zlib.compress(bytes(range(256)) * 9 + b"handouts" * 99, 9))
    != "6a1eeb4974f4d582521cb32205d67b1f122a1d7e016393060b387045ec9c4735",
    reason="another zlib than that which the ledger was made with",
)


@needs_the_same_zlib
def test_all_files_of_an_earlier_ledger_are_given_out_byte_for_byte(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = dict(asked(project, "SELECT file, sha256 FROM certificates WHERE state = 'valid'"))
    assert set(issued) == VALID
    with Ledger(project.records) as ledger:
        filed = list(kept_files.filed(ledger, SESSION))
    assert [(f.entry.state, f.content is not None) for f in filed if isinstance(f, Filed)] == [
        ("void", True), ("replaced", True), ("valid", True), ("valid", True)
    ]  # fmt: skip
    another_zlib(monkeypatch)
    assert files(project) == issued


@needs_the_same_zlib
def test_what_another_zlib_cannot_assemble_is_kept_from_its_file(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Project(tmp_path.resolve() / "copy")
    shutil.copytree(project.records, copy.records)
    issued = files(copy)
    another_zlib(monkeypatch)
    folder = project.build / "two-models/sessions/example/certificates"
    with Ledger(project.records) as ledger, ledger.exclusive_lock():
        damages = write_files(project, ledger, SESSION).damages
        assert [damage.number for damage in damages] == ["AZK7-BZDW-G1A0", "G0KS-66C6-HKKD"]
        assert damages[1].cause == (
            "no copy of its file was kept that is whole. If anybody has "
            f"Ann-Lee-G0KS-66C6-HKKD.pdf, put it into {folder} and run it again; otherwise reissue "
            "the certificate"
        )
        shutil.copytree(copy.build, project.build, dirs_exist_ok=True)
        assert write_files(project, ledger, SESSION).damages == ()
    assert files(project) == issued


def test_a_reader_leaves_an_earlier_ledger_as_it_is(project: Project) -> None:
    before = (project.records / "ledger.sqlite3").read_bytes()
    with Ledger(project.records, reading=True) as ledger:
        assert [entry.state for entry in ledger.entries()] == [
            "void", "replaced", "valid", "valid"
        ]  # fmt: skip
        assert list(ledger.rows("SELECT * FROM printed, mailings, keys")) == []
        with pytest.raises(WorldError, match="attempt to write a readonly database"):
            ledger.void("G0KS-66C6-HKKD", "lost", "2026-12-01")
    assert [file.name for file in project.records.iterdir()] == ["ledger.sqlite3"]
    assert (project.records / "ledger.sqlite3").read_bytes() == before


@pytest.mark.parametrize("ended", range(len(STEPS)))
def test_a_step_that_does_not_end_leaves_the_ledger_as_it_was(tmp_path: Path, ended: int) -> None:
    path = tmp_path / "ledger.sqlite3"

    def killed(database: sqlite3.Connection) -> None:
        STEPS[ended].take(database)
        raise KeyboardInterrupt

    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        done = (*STEPS[:ended], MigrationStep(killed))
        with pytest.raises(KeyboardInterrupt):
            migrate(database, path, done)
        assert version(database, path, STEPS) == ended
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_schema")}
        assert ("certificates" in tables, "mailings" in tables) == (ended > 0, ended > 1)
        migrate(database, path, STEPS)
        assert version(database, path, STEPS) == len(STEPS)


@pytest.mark.parametrize("reading", [False, True])
def test_a_ledger_of_a_newer_version_is_not_touched(tmp_path: Path, reading: bool) -> None:
    path = tmp_path / "records/ledger.sqlite3"
    Ledger(path.parent).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(WorldError) as caught:
        Ledger(path.parent, reading=reading)
    assert str(caught.value) == (
        f"{path} was made by a newer version of handouts. Install that one."
    )
    assert path.read_bytes() == before
