"""Sending one message of a session to the trainer, to see how it arrives."""

from handouts.errors import CallError
from handouts.mail import smtp
from handouts.mail.delivery_log import Mailed
from handouts.mail.dispatch import REAL, Dependencies
from handouts.mail.send import MailOutcome
from handouts.project.layout import Project
from handouts.workflows.mail_session import (
    MailOptions,
    account_of,
    composer_of,
    mail_session,
    planned_mailing,
)


def send_test(
    project: Project, name: str, options: MailOptions, dependencies: Dependencies = REAL
) -> MailOutcome:
    """Send the first message to the sender's own address; it is not logged.

    Raises CallError, also where nobody gets a message, ContentError, WorldError.
    """
    session = mail_session(project, name)
    composer = composer_of(project, session, dependencies)
    account = account_of(project, session, options.password)
    planned = planned_mailing(project, session, options)
    message = next((d.message for d in planned.deliveries if d.message), None)
    if message is None:
        raise CallError("Nobody gets a message, so there is none to be shown.")
    content = options.do(composer.trial, message)
    connection = dependencies.connect(account.server, account.password)
    try:
        answer = connection.send(composer.sender.email, composer.own_address, content)
    finally:
        connection.close()
    mailed = Mailed("", message.name, composer.own_address, "", "", "sending")
    accepted = answer.fate is smtp.Fate.ACCEPTED
    return MailOutcome(mailed, "accepted" if accepted else "refused", answer.said)
