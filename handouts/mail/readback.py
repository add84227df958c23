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

    def __init__(self, cause: str, recipient: str = "") -> None:
        self.cause = cause
        """Without its full stop."""
        self.reason = f"the message was made but not kept: {cause}"
        who = f" to {recipient}" if recipient else ""
        super().__init__(f"The message{who} was made but not kept: {cause}.")


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


def check(message: bytes, expected: ExpectedMessage) -> None:
    """Raise UnfitMessageError where a message does not hold exactly what is expected.

    Attachments are compared byte for byte with the parts that were read back once, so that a large
    file costs next to nothing for each further recipient.
    """
    head, _, body = message.partition(_END_OF_HEAD)
    names = [field for field, _, _ in expected.mailboxes]
    names += ["Subject", *(field for field, _ in expected.others), *_FRAME_FIELDS]
    _check_names(head, names)
    read = _PARSER.parsebytes(head + _END_OF_HEAD)
    _check_fields(read, expected)
    if not (body.isascii() and body.count(b"\r\n") == body.count(b"\n") == body.count(b"\r")):
        raise UnfitMessageError("its lines are not those of a message")
    boundary = read.get_boundary("")
    if read.get_content_type() != "multipart/mixed" or not boundary:
        raise UnfitMessageError(f"it is {read.get_content_type()}, not a text with attachments")
    before, *parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    ends = parts.pop() if parts else b""
    attached = [b"\r\n" + part for part in expected.attachments]
    if before or ends != b"--\r\n" or not parts or parts[1:] != attached:
        raise UnfitMessageError(f"its parts are not a text and {len(attached)} attachments")
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
        raise UnfitMessageError(f"an attachment reads as {' '.join(map(str, found))}")
    if _ENCODED_WORD in head or read.get_filename() != filename:
        raise UnfitMessageError(
            f"an attachment is called {read.get_filename()!r}, not {filename!r}"
        )
    if not _BASE64.fullmatch(body) or hashlib.sha256(a2b_base64(body)).hexdigest() != sha256:
        raise UnfitMessageError(f"{filename} does not come out as it went in")


def _check_names(head: bytes, expected: Sequence[str]) -> None:
    """Look at the lines themselves: these fields and no others, each once."""
    found: list[str] = []
    for line in head.split(b"\r\n"):
        if not _LINE.fullmatch(line):
            raise UnfitMessageError(f"it has a line that no header may have: {line[:60]!r}")
        if line.startswith(b" ") and found and line.strip():
            continue
        name = _NAME.match(line)
        if name is None:
            raise UnfitMessageError(f"it has a line that is no header: {line[:60]!r}")
        found.append(name[1].decode().lower())
    if sorted(found) != sorted(name.lower() for name in expected):
        raise UnfitMessageError(f"its headers are {', '.join(found)}, not {', '.join(expected)}")


def _check_fields(read: Message, expected: ExpectedMessage) -> None:
    """See what mail programs decode the fields to."""
    for field, name, address in expected.mailboxes:
        found = [(_decoded(shown), one) for shown, one in getaddresses([str(read[field])])]
        if found != [(name, address)]:
            raise UnfitMessageError(f"{field} reads as {found}, not as {name} <{address}>")
    subject = _decoded(str(read["Subject"]))
    if subject != expected.subject:
        raise UnfitMessageError(f"the subject reads as {subject!r}, not {expected.subject!r}")
    for field, value in expected.others:
        if str(read[field]) != value:
            raise UnfitMessageError(f"{field} reads as {read[field]!r}, not {value!r}")
    literal = [address for _, _, address in expected.mailboxes]
    literal += [value for _, value in expected.others]
    if any(_ENCODED_WORD in one.encode() for one in literal):
        raise UnfitMessageError("an address holds what mail programs decode")
    if any(_CONTROL.search(one) for one in (subject, *(name for _, name, _ in expected.mailboxes))):
        raise UnfitMessageError("a name or the subject has a line break in it")


def _check_texts(part: bytes, expected: Sequence[str], logo: bytes) -> None:
    """See that a part is one text twice, plain and as HTML, this one perhaps with its picture."""
    read = message_from_bytes(part)
    kinds = [one.get_content_type() for one in read.walk()]
    of_html = ["multipart/related", "text/html", "image/png"] if logo else ["text/html"]
    if kinds != ["multipart/alternative", "text/plain", *of_html]:
        raise UnfitMessageError(f"its text is {', '.join(kinds)}, not a plain one and one in HTML")
    if read.defects or read.preamble or read.epilogue:
        raise UnfitMessageError("there is something before or behind its texts")
    found = [one for one in read.walk() if one.get_content_maintype() == "text"]
    pictures = [one.get_payload(decode=True) for one in read.walk() if _is_picture(one)]
    if pictures != ([logo] if logo else []):
        raise UnfitMessageError("its logo does not come out as it went in")
    for one, text in zip(found, expected, strict=True):
        content = one.get_payload(decode=True)
        text_found = content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
        if one.get_content_charset() != "utf-8" or _lines(text_found) != _lines(text):
            raise UnfitMessageError(f"its {one.get_content_type()} does not come out as it went in")


def _is_picture(part: Message) -> bool:
    return part.get_content_maintype() == "image"


def _decoded(text: str) -> str:
    """Return a text as mail programs show it: RFC 2047."""
    return str(make_header(decode_header(text)))


def _lines(text: str) -> list[str]:
    return _ENDS.split(text.rstrip("\r\n"))
