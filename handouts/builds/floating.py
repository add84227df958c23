"""Charts that are kept whole: one that a page would cut begins the next, and text runs before it.

A template puts a chart between the comments `chart NAME` and `/chart`: an empty element whose id is
`NAME-place`, and the table with the id NAME. Behind each element that may stand before the chart
instead there is a comment `after ID`.
"""

import re
from dataclasses import dataclass

from handouts.typesetting.render import Layout, PageBox

_CHART = re.compile(r"<!--chart (?P<name>[\w-]+)-->(?P<inside>.*?)<!--/chart-->", re.DOTALL)
_AFTER = re.compile(r"<!--after ([\w.:-]+)-->")
_TOP, _BOTTOM = 22, 27
"""mm of a page above and below its text: the margins of `styles/page.css`."""


def with_whole_charts(html: str, layout: Layout) -> str:
    """Return the HTML with those charts moved and kept whole that this layout of it divides.

    It is the same where none is divided, or where one is longer than a page.
    """
    for found in reversed(list(_CHART.finditer(html))):
        parts = _parts_of(found["name"], layout)
        place = layout.box(f"{found['name']}-place")
        if place is None or len(parts) < 2:
            continue
        text = layout.page_height(place.page) - _TOP - _BOTTOM
        if sum(part.height for part in parts) > text:
            continue
        space = _TOP + text - place.top
        html = _moved(html, found, _behind(html, found, _Gap(parts[-1], space), layout))
    return html


@dataclass(frozen=True)
class _Gap:
    """What a chart leaves on its page when it begins the next."""

    last: PageBox
    """The last part of the chart, as it is divided now."""
    height: float
    """In mm."""


def _parts_of(name: str, layout: Layout) -> list[PageBox]:
    """Return the rectangles of an element that is divided between pages."""
    found = []
    for page in range(layout.page_count):
        if box := layout.rectangles(page).get(name):
            height = layout.page_height(page)
            found.append(PageBox(page, 0, box[1] * height, 0, (box[3] - box[1]) * height))
    return found


def _behind(html: str, chart: re.Match[str], gap: _Gap, layout: Layout) -> int:
    """Return the place in the HTML behind the last element for which the gap has space."""
    place, below = chart.end(), gap.last.top + gap.last.height
    next_chart = html.find("<!--chart ", chart.end())
    for after in _AFTER.finditer(html, chart.end(), next_chart if next_chart > 0 else len(html)):
        parts = _parts_of(after[1], layout)
        if len(parts) != 1 or parts[0].page != gap.last.page:
            break
        if parts[0].top + parts[0].height - below > gap.height:
            break
        place = after.end()
    return place


def _moved(html: str, chart: re.Match[str], place: int) -> str:
    whole = chart["inside"].replace('class="chart ', 'class="chart whole ', 1)
    return html[: chart.start()] + html[chart.end() : place] + whole + html[place:]
