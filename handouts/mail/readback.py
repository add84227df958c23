"""Reads a message back before it is kept or sent: it holds what it is to hold, and nothing else.

What is wrong in composing would go unseen if its own code looked. So the bytes are read twice in
other ways: as lines, and by the parser of the standard library. RFC 5322 (lines), RFC 2046 (parts).
"""

import hashlib
import re
from binascii import a2b_base64
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from handouts.errors import WorldError
from handouts.messages import Message as Wording
from handouts.messages import message

_PARSER = BytesHeaderParser()
_PART_FIELDS = ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition")
_FRAME_FIELDS = ("MIME-Version", "Content-Type")
_LINE = re.compile(rb"[ -~]{1,998}")
"""RFC 5322, 2.1.1: at most 998 characters."""
_NAME = re.compile(rb"([!-9;-~]+):(?: |\Z)")
_ENDS = re.compile(r"\r\n|\r|\n")
_END_OF_HEAD = b"\r\n\r\n"
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/=]{1,76}\r\n)*")
"""RFC 2045, 6.8."""
_ENCODED_WORD = b"=?"
"""What one begins with: RFC 2047, 2."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class UnfitMessageError(WorldError):
    """A message was composed that does not hold what it is to hold; `reason` says why.

    It is neither written nor sent. The messages to others are.
    """

    def __init__(self, cause: Wording, recipient: str = "") -> None:
        self.cause = cause
        """Without its full stop."""
        self.reason = message("mail.not-kept", cause=cause)
        if recipient:
            super().__init__(message("mail.not-kept-to", cause=cause, who=recipient))
        else:
            super().__init__(message("mail.message-not-kept", cause=cause))


@dataclass(frozen=True)
class ExpectedMessage:
    """What has to be found in a message."""

    mailboxes: tuple[tuple[str, str, str], ...]
    """The fields that hold one address each: field, name, address."""
    subject: str
    others: tuple[tuple[str, str], ...]
    """Further fields and their values; those of MIME are not among them."""
    texts: tuple[str, str]
    """What it says as plain text and as HTML."""
    attachments: tuple[bytes, ...]
    """Its further parts, each read back by `check_attachment`."""
    logo: bytes = b""
    """The PNG that its HTML shows; empty where there is none."""


def check(content: bytes, expected: ExpectedMessage) -> None:
    """Raise UnfitMessageError where a message does not hold exactly what is expected.

    Attachments are compared byte for byte with the parts that were read back once, so that a large
    file costs next to nothing for each further recipient.
    """
    head, _, body = content.partition(_END_OF_HEAD)
    names = [field for field, _, _ in expected.mailboxes]
    names += ["Subject", *(field for field, _ in expected.others), *_FRAME_FIELDS]
    _check_names(head, names)
    read = _PARSER.parsebytes(head + _END_OF_HEAD)
    _check_fields(read, expected)
    if not (body.isascii() and body.count(b"\r\n") == body.count(b"\n") == body.count(b"\r")):
        raise UnfitMessageError(message("mail.odd-lines"))
    boundary = read.get_boundary("")
    if read.get_content_type() != "multipart/mixed" or not boundary:
        raise UnfitMessageError(
            message("mail.no-text-with-attachments", kind=read.get_content_type())
        )
    before, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    ends = parts.pop() if parts else b""
    attached = [b"\r\n" + part for part in expected.attachments]
    if before or ends != b"--\r\n" or not parts or parts[1:] != attached:
        raise UnfitMessageError(message("mail.other-parts", count=len(attached)))
    _check_texts(parts[0].removeprefix(b"\r\n"), expected.texts, expected.logo)


def check_attachment(part: bytes, filename: str, sha256: str) -> None:
    """Raise UnfitMessageError where a part is not a PDF with this name and this content."""
    head, _, body = part.partition(_END_OF_HEAD)
    _check_names(head, _PART_FIELDS)
    read = _PARSER.parsebytes(head + _END_OF_HEAD)
    found = (
        read.get_content_type(),
        read.get_content_disposition(),
        read["Content-Transfer-Encoding"],
    )
    if found != ("application/pdf", "attachment", "base64"):
        raise UnfitMessageError(message("mail.other-attachment", found=" ".join(map(str, found))))
    if _ENCODED_WORD in head or read.get_filename() != filename:
        raise UnfitMessageError(
            message("mail.other-name", found=repr(read.get_filename()), expected=repr(filename))
        )
    if not _BASE64.fullmatch(body) or hashlib.sha256(a2b_base64(body)).hexdigest() != sha256:
        raise UnfitMessageError(message("mail.other-content", what=filename))


def _check_names(head: bytes, expected: Sequence[str]) -> None:
    """Look at the lines themselves: these fields and no others, each once."""
    found: list[str] = []
    for line in head.split(b"\r\n"):
        if not _LINE.fullmatch(line):
            raise UnfitMessageError(message("mail.forbidden-line", line=repr(line[:60])))
        if line.startswith(b" ") and found and line.strip():
            continue
        name = _NAME.match(line)
        if name is None:
            raise UnfitMessageError(message("mail.line-without-header", line=repr(line[:60])))
        found.append(name[1].decode().lower())
    if sorted(found) != sorted(name.lower() for name in expected):
        raise UnfitMessageError(
            message("mail.other-headers", found=tuple(found), expected=tuple(expected))
        )


def _check_fields(read: Message, expected: ExpectedMessage) -> None:
    """See what mail programs decode the fields to."""
    for field, name, address in expected.mailboxes:
        found = [(_decoded(shown), one) for shown, one in getaddresses([str(read[field])])]
        if found != [(name, address)]:
            raise UnfitMessageError(
                message(
                    "mail.other-mailbox",
                    field=field,
                    found=str(found),
                    expected=f"{name} <{address}>",
                )
            )
    subject = _decoded(str(read["Subject"]))
    if subject != expected.subject:
        raise UnfitMessageError(
            message("mail.other-subject", found=repr(subject), expected=repr(expected.subject))
        )
    for field, value in expected.others:
        if str(read[field]) != value:
            raise UnfitMessageError(
                message(
                    "mail.other-field", field=field, found=repr(read[field]), expected=repr(value)
                )
            )
    literal = [address for _, _, address in expected.mailboxes]
    literal += [value for _, value in expected.others]
    if any(_ENCODED_WORD in one.encode() for one in literal):
        raise UnfitMessageError(message("mail.decoded-address"))
    if any(_CONTROL.search(one) for one in (subject, *(name for _, name, _ in expected.mailboxes))):
        raise UnfitMessageError(message("mail.line-break"))


def _check_texts(part: bytes, expected: Sequence[str], logo: bytes) -> None:
    """See that a part is one text twice, plain and as HTML, this one perhaps with its picture."""
    read = message_from_bytes(part)
    kinds = [one.get_content_type() for one in read.walk()]
    of_html = ["multipart/related", "text/html", "image/png"] if logo else ["text/html"]
    if kinds != ["multipart/alternative", "text/plain", *of_html]:
        raise UnfitMessageError(message("mail.other-texts", found=tuple(kinds)))
    if read.defects or read.preamble or read.epilogue:
        raise UnfitMessageError(message("mail.more-than-texts"))
    found = [one for one in read.walk() if one.get_content_maintype() == "text"]
    pictures = [one.get_payload(decode=True) for one in read.walk() if _is_picture(one)]
    if pictures != ([logo] if logo else []):
        raise UnfitMessageError(message("mail.other-logo"))
    for one, text in zip(found, expected, strict=True):
        content = one.get_payload(decode=True)
        text_found = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
        if one.get_content_charset() != "utf-8" or _lines(text_found) != _lines(text):
            raise UnfitMessageError(message("mail.other-text", kind=one.get_content_type()))


def _is_picture(part: Message) -> bool:
    return part.get_content_maintype() == "image"


def _decoded(text: str) -> str:
    """Return a text as mail programs show it: RFC 2047."""
    return str(make_header(decode_header(text)))


def _lines(text: str) -> list[str]:
    return _ENDS.split(text.rstrip("\r\n"))
