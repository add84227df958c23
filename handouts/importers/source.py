"""A file as the trainer has it → its text: encodings, sizes, and what is not text at all."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from handouts.errors import ContentError, Problem
from handouts.importers.given import Given, size_fault
from handouts.text.encodings import byte_order_mark

LONGEST_TEXT = 600_000
"""Letters: a book of 100,000 words."""

Role = Literal["article", "chart"]

_CURES: dict[Role, str] = {
    "article": "In Word: File, Save As, Plain Text (.txt), and there the encoding Unicode (UTF-8).",
    "chart": "In Excel: File, Save As, CSV UTF-8 (.csv). In Word: copy the table into Excel first.",
}
_OFFICE_KINDS = {
    ".docx": "a Word document",
    ".xlsx": "an Excel workbook",
    ".odt": "a LibreOffice document",
    ".ods": "a LibreOffice sheet",
    ".pages": "a Pages document",
}
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "Rich Text (RTF)"),
    (b"MIME-Version:", "a web archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_MOST_REPORTED = 20


@dataclass(frozen=True)
class Source:
    """One file of the trainer's, decoded."""

    path: str
    """As the trainer named it, with forward slashes."""
    name: str
    """Without its folder."""
    text: str
    """With `\\n` at the end of each line, and nothing in it that cannot be printed."""
    encoding: str
    """As it is reported to the trainer."""

    @property
    def suffix(self) -> str:
        """The end of the name with its dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()


class _NotTextError(Exception):
    """The bytes are no text; the arguments are the cause and, if known, the line."""


def read_source(given: Given, role: Role) -> Source:
    """Return the text of a file.

    Raises ContentError with every reason why it cannot be used.
    """
    shown, name = given.name, PurePosixPath(given.name)
    if fault := size_fault(len(given.content)):
        raise ContentError([Problem(shown, 0, *fault)])
    try:
        text, encoding = _decoded(given.content, name.suffix.lower())
    except _NotTextError as error:
        cause, line = error.args
        raise ContentError([Problem(shown, line, cause, _CURES[role])]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\v\f\u00a0\u200b"):
        cure = f"Save the {role} into it again, or name another file."
        raise ContentError([Problem(shown, 0, "the file is empty", cure)])
    if problems := list(forbidden(shown, text)):
        raise ContentError(problems)
    return Source(shown, name.name, text, encoding)


def refuse_long(path: str, letters: int) -> None:
    """Raise ContentError where a text, without the tags of a page, has more than LONGEST_TEXT."""
    if letters > LONGEST_TEXT:
        cause = f"the text has {letters:,} letters, where up to {LONGEST_TEXT:,} are read"
        cure = "That is a book of 100,000 words: name a file with one article, or one chart, in it."
        raise ContentError([Problem(path, 0, cause, cure)])


def _decoded(content: bytes, suffix: str) -> tuple[str, str]:
    """Return the text and the encoding's name; raise _NotTextError where it is none."""
    if content.startswith(b"PK\x03\x04"):
        kind = _OFFICE_KINDS.get(suffix, "a packed file, such as .docx, .xlsx or .zip")
        raise _NotTextError(f"this is {kind}, not text", 0)
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            raise _NotTextError(f"this is {kind}, not text", 0)
    if found := byte_order_mark(content):
        return _strict(content[len(found.mark) :], found.codec), found.name
    if codec := _unmarked_utf16(content):
        return _strict(content, codec), "UTF-16 without BOM"
    if b"\0" in content:
        raise _NotTextError("the file is not text", 0)
    try:
        return content.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError as error:
        return _windows(content, error.start)


def _strict(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(codec, "ignore").count("\n") + 1
        raise _NotTextError(f"the text is broken here: it is no {codec.upper()}", line) from error


def _unmarked_utf16(content: bytes) -> str:
    """Return the codec where nearly every second byte is NUL, as with Latin text; else `""`."""
    sample = content[: 4096 - len(content) % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _windows(content: bytes, first_bad: int) -> tuple[str, str]:
    """Decode what is no UTF-8; a UTF-8 file with a few broken bytes is told from Windows-1252."""
    replaced = content.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    good = sum(character > "\x7f" for character in replaced) - broken
    line = content[:first_bad].count(b"\n") + 1
    if good > broken:
        raise _NotTextError("a letter is broken here: the rest of the file is UTF-8", line)
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        cause = "the text is neither UTF-8 nor Windows-1252"
        raise _NotTextError(cause, line) from error
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\v\f" for c in text)
    if controls > len(text) // 50:
        raise _NotTextError("the file is not text", 0)
    return text, "Windows-1252"


def forbidden(path: str, text: str, line: int = 1) -> Iterator[Problem]:
    """Yield a problem for each character of a text that cannot be printed, twenty at most.

    `line` is where the text begins in its file.
    """
    for place, found in enumerate(_FORBIDDEN.finditer(text)):
        if place == _MOST_REPORTED:
            return
        name = unicodedata.name(found[0], "a control character")
        cause = f"the character U+{ord(found[0]):04X} ({name}) cannot be printed"
        cure = "Delete it; it is invisible, so type the word anew."
        yield Problem(path, line + text.count("\n", 0, found.start()), cause, cure)
