"""What the tests of mail share: a project whose certificates are issued and handout is made."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from handouts.builds.progress import OnProgress, unheard
from handouts.certificates.ledger import Ledger
from handouts.content.provider import MailServer
from handouts.mail import recipients
from handouts.mail.delivery_log import DeliveryLog, Mailed
from handouts.mail.dispatch import Dependencies, Sent
from handouts.mail.message import MailMessage
from handouts.mail.recipients import Delivery
from handouts.mail.send import Pace
from handouts.mail.smtp import Connection
from handouts.project.layout import Project
from handouts.workflows.mail_session import MailOptions
from handouts.workflows.outbox import Outbox, outbox
from handouts.workflows.send import SendOptions, plan_send, send
from tests.certificates.conftest import SESSION, Desk, engine, issued_once
from tests.conftest import made_once
from tests.mail.servers import at

__all__ = ["engine", "issued_once"]  # fixtures
LARGEST = 20_000_000
AT_ONCE = Pace(pauses=(0, 0))
_MESSAGE = """\
<html><head><title>For {{ name }}</title></head><body><p>Dear {{ name }}</p></body></html>
"""


@dataclass
class Line:
    """Where messages leave: through a port of this machine, once a server listens there."""

    port: int = 0

    def connect(self, _server: MailServer, password: str) -> Connection:
        """Open a connection, whatever the provider's file says of the server."""
        return Connection(at(self.port), password)


@dataclass(frozen=True)
class Office(Desk):
    """Where the mail of one session is sent from."""

    line: Line = field(default_factory=Line)

    @property
    def dependencies(self) -> Dependencies:
        """What runs here use of the world outside."""
        return Dependencies(connect=self.line.connect, pace=AT_ONCE)

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
        return recipients.deliveries(self.project, self.session(), mailing, largest)

    def messages(self, mailing: str = "after") -> dict[str, MailMessage]:
        """What those get who get something, by address."""
        return {d.message.email: d.message for d in self.deliveries(mailing) if d.message}

    def reasons(self, mailing: str = "after", largest: int = LARGEST) -> dict[str, str]:
        """Why the others get nothing, by name."""
        found = self.deliveries(mailing, largest)
        return {d.participant.name: str(d.reason) for d in found if d.message is None}

    def send(
        self,
        again: bool = False,
        mailing: str = "after",
        through: Dependencies | None = None,
        *,
        per_minute: int = 0,
        on_progress: OnProgress = unheard,
    ) -> Sent:
        """Send what is missing to as many as are due it."""
        through = through or self.dependencies
        which = options(mailing, include_changed=again)
        confirmed = plan_send(self.project, SESSION, which, through).recipients
        how = SendOptions(which, confirmed, per_minute)
        return send(self.project, SESSION, how, on_progress, through)

    def outbox(self, through: Dependencies | None = None) -> Outbox:
        """Write the outbox."""
        return outbox(self.project, SESSION, options(), through or self.dependencies)

    def drop_own_templates(self) -> None:
        """Let messages say what a trainer's do."""
        shutil.rmtree(self.project.root / "templates")

    def mailed(self, mailing: str = "after") -> list[Mailed]:
        """What the log has."""
        with Ledger(self.project.records) as ledger:
            return DeliveryLog(ledger, SESSION, mailing).mailed()

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


def options(mailing: str = "after", *, include_changed: bool = False) -> MailOptions:
    """What a trainer asks for who does not limit anything."""
    return MailOptions(mailing, LARGEST, include_changed)


@pytest.fixture(scope="session")
def office_once(tmp_path_factory: pytest.TempPathFactory, issued_once: Desk) -> Office:
    """The project with certificates, and with the documents made. Only to be read.

    Its messages say next to nothing, by templates of its own.
    """
    with made_once(tmp_path_factory, "mail-made") as (folder, to_be_filled):
        office = Office(Project(folder.resolve() / "project"), issued_once.how)
        if to_be_filled:
            root = office.project.root
            shutil.copytree(issued_once.project.root, root)
            (root / "templates/email").mkdir(parents=True)
            for name in ("before", "after"):
                (root / f"templates/email/{name}.html").write_text(_MESSAGE, "utf-8")
            (root / "templates/email/outbox.html").write_text("<p>all</p>", "utf-8")
            with (root / "content/provider.yaml").open("a", encoding="utf-8") as provider:
                provider.write("\nmail_server: {host: 127.0.0.1, security: none}\n")
            said = office.session_file.read_text("utf-8")
            office.wish("after: {documents: [chart]}")
            office.deliveries()
            office.session_file.write_text(said, "utf-8")
            office.deliveries()
            office.deliveries("before")
    return office


@pytest.fixture
def office(tmp_path: Path, office_once: Office) -> Office:
    """A project of its own whose people can get their mail."""
    shutil.copytree(office_once.project.root, tmp_path / "project")
    return Office(Project((tmp_path / "project").resolve()), office_once.how)
