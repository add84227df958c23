"""Sending one message of a session to the trainer, to see how it arrives."""

from functools import partial

from handouts.builds.progress import OnProgress, Progress, unheard
from handouts.errors import CallError
from handouts.mail import smtp, watched
from handouts.mail.delivery_log import Mailed
from handouts.mail.dispatch import REAL, Dependencies
from handouts.mail.send import MailOutcome
from handouts.messages import message
from handouts.project.layout import Project
from handouts.workflows.mail_session import (
    MailOptions,
    account_of,
    composer_of,
    mail_session,
    planned_mailing,
)


def send_test(
    project: Project,
    name: str,
    options: MailOptions,
    on_progress: OnProgress = unheard,
    dependencies: Dependencies = REAL,
) -> MailOutcome:
    """Send the first message to the sender's own address; it is not logged.

    Raises CallError, also where nobody gets a message, ContentError, WorldError, and Stopped where
    `on_progress` does while the server is waited for, which it is called for where workers compose.
    """
    session = mail_session(project, name)
    composer = composer_of(project, session, dependencies)
    account = account_of(project, session, options.password)
    planned = planned_mailing(project, session, options)
    first = next((d.message for d in planned.deliveries if d.message), None)
    if first is None:
        raise CallError(message("mail.none-to-show"))
    content = options.do(composer.trial, first)
    progress = Progress(0, 1, first.name)
    look = partial(on_progress, progress) if options.client else None
    connect = partial(dependencies.connect, account.server, account.password)
    connection = watched.opened(connect, look)
    try:
        send = partial(connection.send, composer.sender.email, composer.own_address, content)
        handed = watched.handed(connection, send, look)
    finally:
        connection.close()
    if handed.ended:
        raise handed.ended
    answer = handed.answer
    mailed = Mailed("", first.name, composer.own_address, "", "", "sending")
    accepted = answer.fate is smtp.Fate.ACCEPTED
    return MailOutcome(mailed, "accepted" if accepted else "refused", answer.said)
