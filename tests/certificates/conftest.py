"""What the tests of issuing share: a project whose roster is written by the test."""

import csv
import datetime
import io
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handouts.certificates import issuing, proof
from handouts.certificates.issuing import Issued
from handouts.certificates.ledger import Entry, Ledger
from handouts.certificates.proof import Checked, Wish
from handouts.load_sessions import load_session
from handouts.manifest import digest
from handouts.project import Project
from handouts.sessions import Session
from tests.conftest import REPOSITORY, made_once

TODAY = datetime.date(2026, 11, 22)
WISH = Wish(TODAY, jobs=1)
SESSION = "two-models/example"
HEADINGS = (
    "Name", "E-mail", "ID", "Credentials", "License state", "License number", "Attended", "Hours",
)  # fmt: skip
HOSTILE = """<b>Bobby</b> {{7*7}} &amp; "Drop'-- Tables"""
PEOPLE: tuple[dict[str, str], ...] = (
    {"Name": "Ann Lee", "E-mail": "ann@example.org", "Credentials": "LPC"},
    {"Name": "Ann Lee", "E-mail": "ann.lee@example.com", "License number": "LPC 7"},
    {"Name": "Małgorzata Łęcka", "E-mail": "anna@example.org"},
    {"Name": HOSTILE, "E-mail": "bobby@example.org"},
    {"Name": "Zoë Con", "E-mail": "zoe@example.org", "Hours": "5.5"},
    {"Name": "Una Bsent", "E-mail": "una@example.org", "Attended": "no"},
)  # fmt: skip
"""Two of one name, letters with marks, somebody's jest, one who did not come."""


@dataclass(frozen=True)
class Desk:
    """Where certificates of one session are issued."""

    project: Project

    def roster(self, people: Iterable[dict[str, str]]) -> None:
        """Write the roster anew; who is not said to have stayed away has attended."""
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADINGS, restval="")
        writer.writeheader()
        writer.writerows({"Attended": "yes", **person} for person in people)
        self.roster_file.write_text(text.getvalue(), "utf-8")

    @property
    def roster_file(self) -> Path:
        """The roster."""
        return self.project.content / "two-models/sessions/example/roster.csv"

    @property
    def folder(self) -> Path:
        """Where the session's files are made."""
        return self.project.build / "two-models/sessions/example"

    def session(self) -> Session:
        """The session, where its own file has no problem."""
        return load_session(self.project, "two-models", "example")

    def check(self) -> Checked:
        """What a proof finds."""
        return proof.check(self.project, self.session(), WISH)

    def certify(self) -> Issued:
        """Issue what is missing."""
        return issuing.certify(self.project, self.session(), WISH)

    def reissue(self, number: str, name: str = "") -> Issued:
        """Issue one again."""
        return issuing.reissue(self.project, self.session(), WISH, number, name)

    def void(self, number: str, why: str = "lost") -> Entry:
        """Declare one void."""
        return issuing.void(self.project, SESSION, number, why, TODAY)

    def entries(self) -> list[Entry]:
        """Everything in the ledger, by family name."""
        with Ledger(self.project.records, reading=True) as ledger:
            return list(ledger.entries())

    def entry(self, name: str) -> Entry:
        """The latest certificate of a person of whom there is one valid or void."""
        (found,) = [e for e in self.entries() if e.award.name == name and e.state != "replaced"]
        return found

    def path(self, entry: Entry) -> Path:
        """Where a certificate's file is, if it is there."""
        return self.folder / "certificates" / entry.file

    def singles(self) -> dict[str, str]:
        """The SHA-256 of each single file, by its name."""
        return {f.name: digest(f.read_bytes()) for f in (self.folder / "certificates").iterdir()}

    def is_in_order(self) -> bool:
        """Whether the files are those of the valid certificates, and each as it was issued."""
        valid = {e.file: e.sha256 for e in self.entries() if e.state == "valid"}
        return self.singles() == valid


def example(folder: Path, people: Iterable[dict[str, str]] = PEOPLE) -> Desk:
    """A project in a new folder: the example's content and a roster of these people."""
    shutil.copytree(REPOSITORY / "content", folder / "content")
    desk = Desk(Project(folder.resolve()))
    desk.roster(people)
    return desk


@pytest.fixture(scope="session")
def engine() -> Callable[..., Any]:
    """The typesetter of certificates, made once for all that say the same of a session."""
    kept: dict[Any, Any] = {}
    make = proof.Typesetter

    def typesetter(_project: Project, *about: Any) -> Any:
        if about not in kept:
            kept[about] = make(Project(REPOSITORY), *about)
        return kept[about]

    return typesetter


@pytest.fixture
def desk(tmp_path: Path, engine: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A project where nothing was issued yet. The page is set once for all the tests."""
    monkeypatch.setattr(proof, "Typesetter", engine)
    return example(tmp_path / "project")


@pytest.fixture(scope="session")
def issued_once(tmp_path_factory: pytest.TempPathFactory, engine: Callable[..., Any]) -> Desk:
    """A project whose people have their certificates. Only to be read: see `issued`."""
    with made_once(tmp_path_factory, "certificates-issued") as (folder, to_be_filled):
        if to_be_filled:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(proof, "Typesetter", engine)
                example(folder / "project").certify()
    return Desk(Project((folder / "project").resolve()))


@pytest.fixture
def issued(desk: Desk, issued_once: Desk) -> Desk:
    """A project of its own whose people have their certificates."""
    shutil.rmtree(desk.project.root)
    shutil.copytree(issued_once.project.root, desk.project.root)
    return desk
