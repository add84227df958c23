"""What a document is made for, and how its file asks to be shown and printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    """One edition of every document. Its look is in `styles/editions/<name>.css`."""

    name: str
    purpose: str
    stacks_charts: bool = False
    """A row of a chart becomes a labelled stack, because there is one column of large type."""
    fills_in_forms: bool = False
    """What is to be written is typed into form fields."""
    duplex: bool = False
    """Ask the print dialogue for two sides, turned on the long edge."""
    one_sided: bool = False
    """Ask it for one side of each sheet, because what is on it is cut out or folded."""
    scaled: bool = False
    """Let the print dialogue scale pages; paper editions are printed at their own size."""
    opens_bookmarks: bool = False
    """Show the bookmarks when the file is opened."""


EDITIONS = {
    edition.name: edition
    for edition in (
        Edition("print", "office printer, duplex, hole punch", duplex=True),
        Edition(
            "email", "screen and phone", fills_in_forms=True, scaled=True, opens_bookmarks=True
        ),
        Edition("large-print", "low vision, paper or screen", stacks_charts=True),
    )
}
PAPERS = ("letter", "a4")
