"""What the tests of issuing share: a project whose roster is written by the test."""

import csv
import dataclasses
import datetime
import io
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from handouts.builds.manifest import digest
from handouts.certificates import change, issue, proof
from handouts.certificates.change import Correction, Voiding
from handouts.certificates.issue import Issued
from handouts.certificates.ledger import Ledger, LedgerEntry
from handouts.certificates.options import CertificateOptions
from handouts.certificates.proof import CheckedSession
from handouts.certificates.typeset import CertificateTypesetter
from handouts.content.session import Session
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from tests.conftest import REPOSITORY, made_once
from tests.small_project import own_provider

TODAY = datetime.date(2026, 11, 22)
NOW = datetime.datetime.combine(TODAY, datetime.time(9))
OPTIONS = CertificateOptions(NOW, jobs=1)
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
    how: CertificateOptions = OPTIONS

    def roster(self, people: Iterable[dict[str, str]]) -> None:
        """Write the roster anew; who is not said to have stayed away has attended all of it."""
        text = io.StringIO()
        writer = csv.DictWriter(text, HEADINGS, restval="")
        writer.writeheader()
        for person in people:
            attended = person.get("Attended", "yes")
            all_of_it = {"Attended": "yes", "Hours": "6"} if attended == "yes" else {}
            writer.writerow({**all_of_it, **person})
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
        return load_checked_session(self.project, "two-models", "example")

    def check(self) -> CheckedSession:
        """What a proof finds."""
        return proof.check(self.project, self.session(), self.how)

    def certify(self, *new: str) -> Issued:
        """Issue what is missing, some people being new."""
        options = dataclasses.replace(self.how, newcomers=new)
        return issue.certify(self.project, self.session(), options)

    def reissue(self, number: str, name: str = "") -> Issued:
        """Issue one again."""
        return change.reissue(self.project, self.session(), self.how, Correction(number, name))

    def void(self, number: str, why: str = "lost") -> LedgerEntry:
        """Declare one void."""
        return change.void(self.project, SESSION, Voiding(number, why, TODAY))

    def entries(self) -> list[LedgerEntry]:
        """Everything in the ledger, by family name."""
        with Ledger(self.project.records, reading=True) as ledger:
            return list(ledger.entries())

    def entry(self, name: str) -> LedgerEntry:
        """The latest certificate of a person of whom there is one valid or void."""
        (found,) = [e for e in self.entries() if e.award.name == name and e.state != "replaced"]
        return found

    def path(self, entry: LedgerEntry) -> Path:
        """Where a certificate's file is, if it is there."""
        return self.folder / "certificates" / entry.file

    def singles(self) -> dict[str, str]:
        """The SHA-256 of each single file, by its name."""
        return {f.name: digest(f.read_bytes()) for f in (self.folder / "certificates").iterdir()}

    def is_in_order(self) -> bool:
        """Whether the files are those of the valid certificates, and each as it was issued."""
        valid = {e.file: e.sha256 for e in self.entries() if e.state == "valid"}
        return self.singles() == valid


def example(
    folder: Path, people: Iterable[dict[str, str]] = PEOPLE, how: CertificateOptions = OPTIONS
) -> Desk:
    """A project in a new folder: the example's content and a roster of these people."""
    shutil.copytree(REPOSITORY / "content", folder / "content")
    desk = Desk(own_provider(Project(folder.resolve())), how)
    desk.roster(people)
    return desk


@pytest.fixture(scope="session")
def engine() -> Callable[..., CertificateTypesetter]:
    """The typesetter of certificates, made once for all that say the same of a session."""
    kept: dict[Any, CertificateTypesetter] = {}

    def typesetter(_project: Project, *about: Any) -> CertificateTypesetter:
        if about not in kept:
            kept[about] = CertificateTypesetter(Project(REPOSITORY), *about)
        return kept[about]

    return typesetter


def quick(engine: Callable[..., CertificateTypesetter]) -> CertificateOptions:
    """How certificates are issued where the page is set already; a proof shows one of them."""
    return dataclasses.replace(OPTIONS, typesetter=engine, shown=1)


@pytest.fixture
def desk(tmp_path: Path, engine: Callable[..., CertificateTypesetter]) -> Desk:
    """A project where nothing was issued yet."""
    return example(tmp_path / "project", how=quick(engine))


@pytest.fixture(scope="session")
def issued_once(
    tmp_path_factory: pytest.TempPathFactory, engine: Callable[..., CertificateTypesetter]
) -> Desk:
    """A project whose people have their certificates. Only to be read: see `issued`."""
    with made_once(tmp_path_factory, "certificates-issued") as (folder, to_be_filled):
        if to_be_filled:
            example(folder / "project", how=quick(engine)).certify()
    return Desk(Project((folder / "project").resolve()), quick(engine))


@pytest.fixture
def issued(tmp_path: Path, issued_once: Desk) -> Desk:
    """A project of its own whose people have their certificates."""
    shutil.copytree(issued_once.project.root, tmp_path / "project")
    return Desk(Project((tmp_path / "project").resolve()), issued_once.how)
