"""The server that mail leaves by: its password, and whether it lets us in."""

from dataclasses import dataclass

from handouts.content import text_file
from handouts.content.provider import MailServer, Provider
from handouts.content.yaml_file import read_yaml
from handouts.errors import CallError, ContentError
from handouts.mail import smtp
from handouts.mail.smtp import Connection, Patience
from handouts.messages import message
from handouts.project.layout import Project

_SOON = Patience(connect=15, answer=15)


@dataclass(frozen=True)
class MailAccount:
    """Where mail leaves, and whether its password is known."""

    host: str
    user: str
    """Empty where nobody signs in."""
    lacks_password: bool
    """Whether a password has to be given before anything can be sent."""


def mail_account(project: Project) -> MailAccount | None:
    """Return where mail leaves; None where no server is named. Raises ContentError."""
    server = mail_server(project)
    if server is None:
        return None
    return MailAccount(server.host, server.user, lacks_password=not smtp.has_password(server))


def mail_server(project: Project) -> MailServer | None:
    """Return the server that the provider's file names. Raises ContentError."""
    file = text_file.opened(project, "provider.yaml")
    provider = read_yaml(file, Provider)
    if provider is None:
        raise ContentError(file.problems)
    return provider.mail_server


def keep_password(project: Project, secret: str) -> None:
    """Keep the password of the server's user in the system's keyring, and in no file.

    Raises CallError where nobody is to sign in, ContentError, and WorldError without a keyring.
    """
    server = mail_server(project)
    if server is None or not server.user:
        raise CallError(message("mail.nobody-signs-in"))
    smtp.keep_password(server, secret)


def has_password(project: Project) -> bool:
    """Whether a password is at hand, or none is needed. Raises ContentError."""
    server = mail_server(project)
    return server is not None and smtp.has_password(server)


def try_connection(project: Project, patience: Patience = _SOON) -> MailServer:
    """Sign in to the server, sign out again, and return which it was; nothing is sent.

    Raises CallError where there is no server or no password, ContentError, and WorldError for why
    the server cannot be used.
    """
    server = mail_server(project)
    if server is None:
        raise CallError(message("mail.no-server"))
    Connection(server, smtp.password(server), patience).close()
    return server
