"""QR codes: found in a PDF or a picture, and made for one."""

import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from handouts.content.images import MOST_PIXELS
from handouts.errors import CallError

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfPage

MOST_PAGES = 50
"""Of a PDF; each takes about a tenth of a second."""
_SIDES = (10, 20_000)
"""The shortest and the longest side in pt of a page that is looked at. A certificate has neither,
and ISO 32000-1, annex C, allows no page of more than 14,400; a line of pixels takes much memory."""
_MASK = 3
"""Of the eight masks. To compare them takes five times as long as all the rest, and what is masked
here is as good as random: mostly a signature."""
MOST_MODULES = 69
"""A side of a code; 30 mm wide, a module is then 0.43 mm, which phones read off office paper."""
RESOLUTIONS = (200, 300)
"""Dots an inch. The second is for small codes, where the first finds none."""
_PICTURES = ("PNG", "JPEG", "WEBP", "TIFF", "GIF")


class UnreadableError(Exception):
    """A file cannot be looked through; the message says why and what to do, as sentences."""


def modules(text: str) -> tuple[bytes, int]:
    """Return the modules of the QR code of a text, and how many stand on each side.

    They are one bit each, 0 where it is dark, each row in whole bytes. The white around it, four
    modules wide (ISO/IEC 18004), is the page's. Raises CallError where the text is too long.

    Of up to MOST_MODULES it is made so that 15 % of it may be stained or folded away (level M);
    with more to say, 7 % (level L), which keeps the modules larger.
    """
    from PIL import Image  # noqa: PLC0415

    pixels, side = _pixels(text, "M")
    if side > MOST_MODULES:
        pixels, side = _pixels(text, "L")
    return Image.frombuffer("L", (side, side), pixels).convert("1").tobytes(), side


def _pixels(text: str, level: str) -> tuple[bytes, int]:
    """Return a byte for each module of a QR code, 0 where it is dark, and how many a side has."""
    import zxingcpp  # noqa: PLC0415

    try:
        kind = zxingcpp.BarcodeFormat.QRCode
        code = zxingcpp.create_barcode(text, kind, ec_level=level, data_mask=_MASK)
    except ValueError as error:
        raise CallError(
            f"{len(text)} letters are too many for a QR code. Shorten the training's title, the "
            "provider's name or verify_url."
        ) from error
    image: Any = code.to_image(scale=1, add_quiet_zones=False)
    return memoryview(image).tobytes(), image.shape[0]


def codes_in(content: bytes, resolutions: Sequence[int] = RESOLUTIONS) -> list[str]:
    """Return the texts of all QR codes in a PDF or a picture, in the order of its pages.

    What it is, its bytes tell. `resolutions` are those in dots an inch in which a page is looked
    at until a code is found. Raises UnreadableError.
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
    import pypdfium2  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            cure = "Open it, print it as a PDF without one, and give that."
            raise UnreadableError(f"It is locked with a password. {cure}") from error
        raise UnreadableError("It is damaged. Save it anew, or ask for it again.") from error
    with document:
        if len(document) > MOST_PAGES:
            raise UnreadableError(
                f"It has {len(document)} pages, and no more than {MOST_PAGES} are looked through. "
                "Print the pages in question as a PDF of their own, and give that."
            )
        for number in range(len(document)):
            try:
                pictures = _pictures(document[number], resolutions)
                yield from _first(texts(picture) for picture in pictures)
            except pypdfium2.PdfiumError as error:
                cure = "Save the file anew, or ask for it again."
                raise UnreadableError(f"Its page {number + 1} is damaged. {cure}") from error


def _pictures(page: "PdfPage", resolutions: Sequence[int]) -> Iterator["Image.Image"]:
    """Yield a page's pictures in each resolution, none with more pixels than a picture may have."""
    shortest, longest = _SIDES
    width, height = page.get_width(), page.get_height()
    if not (shortest <= min(width, height) and max(width, height) <= longest):
        return
    for dots in resolutions:
        dots_that_fit = min(dots, (MOST_PIXELS / (width * height / 72**2)) ** 0.5)
        yield page.render(scale=dots_that_fit / 72, grayscale=True).to_pil()


def _first(found: Iterable[list[str]]) -> list[str]:
    return next((here for here in found if here), [])


def _in_picture(content: bytes) -> list[str]:
    """Return the texts of the QR codes in a picture's file. Raises UnreadableError."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    too_large = "It has too many pixels. Save it smaller; 4000 pixels are wide."
    try:
        with warnings.catch_warnings(), _whole_pictures_only():
            warnings.simplefilter("ignore")  # of a bomb: the pixels are counted below
            with Image.open(io.BytesIO(content), formats=_PICTURES) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise UnreadableError(too_large)
                return texts(picture.convert("L"))
    except Image.DecompressionBombError as error:
        raise UnreadableError(too_large) from error
    except UnidentifiedImageError as error:
        raise UnreadableError(
            "It is neither a PDF nor a picture that can be read. Give a PDF, or a picture saved as "
            "PNG or JPEG."
        ) from error
    except (OSError, SyntaxError, ValueError) as error:
        cure = "Save it anew, or take the picture again."
        raise UnreadableError(f"It is damaged. {cure}") from error


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Take half a picture for damaged; the engine, once it is there, lets it pass."""
    from PIL import ImageFile  # noqa: PLC0415

    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
