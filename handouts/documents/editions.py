"""What a document is made for, and how its file asks to be shown and printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    """One edition of every document. Its look is in `styles/editions/<name>.css`."""

    name: str
    purpose: str
    like: str = ""
    """Another edition, whose place it takes in the heads of documents: their fits are tried."""
    stacks_charts: bool = False
    """A row of a chart becomes a labelled stack, because there is one column of large type."""
    fills_in_forms: bool = False
    """What is to be written is typed into form fields."""
    duplex: bool = False
    """Ask the print dialogue for two sides, turned on the long edge."""
    one_sided: bool = False
    """Ask it for one side of each sheet, because what is on it is cut out or folded."""
    short_edge: bool = False
    """Two sides are turned on the short edge instead, because the sheet is folded in the middle."""
    copies: int = 1
    """How many the print dialogue is to begin with. Readers may take 2 to 5 from a file, and no
    other number: ISO 32000-1, table 150."""
    print_only: tuple[int, ...] = ()
    """First and last page of each stretch that the dialogue is to begin with; else all pages."""
    scaled: bool = False
    """Let the print dialogue scale pages; paper editions are printed at their own size."""
    opens_bookmarks: bool = False
    """Show the bookmarks when the file is opened."""
    is_folded: bool = False
    """Its pages have half the size of the paper."""
    bound: bool = False
    """Sheets are bound at their side: mirrored margins, and a part begins on a right-hand page."""

    @property
    def listed_as(self) -> str:
        """The edition by which a document's head says how it is made."""
        return self.like or self.name


EDITIONS = {
    edition.name: edition
    for edition in (
        Edition("print", "office printer, duplex, hole punch", duplex=True, bound=True),
        Edition(
            "email", "screen and phone", fills_in_forms=True, scaled=True, opens_bookmarks=True
        ),
        Edition("large-print", "low vision, paper or screen", stacks_charts=True, bound=True),
    )
}
BOOKLET = Edition(
    "booklet",
    "folded and stapled",
    like="large-print",
    stacks_charts=True,
    is_folded=True,
    bound=True,
)
"""Pages of half a sheet. It is made for booklets alone, and nobody asks for it by its name."""
PAPERS = ("letter", "a4")
HALVES = {"letter": "half-letter", "a4": "a5"}
"""What each paper is called when it is folded in the middle."""
