"""A provider's colours → all colours of its pages, each by the contrast that it needs.

- brand: as it is given, on fields of 6 mm and more and on rules of 1.5 pt and more
- on-brand: text on it, white where that has 4.5 to 1, else the theme's ink
- brand-rule: the brand on rules and ticks; the accent where a rule of it would not be seen
- brand-field, on-brand-field, brand-edge: ground, text and border of a large field, which without
  colour is a frame on white
- if-dark-field, if-light-field: how a picture is displayed that is for such a field alone
- second, on-second: the second colour as it is given, and text on it
- accent: text, 7 to 1 on white and 6 to 1 on the tint
- tint: grounds of panels and cells, which a laser printer still shows
- hairline: rules of tables; pen: lines to write on
- side-1 to side-5: the columns of a chart; side-1-tint to side-5-tint: their grounds
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from handouts.branding.colours import WHITE, chroma_and_hue, contrast, read_colour, shade
from handouts.branding.sides import Sides, sides

ACCENT, ACCENT_ON_TINT = 7.0, 6.0
TINT = 1.18
"""Contrast of a tint with white."""
HAIRLINE, PEN = 2.6, 4.5
TEXT = 4.5
"""Contrast of text: WCAG 2.2, 1.4.3."""
RULE = 3.0
"""Contrast of a rule that stands for the brand: WCAG 2.2, 1.4.11."""
EDGE = 1.25
"""Contrast with white below which a field of the brand has an edge."""
_TINT_CHROMA, _LINE_CHROMA = 0.018, 0.02
NO_BRAND = "none"
"""What the variable `--takes-brand` of a theme is that keeps its own colours."""


@dataclass(frozen=True)
class Palette:
    """Every colour of a page that comes from the provider's, as `#rrggbb`."""

    brand: str
    on_brand: str
    brand_rule: str
    second: str
    """The second colour as it is given; the brand where there is none."""
    on_second: str
    accent: str
    tint: str
    hairline: str
    pen: str
    sides: tuple[str, str, str, str, str]
    side_tints: tuple[str, str, str, str, str]
    is_accent_darker: bool
    """Whether text is darker than the brand itself, which is too pale for it."""
    is_second_kept: bool
    """Whether the second colour is a column of charts, be it in another shade."""
    is_edged: bool
    """Whether a field of the brand has an edge, for it is hardly darker than paper."""

    def variables(self) -> dict[str, str]:
        """Return the variables of stylesheets."""
        return {
            "--brand": self.brand,
            "--on-brand": self.on_brand,
            "--brand-rule": self.brand_rule,
            "--brand-field": self.brand,
            "--on-brand-field": self.on_brand,
            "--brand-edge": f"0.75pt solid {self.accent}" if self.is_edged else "0 solid",
            "--if-dark-field": "inline-block" if self.on_brand == WHITE else "none",
            "--if-light-field": "none" if self.on_brand == WHITE else "inline-block",
            "--second": self.second,
            "--on-second": self.on_second,
            "--accent": self.accent,
            "--tint": self.tint,
            "--hairline": self.hairline,
            "--pen": self.pen,
            **{f"--side-{number}": one for number, one in enumerate(self.sides, 1)},
            **{f"--side-{number}-tint": one for number, one in enumerate(self.side_tints, 1)},
        }


@cache
def derive(colour: str, second: str, ink: str) -> Palette:
    """Return the palette of a colour, `#rrggbb`; `second` may be empty.

    `ink` is the theme's own, for text on a brand that is too pale for white.
    """
    tint = _tint(colour)
    accent = shade(colour, max(ACCENT, ACCENT_ON_TINT * contrast(tint) + 0.01))
    is_dark_enough = contrast(colour) >= ACCENT and contrast(colour, tint) >= ACCENT_ON_TINT
    accent = colour if is_dark_enough else accent
    columns: Sides = sides(accent, second)
    return Palette(
        brand=colour,
        on_brand=_text_on(colour, ink),
        brand_rule=colour if contrast(colour) >= RULE else accent,
        second=second or colour,
        on_second=_text_on(second or colour, ink),
        accent=accent,
        tint=tint,
        hairline=shade(colour, HAIRLINE, _LINE_CHROMA),
        pen=shade(colour, PEN * contrast(tint), _LINE_CHROMA),
        sides=columns.colours,
        side_tints=_five(tuple(map(_tint, columns.colours))),
        is_accent_darker=not is_dark_enough,
        is_second_kept=not second or columns.is_second_kept,
        is_edged=contrast(colour) < EDGE,
    )


def takes_brand(theme: Mapping[str, str]) -> bool:
    """Whether a provider's colour comes over those of a theme with these variables."""
    return theme.get("--takes-brand") != NO_BRAND


def brand_variables(colour: str, second: str, theme: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that come over a theme's own; none where it keeps its colours.

    `colour` may be empty: then the theme's own stay as well.
    """
    if not colour or not takes_brand(theme):
        return {}
    ink = read_colour(theme.get("--ink", ""))
    return derive(colour, second, ink if isinstance(ink, str) else "#000000").variables()


def _tint(colour: str) -> str:
    return shade(colour, TINT, min(_TINT_CHROMA, chroma_and_hue(colour)[0]))


def _text_on(colour: str, ink: str) -> str:
    """Return white, or the ink; or black on the few greys on which neither has enough contrast."""
    if contrast(colour) >= TEXT:
        return WHITE
    return ink if contrast(colour, ink) >= TEXT else "#000000"


def _five(colours: tuple[str, ...]) -> tuple[str, str, str, str, str]:
    first, second, third, fourth, fifth = colours
    return first, second, third, fourth, fifth
