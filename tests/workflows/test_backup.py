"""A project as one encrypted file: whole, private, and refused where anything is wrong with it."""

import datetime
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.records.history import History, utc_now
from handouts.workflows.backup import Backup, back_up, read_backup, restore, write_backup
from handouts.workflows.load import load_checked
from tests.conftest import snapshot
from tests.small_project import small_project

pyrage = pytest.importorskip("pyrage", reason="the studio's extra is not installed")
WORDS = "quiet kettle über harbour"
pytestmark = pytest.mark.long  # scrypt is meant to take its time
MOMENT = datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)


@pytest.fixture
def tea(tmp_path: Path) -> Project:
    project = small_project(tmp_path / "tea-project")
    folder = project.content / "tea/sessions/may"
    folder.mkdir(parents=True)
    (folder / "session.yaml").write_bytes(b"days:\n  - date: 2026-05-04\nplace: K\nhours: 5\n")
    (folder / "roster.csv").write_bytes(b"Name\r\nBo Lind\r\n")
    for name in (
        "styles/own.css",
        "templates/x.html",
        "build/tea/a.pdf",
        ".gitignore",
        "notes.txt",
    ):
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    with History(project.records) as history:
        history.record("content/tea/article.md", b"earlier")
    (project.records / "running.sqlite3").write_bytes(b"")
    return project


def kept(project: Project) -> dict[str, bytes]:
    found = snapshot(project.root)
    return {
        name: content
        for name, content in found.items()
        if not name.startswith(("build/", "notes", "records/"))
    }


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """One backup for all tests: the key of each takes a second to make, and as long to find."""
    return back_up(small_project(tmp_path_factory.mktemp("small")), WORDS, lambda: MOMENT).content


def test_what_is_restored_is_the_same_project_without_what_a_build_makes(
    tea: Project, tmp_path: Path
) -> None:
    made = back_up(tea, WORDS, lambda: MOMENT)
    assert made.remarks == ()
    found = restore(made.content, WORDS, tmp_path / "new")
    assert (found.made, found.files) == (MOMENT, made.files)
    other = Project((tmp_path / "new").resolve())
    assert kept(other) == kept(tea)
    roster = other.content / "tea/sessions/may/roster.csv"
    for path in (other.records, other.records / "history.sqlite3", roster):
        assert stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO) == 0
    assert sorted(path.name for path in other.records.iterdir()) == ["history.sqlite3"]
    with History(other.records, reading=True) as history:
        (state,) = history.states("content/tea/article.md")
        assert history.content(state.file, state.sha256) == b"earlier"
    ((training,), _) = load_checked(other, ["tea"], [("tea", "may")])
    assert training.head.code == "TEA"


def test_only_the_passphrase_opens_it_however_its_letters_are_written(
    sealed: bytes, tmp_path: Path
) -> None:
    assert b"Kettle" not in sealed
    with pytest.raises(CallError, match="passphrase does not open"):
        restore(sealed, f"{WORDS} ", tmp_path / "new")
    assert not (tmp_path / "new").exists()
    decomposed = "quiet kettle u\u0308ber harbour"
    assert restore(sealed, decomposed, tmp_path / "new").files == 4


def test_a_short_passphrase_and_an_empty_project_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="too short"):
        back_up(Project(tmp_path), "short")
    with pytest.raises(CallError, match="nothing in"):
        back_up(Project(tmp_path), WORDS)


def test_databases_are_copied_while_others_write_and_damaged_ones_as_they_are(
    tea: Project, tmp_path: Path
) -> None:
    history = tea.records / "history.sqlite3"
    (tea.records / "ledger.sqlite3").write_bytes(b"SQLite format 3\0" + b"junk" * 500)
    with closing(sqlite3.connect(history, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM states")
        content = back_up(tea, WORDS).content
        writer.execute("ROLLBACK")
    restore(content, WORDS, tmp_path / "new")
    with History(tmp_path / "new/records", utc_now, reading=True) as restored:
        assert len(restored.states("content/tea/article.md")) == 1
    ledger = (tmp_path / "new/records/ledger.sqlite3").read_bytes()
    assert ledger == (tea.records / "ledger.sqlite3").read_bytes()


def test_a_folder_with_something_in_it_is_left_alone(sealed: bytes, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full/mine").write_bytes(b"mine")
    with pytest.raises(CallError, match="not empty"):
        restore(sealed, WORDS, tmp_path / "full")
    assert snapshot(tmp_path / "full") == {"mine": b"mine"}


def test_links_are_left_out_and_names_that_are_no_names_elsewhere_are_named(
    tea: Project, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tea.content / "link").symlink_to(tmp_path / "secret")
    (tea.content / "a:b.md").write_bytes(b"x")
    made = back_up(tea, WORDS)
    assert "content/a:b.md" in str(made.remarks[0])
    (tmp_path / "new").mkdir()
    restore(made.content, WORDS, tmp_path / "new")
    found = snapshot(tmp_path / "new/content")
    assert {"link", "a:b.md"}.isdisjoint(found)
    assert found["tea/sessions/may/roster.csv"] == b"Name\r\nBo Lind\r\n"


def test_what_was_not_encrypted_or_is_cut_off_is_refused(sealed: bytes, tmp_path: Path) -> None:
    for wrong, why in ((b"", "no backup"), (b"PK\3\4", "no backup"), (sealed[:-9], "not open")):
        with pytest.raises(CallError, match=why):
            restore(wrong, WORDS, tmp_path / "new")
    assert list(tmp_path.iterdir()) == []


def test_no_file_is_overwritten_by_a_backup(tmp_path: Path) -> None:
    file = tmp_path / "mine.age"
    write_backup(Backup(b"one", 1), file)
    with pytest.raises(CallError, match="is there already"):
        write_backup(Backup(b"two", 1), file)
    assert read_backup(file) == b"one"
    with pytest.raises(CallError, match=r"none\.age cannot be read"):
        read_backup(tmp_path / "none.age")
