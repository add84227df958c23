"""The names in a list whose headings do not say where they are, by what its cells hold."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from handouts.content.roster import contents, headings, questions
from handouts.content.roster.answers import Answers
from handouts.content.roster.columns import MOST_COLUMNS, HeadingRow, assemble, letters
from handouts.content.roster.fields import NAMES
from handouts.content.roster.findings import Findings, RowDiagnostic, listed
from handouts.content.roster.heading_words import squash
from handouts.messages import message

_FIRST_ROWS = 100

Rows = Sequence[Sequence[str]]


def heading(rows: Rows, answers: Answers, findings: Findings) -> HeadingRow | None:
    """Return the heading of a list with its names found by the cells.

    Where that is not sure, None, and a question in the findings.
    """
    row = _answered_row(rows, answers) if answers.heading is None else answers.heading
    row = _row(rows) if row is None else row
    titles = rows[row - 1] if row else [*map(letters, range(max(map(len, rows))))]
    found = assemble(row, titles, rows[row:], answers)
    if NAMES & found.places.keys() & answers.columns.keys():
        return found
    wanted = _names(found, rows)
    email = _only(found, rows, contents.is_email)
    places: dict[str, int] = {**found.places, **wanted}
    if email is not None:
        places.setdefault("email", email)
    sure = row > 0 and "name" in wanted and _may_be_named(found.titles[wanted["name"]])
    if sure and len(places) > 1:
        guessed = replace(found, places=places)
        what = message("roster.names-by-cells", title=guessed.called(wanted["name"]))
        findings.remark(row, RowDiagnostic(what))
        return guessed
    _ask(found, places, rows, findings)
    return None


def _answered_row(rows: Rows, answers: Answers) -> int | None:
    """Return the row that has the heading which is answered to be that of the names."""
    wanted = {squash(title) for column, title in answers.columns.items() if column in NAMES}
    for number, row in enumerate(rows[:_FIRST_ROWS], 1):
        if wanted & {*map(squash, row)} - {""}:
            return number
    return None


def _row(rows: Rows) -> int:
    """Return the row that is most like headings, counted from 1, or 0."""
    for number, row in enumerate(rows[:_FIRST_ROWS], 1):
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) > 1:
            data = any(contents.is_email(cell) or contents.is_time(cell) for cell in filled)
            return 0 if data else number
    return 0


def _names(found: HeadingRow, rows: Rows) -> dict[str, int]:
    """Return the column of whole names, or the two of their parts, that are like no other."""
    whole = _like(found, rows, contents.is_whole_name)
    if len(whole) == 1:
        return {"name": whole[0]}
    parts = _like(found, rows, contents.is_name)
    return {"first": parts[0], "last": parts[1]} if not whole and len(parts) == 2 else {}


def _only(found: HeadingRow, rows: Rows, look: contents.Look) -> int | None:
    places = _like(found, rows, look)
    return places[0] if len(places) == 1 else None


def _like(found: HeadingRow, rows: Rows, look: contents.Look) -> list[int]:
    """Return the columns without a meaning whose cells look so and differ."""
    width = min(MOST_COLUMNS, len(found.titles) or max(map(len, rows)))
    free = [place for place in range(width) if place not in {*found.places.values()}]
    return [
        place
        for place in free
        if contents.mostly(cells := contents.cells(rows[found.row :], place), look)
        and contents.differ(cells)
    ]


def _may_be_named(title: str) -> bool:
    """Whether a heading leaves room for the names of the people on the list."""
    return not headings.is_of_others(title)


def _ask(found: HeadingRow, places: Mapping[str, int], rows: Rows, findings: Findings) -> None:
    filled = (row for row in enumerate(rows, 1) if any(map(str.strip, row[1])))
    first, cells = next(filled)
    row = found.row or first
    titles = [title for title in (found.titles if found.row else cells) if title.strip()]
    unknown = [title for title in titles if headings.meaning(title) is None]
    close = next((near for title in unknown if (near := headings.nearly(title))), None)
    named = {
        column: "".join(found.titles[place : place + 1]) or letters(place)
        for column, place in places.items()
        if column in ("name", "first", "last", "email")
    }
    if not NAMES & named.keys():
        named = {"name": _likely(found, rows), **named}
    answer = {"columns": named} if found.row else {"heading": 0, "columns": named}
    if close:
        what = message("roster.no-names-but-close", titles=listed(titles), close=close)
        findings.report(row, RowDiagnostic(what))
    else:
        questions.which_columns(titles, answer, row, findings)


def _likely(found: HeadingRow, rows: Rows) -> str:
    """Return the first column that may hold names, as an example."""
    like = _like(found, rows, contents.is_whole_name)
    own = [place for place in like if not headings.is_of_others(found.called(place))]
    return found.called(own[0]) if own else letters(0)
