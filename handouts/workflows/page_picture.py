"""A page of a PDF as a picture, to be shown on a screen."""

import io
from pathlib import Path

from handouts.errors import WorldError
from handouts.messages import message

_SIDES = range(16, 4001)
"""Pixels that a picture may be wide."""


def page_picture(pdf: Path | bytes, number: int, width: int) -> bytes:
    """Return a page as a PNG of so many pixels in width; `number` counts from 1.

    Raises WorldError where the file cannot be read or has no such page.
    """
    from handouts.typesetting.raster import DamagedPdfError, LockedError, PdfPages  # noqa: PLC0415

    width = min(max(width, _SIDES.start), _SIDES.stop - 1)
    try:
        with PdfPages(pdf) as pages:
            if not 1 <= number <= len(pages):
                raise WorldError(message("renderer.no-such-page", number=number, pages=len(pages)))
            picture = pages.picture_of_width(number - 1, width)
    except (DamagedPdfError, LockedError, OSError) as error:
        raise WorldError(message("renderer.no-picture")) from error
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def page_count(pdf: Path) -> int:
    """Return how many pages a file has. Raises WorldError where it cannot be read."""
    from handouts.typesetting.raster import DamagedPdfError, LockedError, PdfPages  # noqa: PLC0415

    try:
        with PdfPages(pdf) as pages:
            return len(pages)
    except (DamagedPdfError, LockedError, OSError) as error:
        raise WorldError(message("renderer.no-picture")) from error
