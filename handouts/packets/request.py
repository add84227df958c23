"""What a trainer asks of packets."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PacketRequest:
    """What packets are to be made. An empty paper or theme means the training's own."""

    of: str
    """A training, or `<training>/<session>`."""
    copies: int = 0
    """For participants; 0 for as many as there are people on the session's roster."""
    versions: int = 0
    """How many versions of each worksheet, A, B, …, so that neighbours cannot copy; 0 for as many
    as the training says."""
    seed: int | None = None
    paper: str = ""
    theme: str = ""
    booklet: bool = False
    """Make a booklet too: pages of half a sheet, folded and stapled in the middle."""
    two_up: bool = False
    """Make a draft too, two pages side by side on each side of a sheet."""
    hole_punch: bool = False
    """Mark on paper where the holes go."""
    greyscale: bool = False
    """Make what is for paper in greys only."""
    jobs: int = 0
    """How many files are made at once; 0 for as many as there are processors."""
    force: bool = False
    """Make everything again, even what is current."""
