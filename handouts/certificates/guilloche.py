"""The frame of a certificate, as numbers: what is drawn where. No markup is made here.

Engravers draw such frames with a lathe that repeats one movement along a straight line or round a
circle. So it is here: a short path is written once and placed again and again, which also keeps a
file small, because the same text over and over packs well.

All lengths are in hundredths of a millimetre, so that paths can be written in whole numbers.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import cos, pi, sin

EDGE = 600
"""Nothing is printed nearer to the paper's edge than this: office printers cannot."""
AXIS = 1000
"""The middle of the engraved band, from the paper's edge."""
BAND = 360
"""Half the width of the band between its rules; so large is half a corner, which is a square."""
BAR = 1200
"""The width of the bar on the left that takes the frame's place; it runs over the edges."""
_RULES = ((900, 85), (1205, 18))
"""Where the rules of a plain frame stand, 2.2 mm apart, and their weights: 2.4 pt and 0.5 pt."""
_CELL = 900
"""About the length of one repeat along the band."""
_FINE, _STRONG = 9, 28
"""Weights of lines: a hairline of 0.25 pt and a rule of 0.8 pt."""

Wave = Callable[[float], float]
"""The distance from the middle of a band, from 0 to 1 along one repeat."""
Point = tuple[float, float]


@dataclass(frozen=True)
class Side:
    """Where a row of repeats begins: moved to a point, turned there by degrees, then scaled."""

    x: int = 0
    y: int = 0
    turn: int = 0
    """Clockwise."""
    along: float = 1
    """The scale in the direction of the row."""
    across: float = 1


@dataclass(frozen=True)
class RepeatStep:
    """Where one repeat stands in its row: moved along it, or turned by degrees."""

    along: int = 0
    turn: float = 0


@dataclass(frozen=True)
class Motif:
    """A path that is drawn at each step of each side.

    Steps are the same on every side, because what is written again keeps the file small.
    """

    path: str
    """SVG path data."""
    weight: int
    sides: tuple[Side, ...]
    steps: tuple[RepeatStep, ...]


@dataclass(frozen=True)
class Rule:
    """A rectangle of one line; all rules are centred on the page."""

    inset: int
    """From the paper's edge."""
    weight: int


@dataclass(frozen=True)
class Rosette:
    """A round ornament in a square."""

    x: int
    y: int
    half: int
    """Half the side of the square."""
    motif: Motif


@dataclass(frozen=True)
class Frame:
    """The whole engraving for one size of paper, in the order in which it is drawn."""

    width: int
    height: int
    rules: tuple[Rule, ...] = ()
    bands: tuple[Motif, ...] = ()
    rosettes: tuple[Rosette, ...] = ()
    bar: int = 0
    """The width of a bar on the left, which is filled."""
    ground: Rosette | None = None
    """What lies behind the words, in a pale shade."""


def frame(design: str, width: int, height: int, *, ground: bool = False) -> Frame:
    """Return a frame for a paper of this size, in hundredths of a millimetre.

    `design` is `engraved`, `rules` or `plain`.
    """
    drawn = _frame(design, width, height)
    return replace(drawn, ground=_ground(drawn)) if ground else drawn


def _ground(drawn: Frame) -> Rosette:
    """Return a rosette that fills the height, for behind the words."""
    swing = drawn.height // 2 - AXIS - BAND - 300
    waves = meshes(swing * 0.62, swing * 0.3, swing * 0.07, 14)
    return Rosette((drawn.width + drawn.bar) // 2, drawn.height // 2, 0, round_motif(waves, 0, 16))


def _frame(design: str, width: int, height: int) -> Frame:
    if design == "plain":
        return Frame(width, height, bar=BAR)
    if design == "rules":
        return Frame(width, height, tuple(Rule(inset, weight) for inset, weight in _RULES))
    corners = [(x, y) for y in (AXIS, height - AXIS) for x in (AXIS, width - AXIS)]
    return Frame(
        width,
        height,
        _rules(),
        _bands(width, height),
        tuple(_corner(x, y) for x, y in corners),
    )


def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(AXIS + side * distance, weight)
        for side in (-1, 1)
        for distance, weight in ((BAND, _STRONG), (BAND - 50, _FINE))
    )


