"""The messages of one session: what each says and carries, as the bytes that mail consists of."""

import datetime
from dataclasses import dataclass

from handouts.content.session import Session
from handouts.mail.body import MessageBody, message_body
from handouts.mail.message import MailMessage
from handouts.mail.mime import Sender, composed, head, message_id
from handouts.project.layout import Project


@dataclass(frozen=True)
class Composer:
    """Composes the messages of one session. Its methods raise UnfitError and WorldError."""

    project: Project
    session: Session
    sender: Sender

    @property
    def own_address(self) -> str:
        """Where the sender reads answers."""
        return self.sender.reply_to or self.sender.email

    def identity(self, message: MailMessage) -> str:
        """Return the Message-ID of a message, the same on every run."""
        return message_id(self.session.path, message, self.sender)

    def body(self, message: MailMessage) -> MessageBody:
        """Return what a message says."""
        return message_body(self.project, self.session, message)

    def sendable(self, message: MailMessage) -> bytes:
        """Return the bytes that can be sent."""
        fields = head(self.identity(message), _now())
        return composed(message, self.body(message), self.sender, fields)

    def draft(self, message: MailMessage, body: MessageBody) -> bytes:
        """Return a message that a mail program opens ready to be sent."""
        fields = head(self.identity(message), _now(), draft=True)
        return composed(message, body, self.sender, fields)

    def trial(self, message: MailMessage) -> bytes:
        """Return a message to somebody, addressed to the sender: it is another message."""
        fields = head(self.identity(message).replace("<", "<trial-", 1), _now())
        return composed(message, self.body(message), self.sender, fields, to=self.own_address)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
