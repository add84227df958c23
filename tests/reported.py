"""Problems as tests compare them: by what a person reads."""

from collections.abc import Iterable

from handouts.errors import Problem

Reported = tuple[str, int, str, str]
"""Path, line, cause and fix."""


def reported(problems: Iterable[Problem]) -> list[Reported]:
    """Return each problem without its code."""
    return [(one.path, one.line, one.cause, one.fix) for one in problems]
