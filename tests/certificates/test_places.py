"""Nothing is written outside of the project, whatever links are in it; what is private is so."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from handouts.certificates.ledger import Ledger
from handouts.cli.app import cli
from handouts.errors import HandoutsError, WorldError
from tests.certificates.conftest import SESSION, Desk
from tests.conftest import snapshot

HERE = f"build/{SESSION.replace('/', '/sessions/')}"
CHANGES = {
    "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink",
    "os.truncate", "shutil.rmtree", "sqlite3.connect",
}  # fmt: skip
"""Audit events of what changes a disk: https://docs.python.org/3/library/audit_events.html."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Watch:
    """What is changed on the disk while it is awake, also by processes that are forked meanwhile.

    A hook can never be taken away.
    """

    def __init__(self, log: Path) -> None:
        self.awake = False
        self._log = os.open(log, os.O_CREAT | os.O_RDWR | os.O_APPEND)
        sys.addaudithook(self._heard)

    @property
    def changed(self) -> list[Path]:
        """The files and folders, in the order in which they were changed."""
        heard = os.pread(self._log, os.fstat(self._log).st_size, 0)
        return [Path(os.fsdecode(name)) for name in heard.split(b"\0") if name]

    def forget(self) -> None:
        """Begin anew."""
        os.ftruncate(self._log, 0)

    def _heard(self, event: str, about: tuple[Any, ...]) -> None:
        if not self.awake or not about or not isinstance(about[0], str | bytes | os.PathLike):
            return
        if event in {"os.remove", "os.rmdir"} and about[1] != -1:
            return  # below a folder that shutil.rmtree was told of
        if event in CHANGES or (event == "open" and about[2] & WRITING):
            names = about[:2] if event in {"os.link", "os.rename"} else about[:1]
            os.write(self._log, b"".join(_path(os.fsdecode(n)) + b"\0" for n in names))


def _path(name: str) -> bytes:
    """The path that is meant, which SQLite may be given as an address."""
    return os.fsencode(unquote(urlsplit(name).path) if name.startswith("file:") else name)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> _Watch:
    return _Watch(tmp_path_factory.mktemp("watch") / "changed")


@pytest.fixture
def own_files(tmp_path: Path) -> list[str]:
    """An article and a chart as a trainer has them, in a folder beside the project."""
    (tmp_path / "own").mkdir()
    article, chart = tmp_path / "own" / "article.md", tmp_path / "own" / "chart.tsv"
    article.write_text("# Two ways\n\nOne treats.\n", "utf-8")
    chart.write_text("\tTreatment\tHealing\nGoal\tRelief\tChange\n", "utf-8")
    return [str(article), str(chart)]


@pytest.fixture
def _umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def do(desk: Desk, command: str, *more: str) -> None:
    """Call the command in this process; what it raises is not caught."""
    arguments = [*command.split(), *more, "--project", str(desk.project.root), "-q"]
    with cli.make_context("handouts", arguments) as context, suppress(SystemExit):
        cli.invoke(context)


def import_(own_files: list[str], name: str) -> list[str]:
    return [*own_files, "--as", name, "--replace"]


def test_every_command_changes_nothing_outside_of_the_project(
    issued: Desk, own_files: list[str], watch: _Watch
) -> None:
    (issued.folder / "certificates.pdf").unlink()
    watch.forget()
    watch.awake = True
    try:
        do(issued, "import", *import_(own_files, "own"))
        do(issued, f"certify {SESSION} --export")
        do(issued, f"certify {SESSION}")
        do(issued, f"proof {SESSION}")
        do(issued, "build own -d chart -e print --jobs 1")
    finally:
        watch.awake = False
    root = issued.project.root
    names = {file.name for file in watch.changed}
    assert {"article.md", "register.csv", "certificates.pdf", "proof.pdf", "chart.pdf"} <= names
    assert {"ledger.sqlite3", ".manifest.json", "index.html"} <= names
    outside = [file for file in watch.changed if not file.parent.resolve().is_relative_to(root)]
    # WeasyPrint keeps pictures, and import what it checks, in private folders of the system's.
    own = ("weasyprint-", "handouts-")
    temporary = [f for f in outside if any(part.startswith(own) for part in f.parts)]
    assert set(outside) - {Path(os.devnull), *temporary} == set()


