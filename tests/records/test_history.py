"""Saved states of files: kept once, thinned with age, read back to the letter."""

import datetime
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import WorldError
from handouts.records.history import NAME, History, digest

START = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=datetime.UTC)
NOTES = "content/tea/article.md"


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime.datetime:
        return self.moment


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def history(tmp_path: Path, watch: Watch) -> Iterator[History]:
    with History(tmp_path / "records", watch) as history:
        yield history


def texts(history: History, file: str = NOTES) -> list[bytes | None]:
    return [history.content(file, state.sha256) for state in history.states(file)]


def test_states_come_back_to_the_letter_the_newest_first(history: History, watch: Watch) -> None:
    history.record(NOTES, b"one\r\n", b"\xef\xbb\xbftwo")
    watch.moment += datetime.timedelta(minutes=1)
    history.record(NOTES, b"")
    assert texts(history) == [b"", b"\xef\xbb\xbftwo", b"one\r\n"]
    newest, _, oldest = history.states(NOTES)
    assert (newest.saved - oldest.saved).seconds == 60
    assert (oldest.file, oldest.size, oldest.sha256) == (NOTES, 5, digest(b"one\r\n"))
    assert history.files() == (NOTES,)


def test_the_newest_state_is_not_kept_twice_and_an_earlier_one_is_a_state_again(
    history: History,
) -> None:
    history.record(NOTES, b"one", b"one")
    history.record(NOTES, b"one", b"two", b"one")
    assert texts(history) == [b"one", b"two", b"one"]


def test_a_content_is_read_only_as_that_of_its_own_file(history: History) -> None:
    history.record("content/tea/sessions/may/roster.csv", b"Name\nBo Lind\n")
    assert history.content(NOTES, digest(b"Name\nBo Lind\n")) is None
    assert history.content(NOTES, "none") is None


def record_hours(history: History, watch: Watch, hours: float, count: int) -> None:
    for _ in range(count):
        history.record(NOTES, str(watch.moment).encode())
        watch.moment += datetime.timedelta(hours=hours)


def ages(history: History, watch: Watch) -> list[float]:
    return [(watch.moment - state.saved).total_seconds() / 3600 for state in history.states(NOTES)]


@pytest.mark.long
def test_states_are_thinned_with_age(history: History, watch: Watch) -> None:
    record_hours(history, watch, 0.5, 2 * 24 * 9)
    history.record("content/other", b"")
    found = ages(history, watch)
    assert len([age for age in found if age <= 24]) == 24 * 2
    assert len([age for age in found if 24 < age <= 7 * 24]) == 6 * 24
    assert len([age for age in found if age > 7 * 24]) == 3
    watch.moment += datetime.timedelta(days=100)
    history.record("content/other", b"1")
    assert len(ages(history, watch)) == 10
    watch.moment += datetime.timedelta(days=400)
    history.record("content/other", b"2")
    assert len(ages(history, watch)) == 1


def test_the_newest_state_of_a_file_that_is_gone_stays_for_ever(
    history: History, watch: Watch
) -> None:
    history.record("content/gone.md", b"first", b"last")
    watch.moment += datetime.timedelta(days=4000)
    history.record(NOTES, b"x")
    assert texts(history, "content/gone.md") == [b"last"]


@pytest.mark.long
@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 90 * 24 * 3600), max_size=25))
def test_thinning_again_after_each_state_keeps_one_for_each_span(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int]
) -> None:
    watch = Watch()
    with History(tmp_path_factory.mktemp("thin") / "records", watch) as history:
        made = []
        for number, seconds in enumerate(steps):
            watch.moment += datetime.timedelta(seconds=seconds)
            history.record(NOTES, str(number).encode())
            made.append(watch.moment)
        found = [state.saved for state in history.states(NOTES)]
        months = {(moment.year, moment.month) for moment in made}
        assert {(moment.year, moment.month) for moment in found} == months
        day = datetime.timedelta(days=1)
        recent = [moment for moment in made if watch.moment - moment < day]
        assert [moment for moment in found if watch.moment - moment < day] == recent[::-1]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    with History(tmp_path / "records"):
        modes = [path.lstat().st_mode for path in (tmp_path / "records").iterdir()]
    modes.append((tmp_path / "records").stat().st_mode)
    assert [mode for mode in modes if mode & (stat.S_IRWXG | stat.S_IRWXO)] == []


def test_reading_a_history_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with History(tmp_path / "records", reading=True) as history:
        assert history.states(NOTES) == ()
        assert history.files() == ()
        assert history.content(NOTES, digest(b"")) is None
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_content_is_reported(tmp_path: Path) -> None:
    with History(tmp_path / "records") as history:
        history.record(NOTES, b"one")
    with closing(sqlite3.connect(tmp_path / "records" / NAME)) as database:
        database.execute("UPDATE contents SET deflated = x'00'")
        database.commit()
    with (
        History(tmp_path / "records", reading=True) as history,
        pytest.raises(WorldError, match=r"A saved state of .* is damaged"),
    ):
        history.content(NOTES, digest(b"one"))


_KILLED = """
import os, sys
from pathlib import Path
from handouts.records import history
with history.History(Path(sys.argv[1])) as kept:
    kept.record("content/a", b"1")
    class Killer(bytes):
        def __len__(self): os._exit(9)
    kept.record("content/a", b"2", Killer(b"3"))
"""


def test_a_run_that_is_killed_while_it_records_leaves_the_history_whole(tmp_path: Path) -> None:
    records = tmp_path / "records"
    killed = subprocess.run([sys.executable, "-c", _KILLED, records], check=False, env=os.environ)
    assert killed.returncode == 9
    with History(records) as history:
        assert texts(history, "content/a") == [b"1"]
        history.record("content/a", b"2")
        assert texts(history, "content/a") == [b"2", b"1"]
