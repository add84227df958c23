"""A provider's colour on what is no page of a PDF: messages, the outbox, the page that verifies."""

from handouts.branding.colours import shade
from handouts.branding.palette import derive

_ON_DARK = 2.0
"""Contrast with white of text for dark grounds, which has 8 and more with those."""
_INK = "#1c1b1a"


def message_style(colour: str) -> str:
    """Return what comes behind the stylesheet of messages; empty where there is no colour.

    Every value is written out, for mail programs do not know variables.
    """
    if not colour:
        return ""
    found = derive(colour, "", _INK)
    light = shade(colour, _ON_DARK)
    return (
        f".message {{ border-top-color: {found.brand_rule}; }}\n"
        f"a, .kicker {{ color: {found.accent}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ a, .kicker {{ color: {light}; }} }}\n"
    )


def page_style(colour: str) -> str:
    """Return what comes behind the stylesheet of a page of the web; empty without a colour."""
    if not colour:
        return ""
    found = derive(colour, "", _INK)
    return f":root {{ --page-accent: {found.accent}; --page-brand: {found.brand_rule}; }}\n"
