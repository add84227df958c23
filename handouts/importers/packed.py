"""A packed file (.docx, .odt, .zip) → its parts, and their XML, never more than a machine can take.

A packed file of a few kilobytes can hold gigabytes, and one line of XML can name another that
names another. So what is in it is counted while it is read, and XML has no document type.
"""

import io
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from handouts.messages import Message, message

_MOST_PARTS = 5_000
_LARGEST_PART = 50_000_000
"""Bytes, unpacked."""
_LARGEST = 300_000_000
"""Bytes of all parts together, unpacked."""
_LARGEST_XML = 30_000_000
"""Bytes. A book of 400 pages has a third of this."""
_MOST_ELEMENTS = 600_000
_DEEPEST = 90
"""Elements inside one another. A table in a table in a text box has 40."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = b"http://schemas.openxmlformats.org/"
_NAMESPACES = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"drawingml/wordprocessingDrawing", b"drawingml/2006/wordprocessingDrawing"),
    (b"drawingml/picture", b"drawingml/2006/picture"),
    (b"drawingml/main", b"drawingml/2006/main"),
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError)


class UnreadableError(Exception):
    """A document that cannot be read; `reason` says why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


DAMAGED = message("article_import.damaged")
TOO_LARGE = message("article_import.too-large-inside")
TOO_DEEP = message("article_import.nested-too-deeply")


@dataclass(frozen=True)
class PackedFile:
    """The parts of a packed file, each unpacked when it is asked for."""

    archive: zipfile.ZipFile
    names: frozenset[str]

    def part(self, name: str) -> bytes:
        """Return what a part holds; `b""` where there is none of this name.

        Raises UnreadableError where it is damaged, has a password or is too large.
        """
        if name not in self.names:
            return b""
        try:
            with self.archive.open(name) as part:
                content = part.read(_LARGEST_PART + 1)
        except RuntimeError as error:  # what the library raises for a password
            raise UnreadableError(message("article_import.password")) from error
        except _DAMAGED as error:
            raise UnreadableError(DAMAGED) from error
        if len(content) > _LARGEST_PART:
            raise UnreadableError(TOO_LARGE)
        return content

    def xml(self, name: str) -> Element | None:
        """Return the root of a part in XML, or None where there is none of this name.

        Raises UnreadableError as `part` does, and where it is no XML, too large or too deep.
        """
        return xml_root(content) if (content := self.part(name)) else None


def unpacked(content: bytes) -> PackedFile:
    """Return the parts of a packed file.

    Raises UnreadableError where it is damaged, or where its parts are too many or too large.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except _DAMAGED as error:
        raise UnreadableError(DAMAGED) from error
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST:
        raise UnreadableError(TOO_LARGE)
    return PackedFile(archive, frozenset(entry.filename for entry in entries if not entry.is_dir()))


def xml_root(content: bytes) -> Element:
    """Return the root of some XML, with the namespaces of ISO's strict Word as the usual ones.

    Raises UnreadableError where it is no XML, has a document type, or is too large or too deep.
    """
    if len(content) > _LARGEST_XML:
        raise UnreadableError(TOO_LARGE)
    if _STRICT in content:
        for strict, usual in _NAMESPACES:
            content = content.replace(_STRICT + strict, _USUAL + usual)
    parser = XMLParser(target=_Bounded())  # noqa: S314 - a document type is refused
    try:
        parser.feed(content)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableError(DAMAGED) from error
    return root


class _Bounded(TreeBuilder):
    """Builds a tree, and stops where it grows too large or too deep."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = self._depth = 0

    def start(self, tag: str, attrs: Any, /) -> Element:  # noqa: ANN401, RUF100 - the library's
        """Begin an element."""
        self._elements += 1
        self._depth += 1
        if self._elements > _MOST_ELEMENTS:
            raise UnreadableError(TOO_LARGE)
        if self._depth > _DEEPEST:
            raise UnreadableError(TOO_DEEP)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(tag)

    def doctype(self, *_: object) -> None:
        """Refuse a document type: no document has one, and a bomb needs it."""
        raise UnreadableError(DAMAGED)


def outermost(root: Element, tags: Collection[str]) -> list[Element]:
    """Return the elements inside another that have one of these tags, without those inside them."""
    found: list[Element] = []
    inside: set[Element] = set()
    for element in root.iter():
        if element.tag in tags and element not in inside:
            found.append(element)
            inside.update(element.iter())
    return found
