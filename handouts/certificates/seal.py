"""The seal of one certificate: rosettes whose shape follows from a number, and words round them.

The number is that of the first certificate that the person had of the session, so that a seal stays
as it is where a certificate is issued again, and no two people have the same.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, degrees, pi, radians, sin

from handouts.certificates.guilloche import Motif, meshes, round_motif, two_ribbons
from handouts.typesetting.variable_data.glyph_runs import TextLine
from handouts.typesetting.variable_data.ornaments import Ornament, OrnamentText
from handouts.typesetting.variable_data.placeholders import PixelBox

_PIXEL = 96 / 2540
"""CSS pixels in a hundredth of a millimetre, in which the drawing is measured."""
_WHOLE = 2000
"""The radius of all of it."""
_CLEAR = 900
"""The radius of the place for a logo, which is on the page already."""
_RADIUS = 1980
_FINE, _STRONG = 9, 32
"""Weights of lines: a hairline of 0.25 pt, and a rule of 0.9 pt."""
_LACE, _LACE_SWING = 1705, 120
"""The middle of the outer rosette, and how far a ribbon of it swings at most."""
_WORDS = 1216
"""The radius that the provider's name stands on."""
_INNER, _INNER_SWING = 1010, 70
_RINGS = ((_RADIUS, _STRONG), (1925, _FINE), (1480, _FINE), (1440, _FINE), (1135, _FINE))
_REPEATS = (12, 16, 20)
_INNER_REPEATS = (20, 24, 28, 32)
_MOST_OF_CIRCLE = 0.84
"""How much of the circle the provider's name may take."""
_DOTS = 7
"""At most so many dots stand where the name leaves room, this many degrees apart:"""
_APART = 9
_WORD_SIZES = (8.0, 5.0)
"""pt: the largest and the smallest type round the circle."""
_POINT = 96 / 72
_PATH = re.compile(r"([MC])([-\d ]+?)(?=[MC]|$)")


@dataclass(frozen=True)
class SealWords:
    """The lines of a seal, typeset."""

    provider: tuple[TextLine, ...]
    """The provider's name in ways to write it, the best one first."""
    figure: TextLine | None
    """The hours; None where a logo stands in the middle."""
    unit: TextLine | None
    """What they are hours of."""


def seal(number: str, box: PixelBox, words: SealWords, colour: str) -> Ornament:
    """Return the seal that follows from a number; `colour` is `#rrggbb`."""
    chosen = _colour_operator(colour)
    ring = _round_the_rim(words)
    scale = min(1.0, (box.right - box.left) / (2 * _WHOLE * _PIXEL))
    drawn = b"\n".join([
        b"q %.7f 0 0 %.7f 0 0 cm %s RG" % (scale * _PIXEL, scale * _PIXEL, chosen),
        b"1 1 1 rg %s %s f*" % (_circle(_WHOLE), _circle(0 if words.figure else _CLEAR)),
        *_rings(),
        *(operator for motif in _motifs(number) for operator in _drawn(motif)),
        b"%s rg" % chosen,
        *_dots(ring),
        b"Q",
    ])  # fmt: skip
    texts = tuple(
        replace(
            text,
            size=text.size * scale,
            radius=text.radius * scale,
            baseline=text.baseline * scale,
        )
        for text in (*ring, *_in_the_middle(words))
    )
    return Ornament(box, drawn, b"%s rg" % chosen, texts)


def _motifs(number: str) -> Iterator[Motif]:
    """Yield the rosettes of a number: one round the rim, one round the middle."""
    digest = hashlib.sha256(number.encode()).digest()

    def share(place: int) -> float:
        """Return a share from 0 to 1 that follows from the number."""
        return int.from_bytes(digest[2 * place : 2 * place + 2]) / 0xFFFF

    repeats = _REPEATS[digest[20] % len(_REPEATS)]
    swing = _LACE_SWING * (0.6 + 0.4 * share(0))
    breadth = (215 - swing) * (0.55 + 0.4 * share(1))
    strands = 4 + digest[21] % 3
    if digest[22] % 2:
        waves = two_ribbons(swing, breadth, strands)
    else:
        waves = meshes(0, 95 + 40 * share(2), 70 * share(3), strands + 2)
    yield round_motif(waves, _LACE, repeats)
    inner = _INNER_REPEATS[digest[23] % len(_INNER_REPEATS)]
    waves = meshes(0, _INNER_SWING * (0.55 + 0.45 * share(4)), 25 * share(5), 3 + digest[24] % 2)
    yield round_motif(waves, _INNER, inner)


