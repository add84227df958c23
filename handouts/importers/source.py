"""A file as the trainer has it → its text: encodings, sizes, and what is not text at all."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal

from handouts.errors import ContentError, Problem
from handouts.importers import calc, excel, opendocument, pdf, rich_text, saved_page, word
from handouts.importers.decoded import NotTextError, decoded
from handouts.importers.document import SourceDocument
from handouts.importers.given import LARGEST_TEXT, Given, size_fault
from handouts.importers.packed import PackedFile, UnreadableError, unpacked
from handouts.importers.parts import LeftOut
from handouts.importers.pictures import is_picture
from handouts.importers.saved_page import SavedPage
from handouts.messages import Message, message

LONGEST_TEXT = 600_000
"""Letters: a book of 100,000 words."""

Role = Literal["article", "chart"]

_OLD = {
    ".doc": message("article_import.old-word"),
    ".dot": message("article_import.old-word"),
    ".xls": message("article_import.old-excel"),
}
_PACKED = (
    ("xl/", message("article_import.workbook")),
    ("ppt/", message("article_import.slides")),
    ("Index/", message("article_import.pages")),
    ("index.xml", message("article_import.pages")),
)
"""What is in packed files that are no article, by how the names of their parts begin."""
_DOCUMENTS = (b"PK\x03\x04", b"%PDF", b"bplist00", rich_text.MAGIC)
"""What documents begin with, which hold more than text."""
_OLE = b"\xd0\xcf\x11\xe0"
"""What files of Word and Excel before 2007 begin with, and those with a password."""
_MAIL = re.compile(
    rb"(?:From:|MIME-Version:)[^\n]*\n(?:[^\n]+\n){0,20}?Content-Type: multipart/", re.I
)
"""What a web archive of a browser begins with: the head of a mail."""
_FORBIDDEN = re.compile(
    # The last plane of Unicode is private: no font has its characters.
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff"
    r"\U00100000-\U0010ffff]"
)
_MOST_REPORTED = 20


@dataclass(frozen=True)
class ImportedFile:
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
    """The bytes of each picture that came with the text, by the address that the text names."""
    left_out: tuple[LeftOut, ...] = ()
    """What the file has besides its text: comments, headers and so on."""
    words: tuple[str, ...] | None = None
    """All texts of a document, found without those who made `text` of it; None where it is that."""
    recognised: tuple[Message, ...] = ()
    """Sentences for the trainer about what was made of the file."""
    named_pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of the picture files that the trainer named too, by the names she gave them."""

    @property
    def suffix(self) -> str:
        """The end of the name with its dot, in lower case."""
        return PurePosixPath(self.name).suffix.lower()


def read_source(given: Given, role: Role) -> ImportedFile:
    """Return the text of a file.

    Raises ContentError with every reason why it cannot be used.
    """
    shown, name = given.name, PurePosixPath(given.name)
    if fault := size_fault(len(given.content)) or _refused(given.content, name.suffix.lower()):
        raise ContentError([Problem(shown, 0, fault)])
    try:
        found = _opened(given, name.name)
    except UnreadableError as error:
        raise ContentError([Problem(shown, 0, error.reason)]) from error
    if isinstance(found, SourceDocument):
        return _of_document(shown, found)
    page = found or SavedPage(given.content, given.beside, name.name)
    kind = "" if page.name else "HTML"
    try:
        text, encoding = decoded(page.content)
    except NotTextError as error:
        raise ContentError([Problem(shown, error.line, error.reason)]) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\v\f\u00a0\u200b"):
        empty = message("article_import.empty-file", role=role)
        raise ContentError([Problem(shown, 0, empty)])
    if problems := list(forbidden(shown, text)):
        raise ContentError(problems)
    return ImportedFile(shown, page.name or name.name, text, encoding, kind, page.pictures)


def _opened(given: Given, name: str) -> SourceDocument | SavedPage | None:
    """Return what a document or a saved page holds, or None where a file is text as it stands.

    Raises UnreadableError with the reason why it cannot be read.
    """
    if given.content.startswith(b"PK\x03\x04"):
        return _unpacked(unpacked(given.content), name)
    if given.content.startswith(b"%PDF"):
        return pdf.read(given.content)
    if given.content.startswith(rich_text.MAGIC):
        return rich_text.read(given.content, name)
    if given.content.startswith(b"bplist00"):
        return saved_page.of_safari(given.content)
    if _MAIL.match(given.content):
        return saved_page.of_mail(given.content)
    return None


def _unpacked(package: PackedFile, name: str) -> SourceDocument | SavedPage:
    if any(part.startswith("word/") for part in package.names):
        return word.read(package, name)
    if package.part("mimetype").startswith(opendocument.MIME):
        return opendocument.read(package, name)
    if "xl/workbook.xml" in package.names:
        return excel.read(package, name)
    if package.part("mimetype").startswith(calc.MIME_TYPE):
        return calc.read(package, name)
    for begins, reason in _PACKED:
        if any(part.startswith(begins) for part in package.names):
            raise UnreadableError(reason)
    page = saved_page.of_packed(package)
    if page is None:
        raise UnreadableError(message("article_import.packed"))
    return page


def _of_document(path: str, document: SourceDocument) -> ImportedFile:
    if problems := list(forbidden(path, document.text)):
        raise ContentError([replace(problem, line=0) for problem in problems])
    return ImportedFile(
        path,
        PurePosixPath(path).name,
        document.text,
        document.kind,
        document.written_in,
        document.pictures,
        document.left_out,
        document.words,
        document.recognised,
    )


def _refused(content: bytes, suffix: str) -> Message | None:
    """Return why a file is refused before it is read, by how it begins."""
    if content.startswith(_OLE):
        return _OLD.get(suffix, message("article_import.old-office"))
    if is_picture(content):
        return message("article_import.picture")
    if content.startswith(_DOCUMENTS) or _MAIL.match(content):
        return None
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
