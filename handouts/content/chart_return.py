"""Where a chart stood in an article, and its place there again after it was gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from handouts.content.chart_place import chart_mark, chart_named


@dataclass(frozen=True)
class ChartSpot:
    """What was around the place of a chart."""

    line: int
    """Counted from 0."""
    above: str
    """The nearest line above it that has anything in it; empty where there is none."""
    below: str


def spot_of(text: str, name: str, *, is_only: bool) -> ChartSpot | None:
    """Return where the place of a chart is in an article; None where it has none of its own."""
    lines = text.split("\n")
    named = {name, ""} if is_only else {name}
    for number, line in enumerate(lines):
        if chart_named(line) in named:
            return ChartSpot(number, _first(lines[:number][::-1]), _first(lines[number + 1 :]))
    return None


def with_place_again(text: str, name: str, spot: ChartSpot) -> str | None:
    """Return the text of an article with the place of a chart where it was.

    It is behind the paragraph that was above it, or else before the one that was below; None where
    neither is there any longer, or the chart has a place.
    """
    lines = text.split("\n")
    if name in map(chart_named, lines):
        return None
    if (above := _nearest(lines, spot.above, spot.line)) is not None:
        while above + 1 < len(lines) and lines[above + 1].strip():
            above += 1
        return "\n".join(_with_mark(lines, above + 1, name))
    if (below := _nearest(lines, spot.below, spot.line)) is not None:
        while below and lines[below - 1].strip():
            below -= 1
        return "\n".join(_with_mark(lines, below, name))
    return None


def _first(lines: Sequence[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _nearest(lines: Sequence[str], wanted: str, line: int) -> int | None:
    """Return the number of the line that says something, that nearest to where it was."""
    found = [number for number, one in enumerate(lines) if wanted and one == wanted]
    return min(found, key=lambda number: abs(number - line), default=None)


def _with_mark(lines: Sequence[str], place: int, name: str) -> list[str]:
    """Return lines with the mark of a chart before one of them, and an empty line on each side."""
    before, after = list(lines[:place]), list(lines[place:])
    if before and before[-1].strip():
        before.append("")
    if after and after[0].strip():
        after.insert(0, "")
    return [*before, chart_mark(name), *after]
