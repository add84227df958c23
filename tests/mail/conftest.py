"""What the tests of mail share: a project whose certificates are issued and handout is made."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts.certificates.ledger import Ledger
from handouts.mail import commands, deliveries, outbox, sending
from handouts.mail.commands import Request, Sent
from handouts.mail.deliveries import Delivery
from handouts.mail.journal import Journal, Mailed
from handouts.mail.letter import Letter
from handouts.mail.words import Words
from handouts.project import Project
from tests.certificates.conftest import SESSION, Desk, engine, issued_once
from tests.conftest import made_once
from tests.mail.servers import at

__all__ = ["engine", "issued_once"]  # fixtures
LARGEST = 20_000_000


@dataclass(frozen=True)
class Office(Desk):
    """Where the mail of one session is sent from."""

    def wish(self, mail: str) -> None:
        """Write what is to be mailed into the session's file."""
        text = self.session_file.read_text("utf-8").partition("\nmail:")[0]
        self.session_file.write_text(f"{text.rstrip()}\nmail: {{{mail}}}\n", "utf-8")

    @property
    def session_file(self) -> Path:
        """What says what is mailed."""
        return self.roster_file.with_name("session.yaml")

    def deliveries(self, mailing: str = "after", largest: int = LARGEST) -> tuple[Delivery, ...]:
        """What everybody gets."""
        return deliveries.deliveries(self.project, self.session(), mailing, largest)

    def letters(self, mailing: str = "after") -> dict[str, Letter]:
        """What those get who get something, by address."""
        return {d.letter.email: d.letter for d in self.deliveries(mailing) if d.letter}

    def reasons(self, mailing: str = "after", largest: int = LARGEST) -> dict[str, str]:
        """Why the others get nothing, by name."""
        found = self.deliveries(mailing, largest)
        return {d.participant.name: d.reason for d in found if d.letter is None}

    def send(self, again: bool = False, mailing: str = "after") -> Sent:
        """Send what is missing, unasked."""
        wished = Request(mailing, LARGEST, 0, None, again)
        return commands.send(
            self.project, SESSION, wished, lambda _: None, lambda _, outcomes: outcomes
        )

    def mailed(self, mailing: str = "after") -> list[Mailed]:
        """What the journal has."""
        with Ledger(self.project.records) as ledger:
            return Journal(ledger, SESSION, mailing).mailed()

    def states(self) -> dict[str, str]:
        """State by name."""
        return {one.name: one.state for one in self.mailed()}

    def not_reached(self, mailing: str = "after") -> list[str]:
        """The lines of the list of those who were not reached, without its heading."""
        file = self.folder / f"not-reached-{mailing}.csv"
        if not file.exists():
            return []
        heading, *rows = file.read_bytes().decode("utf-8-sig").split("\r\n")
        assert heading == "Name,E-mail,State,Why"
        return [row for row in rows if row]


def plain_words(_project: Project, _session: object, letter: Letter) -> Words:
    """Say next to nothing, in the place of a template."""
    return Words(f"For {letter.name}", f"<p>Dear {letter.name}</p>", f"Dear {letter.name}\n")


@pytest.fixture(scope="session")
def office_once(tmp_path_factory: pytest.TempPathFactory, issued_once: Desk) -> Office:
    """The project with certificates, and with the documents made. Only to be read."""
    with made_once(tmp_path_factory, "mail-made") as (folder, to_be_filled):
        office = Office(Project(folder.resolve() / "project"), issued_once.how)
        if to_be_filled:
            shutil.copytree(issued_once.project.root, office.project.root)
            said = office.session_file.read_text("utf-8")
            office.wish("after: {documents: [chart]}")
            office.deliveries()
            office.session_file.write_text(said, "utf-8")
            office.deliveries()
            office.deliveries("before")
    return office


@pytest.fixture
def office(tmp_path: Path, office_once: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A project of its own whose people can get their mail, with next to no words in it."""
    for module in (commands, outbox):
        monkeypatch.setattr(module, "words", plain_words)
    monkeypatch.setattr(outbox, "outbox_page", lambda *_: b"<p>all</p>")
    monkeypatch.setattr(sending, "PAUSES", (0, 0))
    shutil.copytree(office_once.project.root, tmp_path / "project")
    return Office(Project((tmp_path / "project").resolve()), office_once.how)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let mail be sent through a port of this machine."""
    return lambda port, user="": monkeypatch.setattr(
        commands, "_server_of", lambda _: at(port, user=user)
    )
