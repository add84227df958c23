"""What all workflows of mail begin with: the session, whom its mail comes from, and the server."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from handouts.certificates.session_checks import session_file
from handouts.content.provider import MailServer
from handouts.content.provider_check import refuse_example
from handouts.content.session import Session
from handouts.errors import CallError, ContentError, Problem
from handouts.mail import smtp
from handouts.mail.composer import Composer
from handouts.mail.dispatch import Dependencies
from handouts.mail.headers import is_address
from handouts.mail.mime import Sender
from handouts.mail.pending import PlannedMailing
from handouts.mail.recipients import deliveries
from handouts.messages import message
from handouts.project.layout import Project
from handouts.workflows.load import load_checked_session
from handouts.workflows.named_session import one_session

if TYPE_CHECKING:
    from handouts.builds.job_runner import Client

_Made = TypeVar("_Made")


@dataclass(frozen=True)
class MailOptions:
    """Which messages of a session are meant."""

    mailing: str
    """`before` or `after`."""
    largest: int
    """Bytes that a message may have."""
    include_changed: bool = False
    """Whether those are due too who have an earlier version of the documents."""
    client: "Client | None" = field(default=None, compare=False, repr=False)
    """Where documents are made and messages composed by the workers of a JobRunner, which a process
    with several threads needs."""
    password: str = field(default="", compare=False, repr=False)
    """For the mail server, instead of the one that the system keeps."""

    def do(self, work: Callable[..., _Made], *arguments: Any) -> _Made:
        """Return what is made of arguments, in a worker if there are some."""
        return self.client.call(work, *arguments) if self.client else work(*arguments)


@dataclass(frozen=True)
class Account:
    """Where messages leave, and by which password."""

    server: MailServer
    password: str = field(repr=False)


def mail_session(project: Project, name: str) -> Session:
    """Return a session all of whose roster can be read. Raises CallError, ContentError."""
    session = load_checked_session(project, *one_session(project, name))
    if session.roster.problems:
        raise ContentError(session.roster.problems)
    return session


def composer_of(project: Project, session: Session, dependencies: Dependencies) -> Composer:
    """Return what composes the messages of a session. Raises ContentError for a wrong sender."""
    return dependencies.composer(project, session, _sender_of(session))


def planned_mailing(project: Project, session: Session, options: MailOptions) -> PlannedMailing:
    """Return what everybody gets, with all files made. Raises CallError, ContentError, WorldError.

    It can take as long as it takes to make the documents of the session.
    """
    found = options.do(deliveries, project, session, options.mailing, options.largest)
    return PlannedMailing(session.path, options.mailing, found, options.include_changed)


def account_of(project: Project, session: Session, given: str = "") -> Account:
    """Return where messages leave. Raises CallError, and ContentError under the example's name.

    `given` is a password that somebody typed.
    """
    refuse_example(project)
    server = session.training.provider.mail_server
    if server is None:
        raise CallError(message("mail.no-server-named"))
    return Account(server, given or smtp.password(server))


def _sender_of(session: Session) -> Sender:
    """Return whom messages come from. Raises ContentError where there is no address."""
    options, provider = session.head.mail, session.training.provider
    address = options.sender or provider.email
    for text, key in ((address, "sender"), (options.reply_to or address, "reply_to")):
        if not is_address(text):
            wrong = message("mail.bad-sender", text=text, key=key)
            found = wrong if text else message("mail.no-sender")
            raise ContentError([Problem(session_file(session), 0, found)])
    return Sender(provider.name, address, options.reply_to)
