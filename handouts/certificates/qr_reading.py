"""QR codes, found in a PDF or a picture."""

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from handouts.content.images import (
    MOST_PIXELS,
    TooManyPixelsError,
    load_whole,
    opened_picture,
)
from handouts.messages import message
from handouts.typesetting.raster import DamagedPdfError, LockedError, PdfPages

if TYPE_CHECKING:
    from PIL import Image

MOST_PAGES = 50
"""Of a PDF; each takes about a tenth of a second."""
RESOLUTIONS = (200, 300)
"""Dots an inch. The second is for small codes, where the first finds none."""
_PICTURES = ("PNG", "JPEG", "WEBP", "TIFF", "GIF")


class UnreadableScanError(Exception):
    """A file cannot be looked through; the message says why and what to do, as sentences."""


def codes_in(content: bytes, resolutions: Sequence[int] = RESOLUTIONS) -> list[str]:
    """Return the texts of all QR codes in a PDF or a picture, in the order of its pages.

    What it is, its bytes tell. `resolutions` are those in dots an inch in which a page is looked
    at until a code is found. Raises UnreadableScanError.
    """
    found = _in_pdf(content, resolutions) if is_pdf(content) else _in_picture(content)
    return list(dict.fromkeys(found))


def is_pdf(content: bytes) -> bool:
    """Whether a file is read as a PDF, which may begin with other bytes: ISO 32000-1, annex H."""
    return b"%PDF-" in content[:1024]


def texts(picture: "Image.Image") -> list[str]:
    """Return the texts of the QR codes in a picture."""
    import zxingcpp  # noqa: PLC0415

    kinds = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in zxingcpp.read_barcodes(picture, kinds)]


def _in_pdf(content: bytes, resolutions: Sequence[int]) -> Iterator[str]:
    try:
        document = PdfPages(content)
    except LockedError as error:
        raise UnreadableScanError(message("verify.locked")) from error
    except DamagedPdfError as error:
        raise UnreadableScanError(message("verify.damaged-pdf")) from error
    with document:
        if len(document) > MOST_PAGES:
            pages = {"pages": len(document), "most": MOST_PAGES}
            raise UnreadableScanError(message("verify.many-pages", **pages))
        for number in range(len(document)):
            try:
                pictures = document.pictures(number, resolutions, MOST_PIXELS)
                yield from _first(texts(picture) for picture in pictures)
            except DamagedPdfError as error:
                damaged = message("verify.damaged-page", number=number + 1)
                raise UnreadableScanError(damaged) from error


def _first(found: Iterable[list[str]]) -> list[str]:
    return next((here for here in found if here), [])


def _in_picture(content: bytes) -> list[str]:
    """Return the texts of the QR codes in a picture's file. Raises UnreadableScanError."""
    from PIL import UnidentifiedImageError  # noqa: PLC0415

    try:
        with opened_picture(io.BytesIO(content), _PICTURES) as picture:
            load_whole(picture)
            return texts(picture.convert("L"))
    except TooManyPixelsError as error:
        raise UnreadableScanError(message("verify.too-many-pixels")) from error
    except UnidentifiedImageError as error:
        raise UnreadableScanError(message("verify.no-picture")) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise UnreadableScanError(message("verify.damaged-picture")) from error
