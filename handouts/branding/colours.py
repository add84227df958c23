"""Colours as a trainer writes them, and shades of them that keep a contrast.

Reckoned in OKLCH, where a hue stays the same hue as it gets darker (https://bottosson.github.io/
posts/oklab/); contrast is that of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

import math
import re
from typing import TYPE_CHECKING

from handouts.messages import Message, message

if TYPE_CHECKING:
    from coloraide import Color

WHITE = "#ffffff"
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_LONGEST = 60
"""Letters. No colour takes more."""
_STEPS = 14
"""Halvings of the search for a lightness: to a ten-thousandth, finer than eight bits."""


def read_colour(written: str) -> str | Message:
    """Return a colour as `#rrggbb`, or what is wrong with it; the cause follows the field's name.

    Taken are the hex value, with or without its #, and what CSS calls a colour, as far as one
    cannot see through it. What a screen of sRGB cannot show becomes the nearest that it can.
    """
    text = written.strip()
    if found := _HEX.fullmatch(text):
        digits = found[1].lower()
        return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))
    from coloraide import Color  # noqa: PLC0415 - most colours are written as their hex value

    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    known = Color.match(text, fullmatch=True) if len(text) <= _LONGEST else None
    if known is None:
        return message("branding.no-colour", given=shown)
    if math.isnan(known.color.alpha()) or known.color.alpha() < 1:
        return message("branding.see-through", given=shown)
    return _hex(known.color)


def contrast(one: str, other: str = WHITE) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb`, from 0 to 1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def grey(colour: str) -> str:
    """Return the grey of a colour's luminance, as a copier has it."""
    light = luminance(colour)
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return f"#{round(part * 255):02x}" + f"{round(part * 255):02x}" * 2


def chroma_and_hue(colour: str) -> tuple[float, float]:
    """Return how colourful a colour is, 0 for greys, and its hue in degrees, also 0 for greys."""
    from coloraide import Color  # noqa: PLC0415 - only a provider with a colour needs it

    _, chroma, hue = Color(colour).convert("oklch").coords(nans=False)
    return (chroma, hue % 360) if chroma > 0.003 else (0.0, 0.0)


def shade(colour: str, least: float, most_chroma: float = 1.0) -> str:
    """Return the lightest shade of a colour's hue that has at least a contrast with white.

    Its chroma is the colour's own, as far as `most_chroma` and the screen allow.
    """
    chroma, hue = chroma_and_hue(colour)
    chroma = min(chroma, most_chroma)
    dark, light = 0.0, 1.0
    found = "#000000"
    for _ in range(_STEPS):
        middle = (dark + light) / 2
        tried = _of(middle, chroma, hue)
        if contrast(tried) >= least:
            dark, found = middle, tried
        else:
            light = middle
    return found


def _of(lightness: float, chroma: float, hue: float) -> str:
    from coloraide import Color  # noqa: PLC0415 - only a provider with a colour needs it

    return _hex(Color("oklch", [lightness, chroma, hue]))


def _hex(colour: "Color") -> str:
    return (
        colour.convert("oklch").fit("srgb", method="raytrace").convert("srgb").to_string(hex=True)
    )
