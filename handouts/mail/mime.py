"""A message → its bytes as MIME: pure, and quick because a file that many get is encoded once.

RFC 5322 (messages), RFC 2046 (parts), RFC 2183 (attachments).
"""

import base64
import datetime
import hashlib
import re
from binascii import b2a_qp
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path

from handouts.errors import WorldError
from handouts.mail import headers, readback
from handouts.mail.body import MessageBody, logo_id
from handouts.mail.message import Attachment, MailMessage
from handouts.mail.readback import ExpectedMessage, UnfitMessageError
from handouts.messages import message as wording

_BREAK = b"\r\n"
_ENDS = re.compile(rb"\r\n|\r|\n")


@dataclass(frozen=True)
class Sender:
    """Whom messages come from."""

    name: str
    email: str
    reply_to: str = ""


def message_id(session: str, message: MailMessage, sender: Sender) -> str:
    """Return the message's own id, the same on every run, so that a duplicate can be dropped."""
    parts = (session, message.mailing, message.person, message.version)
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
    return f"<{digest}@{sender.email.rpartition('@')[2]}>"


def composed(
    message: MailMessage,
    body: MessageBody,
    sender: Sender,
    head: Sequence[tuple[str, str]],
    to: str = "",
) -> bytes:
    """Return a message as it is handed to a server; `head` are further headers.

    `to` is another address than the person's own, for a trial.

    Raises UnfitMessageError where what was composed does not read back as what it was made of, and
    WorldError where a file cannot be read any longer.
    """
    texts = (headers.whole(body.text), headers.whole(body.html))
    mailboxes = [("From", sender.name, sender.email), ("To", message.name, to or message.email)]
    if sender.reply_to:
        mailboxes.append(("Reply-To", "", sender.reply_to))
    try:
        parts = tuple(map(_part, message.attachments))
        fields = [headers.field(key, headers.mailbox(*box)) for key, *box in mailboxes]
        fields.append(headers.field("Subject", headers.subject(body.subject)))
        fields += [headers.field(key, [value]) for key, value in (*head, ("MIME-Version", "1.0"))]
        seen = _text("html", texts[1])
        if body.logo:
            seen = _multipart("related", "==logo==", [seen, _logo(body.logo)])
        both_texts = [_text("plain", texts[0]), seen]
        parts_in_order = [_multipart("alternative", "==texts==", both_texts), *parts]
        content = b"".join(fields) + _multipart("mixed", "==message==", parts_in_order)
        expected = ExpectedMessage(
            mailboxes=tuple((key, headers.shown(name), one) for key, name, one in mailboxes),
            subject=headers.shown(body.subject),
            others=tuple(head),
            texts=texts,
            attachments=parts,
            logo=body.logo,
        )
        readback.check(content, expected)
    except (UnfitMessageError, ValueError) as error:
        who = f"{headers.shown(message.name)} <{to or message.email}>"
        if isinstance(error, UnfitMessageError):
            raise UnfitMessageError(error.cause, who) from error
        raise UnfitMessageError(wording("mail.unfit-header", why=str(error)), who) from error
    return content


def _multipart(kind: str, boundary: str, parts: Sequence[bytes]) -> bytes:
    """Return parts as one, from the field that says so to the end."""
    named = headers.field("Content-Type", [f"multipart/{kind};", f'boundary="{boundary}"'])
    line = b"--" + boundary.encode()
    body = b"".join(line + _BREAK + part + _BREAK for part in parts)
    return named + _BREAK + body + line + b"--" + _BREAK


def _text(kind: str, text: str) -> bytes:
    """Return a text as a part."""
    lines = _BREAK.join(_ENDS.split(text.encode()))
    lines = lines if lines.endswith(_BREAK) else lines + _BREAK
    return b"".join((
        headers.field("Content-Type", [f"text/{kind};", 'charset="utf-8"']),
        headers.field("Content-Transfer-Encoding", ["quoted-printable"]),
        _BREAK,
        b2a_qp(lines, istext=True),
    ))  # fmt: skip


def _logo(logo: bytes) -> bytes:
    """Return the picture that the HTML shows as a part: RFC 2387."""
    return b"".join((
        headers.field("Content-Type", ["image/png"]),
        headers.field("Content-Transfer-Encoding", ["base64"]),
        headers.field("Content-ID", [f"<{logo_id(logo)}>"]),
        headers.field("Content-Disposition", ["inline"]),
        _BREAK,
        base64.encodebytes(logo).replace(b"\n", _BREAK),
    ))  # fmt: skip


def head(identity: str, moment: datetime.datetime, *, draft: bool = False) -> list[tuple[str, str]]:
    """Return the headers that tell messages apart; a draft opens ready to be sent."""
    found = [("Date", format_datetime(moment)), ("Message-ID", identity)]
    return [*found, ("X-Unsent", "1")] if draft else found


def _part(attachment: Attachment) -> bytes:
    return _encoded(attachment.path, attachment.filename, attachment.sha256)


@lru_cache(maxsize=16)
def _encoded(path: Path, filename: str, sha256: str) -> bytes:
    """Return a PDF as a part of a message, read back once for all who get it.

    Raises UnfitMessageError, and WorldError where the file has changed or is gone.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise WorldError(wording("mail.unreadable-file", path=str(path), reason=reason)) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise WorldError(wording("mail.changed-file", path=str(path)))
    part = b"".join((
        headers.field("Content-Type", ["application/pdf"]),
        headers.field("Content-Transfer-Encoding", ["base64"]),
        headers.field("Content-Disposition", headers.disposition(filename)),
        _BREAK,
        base64.encodebytes(content).replace(b"\n", _BREAK),
    ))  # fmt: skip
    readback.check_attachment(part, headers.shown_filename(filename), sha256)
    return part
