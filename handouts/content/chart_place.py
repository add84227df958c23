"""The line of an article that stands for a chart."""

import re

CHART_PLACE = "[chart]"
_CHART_PLACE = re.compile(r"\[\s*chart(\s+[a-z0-9-]+)*\s*\]", re.IGNORECASE)


def chart_named(text: str) -> str | None:
    """Return which chart a line is the place of: `fees` for `[chart fees]`, "" for `[chart]`.

    Capitals do not count, and spaces in a name are hyphens. None where it is no such place.
    """
    if not _CHART_PLACE.fullmatch(text.strip()):
        return None
    return "-".join(text.strip(" []\n\t").lower().split()[1:])
