"""Which layout presets (`styles/fits/`) are tried for a document."""

from handouts.content.models import Training
from handouts.documents.editions import Edition
from handouts.documents.registry import Document

_MOST_LETTERS_IN_LARGE_TYPE = 1100
"""What a letter page holds in a chart of 13 pt with two columns, about."""


def fits(document: Document, training: Training, edition: Edition) -> dict[str, int]:
    """Return the fits to try in this edition, in order, with the pages that each may take.

    Four columns or more read better on a landscape page, so those fits come first then. Large type
    is not tried for a chart whose words cannot fit, because each try costs as much as the result.
    """
    listed = document.head.editions[edition.listed_as]
    chart = training.chart
    words = sum(len(text) for row in chart.rows for text in (row.label, *row.cells))
    if words > _MOST_LETTERS_IN_LARGE_TYPE:
        listed = {fit: limit for fit, limit in listed.items() if not fit.endswith("-13")}
    wide = len(chart.columns) > 3
    return dict(sorted(listed.items(), key=lambda fit: wide and not fit[0].startswith("landscape")))
