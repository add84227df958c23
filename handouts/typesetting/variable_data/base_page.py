"""The part of a certificate's file that is the same for everybody, made once and kept.

A certificate is a base page, of one side or of two, whole and with its structure, and a variable
layer: the lines that were typeset for one person, and the glyphs that the base page's fonts lack.
Both are frozen in the ledger, so that a file can be made again byte for byte when templates and
fonts have changed.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_STREAM = b"\nstream\n"

UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What comes of reading a base page or a variable layer that is damaged."""

LINK_TEXT = "Verify this certificate"
"""What is read aloud of the link of a base page that was kept without such a text."""
CATALOG, PAGES, PAGE, STRUCTURE, DOCUMENT, PARENTS, CONTENT, LINK, RESERVED = range(1, 10)
"""Numbers that objects of a base page refer to; all others begin at RESERVED."""


@dataclass(frozen=True)
class BasePage:
    """All of a page but what is of one person. What is on its back is another page of the file."""

    size: tuple[float, float]
    """Width and height in pt."""
    language: str
    author: str
    date: str
    """ISO 8601, of the issue."""
    objects: tuple[bytes, ...]
    """The bodies of objects, numbered from RESERVED on.

    The content of each side comes last: the face's is CONTENT, and the back's stands before it."""
    shared: int
    """How many of them serve any number of pages; the others belong to one page's structure."""
    resources: bytes
    """What the page's resources hold, other than fonts; both sides have the same."""
    fonts: Mapping[str, int]
    """The object of each font, by name."""
    top: tuple[int, ...]
    """The elements right below the document, in reading order."""
    marks: tuple[int, ...]
    """The element of each marked content of the face, by its number; 0 where none owns it."""
    back_marks: tuple[int, ...] | None = None
    """The same of the back; None where there is none."""
    link: tuple[float, ...] = ()
    """The rectangle in pt that leads to the verification; empty where none does."""
    link_parent: int = 0
    """The element that the link belongs to; it is on the last side."""
    link_text: str = LINK_TEXT
    """What is read aloud of the link."""

    @property
    def sides(self) -> int:
        """One, or two where something is on the back."""
        return 1 if self.back_marks is None else 2

    @property
    def back(self) -> int:
        """The number by which objects refer to the back; its content's is the next."""
        return RESERVED + len(self.objects)

    @property
    def own(self) -> tuple[bytes, ...]:
        """The bodies of objects that each page needs anew."""
        return self.objects[self.shared : -self.sides]

    def packed(self) -> bytes:
        """Return it as bytes, for keeping."""
        about: dict[str, Any] = {
            "size": self.size,
            "language": self.language,
            "author": self.author,
            "date": self.date,
            "lengths": [len(body) for body in self.objects],
            "shared": self.shared,
            "resources": self.resources.decode("latin-1"),
            "fonts": dict(self.fonts),
            "top": self.top,
            "marks": self.marks,
            "link": self.link,
            "link_parent": self.link_parent,
        }
        if self.back_marks is not None:
            about["back_marks"] = self.back_marks
        if self.link_text != LINK_TEXT:
            about["link_text"] = self.link_text
        head = json.dumps(about, ensure_ascii=False).encode()
        return len(head).to_bytes(4) + head + b"".join(self.objects)

    @classmethod
    def unpacked(cls, kept: bytes) -> "BasePage":
        """Return what was packed."""
        end = 4 + int.from_bytes(kept[:4])
        about: dict[str, Any] = json.loads(kept[4:end])
        objects = []
        for length in about.pop("lengths"):
            objects.append(kept[end : end + length])
            end += length
        about["objects"] = tuple(objects)
        about["resources"] = about["resources"].encode("latin-1")
        lists = ("size", "top", "marks", "link", "back_marks")
        about |= {key: tuple(about[key]) for key in lists if key in about}
        return cls(**about)


@dataclass(frozen=True)
class VariableLayer:
    """What one person's page has in addition to the base page."""

    content: bytes
    """The operators of the face, deflated."""
    fonts: tuple[tuple[str, int], ...] = ()
    """The names of fonts of its own, and which of `objects` describes each, from 0."""
    objects: tuple[bytes, ...] = ()
    """The bodies of those fonts' objects; they refer to one another by their place, from 0."""
    back: bytes = b""
    """The operators of the back, deflated; empty where there is none."""

    def packed(self) -> bytes:
        """Return it as bytes, for keeping."""
        parts = (self.content, *self.objects, *((self.back,) if self.back else ()))
        about: list[Any] = [self.fonts, [len(part) for part in parts]]
        if self.back:
            about.append("back")
        head = json.dumps(about).encode()
        return len(head).to_bytes(4) + head + b"".join(parts)

    @classmethod
    def unpacked(cls, kept: bytes) -> "VariableLayer":
        """Return what was packed."""
        end = 4 + int.from_bytes(kept[:4])
        fonts, lengths, *more = json.loads(kept[4:end])
        parts = []
        for length in lengths:
            parts.append(kept[end : end + length])
            end += length
        back = parts.pop() if more else b""
        named = tuple((name, place) for name, place in fonts)
        return cls(parts[0], named, tuple(parts[1:]), back)


def has_stream(body: bytes) -> bool:
    """Whether an object is a stream, which cannot be packed among others."""
    return _STREAM in body


class ObjectBody:
    """An object's body, cut at its references, so that it can be numbered anew in no time."""

    def __init__(self, body: bytes) -> None:
        head, mark, rest = body.partition(_STREAM)
        pieces = REFERENCE.split(head)
        self._pieces = [*pieces[:-1:2], pieces[-1] + mark + rest]
        self.references = tuple(map(int, pieces[1::2]))

    def numbered(self, number_of: Callable[[int], int]) -> bytes:
        """Return the body with each reference to the object that `number_of` names."""
        parts = [self._pieces[0]]
        for reference, piece in zip(self.references, self._pieces[1:], strict=True):
            parts += [b"%d 0 R" % number_of(reference), piece]
        return b"".join(parts)


def reachable(start: Iterable[int], bodies: Mapping[int, bytes], without: set[int]) -> list[int]:
    """Return the numbers of all objects that these lead to, in the order in which they are met."""
    found: dict[int, None] = {}
    waiting = list(start)[::-1]
    while waiting:
        number = waiting.pop()
        if number not in found and number not in without:
            found[number] = None
            waiting += reversed(ObjectBody(bodies[number]).references)
    return list(found)


def renumbered(numbers: Sequence[int], bodies: Mapping[int, bytes], first: int) -> dict[int, int]:
    """Return the new number of each object, one after another from `first`."""
    return {number: first + place for place, number in enumerate(numbers) if number in bodies}
