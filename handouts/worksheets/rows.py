"""Rows of the chart: which of them a kind can use, and why the others are left out."""

from collections.abc import Callable, Iterable, Sequence

from handouts.content import cell
from handouts.content.chart import Chart, Row
from handouts.messages import Message, message
from handouts.worksheets.sheet import NotPossibleError
from handouts.worksheets.words import all_unlike, names_own_column, plain

_LONGEST, _LONGEST_ROW = 600, 1600
"""Letters of a cell that can stand in an exercise, alone and with as long ones beside it."""
Reason = Callable[[Row], Message | None]
"""Why a row cannot be used, as in `its cells are alike`; None where it can."""


def usable(
    kind: str, rows: Sequence[Row], *reasons: Reason, least: int = 4
) -> tuple[list[Row], list[str]]:
    """Return the rows that a kind can use, and a sentence for each that it cannot.

    Raises NotPossibleError where fewer than `least` rows are left.
    """
    used: list[Row] = []
    sentences: list[str] = []
    for row in rows:
        places = range(len(row.cells))
        too_long = longer_than(min(_LONGEST, _LONGEST_ROW // len(places)), places)
        found = next(filter(None, (reason(row) for reason in (too_long, *reasons))), None)
        if found:
            left = message("worksheets.row-left-out", kind=kind, row=row.number, reason=found)
            sentences.append(str(left))
        else:
            used.append(row)
    if len(used) < least:
        count = len(rows)
        found = message("worksheets.few-rows", kind=kind, least=least, rows=count)
        if sentences:
            found = message(
                "worksheets.few-usable-rows", kind=kind, least=least, rows=count, used=len(used)
            )
        raise NotPossibleError(found)
    return used, sentences


def alike(places: Sequence[int]) -> Reason:
    """Report a row two of whose cells, at these places, say the same."""

    def reason(row: Row) -> Message | None:
        is_fine = all_unlike(row.cells[at] for at in places)
        return None if is_fine else message("worksheets.alike")

    return reason


def longer_than(letters: int, places: Sequence[int]) -> Reason:
    """Report a row one of whose cells, at these places, has more letters."""

    def reason(row: Row) -> Message | None:
        most = max(cell.letters(row.cells[at]) for at in places)
        return message("worksheets.long-cell", letters=most) if most > letters else None

    return reason


def of_lines(places: Sequence[int]) -> Reason:
    """Report a row one of whose cells, at these places, has a list or several paragraphs."""

    def reason(row: Row) -> Message | None:
        has_lines = any(cell.blocks(row.cells[at]) for at in places)
        return message("worksheets.cell-of-lines") if has_lines else None

    return reason


def repeated(rows: Sequence[Row], places: Sequence[int]) -> Reason:
    """Report a row one of whose cells, at these places, an earlier row has in the same column."""

    def reason(row: Row) -> Message | None:
        for earlier in (other for other in rows if other.number < row.number):
            if any(not all_unlike((earlier.cells[at], row.cells[at])) for at in places):
                return message("worksheets.repeated-cell", row=earlier.number)
        return None

    return reason


def names_its_column(titles: tuple[str, ...]) -> Reason:
    """Report a row one of whose cells gives away which column it stands in."""

    def reason(row: Row) -> Message | None:
        found = (names_own_column(cell, titles, at) for at, cell in enumerate(row.cells))
        word = next((word for word in found if word is not None), None)
        return None if word is None else message("worksheets.names-its-column", word=word)

    return reason


def require_unlike_titles(kind: str, chart: Chart) -> None:
    """Raise NotPossibleError where two columns have the same title."""
    if not all_unlike(chart.columns):
        raise NotPossibleError(message("worksheets.same-titles", kind=kind))


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
    titles = tuple(f"“{plain(title)}”" for title in left)
    return [str(message("worksheets.other-columns", kind=kind, titles=titles))] if left else []
