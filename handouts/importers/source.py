"""A file as the trainer has it → its text: encodings, sizes, and what is not text at all."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal

from handouts.errors import ContentError, Problem
from handouts.importers import opendocument, word
from handouts.importers.decoded import NotTextError, decoded
from handouts.importers.document import Document
from handouts.importers.given import LARGEST_TEXT, Given, size_fault
from handouts.importers.packed import UnreadableError, unpacked
from handouts.importers.parts import LeftOut
from handouts.messages import Message, message

LONGEST_TEXT = 600_000
"""Letters: a book of 100,000 words."""

Role = Literal["article", "chart"]

_MAGIC = (
    (b"\x89PNG", message("article_import.picture")),
    (b"\xff\xd8\xff", message("article_import.picture")),
    (b"GIF8", message("article_import.picture")),
    (b"MIME-Version:", message("article_import.web-archive")),
    (b"bplist00", message("article_import.web-archive")),
)
_OLD = {
    ".doc": message("article_import.old-word"),
    ".dot": message("article_import.old-word"),
    ".xls": message("article_import.old-excel"),
}
_OLE = b"\xd0\xcf\x11\xe0"
"""What files of Word and Excel before 2007 begin with, and those with a password."""
_FORBIDDEN = re.compile(
    # The last plane of Unicode is private: no font has its characters.
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff"
    r"\U00100000-\U0010ffff]"
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
    """As it is reported to the trainer: `UTF-8`, `a Word document`."""
    kind: str = ""
    """`HTML` or `plain text`, where that is known; `""` where the text must show it."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of each picture that came with the text, by the `src` of its `<img>`."""
    left_out: tuple[LeftOut, ...] = ()
    """What the file has besides its text: comments, headers and so on."""
    words: tuple[str, ...] | None = None
    """All texts of a document, found without those who made `text` of it; None where it is that."""
    recognised: tuple[str, ...] = ()
    """Sentences for the trainer about what was made of the file."""

    @property
    def suffix(self) -> str:
        """The end of the name with its dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()


def read_source(given: Given, role: Role) -> Source:
    """Return the text of a file.

    Raises ContentError with every reason why it cannot be used.
    """
    shown, name = given.name, PurePosixPath(given.name)
    if (document := _document(given)) is not None:
        return _of_document(given.name, document)
    if fault := size_fault(len(given.content)) or _refused(given.content, name.suffix.lower()):
        raise ContentError([Problem(shown, 0, fault)])
    try:
        text, encoding = decoded(given.content)
    except NotTextError as error:
        raise ContentError([Problem(shown, error.line, error.reason)]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\v\f\u00a0\u200b"):
        empty = message("article_import.empty-file", role=role)
        raise ContentError([Problem(shown, 0, empty)])
    if problems := list(forbidden(shown, text)):
        raise ContentError(problems)
    return Source(shown, name.name, text, encoding, pictures=given.beside)


def _document(given: Given) -> Document | None:
    """Return what a document of a word processor holds, or None where the file is none."""
    if size_fault(len(given.content)) or not given.content.startswith(b"PK\x03\x04"):
        return None
    name = PurePosixPath(given.name).name
    try:
        package = unpacked(given.content)
        if any(part.startswith("word/") for part in package.names):
            return word.read(package, name)
        if package.part("mimetype").startswith(opendocument.MIME):
            return opendocument.read(package, name)
    except UnreadableError as error:
        raise ContentError([Problem(given.name, 0, error.reason)]) from error
    return None


def _of_document(path: str, document: Document) -> Source:
    if problems := list(forbidden(path, document.html)):
        raise ContentError([replace(problem, line=0) for problem in problems])
    return Source(
        path,
        PurePosixPath(path).name,
        document.html,
        document.kind,
        "HTML",
        document.pictures,
        document.left_out,
        document.words,
        document.recognised,
    )


def _refused(content: bytes, suffix: str) -> Message | None:
    """Return why a file is refused before it is read, by how it begins."""
    if content.startswith(_OLE):
        return _OLD.get(suffix, message("article_import.old-office"))
    for magic, reason in _MAGIC:
        if content.startswith(magic):
            return reason
    if content.startswith(b"PK\x03\x04"):
        return message("article_import.packed")
    if len(content) > LARGEST_TEXT:
        size, most = len(content) / 1e6, LARGEST_TEXT // 1_000_000
        return message("article_import.text-too-large", size=size, most=most)
    return None


def refuse_long(path: str, letters: int) -> None:
    """Raise ContentError where a text, without the tags of a page, has more than LONGEST_TEXT."""
    if letters > LONGEST_TEXT:
        fault = message("article_import.text-too-long", letters=letters, most=LONGEST_TEXT)
        raise ContentError([Problem(path, 0, fault)])


def forbidden(path: str, text: str, line: int = 1) -> Iterator[Problem]:
    """Yield a problem for each character of a text that cannot be printed, twenty at most.

    `line` is where the text begins in its file.
    """
    for place, found in enumerate(_FORBIDDEN.finditer(text)):
        if place == _MOST_REPORTED:
            return
        name = unicodedata.name(found[0], "a control character")
        fault = message(
            "article_import.unprintable-character", code=f"{ord(found[0]):04X}", name=name
        )
        yield Problem(path, line + text.count("\n", 0, found.start()), fault)
