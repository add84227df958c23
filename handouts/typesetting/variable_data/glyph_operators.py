"""Lines of glyphs → operators: ISO 32000-1, 9.4."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from handouts.typesetting.variable_data.glyph_runs import GlyphRun

_GLYPHS = re.compile(rb"([0-9a-f]{4})(?=[0-9a-f]*>)|(-?[\d.]+(?:e-?\d+)?)(?=[\s<\]])")


def own_font(name: str) -> str:
    """Return what a person's own part of a font is called."""
    return f"P{name}"


def run_operators(run: GlyphRun, size: float, lacking: frozenset[int] | None) -> bytes:
    """Return the operators of a run; glyphs that the base page lacks are of the person's own."""
    if not run.glyphs:  # a space that no font has; it moves what follows
        return b"\n".join(run.operators)
    chosen = b"/%s %.3f Tf" % (run.font.encode(), size)
    if not lacking:
        return b"\n".join([chosen, *run.operators])
    own = b"/%s %.3f Tf" % (own_font(run.font).encode(), size)
    parts = []
    for operator in run.operators:
        if operator.endswith(b"TJ"):
            for is_own, pieces in groupby(glyph_pieces(operator, lacking), key=itemgetter(0)):
                shown = b"".join(piece for _, piece in pieces)
                parts.append(b"%s [%s] TJ" % (own if is_own else chosen, shown))
        else:
            parts.append(operator)
    return b"\n".join(parts)


def glyph_pieces(operator: bytes, lacking: frozenset[int]) -> Iterator[tuple[bool, bytes]]:
    """Yield the glyphs of a `TJ` one by one, each with the space after it, and whose font it is."""
    is_own, piece = False, b""
    for glyph, space in _GLYPHS.findall(operator):
        if glyph:
            if piece:
                yield is_own, piece
            is_own, piece = int(glyph, 16) in lacking, b"<%s>" % glyph
        else:
            piece += b" " + space
    yield is_own, piece
