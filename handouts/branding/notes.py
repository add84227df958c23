"""What is made of a provider's colours, and what was changed so that all can be read: sentences."""

from collections.abc import Iterator

from handouts.branding.colours import contrast
from handouts.branding.palette import Palette, derive
from handouts.messages import Message, message


def brand_notes(colour: str, second: str) -> tuple[Message, ...]:
    """Return what is made of a colour, `#rrggbb`, and what was adjusted; nothing without one.

    Each is a sentence without its full stop. `second` may be empty.
    """
    return tuple(_notes(derive(colour, second, "#000000"), second)) if colour else ()


def _notes(found: Palette, given: str) -> Iterator[Message]:
    first, second, *_ = found.sides
    yield message(
        "branding.derived",
        colour=found.brand,
        accent=found.accent,
        ratio=f"{contrast(found.accent):.1f}",
        tint=found.tint,
        first=first,
        second=second,
    )
    if found.is_accent_darker:
        yield message("branding.pale", colour=found.brand, accent=found.accent)
    if found.is_edged:
        yield message("branding.edged", colour=found.brand)
    if given and not found.is_second_kept:
        yield message("branding.second-left", given=given, first=first, second=second)
    elif given and given != first:
        yield message("branding.second-moved", given=given, first=first, second=second)
