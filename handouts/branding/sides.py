"""The colours of a chart's columns: told apart in grey, and by people who see colours otherwise.

How they see them is simulated by the matrices of Brettel, Viénot and Machado that coloraide has;
distance is that of OKLab. Shapes tell the columns apart as well, so that nothing hangs on this.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from handouts.branding.colours import chroma_and_hue, contrast, shade

Point = tuple[float, float, float]
"""In OKLab."""

APART = 0.25
"""Distance of the first two sides to who lacks the green receptor, the commonest, and to all."""
APART_TO_OTHERS = 0.15
"""To those who lack the red or the blue one."""
APART_IN_GREY = 1.6
"""Contrast of the first two sides with each other."""
_KINDS = ("deutan", "protan", "tritan")
LEAST = 5.4
"""Contrast of a side with white; with a tint it is 4.5 then."""

PARTNERS = {
    "oxide": ("#b5462b", "#a33519", "#912302", "#7e0c00", "#640000", "#420000"),
    "petrol": ("#00767d", "#00656b", "#00555a", "#004549", "#003438", "#002023"),
    "violet": ("#7d56b8", "#6e46a6", "#5f3695", "#502584", "#411171", "#2b0055"),
    "olive": ("#756c00", "#655c00", "#544d00", "#453e00", "#342e00", "#211c00"),
    "plum": ("#aa4584", "#983574", "#862364", "#750e54", "#5d0041", "#3e0029"),
    "blue": ("#216abf", "#0a5aad", "#00499b", "#003989", "#002775", "#001555"),
    "amber": ("#a25700", "#8c4a00", "#773d00", "#623000", "#4c2200", "#331300"),
    "green": ("#167b26", "#006a13", "#005900", "#004900", "#003700", "#002300"),
}
"""Eight hues, each in six shades of 5.4, 6.8, 8.6, 10.8, 13.6 and 17 to 1 on white."""
_DARKER = (12.5, 14.0, 16.0)
"""Contrasts to which the second side falls where no partner is told apart from the accent."""
_OF_SECOND = (LEAST, 6.8, 8.6, 10.8, 13.6, 17.0)
_OPPOSITE = 30
"""Degrees from 180 that are as good as opposite."""


@dataclass(frozen=True)
class Sides:
    """The colours of up to five columns."""

    colours: tuple[str, str, str, str, str]
    is_second_kept: bool
    """Whether the provider's second colour is the first side, be it in another shade."""


@cache
def seen(colour: str) -> tuple[Point, Point, Point, Point]:
    """Return a colour in OKLab: as it is, and as people see it who lack a receptor."""
    from coloraide import Color  # noqa: PLC0415 - only a provider with a colour needs it

    whole = Color(colour)
    each = [whole, *(whole.filter(kind, 1) for kind in _KINDS)]
    as_is, deutan, protan, tritan = (
        _point(one.convert("oklab").coords(nans=False)) for one in each
    )
    return as_is, deutan, protan, tritan


def _point(coordinates: Iterable[float]) -> Point:
    lightness, green_red, blue_yellow = coordinates
    return lightness, green_red, blue_yellow


def as_seen_by_deuteranope(colour: str) -> str:
    """Return a colour as people see it who lack the green receptor."""
    from coloraide import Color  # noqa: PLC0415 - only a provider with a colour needs it

    found = Color(colour).filter("deutan", 1).convert("srgb").fit("srgb")
    return found.to_string(hex=True)


def distances(one: str, other: str) -> tuple[float, ...]:
    """Return how far apart two colours are: as they are, then to deutan, protan, tritan."""
    return tuple(
        sum((a - b) ** 2 for a, b in zip(mine, theirs, strict=True)) ** 0.5
        for mine, theirs in zip(seen(one), seen(other), strict=True)
    )


def are_apart(one: str, other: str) -> bool:
    """Whether two colours are told apart as the first two sides have to be."""
    as_is, deutan, protan, tritan = distances(one, other)
    return (
        min(as_is, deutan) >= APART
        and min(protan, tritan) >= APART_TO_OTHERS
        and max(contrast(one), contrast(other))
        >= APART_IN_GREY * min(contrast(one), contrast(other))
    )


def sides(accent: str, second: str = "") -> Sides:
    """Return the sides of an accent that has at least 7 to 1 on white.

    The second side is the accent, or a darker shade of it where nothing else would be told apart
    from it. The first one is the second colour, or a shade of it; else the partner of eight that
    is nearest to the opposite hue.
    """
    pairs = [*_pairs(accent, _shades(second))] if second else []
    own = min(pairs, default=None)
    of_list = [shade for shades in PARTNERS.values() for shade in shades]
    _, first, later = own or min(_pairs(accent, of_list))
    third = _farthest((first, later))
    fourth = _farthest((first, later, third))
    fifth = _farthest((first, later, third, fourth))
    return Sides((first, later, third, fourth, fifth), own is not None)


def _shades(second: str) -> Iterator[str]:
    if contrast(second) >= LEAST:
        yield second
    yield from dict.fromkeys(shade(second, least) for least in _OF_SECOND)


def _pairs(accent: str, partners: Iterable[str]) -> Iterator[tuple[float, str, str]]:
    """Yield first and second sides that are told apart, each with how far from ideal it is."""
    chroma, hue = chroma_and_hue(accent)
    tried = list(partners)
    for step, later in enumerate(dict.fromkeys((accent, *(shade(accent, c) for c in _DARKER)))):
        if contrast(later) < contrast(accent):
            continue
        for place, first in enumerate(tried):
            if are_apart(first, later):
                turned = abs((chroma_and_hue(first)[1] - hue) % 360 - 180) if chroma else 0
                yield max(0, turned - _OPPOSITE) + 25 * step + place / 100, first, later


def _farthest(taken: Sequence[str]) -> str:
    """Return the partner whose nearest neighbour, to whoever has most trouble, is farthest."""
    every = [shade for shades in PARTNERS.values() for shade in shades]
    return max(every, key=lambda one: min(min(distances(one, other)) for other in taken))
