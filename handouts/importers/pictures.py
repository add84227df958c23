"""The pictures of a document → files beside the article, no larger than print needs.

300 dots to the inch at the width of a page's text are 2,000 pixels.
"""

import base64
import binascii
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from handouts.content.images import TooManyPixelsError, load_whole, opened_picture
from handouts.importers.parts import Piece
from handouts.messages import Message, message

FOLDER = "pictures"
MOST_PIXELS = 100_000_000
"""Of a picture that is scaled; a camera has half of this."""
_WIDEST, _HIGHEST = 2000, 2800
_SMALLEST = 3
"""Pixels. What is smaller counts the readers of a page, or keeps two things apart."""
_SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
_READ = (*_SUFFIXES, "TIFF", "BMP")
"""By the names of Pillow, whose reader of JPEG reads the MPO of cameras too."""
_DATA = "data:"
_OF_WEB = re.compile(r"https?:|//", re.IGNORECASE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)
"""How an address begins that leads elsewhere: a web address, one with a drive, an absolute path."""
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*")
"""Of PNG, JPEG, GIF, WebP, BMP and both kinds of TIFF."""


def is_picture(content: bytes) -> bool:
    """Whether a file is a picture, by its content."""
    if content.startswith(b"BM"):  # which can be two letters of a text
        return content[6:10] == bytes(4)
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    is_svg = start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start)
    return content.startswith(_BEGINNINGS) or is_svg


@dataclass
class Pictures:
    """Names the pictures of an article in the order in which it shows them."""

    given: Mapping[str, bytes]
    """The bytes of each picture by the `src` of its `<img>`."""
    named: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of the picture files that the trainer named too, by the names she gave them."""
    taken: set[str] = field(default_factory=set)
    """Those of `named` that were asked for."""
    used: dict[str, bytes] = field(default_factory=dict)
    """The bytes of each picture that the article shows by its name, `pictures/picture-1.png`."""
    _names: dict[str, str] = field(default_factory=dict)

    def name(self, source: str) -> str:
        """Return the name of a picture beside the article; `""` where it is not to be had."""
        content = self._content(source)
        if content is None:
            return ""
        key = hashlib.sha256(content).hexdigest()
        if key not in self._names:
            found = printable(content)
            name = f"{FOLDER}/picture-{len(self.used) + 1}{found[0]}" if found else ""
            self._names[key] = name
            if found:
                self.used[name] = found[1]
        return self._names[key]

    def is_given(self, source: str) -> bool:
        """Whether the bytes of a picture are there, be they a picture that can be shown or not."""
        return self._content(source) is not None

    def _content(self, source: str) -> bytes | None:
        if source.startswith(_DATA):
            head, _, letters = source.partition(",")
            try:
                whole = base64.b64decode(letters, validate=False) if ";base64" in head else None
            except (binascii.Error, ValueError):
                return None
            return whole
        content = self.given.get(source, self.given.get(unquote(source)))
        return self._named(source) if content is None else content

    def _named(self, source: str) -> bytes | None:
        """Return the file that ends like an address, where there is one and no second."""
        path = PurePosixPath(unquote(re.split("[?#]", source)[0]).replace("\\", "/"))
        parts = [part.casefold() for part in path.parts if part not in {".", "..", "/"}]
        for length in range(len(parts), 0, -1):
            found = [name for name in self.named if _ends_in(name, parts[-length:])]
            if found:
                if len({self.named[name] for name in found}) > 1:
                    return None
                self.taken.update(found)
                return self.named[found[0]]
        return None


def _ends_in(name: str, parts: list[str]) -> bool:
    own = [part.casefold() for part in PurePosixPath(name).parts]
    return own[-len(parts) :] == parts


def leads_out(address: str) -> bool:
    """Whether an address leads out of the folder of the text that names it."""
    plain = address.replace("\\", "/")
    return _ELSEWHERE.match(plain) is not None or ".." in PurePosixPath(plain).parts


def why_lost(address: str) -> Message:
    """Return why the picture of an address is not to be had."""
    if _OF_WEB.match(address):
        return message("left_out.picture-of-web")
    if leads_out(address):
        return message("left_out.picture-outside")
    return message("left_out.picture-not-there")


def named_in(pieces: Sequence[Piece], pictures: Pictures) -> dict[str, bytes]:
    """Return the bytes of the pictures that pieces show, by their names."""
    text = "\n".join(piece.markdown for piece in pieces)
    return {name: held for name, held in pictures.used.items() if f"]({name}" in text}


def printable(content: bytes) -> tuple[str, bytes] | None:
    """Return suffix and bytes of a picture as it is printed; None for what cannot be shown."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - most articles have no pictures

    if b"<svg" in content[:2000]:
        return ".svg", content
    try:
        picture = opened_picture(io.BytesIO(content), _READ, MOST_PIXELS)
        kind = picture.format or ""
        if min(picture.size) <= _SMALLEST:
            return None
        load_whole(picture)
        fits = picture.width <= _WIDEST and picture.height <= _HIGHEST
        if fits and kind in _SUFFIXES:
            return _SUFFIXES[kind], content
        ImageOps.exif_transpose(picture, in_place=True)
        picture.thumbnail((_WIDEST, _HIGHEST), Image.Resampling.HAMMING)
        written = io.BytesIO()
        if kind in {"JPEG", "MPO"}:
            picture.convert("RGB").save(written, "JPEG", quality=90)
            return ".jpg", written.getvalue()
        picture.convert("RGBA" if _is_clear(picture) else "RGB").save(written, "PNG")
        return ".png", written.getvalue()
    except (TooManyPixelsError, OSError, SyntaxError, ValueError, MemoryError):
        return None


def _is_clear(picture: object) -> bool:
    """Whether something may shine through a picture."""
    mode, info = getattr(picture, "mode", ""), getattr(picture, "info", {})
    return "A" in mode or "transparency" in info
