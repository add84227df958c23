"""The XML of a workbook, read from its beginning to its end without building a tree of it."""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat


class PartReader(Protocol):
    """What is called for each element and its letters, in the order of the file."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""

    def end(self, name: str) -> None:
        """End an element."""

    def letters(self, text: str) -> None:
        """Read letters between two tags."""


def read_parts(xml: bytes, reader: PartReader) -> None:
    """Read XML. Raises ValueError or ExpatError where it is damaged.

    A document type, which could blow a text up, is no part of a workbook and refused.
    """
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.letters
    parser.StartDoctypeDeclHandler = _refuse
    parser.buffer_text = True
    parser.Parse(xml, True)


def _refuse(*_: object) -> None:
    raise ValueError("a workbook has no document type")
