"""Marks on paper where the holes for a binder go. They are gone when the holes are punched.

A4 has two holes, 80 mm apart, 12 mm from the edge: ISO 838. Letter has three, 4.25 in apart, as
North American binders have them, here as far from the edge.
"""

import math
from collections.abc import Sequence
from typing import Any

from handouts.typesetting.pydyf_adapter import append_operators, pages, referenced

_MM = 72 / 25.4
_FROM_EDGE = 12
"""mm from the edge to the middle of a hole."""
_ACROSS = 5
"""mm that a mark is wide; a hole is 6 mm wide or more."""
_A4, _LETTER = (-40, 40), (-107.95, 0, 107.95)
"""mm from the middle of the edge."""
_LONG_EDGE_OF_A4 = 290
"""mm: paper with a longer edge is A4, with a shorter one letter."""
_PEN = "0.25 w 0.4 G"
_ROUND = 4 / 3 * (math.sqrt(2) - 1)
"""How far the control points of a quarter of a circle are, for a radius of 1."""


def mark(pdf: Any, bound_at_left: Sequence[bool | None]) -> None:
    """Draw marks on the pages of a file that is about to be written, as artifacts.

    `bound_at_left` says for each page whether its binding is at the left or at the right; None for
    a page without marks. A landscape page is bound above where an upright one is bound at the left.
    """
    for page, at_left in zip(pages(pdf), bound_at_left, strict=True):
        if at_left is not None:
            stream = referenced(pdf, page["Contents"])
            _, _, width, height = page["MediaBox"]
            append_operators(stream, _marks(width, height, at_left))


def _marks(width: float, height: float, at_left: bool) -> list[bytes]:
    """Return the operators of a page's marks; its size is in pt, counted from its upper edge."""
    long_edge = max(width, height)
    middles = _A4 if long_edge / _MM > _LONG_EDGE_OF_A4 else _LETTER
    near = _FROM_EDGE * _MM
    operators = [f"/Artifact BMC q {_PEN}"]
    for middle in middles:
        along = long_edge / 2 + middle * _MM
        if height >= width:
            operators.append(_mark(near if at_left else width - near, along))
        else:
            operators.append(_mark(along, near if at_left else height - near))
    return [line.encode() for line in (*operators, "Q EMC")]


def _mark(x: float, y: float) -> str:
    """Return the operators of a circle with a cross in it."""
    r = _ACROSS / 2 * _MM
    c = r * _ROUND
    arcs = [
        (r, c, c, r, 0, r),
        (-c, r, -r, c, -r, 0),
        (-r, -c, -c, -r, 0, -r),
        (c, -r, r, -c, r, 0),
    ]
    curves = " ".join(
        " ".join(f"{(x, y)[place % 2] + offset:.2f}" for place, offset in enumerate(arc)) + " c"
        for arc in arcs
    )
    cross = (
        f"{x - r:.2f} {y:.2f} m {x + r:.2f} {y:.2f} l {x:.2f} {y - r:.2f} m {x:.2f} {y + r:.2f} l"
    )
    return f"{x + r:.2f} {y:.2f} m {curves} {cross} S"
