"""How a file asks to be shown and printed: ISO 32000-1, 12.2, table 150."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PrintSettings:
    """What the print dialogue and the window of a reader are to begin with."""

    duplex: bool = False
    """Ask the print dialogue for two sides, turned on the long edge."""
    one_sided: bool = False
    """Ask it for one side of each sheet, because what is on it is cut out or folded."""
    short_edge: bool = False
    """Two sides are turned on the short edge instead, because the sheet is folded in the middle."""
    copies: int = 1
    """How many the print dialogue is to begin with. Readers may take 2 to 5 from a file, and no
    other number."""
    print_only: tuple[int, ...] = ()
    """First and last page of each range that the dialogue is to begin with; else all pages."""
    scaled: bool = False
    """Let the print dialogue scale pages; paper editions are printed at their own size."""
    opens_bookmarks: bool = False
    """Show the bookmarks when the file is opened."""