def _bands(width: int, height: int) -> tuple[Motif, ...]:
    """Return the plaits between the corners: of the long sides, then of the short ones."""
    near = AXIS + BAND
    far_x, far_y = width - AXIS, height - AXIS
    return (
        _plait(width - 2 * near, (Side(near, AXIS), Side(width - near, far_y, 180))),
        _plait(height - 2 * near, (Side(far_x, near, 90), Side(AXIS, height - near, 270))),
    )


def _plait(length: int, sides: Sequence[Side]) -> Motif:
    """Return a plait of a length, on each of the sides."""
    count = round(length / _CELL)
    stretch = round(length / count / _CELL, 5)
    return Motif(
        "".join(_curve(_straight(wave), steps=4) for wave in two_ribbons(190, 125, 5)),
        _FINE,
        tuple(replace(side, along=stretch) for side in sides),
        tuple(RepeatStep(along=step * _CELL) for step in range(count)),
    )


def _straight(wave: Wave) -> Callable[[float], Point]:
    return lambda t: (t * _CELL, wave(t))


def _corner(x: int, y: int) -> Rosette:
    return Rosette(x, y, BAND - 50, round_motif(meshes(165, 110, 0, 3), 0, 12))


def two_ribbons(swing: float, breadth: float, strands: int) -> list[Wave]:
    """Return two ribbons that cross twice in each repeat, narrow where they turn."""

    def strand(side: int, place: float) -> Wave:
        return lambda t: (
            side * swing * cos(2 * pi * t) + place * breadth * (0.4 + 0.6 * sin(2 * pi * t) ** 2)
        )

    places = [2 * number / (strands - 1) - 1 for number in range(strands)]
    return [strand(side, place) for side in (-1, 1) for place in places]


def meshes(middle: float, swing: float, swell: float, strands: int) -> list[Wave]:
    """Return waves that follow one another closely, in a band that swells once in each repeat."""

    def strand(late: float) -> Wave:
        return lambda t: middle + (swing + swell * cos(2 * pi * t)) * sin(2 * pi * (t + late))

    return [strand(number / strands) for number in range(strands)]


def round_motif(waves: Sequence[Wave], radius: float, repeats: int) -> Motif:
    """Return waves bent round a circle, one repeat in each sector; a multiple of four."""
    sector = 2 * pi / repeats

    def bent(wave: Wave) -> Callable[[float], Point]:
        def at(t: float) -> Point:
            distance = radius + wave(t)
            return distance * sin(t * sector), -distance * cos(t * sector)

        return at

    return Motif(
        "".join(_curve(bent(wave), steps=4) for wave in waves),
        _FINE,
        tuple(Side(turn=quarter * 90) for quarter in range(4)),
        tuple(RepeatStep(turn=number * 360 / repeats) for number in range(repeats // 4)),
    )


def _curve(at: Callable[[float], Point], steps: int) -> str:
    """Return a line as path data: from each point to the next a Bézier curve with its tangents."""
    points = [at(step / steps) for step in range(steps + 1)]
    thirds = [_third(at, step / steps, steps) for step in range(steps + 1)]
    data = f"M{_numbers(points[0])}"
    for (start, out), (end, into) in itertools.pairwise(zip(points, thirds, strict=True)):
        leaving = start[0] + out[0], start[1] + out[1]
        arriving = end[0] - into[0], end[1] - into[1]
        data += f"C{_numbers(leaving)} {_numbers(arriving)} {_numbers(end)}"
    return data


def _third(at: Callable[[float], Point], t: float, steps: int) -> Point:
    """Return a third of the way that the tangent at `t` goes in one step."""
    near = 1e-4
    (x_before, y_before), (x_after, y_after) = at(t - near), at(t + near)
    scale = 1 / (6 * near * steps)
    return (x_after - x_before) * scale, (y_after - y_before) * scale


def _numbers(point: Point) -> str:
    return f"{round(point[0])} {round(point[1])}"
