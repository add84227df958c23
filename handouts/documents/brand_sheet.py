"""What the document `brand` shows: every colour with its contrast, and a chart's sides as seen."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from handouts.branding.colours import contrast, grey, read_colour
from handouts.branding.palette import EDGE, derive, takes_brand
from handouts.branding.sides import as_seen_by_deuteranope, distances
from handouts.content.provider import Provider
from handouts.documents.context import Context

_SHOWN = ("accent", "tint", "hairline", "pen")
_SIDES = range(1, 6)


@dataclass(frozen=True)
class Swatch:
    """A colour of the pages."""

    name: str
    """Of its variable, without the dashes."""
    colour: str
    ratio: float
    """Its contrast with white, or that of its text with it."""


@dataclass(frozen=True)
class Heads:
    """The sides of a chart as somebody sees them: in colour, in grey, without green receptors."""

    name: str
    colours: tuple[str, ...]


@dataclass(frozen=True)
class BrandContext(Context):
    """The colours of a provider in a theme, and what was changed to keep their contrast."""

    given: tuple[str, str]
    """The provider's own colours; empty where there are none."""
    pictures: tuple[str, ...]
    """The names of its logos: another one is another document."""
    fields: tuple[Swatch, ...] = ()
    """Colours that have text on them."""
    swatches: tuple[Swatch, ...] = ()
    heads: tuple[Heads, ...] = ()
    apart: tuple[float, float] = (0, 0)
    """Contrast of the first two sides with each other, and their distance without green."""
    notes: tuple[str, ...] = ()
    """Names of phrases."""


def brand_context(provider: Provider) -> BrandContext:
    """Return what tells one brand from another, before a theme is known."""
    pictures = (provider.logo, provider.logo_small, provider.logo_on_dark)
    return BrandContext((provider.colour, provider.second_colour), pictures)


def in_theme(provider: Provider, variables: Mapping[str, str]) -> BrandContext:
    """Return what there is to show of a provider; `variables` are those that its pages have."""
    values = {name: _resolved(name, variables) for name in variables}
    sides = tuple(values[f"--side-{number}"] for number in _SIDES)
    both = ("brand", "second") if provider.second_colour else ("brand",)
    bare = brand_context(provider)
    return BrandContext(
        bare.given,
        bare.pictures,
        fields=tuple(
            Swatch(one, values[f"--{one}"], contrast(values[f"--on-{one}"], values[f"--{one}"]))
            for one in both
        ),
        swatches=tuple(
            Swatch(one, values[f"--{one}"], contrast(values[f"--{one}"]))
            for one in (*_SHOWN, *(f"side-{number}" for number in _SIDES))
        ),
        heads=(
            Heads("colour", sides),
            Heads("grey", tuple(map(grey, sides))),
            Heads("deuteranope", tuple(map(as_seen_by_deuteranope, sides))),
        ),
        apart=(
            max(contrast(sides[0]) / contrast(sides[1]), contrast(sides[1]) / contrast(sides[0])),
            distances(sides[0], sides[1])[1],
        ),
        notes=tuple(_notes(provider, variables)),
    )


def _notes(provider: Provider, variables: Mapping[str, str]) -> list[str]:
    if not provider.colour:
        return ["theme"]
    if not takes_brand(variables):
        return ["no-colour"]
    found = derive(provider.colour, provider.second_colour, "#000000")
    notes = {
        "pale": found.is_accent_darker,
        "exact": not found.is_accent_darker,
        "edged": contrast(provider.colour) < EDGE,
        "second-kept": bool(provider.second_colour) and found.is_second_kept,
        "second-left": bool(provider.second_colour) and not found.is_second_kept,
    }
    return [name for name, holds in notes.items() if holds]


def _resolved(name: str, variables: Mapping[str, str]) -> str:
    """Return the colour of a variable, be it that of another one; its text where it is none."""
    value = variables[name]
    for _ in variables:
        if not (found := re.fullmatch(r"var\((--[\w-]+)\)", value)) or found[1] not in variables:
            break
        value = variables[found[1]]
    colour = read_colour(value)
    return colour if isinstance(colour, str) else value
