"""Whether a certificate's words have room on it: measured on the page that was laid out."""

from handouts.typesetting.render import Layout
from handouts.typesetting.variable_data.placeholders import CODE

_FOOT = 20.5
"""mm below the lowest words of a page that has everything on its face, for the frame."""
_TOP = 17
"""mm above the highest words of a face."""
_NEAR = 2
"""mm between what must not touch."""


def is_fitting(layout: Layout) -> bool:
    """Whether what the page says keeps off its edges, and its parts off one another.

    A page of a template of somebody's own has only the place of its code to go by.
    """
    award, axis = layout.box("award"), layout.box("axis")
    if award is None or axis is None:
        lowest = layout.box(CODE)
        return not lowest or lowest.top + lowest.height <= layout.page_height(0) - _FOOT
    back, check = layout.box("back"), layout.box("check")
    if layout.page_count > 2 or back is None or check is None:
        return False
    is_face = award.top >= _TOP and award.top + award.height <= axis.top
    return is_face and back.top + back.height + _NEAR <= check.top
