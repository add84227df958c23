"""What has to be found in a finished file, apart from how it is looked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """What has to be found in a finished file."""

    paragraphs: tuple[str, ...]
    """Texts in the order in which they stand."""
    rows: tuple[tuple[str, ...], ...]
    """For each row of the chart its texts, which stand together on one page."""
    secrets: tuple[str, ...]
    """Texts that would give an answer away, and must not be anywhere in the file."""
    families: tuple[str, ...]
    """The font families that were asked for."""
    paper: tuple[float, float]
    """Width and height in pt. A landscape page has them the other way round."""
    anywhere: tuple[str, ...] = ()
    """Texts that stand in the file, in whatever place."""
    right_to_left: bool = False
    """Whether lines begin at the right, in whatever script they are."""
    takes_paper: bool = True
    """Whether a page is worth a sheet only where it is filled: on a screen it costs none."""
    blank_backs: bool = False
    """Whether the back of a sheet may have nothing on it, not even a footer."""
