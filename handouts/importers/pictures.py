"""The pictures of a document → files beside the article, no larger than print needs.

300 dots to the inch at the width of a page's text are 2,000 pixels.
"""

import base64
import binascii
import hashlib
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

FOLDER = "pictures"
MOST_PIXELS = 100_000_000
"""Of a picture that is scaled; a camera has half of this."""
_WIDEST, _HIGHEST = 2000, 2800
_SMALLEST = 3
"""Pixels. What is smaller counts the readers of a page, or keeps two things apart."""
_SUFFIXES = {"PNG": ".png", "JPEG": ".jpg", "GIF": ".gif", "WEBP": ".webp"}
_READ = (*_SUFFIXES, "TIFF", "BMP")
"""Those that are opened; two pictures in one JPEG file, MPO, are opened as JPEG."""
_DATA = "data:"


@dataclass
class Pictures:
    """Names the pictures of an article in the order in which it shows them."""

    given: Mapping[str, bytes]
    """The bytes of each picture by the `src` of its `<img>`."""
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
            found = _printable(content)
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
        return self.given.get(source, self.given.get(unquote(source)))


def _printable(content: bytes) -> tuple[str, bytes] | None:
    """Return suffix and bytes of a picture as it is printed; None for what cannot be shown."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - most articles have no pictures

    if b"<svg" in content[:2000]:
        return ".svg", content
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of many pixels: they are counted below
            picture = Image.open(io.BytesIO(content), formats=_READ)
        kind = picture.format or ""
        if min(picture.size) <= _SMALLEST or picture.width * picture.height > MOST_PIXELS:
            return None
        fits = picture.width <= _WIDEST and picture.height <= _HIGHEST
        if fits and kind in _SUFFIXES:
            picture.load()
            return _SUFFIXES[kind], content
        ImageOps.exif_transpose(picture, in_place=True)
        picture.thumbnail((_WIDEST, _HIGHEST), Image.Resampling.HAMMING)
        written = io.BytesIO()
        if kind in {"JPEG", "MPO"}:
            picture.convert("RGB").save(written, "JPEG", quality=90)
            return ".jpg", written.getvalue()
        picture.convert("RGBA" if _is_clear(picture) else "RGB").save(written, "PNG")
        return ".png", written.getvalue()
    except (Image.DecompressionBombError, OSError, SyntaxError, ValueError, MemoryError):
        return None


def _is_clear(picture: object) -> bool:
    """Whether something may shine through a picture."""
    mode, info = getattr(picture, "mode", ""), getattr(picture, "info", {})
    return "A" in mode or "transparency" in info
