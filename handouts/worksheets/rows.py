"""Rows of the chart: which of them a kind can use, and why the others are left out."""

from collections.abc import Callable, Iterable, Sequence

from handouts.content.chart import Chart, Row
from handouts.worksheets.sheet import NotPossibleError
from handouts.worksheets.words import all_unlike, names_own_column, plain

Reason = Callable[[Row], str]
"""Why a row cannot be used, as in `its cells are alike`; empty where it can."""


def usable(
    kind: str, rows: Sequence[Row], *reasons: Reason, least: int = 4
) -> tuple[list[Row], list[str]]:
    """Return the rows that a kind can use, and a sentence for each that it cannot.

    Raises NotPossibleError where fewer than `least` rows are left.
    """
    used, sentences = [], []
    for row in rows:
        found = next(filter(None, (reason(row) for reason in reasons)), "")
        if found:
            sentences.append(f"row {row.number} left out of {kind}: {found}")
        else:
            used.append(row)
    if len(used) < least:
        rest = f", and {len(used)} can be used" if sentences else ""
        raise NotPossibleError(
            f"{kind} left out: it takes {counted(least)}, "
            f"and the chart has {counted(len(rows))}{rest}"
        )
    return used, sentences


def counted(count: int) -> str:
    """Return `1 row` or `4 rows`."""
    return f"{count} row" if count == 1 else f"{count} rows"


def alike(places: Sequence[int]) -> Reason:
    """Report a row two of whose cells, at these places, say the same."""

    def reason(row: Row) -> str:
        return "" if all_unlike(row.cells[at] for at in places) else "its cells are alike"

    return reason


def longer_than(letters: int, places: Sequence[int]) -> Reason:
    """Report a row one of whose cells, at these places, has more letters."""

    def reason(row: Row) -> str:
        most = max(len(plain(row.cells[at])) for at in places)
        return f"a cell of it has {most} letters" if most > letters else ""

    return reason


def repeated(rows: Sequence[Row], places: Sequence[int]) -> Reason:
    """Report a row one of whose cells, at these places, an earlier row has in the same column."""

    def reason(row: Row) -> str:
        for earlier in (other for other in rows if other.number < row.number):
            if any(not all_unlike((earlier.cells[at], row.cells[at])) for at in places):
                return f"a cell of it also stands in row {earlier.number}"
        return ""

    return reason


def names_its_column(titles: tuple[str, ...]) -> Reason:
    """Report a row one of whose cells gives away which column it stands in."""

    def reason(row: Row) -> str:
        found = (names_own_column(cell, titles, at) for at, cell in enumerate(row.cells))
        word = next((word for word in found if word is not None), None)
        return "" if word is None else f"it contains the word “{word}”"

    return reason


def require_unlike_titles(kind: str, chart: Chart) -> None:
    """Raise NotPossibleError where two columns have the same title."""
    if not all_unlike(chart.columns):
        raise NotPossibleError(f"{kind} left out: two columns of the chart have the same title")


def sides(chart: Chart) -> tuple[int, int]:
    """Return the places of the two columns that a sheet sets against each other.

    Of two columns, both; of more, the first and the preferred one, or else the last.
    """
    last = len(chart.columns) - 1
    return 0, (chart.preferred or last) if last > 1 else last


def other_columns(kind: str, chart: Chart, used: Iterable[int]) -> list[str]:
    """Return a sentence that says which columns a kind leaves out, if there are any."""
    places = list(used)
    left = [title for place, title in enumerate(chart.columns) if place not in places]
    named = " and ".join(f"“{plain(title)}”" for title in left)
    return [f"{named} left out of {kind}: it sets two columns side by side"] if left else []