@lru_cache(maxsize=1)
def _rings() -> list[bytes]:
    return [b"%d w %s S" % (weight, _circle(radius)) for radius, weight in _RINGS]


def _circle(radius: int) -> bytes:
    """Return a circle as four Bézier curves."""
    near = round(radius * 0.5523)
    return b" ".join([
        b"%d 0 m" % radius,
        b"%d %d %d %d 0 %d c" % (radius, near, near, radius, radius),
        b"%d %d %d %d %d 0 c" % (-near, radius, -radius, near, -radius),
        b"%d %d %d %d 0 %d c" % (-radius, -near, -near, -radius, -radius),
        b"%d %d %d %d %d 0 c" % (near, -radius, radius, -near, radius),
    ])  # fmt: skip


def _drawn(motif: Motif) -> Iterator[bytes]:
    """Yield a motif as operators: its path at each step of each side."""
    path = b"\n%s\nQ" % _operators(motif.path)
    yield b"%d w" % motif.weight
    for turned in _turns(
        tuple(side.turn + step.turn for side in motif.sides for step in motif.steps)
    ):
        yield turned + path


@lru_cache(maxsize=32)
def _turns(degrees: tuple[float, ...]) -> tuple[bytes, ...]:
    """Return what turns a drawing by each of these degrees."""
    turns = []
    for turn in map(radians, degrees):
        matrix = cos(turn), sin(turn), -sin(turn), cos(turn)
        turns.append(b"q %.5f %.5f %.5f %.5f 0 0 cm" % matrix)
    return tuple(turns)


def _operators(path: str) -> bytes:
    """Return path data as operators that stroke it."""
    parts = (
        f"{numbers} {'m' if command == 'M' else 'c'}" for command, numbers in _PATH.findall(path)
    )
    return " ".join([*parts, "S"]).encode()


def _round_the_rim(words: SealWords) -> tuple[OrnamentText, ...]:
    """Return the provider's name, in the first way that has room; none where it is too long."""
    radius = _WORDS * _PIXEL
    room = 2 * pi * radius * _MOST_OF_CIRCLE
    largest, smallest = (size * _POINT for size in _WORD_SIZES)
    for line in words.provider:
        size = min(largest, room / line.width) if line.width else 0.0
        if size >= smallest:
            return (OrnamentText(line, size, radius=radius),)
    return ()


def _dots(ring: Sequence[OrnamentText]) -> Iterator[bytes]:
    """Yield a row of dots below the middle, of different sizes, where the name leaves room."""
    taken = sum(degrees(text.line.width * text.size / text.radius) for text in ring)
    count = max(0, min(_DOTS, int((360 - taken - 30) / _APART)))
    count -= 1 - count % 2
    for place in range(count):
        angle = radians(90 + (place - (count - 1) / 2) * _APART)
        middle = _WORDS + 95
        far = abs(place - (count - 1) / 2) / max(1, (count - 1) / 2)
        half = round(52 - 26 * far)
        x, y = middle * cos(angle), middle * sin(angle)
        turn = cos(angle), sin(angle), -sin(angle), cos(angle)
        yield b"q %.5f %.5f %.5f %.5f %.1f %.1f cm" % (*turn, x, y)
        yield b"%d 0 m 0 %d l %d 0 l 0 %d l h f Q" % (half, half, -half, -half)


def _in_the_middle(words: SealWords) -> Iterator[OrnamentText]:
    if words.figure and words.unit:
        room = 1640 * _PIXEL
        size = min(26 * _POINT, 0.86 * room / words.figure.width)
        yield OrnamentText(words.figure, size, baseline=1.5 * _POINT + 0.1 * size)
        size = min(6.5 * _POINT, 0.88 * room / words.unit.width)
        yield OrnamentText(words.unit, size, baseline=13.5 * _POINT)


def _colour_operator(colour: str) -> bytes:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return " ".join(f"{part:.3f}" for part in parts).encode()
