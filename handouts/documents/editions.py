"""What a document is made for, and how its file asks to be shown and printed."""

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from handouts.typesetting.print_settings import PrintSettings


@dataclass(frozen=True)
class Edition:
    """One edition of every document. Its look is in `styles/editions/<name>.css`."""

    name: str
    purpose: str
    like: str = ""
    """Another edition, whose layout presets are tried for it."""
    over: str = ""
    """Another edition, whose look it changes: its stylesheet comes before its own."""
    stacks_charts: bool = False
    """A row of a chart becomes a labelled stack, because there is one column of large type."""
    fills_in_forms: bool = False
    """What is to be written is typed into form fields."""
    on_half_sheets: bool = False
    """Its pages have half the size of the paper."""
    bound: bool = False
    """Sheets are bound at their side: mirrored margins, and a part begins on a right-hand page."""
    is_preview: bool = False
    """It is looked at while its texts are being changed. Elements have the places of what they show
    as their ids, `article.md:12.0`, and the document number is that of a draft."""

    printing: PrintSettings = field(default_factory=PrintSettings)
    """How its files ask to be shown and printed."""

    def printed(self, **changes: Any) -> "Edition":
        """Return the same edition with other print settings."""
        return dataclasses.replace(self, printing=dataclasses.replace(self.printing, **changes))

    @property
    def listed_as(self) -> str:
        """The edition under which a document's front matter lists its layout presets."""
        return self.like or self.name


EDITIONS = {
    edition.name: edition
    for edition in (
        Edition(
            "print",
            "office printer, duplex, hole punch",
            bound=True,
            printing=PrintSettings(duplex=True),
        ),
        Edition(
            "email",
            "screen and phone",
            over="booklet",
            stacks_charts=True,
            fills_in_forms=True,
            on_half_sheets=True,
            printing=PrintSettings(scaled=True, opens_bookmarks=True),
        ),
        Edition("large-print", "low vision, paper or screen", stacks_charts=True, bound=True),
    )
}
BOOKLET = Edition(
    "booklet",
    "folded and stapled",
    like="large-print",
    stacks_charts=True,
    on_half_sheets=True,
    bound=True,
)
"""Pages of half a sheet. It is made for booklets only, and cannot be asked for by its name."""
PAPERS = ("letter", "a4")
DOUBLES = {"letter": "tabloid", "a4": "a3"}
"""The paper of twice the size of each."""
SLIDES = "wide"
"""What the paper of slides is called: a screen of 16:9."""
HALVES = {"letter": "half-letter", "a4": "a5"}
"""What each paper is called when it is folded in the middle."""