@pytest.mark.parametrize(
    ("link", "command"),
    [
        ("build", "build two-models -d chart -e print"),
        ("build", "packet two-models"),
        ("build/two-models", "build two-models -d chart -e print"),
        (f"{HERE}/certificates", f"certify {SESSION}"),
        (f"{HERE}/certificates", f"mail {SESSION}"),
        (HERE, f"certify {SESSION} --export"),
        (f"{HERE}/.proof", f"proof {SESSION}"),
        ("build/verify", f"certify {SESSION}"),
        ("records", f"certify {SESSION}"),
        ("records", f"mail {SESSION} --status"),
        ("records/ledger.sqlite3", f"certify {SESSION}"),
        ("records/ledger.sqlite3-journal", f"certify {SESSION}"),
        ("records/running.sqlite3", f"certify {SESSION}"),
        ("content/.schemas", "import"),
        ("content/two-models", "import"),
    ],
)
def test_a_link_out_of_the_project_is_refused_and_what_it_leads_to_stays(
    issued: Desk, own_files: list[str], link: str, command: str
) -> None:
    place, outside = issued.project.root / link, issued.project.root.parent / "outside"
    outside.mkdir()
    (outside / "mine.txt").write_text("Mine.")
    target = outside / "moved"
    if place.exists():
        shutil.move(place, target)
    else:
        target.mkdir(parents=True)
        place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)
    before = snapshot(outside)
    more = import_(own_files, "two-models") if command == "import" else []
    with pytest.raises(WorldError) as raised:
        do(issued, command, *more)
    where = "is a link, to" if "sqlite3" in link else "leads out of the project, to"
    assert str(raised.value).startswith(f"{place} {where} {target}.")
    assert snapshot(outside) == before


def test_a_link_in_place_of_a_file_is_replaced_and_what_it_leads_to_stays(
    issued: Desk, own_files: list[str], tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.write_text("Mine.")
    certificate = next(e.file for e in issued.entries() if e.state == "valid")
    links = {
        f"{HERE}/register.csv": f"certify {SESSION} --export",
        f"{HERE}/certificates.pdf": f"certify {SESSION}",
        f"{HERE}/certificates/{certificate}": f"certify {SESSION}",
        "build/verify/void.json": f"certify {SESSION}",
        "content/.schemas/chart.schema.json": "import",
        "content/two-models/article.md": "import",
    }
    for link in links:
        (issued.project.root / link).unlink(missing_ok=True)
        (issued.project.root / link).symlink_to(mine)
    for command in sorted(set(links.values()), reverse=True):
        do(issued, command, *(import_(own_files, "two-models") if command == "import" else []))
    assert mine.read_text() == "Mine."
    assert [link for link in links if (issued.project.root / link).is_symlink()] == []


@pytest.mark.parametrize("name", ["../x.pdf", "NUL"])
def test_a_ledger_that_names_a_path_instead_of_a_file_is_refused(issued: Desk, name: str) -> None:
    before = snapshot(issued.project.build)
    database = sqlite3.connect(issued.project.records / "ledger.sqlite3")
    database.execute("UPDATE certificates SET file = ? WHERE rowid = 1", (name,))
    database.commit()
    database.close()
    with pytest.raises(HandoutsError, match="the name of its file is"):
        do(issued, f"certify {SESSION}")
    after = snapshot(issued.project.build)
    assert {name for name in before if after.get(name) != before[name]} == {
        f"{HERE.removeprefix('build/')}/certificates.pdf"
    }
    assert set(after) == set(before)


@pytest.mark.usefixtures("_umask")
def test_what_is_private_is_for_the_owner_alone_even_where_it_was_open(issued: Desk) -> None:
    private = [issued.project.records, issued.folder]
    for folder in private:
        for file in (folder, *folder.rglob("*")):
            file.chmod(0o777 if file.is_dir() else 0o666)
    do(issued, f"certify {SESSION} --export")
    with Ledger(issued.project.records):
        pass
    assert _open_to_others([issued.project.records, *issued.project.records.iterdir()]) == []
    assert _open_to_others([issued.folder, issued.folder / "register.csv"]) == []
    shutil.rmtree(issued.folder)
    do(issued, f"certify {SESSION}")
    assert _open_to_others([issued.folder, *issued.folder.rglob("*")]) == []
    assert _open_to_others([issued.project.build / "verify" / "index.html"]) != []


def _open_to_others(files: list[Path]) -> list[Path]:
    return [file for file in files if stat.S_IMODE(file.stat().st_mode) & 0o077]
