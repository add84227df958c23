"""A SQLite file of any content: migrated in steps, read without being changed, locked."""

import dataclasses
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from handouts.errors import WorldError
from handouts.records.database import Connection, Kind, MigrationStep, opened, opened_for_reading
from tests.conftest import snapshot

_CUPS = "CREATE {temporary} TABLE cups (name TEXT PRIMARY KEY) STRICT"
_SPOONS = "CREATE {temporary} TABLE spoons (size INTEGER) STRICT"


def _makes(table: str) -> MigrationStep:
    return MigrationStep(lambda connection: _make(connection, table), (table,))


def _make(connection: Connection, table: str) -> None:
    connection.execute(table.format(temporary=""))


FIRST = Kind(
    (_makes(_CUPS),), "the cupboard", "another run has put the same there", "All else is whole."
)
SECOND = dataclasses.replace(FIRST, steps=(_makes(_CUPS), _makes(_SPOONS)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the first step behind it and one cup in it."""
    path = tmp_path / "records/cupboard.sqlite3"
    with closing(opened(path, FIRST, 1)) as database, database.change() as connection:
        connection.execute("INSERT INTO cups VALUES ('blue')")
    return path


def names(path: Path, kind: Kind) -> list[str]:
    with closing(opened_for_reading(path, kind, 1)) as database:
        return [row["name"] for row in database.rows("SELECT name FROM cups")]


def test_an_older_file_is_migrated_when_it_is_opened_for_change(path: Path) -> None:
    with closing(opened(path, SECOND, 1)) as database:
        assert list(database.rows("SELECT * FROM spoons")) == []
    assert names(path, SECOND) == ["blue"]
    with pytest.raises(WorldError, match="made by a newer version"):
        opened(path, FIRST, 1)


def test_reading_an_older_file_shows_missing_tables_as_empty_and_changes_nothing(
    path: Path,
) -> None:
    before = snapshot(path.parent)
    with closing(opened_for_reading(path, SECOND, 1)) as database:
        assert list(database.rows("SELECT * FROM spoons")) == []
        with (
            pytest.raises(WorldError, match="attempt to write a readonly database"),
            database.change() as connection,
        ):
            connection.execute("INSERT INTO cups VALUES ('red')")
    assert snapshot(path.parent) == before


def test_a_missing_file_reads_as_an_empty_one_and_is_not_made(tmp_path: Path) -> None:
    assert names(tmp_path / "records/none.sqlite3", FIRST) == []
    assert list(tmp_path.iterdir()) == []


def _interrupted(connection: Connection) -> None:
    connection.execute("DELETE FROM cups")
    raise KeyboardInterrupt


def test_a_change_that_does_not_end_changes_nothing(path: Path) -> None:
    with closing(opened(path, FIRST, 1)) as database:
        with pytest.raises(KeyboardInterrupt), database.change() as connection:
            _interrupted(connection)
        with (
            pytest.raises(WorldError) as caught,
            database.change() as connection,
        ):
            connection.execute("INSERT INTO cups VALUES ('red'), ('blue')")
    assert str(caught.value) == (
        f"{path}: another run has put the same there (UNIQUE constraint failed: cups.name). "
        "Run it again."
    )
    assert names(path, FIRST) == ["blue"]


def test_what_a_kind_of_file_refuses_is_neither_made_nor_left_open(path: Path) -> None:
    def refuse(*_: object) -> None:
        raise WorldError("not this one")

    content = dataclasses.replace(FIRST, check_content=refuse)
    for open_file in (opened, opened_for_reading):
        with pytest.raises(WorldError, match="not this one"):
            open_file(path, content, 1)
    with closing(sqlite3.connect(path, timeout=0)) as other:  # nothing holds it
        other.execute("BEGIN EXCLUSIVE")
    missing = dataclasses.replace(FIRST, check_missing=refuse)
    absent = path.with_name("absent.sqlite3")
    for open_file in (opened, opened_for_reading):
        with pytest.raises(WorldError, match="not this one"):
            open_file(absent, missing, 1)
    assert not absent.exists()


def test_a_lock_keeps_another_run_out_until_it_is_let_go(path: Path) -> None:
    with closing(opened(path, FIRST, 1)) as first, closing(opened(path, FIRST, 1)) as second:
        with (
            first.exclusive_lock("lock.sqlite3", "busy", 0),
            pytest.raises(WorldError, match="busy"),
            second.exclusive_lock("lock.sqlite3", "another is at work: busy", 0),
        ):
            pass
        with second.exclusive_lock("lock.sqlite3", "busy", 0):
            pass
