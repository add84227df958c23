"""The messages of one session: what each says and carries, as the bytes that mail consists of."""

import datetime
from dataclasses import dataclass

from handouts.content.session import Session
from handouts.mail.body import Words, words
from handouts.mail.message import Letter
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

    def identity(self, letter: Letter) -> str:
        """Return the Message-ID of a letter, the same on every run."""
        return message_id(self.session.path, letter, self.sender)

    def words(self, letter: Letter) -> Words:
        """Return what a letter says."""
        return words(self.project, self.session, letter)

    def message(self, letter: Letter) -> bytes:
        """Return a message that can be sent."""
        fields = head(self.identity(letter), _now())
        return composed(letter, self.words(letter), self.sender, fields)

    def draft(self, letter: Letter, said: Words) -> bytes:
        """Return a message that a mail program opens ready to be sent."""
        fields = head(self.identity(letter), _now(), draft=True)
        return composed(letter, said, self.sender, fields)

    def trial(self, letter: Letter) -> bytes:
        """Return a message to somebody, addressed to the sender: it is another message."""
        fields = head(self.identity(letter).replace("<", "<trial-", 1), _now())
        return composed(letter, self.words(letter), self.sender, fields, to=self.own_address)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
