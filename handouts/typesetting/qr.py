"""QR codes: ISO/IEC 18004."""

from typing import Any

from handouts.errors import CallError

_MASK = 3
"""Of the eight masks. To compare them takes five times as long as all the rest, and what is masked
here is as good as random: mostly a signature."""
MOST_MODULES = 69
"""A side of a code; 30 mm wide, a module is then 0.43 mm, which phones read off office paper."""


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
