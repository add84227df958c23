"""The provider's logo and colours as documents have them: for templates, and over a theme's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from handouts.branding.palette import brand_variables
from handouts.content.provider import Provider
from handouts.documents.brand_sheet import BrandContext, in_theme
from handouts.typesetting import stylesheets


@dataclass(frozen=True)
class Brand:
    """Whose documents these are. Addresses of pictures begin at a training's folder."""

    name: str
    logo: str | None
    logo_small: str | None
    """For small sizes; the logo itself where there is no other."""
    logo_on_dark: str | None
    """For fields of the brand; None where the logo stands on white there."""


def brand_of(provider: Provider) -> Brand:
    """Return the brand of a provider, as templates see it."""
    return Brand(
        provider.name,
        _address(provider.logo),
        _address(provider.logo_small or provider.logo),
        _address(provider.logo_on_dark),
    )


def branded(sheets: Sequence[Path], provider: Provider, fonts: str = "") -> tuple[Path | str, ...]:
    """Return stylesheets with the provider's colours behind those of the theme, if there are any.

    `fonts` is the text of a stylesheet with fonts of its own. What comes later, such as the greys
    of a printer without colour, wins over both.
    """
    if not provider.colour and not fonts:
        return tuple(sheets)
    last = _last_of_theme(sheets)
    own = brand_style(provider, _variables(sheets[: last + 1]))
    return (*sheets[: last + 1], *filter(None, [own, fonts]), *sheets[last + 1 :])


def shown_brand(sheets: Sequence[Path], provider: Provider) -> BrandContext:
    """Return what the document `brand` shows where pages have these stylesheets."""
    theme = _variables(sheets[: _last_of_theme(sheets) + 1])
    own = brand_variables(provider.colour, provider.second_colour, theme)
    return in_theme(provider, theme | own)


def _last_of_theme(sheets: Sequence[Path]) -> int:
    return max(place for place, sheet in enumerate(sheets) if is_of_theme(sheet))


def _variables(sheets: Sequence[Path]) -> dict[str, str]:
    found: dict[str, str] = {}
    for sheet in sheets:
        found |= stylesheets.variables(sheet.read_text("utf-8", errors="replace"))
    return found


def brand_style(provider: Provider, theme: Mapping[str, str]) -> str:
    """Return the text of the stylesheet with the provider's colours; empty where there are none.

    `theme` are the variables of the theme that it comes over.
    """
    found = brand_variables(provider.colour, provider.second_colour, theme)
    if not found:
        return ""
    return f":root {{ {'; '.join(f'{name}: {value}' for name, value in found.items())} }}"


def is_of_theme(sheet: Path) -> bool:
    """Whether a stylesheet has the variables of a theme."""
    return sheet.parent.name == "themes"


def _address(picture: str) -> str | None:
    return f"../{quote(picture, safe='/%')}" if picture else None
