"""Charts that are kept whole: one that a page would cut begins the next, and text runs before it.

A template puts a chart between the comments `chart NAME` and `/chart`: an empty element whose id is
`NAME-place`, and the table with the id NAME. Behind each element that may stand before the chart
instead there is a comment `after ID`.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.typesetting.render import Layout

_CHART = re.compile(r"<!--chart (?P<name>[\w-]+)-->(?P<inside>.*?)<!--/chart-->", re.DOTALL)
_AFTER = re.compile(r"<!--after ([\w.:-]+)-->")
_TOP, _BOTTOM = 22, 27
"""mm of a page above and below its text: the margins of `styles/page.css`."""


Moves = tuple[tuple[str, int], ...]
"""Charts that begin a page, each with the number of elements behind it that stand before it."""


def moves(html: str, layout: "Layout") -> Moves:
    """Return how the charts are to be moved that this layout of the HTML divides.

    None where none is divided, or where one is longer than a page.
    """
    found = []
    for chart in _CHART.finditer(html):
        parts = _parts_of(chart["name"], layout)
        place = layout.box(f"{chart['name']}-place")
        if place is None or len(parts) < 2:
            continue
        text = layout.page_height(place.page) - _TOP - _BOTTOM
        if sum(part.height for part in parts) > text:
            continue
        gap = _Gap(parts[-1], _TOP + text - place.top)
        found.append((chart["name"], _count_before(html, chart, gap, layout)))
    return tuple(found)


def moved(html: str, charts: Moves) -> str:
    """Return the HTML with these charts moved and kept whole, as far as they are there."""
    counts = dict(charts)
    for chart in reversed([*_CHART.finditer(html)]):
        if chart["name"] in counts:
            html = _moved(html, chart, counts[chart["name"]])
    return html


@dataclass(frozen=True)
class _Part:
    """What one page has of an element: its page, counted from 0, and its place on it in mm."""

    page: int
    top: float
    height: float


@dataclass(frozen=True)
class _Gap:
    """What a chart leaves on its page when it begins the next."""

    last: _Part
    """The last part of the chart, as it is divided now."""
    height: float
    """In mm."""


def _parts_of(name: str, layout: "Layout") -> list[_Part]:
    """Return the parts of an element that is divided between pages."""
    found = []
    for page in range(layout.page_count):
        if box := layout.rectangles(page).get(name):
            height = layout.page_height(page)
            found.append(_Part(page, box[1] * height, (box[3] - box[1]) * height))
    return found


def _behind(html: str, chart: re.Match[str]) -> list[re.Match[str]]:
    """Return the ends of the elements that may stand before a chart instead of behind it."""
    next_chart = html.find("<!--chart ", chart.end())
    return [*_AFTER.finditer(html, chart.end(), next_chart if next_chart > 0 else len(html))]


def _count_before(html: str, chart: re.Match[str], gap: _Gap, layout: "Layout") -> int:
    """Return for how many of the elements behind a chart the gap has space."""
    above, used = gap.last, 0.0
    for count, after in enumerate(ends := _behind(html, chart)):
        parts = _parts_of(after[1], layout)
        if not parts:
            return count
        if parts[0].page == above.page:
            used += parts[0].top - (above.top + above.height)
        used += sum(part.height for part in parts)
        if used > gap.height:
            return count
        above = parts[-1]
    return len(ends)


def _moved(html: str, chart: re.Match[str], count: int) -> str:
    ends = [chart.end(), *(after.end() for after in _behind(html, chart))]
    place = ends[min(count, len(ends) - 1)]
    whole = chart["inside"].replace('class="chart ', 'class="chart whole ', 1)
    return html[: chart.start()] + html[chart.end() : place] + whole + html[place:]
