"""How wide a line of bold type is, before it is typeset."""

import unicodedata
from functools import cache

from handouts.fonts import house

_FACE = "SourceSerifPro-Bold.ttf"
"""The widest of the faces that a theme may set names in."""
_LETTER, _IDEOGRAPH = 0.75, 1.0
"""Em that a letter of a system font is taken to be wide."""


def width(text: str) -> float:
    """Return how wide a text is, in em; of what the face lacks, about."""
    advances = _advances()
    return sum(
        advances.get(ord(c), _IDEOGRAPH if unicodedata.east_asian_width(c) in "WF" else _LETTER)
        for c in text
        if unicodedata.category(c) not in ("Mn", "Me", "Cf")
    )


@cache
def _advances() -> dict[int, float]:
    """Return the width of each character of the face, in em."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(house.house_files()[_FACE], lazy=True) as face:
        widths, em = face["hmtx"].metrics, face["head"].unitsPerEm
        return {point: widths[glyph][0] / em for point, glyph in face.getBestCmap().items()}
