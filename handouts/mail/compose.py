"""A letter → the bytes of a message: pure, and quick because a file that many get is encoded once.

RFC 5322 (messages), RFC 2046 (parts), RFC 2183 (attachments).
"""

import base64
import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path

from handouts.errors import WorldError
from handouts.mail.letter import Attachment, Letter
from handouts.mail.words import Words

_POLICY = SMTP.clone(max_line_length=78, cte_type="7bit")
"""Seven bits only: not every server takes eight, RFC 6152."""
_BREAK = b"\r\n"


@dataclass(frozen=True)
class Sender:
    """Whom messages come from."""

    name: str
    email: str
    reply_to: str = ""


def message_id(session: str, letter: Letter, sender: Sender) -> str:
    """Return the message's own id, the same on every run, so that a duplicate can be dropped."""
    parts = (session, letter.mailing, letter.person, letter.version)
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return f"<{digest}@{sender.email.rpartition('@')[2]}>"


def composed(
    letter: Letter, words: Words, sender: Sender, head: Sequence[tuple[str, str]], to: str = ""
) -> bytes:
    """Return a message as it is handed to a server; `head` are further headers.

    `to` is another address than the person's own, for a trial.

    Raises WorldError where a file cannot be read any longer, and ValueError where a header would
    have a line break in it, which the checks before this rule out.
    """
    inner = EmailMessage(policy=_POLICY)
    inner.set_content(words.text)
    inner.add_alternative(words.html, subtype="html")
    for part in inner.walk():
        del part["MIME-Version"]  # it stands once, in the head
    alternative = inner.as_bytes()
    boundary = f"=={hashlib.sha256(alternative).hexdigest()[:40]}=="
    outer = EmailMessage(policy=_POLICY)
    outer["From"] = _address(sender.name, sender.email)
    outer["To"] = _address(letter.name, to or letter.email)
    if sender.reply_to:
        outer["Reply-To"] = _address("", sender.reply_to)
    if len(f"{words.subject}.".splitlines()) > 1:
        raise ValueError("the subject has a linefeed in it")
    outer["Subject"] = words.subject
    for name, value in head:
        outer[name] = value
    outer["MIME-Version"] = "1.0"
    # The kind of content is added as bytes: a message that knew it would end before its parts.
    kind = f'Content-Type: multipart/mixed;\r\n boundary="{boundary}"\r\n\r\n'.encode()
    line = b"--" + boundary.encode()
    parts = [alternative, *map(_part, letter.attachments)]
    body = b"".join(line + _BREAK + part.rstrip(_BREAK) + _BREAK for part in parts)
    return outer.as_bytes().rstrip(_BREAK) + _BREAK + kind + body + line + b"--" + _BREAK


def head(identity: str, moment: datetime.datetime, *, draft: bool = False) -> list[tuple[str, str]]:
    """Return the headers that tell messages apart; a draft opens ready to be sent."""
    found = [("Date", format_datetime(moment)), ("Message-ID", identity)]
    return [*found, ("X-Unsent", "1")] if draft else found


def _address(name: str, email: str) -> Address:
    user, _, domain = email.rpartition("@")
    return Address(name, user, domain)


def _part(attachment: Attachment) -> bytes:
    return _encoded(attachment.path, attachment.filename, attachment.sha256)


@lru_cache(maxsize=16)
def _encoded(path: Path, filename: str, sha256: str) -> bytes:
    """Return a PDF as a part of a message; raises WorldError where it has changed or is gone."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror}. Run it again.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WorldError(f"{path} has changed since this run began. Run it again.")
    part = EmailMessage(policy=_POLICY)
    part["Content-Type"] = "application/pdf"
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=filename)
    return part.as_bytes() + base64.encodebytes(content).replace(b"\n", _BREAK)
