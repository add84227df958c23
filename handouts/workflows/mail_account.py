"""Where mail leaves, and whether its password is known."""

from dataclasses import dataclass

from handouts.errors import CallError
from handouts.mail import smtp
from handouts.project.layout import Project
from handouts.workflows.mail_session import mail_session


@dataclass(frozen=True)
class MailAccount:
    """The mail server that a project names."""

    host: str
    user: str
    """Empty where nobody signs in."""
    lacks_password: bool
    """Whether a password has to be given before anything can be sent."""


def mail_account(project: Project, name: str) -> MailAccount | None:
    """Return where mail of a session leaves; None where no server is named.

    Raises CallError, and ContentError where the session cannot be read.
    """
    server = mail_session(project, name).training.provider.mail_server
    if server is None:
        return None
    try:
        smtp.password(server)
    except CallError:
        return MailAccount(server.host, server.user, lacks_password=True)
    return MailAccount(server.host, server.user, lacks_password=False)


def keep_password(project: Project, name: str, password: str) -> None:
    """Put the password of the mail server into the system's keyring.

    Raises CallError, ContentError, and WorldError where the system has no keyring.
    """
    server = mail_session(project, name).training.provider.mail_server
    if server is not None:
        smtp.keep_password(server, password)
