"""A file as the trainer has it → its text: encodings, sizes, and what is not text at all."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handouts.errors import ContentError, Problem

LARGEST_FILE = 5_000_000
"""Bytes. A book has a tenth of this; what is larger is neither an article nor a chart."""

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
# UTF-32 before UTF-16: its mark begins with the same two bytes.
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8 with BOM"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_MOST_TOLD = 20


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
    """As it is told to the trainer."""

    @property
    def suffix(self) -> str:
        """The end of the name with its dot, in lower case."""
        return Path(self.name).suffix.lower()


class _NotTextError(Exception):
    """The bytes are no text; the arguments are the cause and, if known, the line."""


def read_source(path: Path, role: Role) -> Source:
    """Return the text of a file.

    Raises ContentError with every reason why it cannot be used. At most `LARGEST_FILE` bytes and
    one more are read.
    """
    shown = path.as_posix()
    try:
        content = _content(path)
    except OSError as error:
        cause = f"the file cannot be read ({error.strerror})"
        raise ContentError([Problem(shown, 0, cause, "Check its permissions.")]) from error
    except FileProblemError as error:
        raise ContentError([Problem(shown, 0, *error.args)]) from error
    try:
        text, encoding = _decoded(content, path.suffix.lower())
    except _NotTextError as error:
        cause, line = error.args
        raise ContentError([Problem(shown, line, cause, _CURES[role])]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\v\f\u00a0\u200b"):
        cure = f"Save the {role} into it again, or name another file."
        raise ContentError([Problem(shown, 0, "the file is empty", cure)])
    if problems := list(forbidden(shown, text)):
        raise ContentError(problems)
    return Source(shown, path.name, text, encoding)


def refuse_long(path: str, letters: int) -> None:
    """Raise ContentError where a text, without the tags of a page, has more than LONGEST_TEXT."""
    if letters > LONGEST_TEXT:
        cause = f"the text has {letters:,} letters, where up to {LONGEST_TEXT:,} are read"
        cure = "That is a book of 100,000 words: name a file with one article, or one chart, in it."
        raise ContentError([Problem(path, 0, cause, cure)])


class FileProblemError(Exception):
    """There is no such file to read; the arguments are the cause and the cure."""


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise FileProblemError("this is a folder", "Name a file inside it.")
    if not path.exists():
        cure = "Look at its spelling and at the folder that the command is run in."
        raise FileProblemError("there is no such file", cure)
    if not path.is_file():
        raise FileProblemError("this is not a file", "Name a file with the text in it.")
    with path.open("rb") as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        size = f"the file has {path.stat().st_size / 1e6:.1f} MB"
        raise FileProblemError(size, "It may have up to 5 MB of text, without pictures.")
    return content


def _decoded(content: bytes, suffix: str) -> tuple[str, str]:
    """Return the text and the encoding's name; raise _NotTextError where it is none."""
    if content.startswith(b"PK\x03\x04"):
        kind = _OFFICE_KINDS.get(suffix, "a packed file, such as .docx, .xlsx or .zip")
        raise _NotTextError(f"this is {kind}, not text", 0)
    for magic, kind in _MAGIC:
        if content.startswith(magic):
            raise _NotTextError(f"this is {kind}, not text", 0)
    for mark, codec, told in _MARKS:
        if content.startswith(mark):
            return _strict(content[len(mark) :], codec), told
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
        if place == _MOST_TOLD:
            return
        name = unicodedata.name(found[0], "a control character")
        cause = f"the character U+{ord(found[0]):04X} ({name}) cannot be printed"
        cure = "Delete it; it is invisible, so type the word anew."
        yield Problem(path, line + text.count("\n", 0, found.start()), cause, cure)
