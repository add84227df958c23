"""What is drawn on a page for one person and is not read aloud: lines, and words round a circle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile
from math import cos, sin
from typing import Any

from handouts.typesetting import weasyprint_adapter as adapter
from handouts.typesetting.variable_data.glyph_operators import (
    glyph_pieces,
    own_font,
    run_operators,
)
from handouts.typesetting.variable_data.glyph_runs import TextLine, width
from handouts.typesetting.variable_data.placeholders import PixelBox


@dataclass(frozen=True)
class OrnamentText:
    """A line in a drawing: round its middle, or across it."""

    line: TextLine
    size: float
    """CSS pixels."""
    radius: float = 0.0
    """Of the circle that it stands on, in CSS pixels; 0 where it runs straight."""
    baseline: float = 0.0
    """CSS pixels below the middle, where it runs straight."""


@dataclass(frozen=True)
class Ornament:
    """What is drawn in the middle of a place, and is not read aloud."""

    box: PixelBox
    drawing: bytes
    """Operators, in CSS pixels down and to the right of the middle."""
    colour: bytes
    """The operator that chooses the colour of the texts."""
    texts: tuple[OrnamentText, ...] = ()


def ornament_operators(
    ornament: Ornament, lacking: Mapping[str, frozenset[int]], fonts: Mapping[str, Any]
) -> bytes:
    """Return a drawing as an artifact, which is not read aloud: ISO 14289-1, 7.1."""
    across = (ornament.box.left + ornament.box.right) / 2
    down = (ornament.box.top + ornament.box.bottom) / 2
    parts = [b"/Artifact BMC q 1 0 0 1 %.3f %.3f cm" % (across, down), ornament.drawing]
    for text in ornament.texts:
        parts += [ornament.colour, b"BT"]
        if text.radius:
            parts += _round_a_circle(text, lacking, fonts)
        else:
            left = -text.line.width * text.size / 2
            parts.append(b"1 0 0 -1 %.3f %.3f Tm" % (left, text.baseline))
            runs = dropwhile(lambda run: not run.glyphs, text.line.runs)
            parts += [run_operators(run, text.size, lacking.get(run.font)) for run in runs]
        parts.append(b"ET")
    return b"\n".join([*parts, b"Q EMC"])


def _round_a_circle(
    text: OrnamentText, lacking: Mapping[str, frozenset[int]], fonts: Mapping[str, Any]
) -> Iterator[bytes]:
    """Yield a text glyph by glyph round a circle, the middle of it at the top."""
    none: frozenset[int] = frozenset()
    at = -text.line.width * text.size / 2
    for run in text.line.runs:
        widths = adapter.font_widths(fonts[run.font])
        for operator in run.operators:
            if not operator.endswith(b"TJ"):
                yield operator
                continue
            for is_own, piece in glyph_pieces(operator, lacking.get(run.font, none)):
                glyph = width(piece.partition(b">")[0] + b">", widths) * text.size
                angle = (at + glyph / 2) / text.radius
                turn, rise = cos(angle), sin(angle)
                x = text.radius * rise - glyph / 2 * turn
                y = -text.radius * turn - glyph / 2 * rise
                name = own_font(run.font) if is_own else run.font
                yield b"/%s %.3f Tf %.4f %.4f %.4f %.4f %.3f %.3f Tm [%s] TJ" % (
                    name.encode(), text.size, turn, rise, rise, -turn, x, y, piece,
                )  # fmt: skip
                at += width(piece, widths) * text.size
