"""Pages of a PDF as pictures, whoever has made it."""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from PIL import Image

_SIDES = (10, 20_000)
"""The shortest and the longest side in pt of a page that is drawn. A certificate has neither, and
ISO 32000-1, annex C, allows no page of more than 14,400; a line of pixels takes much memory."""

_QUALITY = 90
"""Of a JPEG, at which no halo is to be seen around letters."""
_ROUNDING = 0.001
"""Pixels."""
_EVERY_PIXEL = 0
"""Pillow's name for 4:4:4: thin coloured letters keep their colour."""


class LockedError(Exception):
    """A PDF cannot be opened without a password."""


class DamagedPdfError(Exception):
    """A PDF, or one page of it, cannot be read."""


class PdfPages:
    """The pages of one PDF. Raises LockedError and DamagedPdfError when it is made."""

    def __init__(self, file: bytes | Path) -> None:
        import pypdfium2  # noqa: PLC0415 - takes time, and is not needed by every command

        try:
            self._document: Any = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as error:
            locked = "password" in str(error).lower()
            raise (LockedError if locked else DamagedPdfError) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    @property
    def has_form(self) -> bool:
        """Whether there are fields to be filled in."""
        return bool(self._document.get_formtype())

    def pictures(
        self, number: int, resolutions: Sequence[int], most_pixels: int
    ) -> Iterator["Image.Image"]:
        """Yield a page in grey in each resolution, in dots an inch; `number` counts from 0.

        None has more than `most_pixels`; a page of impossible size has none.
        Raises DamagedPdfError.
        """
        with _damage():
            page = self._document[number]
            width, height = page.get_width(), page.get_height()
        shortest, longest = _SIDES
        if not (shortest <= min(width, height) and max(width, height) <= longest):
            return
        for dots in resolutions:
            dots_that_fit = min(dots, (most_pixels / (width * height / 72**2)) ** 0.5)
            with _damage():
                picture = page.render(scale=dots_that_fit / 72, grayscale=True).to_pil()
            yield picture

    def height_px(self, number: int, width_px: int) -> int:
        """Return how high a page's picture is; `number` counts from 0."""
        _, height = self._document.get_page_size(number)
        return math.ceil(float(height) * self._scale(number, width_px))

    def _scale(self, number: int, width_px: int) -> float:
        """Return pixels a pt, a little less than so many: pdfium rounds both sides up."""
        width, _ = self._document.get_page_size(number)
        return (width_px - _ROUNDING) / float(width)

    def as_shown(self, number: int, width_px: int) -> "Image.Image":
        """Return a page in colour, `height_px` high; `number` counts from 0."""
        scale = self._scale(number, width_px)
        picture: Image.Image = self._document[number].render(scale=scale, prefer_bgrx=True).to_pil()
        return picture

    def picture(self, number: int, dots: float) -> "Image.Image":
        """Return a page in colour, in so many dots an inch; `number` counts from 0."""
        picture: Image.Image = self._document[number].render(scale=dots / 72).to_pil()
        return picture

    def picture_of_width(self, number: int, width: int) -> "Image.Image":
        """Return a page in colour, so many pixels wide; `number` counts from 0.

        Raises DamagedPdfError.
        """
        with _damage():
            page = self._document[number]
            picture: Image.Image = page.render(scale=width / page.get_width()).to_pil()
        return picture


def as_jpeg(picture: "Image.Image") -> bytes:
    """Return a picture of a page, or of a part of it, as a JPEG.

    No PNG: to deflate a page takes longer than to draw it.
    """
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=_QUALITY, subsampling=_EVERY_PIXEL)
    return file.getvalue()


@contextmanager
def _damage() -> Iterator[None]:
    import pypdfium2  # noqa: PLC0415

    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise DamagedPdfError from error
